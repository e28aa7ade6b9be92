"""Two hundred hostile payloads over every transport get ordinary error responses while another client pings."""

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
import pytest
from generators.malicious_payloads import JSON, Payload, payloads
from product_server import Server, login_environment, serving

from api.explorer.build import WEB
from graph.database.login import Login
from graph.error_codes import ErrorCode

PAYLOADS = payloads()
MAX_RESPONSE_SIZE = 64_000
PATIENCE = 30
"""The other client's maximum latency in seconds, on a busy machine; the aim is one second."""
PING = {"query": '{ city(code: "6405") { name } }'}


class Pinger(threading.Thread):
    """Sends one request after the other and records the latencies."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.latencies: list[tuple[float, str]] = []
        self.against = ""
        self.wrong: list[str] = []
        self._client = httpx.Client(base_url=url, timeout=PATIENCE)
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.is_set():
            self.ping()

    def ping(self) -> None:
        against, began = self.against, time.perf_counter()
        answer = self._client.post("/graphql", json=PING)
        self.latencies.append((time.perf_counter() - began, against))
        if answer.json() != {"data": {"city": {"name": "中卫市"}}}:
            self.wrong.append(answer.text)

    def end(self) -> None:
        self._ended.set()
        self.join()
        self._client.close()


@pytest.fixture(scope="module")
def target(neo4j_login: Login, server: Server) -> Iterator[tuple[str, Any]]:
    """Enables batches and trusted documents; returns the server and its process."""
    environment = {"MAX_BATCH": "2", "TRUSTED_DOCUMENTS": str(WEB / "examples")}
    running = serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), **environment})
    with running as url:
        yield url, running


def _post(client: httpx.Client, payload: Payload) -> tuple[int, bytes]:
    body, headers = payload
    answer = client.post("/graphql", content=body, headers=headers)
    return answer.status_code, answer.content


def _modern(client: httpx.Client, payload: Payload) -> tuple[int, bytes]:
    return _post(client, (payload[0], {"Accept": "application/graphql-response+json", **payload[1]}))


def _batch(client: httpx.Client, payload: Payload) -> tuple[int, bytes]:
    return _post(client, (b"[" + payload[0] + b"," + payload[0] + b"]", payload[1]))


def _chunked(client: httpx.Client, payload: Payload) -> tuple[int, bytes]:
    body, headers = payload
    chunks = (body[start : start + 65_536] for start in range(0, len(body), 65_536))
    answer = client.post("/graphql", content=chunks, headers=headers)
    return answer.status_code, answer.content


def _document(client: httpx.Client, payload: Payload) -> tuple[int, bytes]:
    """Sends the variables of the payload, or its whole body if the trusted document has a variable for it."""
    sent = _parsed(payload[0])
    variables = sent["variables"] if isinstance(sent.get("variables"), dict) else {"day": sent or payload[0].decode("latin-1")}
    return _post(client, (json.dumps({"documentId": "AsOfDate", "variables": variables}).encode(), JSON))


def _get(client: httpx.Client, payload: Payload) -> tuple[int, bytes]:
    """Uses a raw socket: httpx rejects such URLs."""
    sent = _parsed(payload[0])
    address = (
        urlencode({"query": sent["query"], "variables": json.dumps(sent.get("variables"))}, errors="replace")
        if isinstance(sent.get("query"), str)
        else "query=" + quote(payload[0])
    )
    host = urlsplit(str(client.base_url))
    connection = http.client.HTTPConnection(str(host.hostname), host.port, timeout=PATIENCE)
    try:
        connection.request("GET", f"/graphql?{address[:4_000_000]}")
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


TRANSPORTS: dict[str, Callable[[httpx.Client, Payload], tuple[int, bytes]]] = {
    "post": _post,
    "modern": _modern,
    "chunked": _chunked,
    "get": _get,
    "batch": _batch,
    "document": _document,
}


def test_there_are_two_hundred() -> None:
    assert len(PAYLOADS) >= 200


@pytest.mark.sampled(0.3)
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_no_payload_affects_the_other_client(
    target: tuple[str, Any], zhongwei: None, transport: str, share_of_cases: float, request: pytest.FixtureRequest
) -> None:
    """All by POST, and 25 % by each other transport unless all cases run. Then all again: the server has cached some of the texts by now."""
    url, _ = target
    place = list(TRANSPORTS).index(transport)
    chosen = list(PAYLOADS.items())[place % 4 :: 4] if place and share_of_cases < 1 else list(PAYLOADS.items())
    pinger = Pinger(url)
    pinger.ping()
    pinger.start()
    faults: list[str] = []
    with httpx.Client(base_url=url, timeout=PATIENCE) as client:
        for name, payload in [*chosen, *chosen]:
            pinger.against, answered = name, len(pinger.latencies)
            status, content = TRANSPORTS[transport](client, payload)
            faults += [f"{name}: {fault}" for fault in _faults(status, content)]
            _until_answered(pinger, answered)
    pinger.end()
    assert faults == []
    assert pinger.wrong == []
    _report(request, transport, pinger.latencies)
    assert max(pinger.latencies)[0] < PATIENCE


def _until_answered(pinger: Pinger, answered: int) -> None:
    """Waits for a response to the other client, so that a ping lies between any two hostile requests."""
    deadline = time.monotonic() + PATIENCE
    while len(pinger.latencies) == answered:
        assert time.monotonic() < deadline, f"nobody was answered after: {pinger.against}"
        time.sleep(0.001)


def _faults(status: int, content: bytes) -> Iterator[str]:
    if not 200 <= status < 500:
        yield f"status {status}"
    if len(content) > MAX_RESPONSE_SIZE:
        yield f"{len(content)} bytes"
    if b"Traceback" in content:
        yield "a traceback"
    if content == b"Invalid HTTP request received.":
        return  # A request that is not HTTP does not reach the application.
    answers = json.loads(content)
    for answer in answers if isinstance(answers, list) else [answers]:
        codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
        if not codes and "data" not in answer:
            yield "neither data nor errors"
        if not codes <= set(ErrorCode.__members__) - {"UNEXPECTED"}:
            yield f"codes {codes}"


def _report(request: pytest.FixtureRequest, transport: str, latencies: list[tuple[float, str]]) -> None:
    """Prints the five highest latencies if pytest reports passed tests."""
    worst = ", ".join(f"{seconds * 1000:.0f} ms ({against})" for seconds, against in sorted(latencies, reverse=True)[:5])
    request.node.add_report_section("call", "latencies", f"{transport}: {len(latencies)} pings, the slowest: {worst}")


def test_the_server_logged_no_unexpected_error(target: tuple[str, Any]) -> None:
    _, running = target
    assert "Traceback" not in running.output
    assert '"level": "error"' not in running.output
