"""The corpus next to an innocent client, texts that try to become Cypher, and generated operations."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from generators.edits import fingerprint
from generators.malicious_payloads import payloads
from product_server import ROOT, Server, serving

from graph.error_codes import ErrorCode

PING: Final = {"query": '{ city(code: "6405") { name } }'}
MAX_PING_SECONDS: Final = 1
GENERATED: Final = 5_000
SCHEMATHESIS: Final = ROOT / ".tiaokuai" / "schemathesis" / "bin" / "schemathesis"
INJECTIONS: Final = (
    "' OR 1=1 //",
    "') DETACH DELETE n //",
    '" }) MATCH (n) DETACH DELETE n //',
    "`) MATCH (m) SET m.name = 'x' //",
    "\\' RETURN n //",
    "\\u0027 DETACH DELETE n",
    "$code",
    "}} CALL dbms.listConfig() YIELD name //",
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    "*) OR name:(*",
    "name:/.*/ AND NOT x",
    "\x00",
    "\u2028MATCH (n) DELETE n",
)
PLACES: Final = {
    "code": "query ($t: String!) { community(code: $t) { name } }",
    "scope": "query ($t: String!) { coverage(scope: $t, indicator: MENTORED) { reached } }",
    "search": "query ($t: String!) { search(text: $t) { totalCount } }",
    "filter": "query ($t: String!) { posts(where: { name: { contains: $t } }) { totalCount } }",
    "prefix": "query ($t: String!) { posts(where: { code: { startsWith: $t } }) { totalCount } }",
    "reference": "query ($t: String!) { reachable(from: { post: $t }) { totalCount } }",
    "id": "query ($t: ID!) { node(id: $t) { id } }",
    "cursor": "query ($t: String!) { posts(first: 1, after: $t) { totalCount } }",
    "own indicator": 'query ($t: String!) { coverage(scope: "6405", indicator: OWN, own: $t) { reached } }',
    "edit": """query ($t: String!) { simulate(add: [{ relation: MENTORS, from: { post: $t }, to: { post: $t } }]) {
        coverage(scope: "6405", indicator: MENTORED) { after { reached } } } }""",
    "alias": None,
    "operation name": None,
}

Record = Callable[[int, str], None]
Scaled = Callable[[int], int]
Running = tuple[serving, Server]


class Pinger(threading.Thread):
    """Pings the server without pause. `slowest` is the longest ping."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.slowest = 0.0
        self._url = url
        self._ended = threading.Event()

    def run(self) -> None:
        with httpx.Client(base_url=self._url, timeout=60) as client:
            while not self._ended.is_set():
                began = time.perf_counter()
                assert client.post("/graphql", json=PING).status_code == 200
                self.slowest = max(self.slowest, time.perf_counter() - began)

    def end(self) -> None:
        self._ended.set()
        self.join()


def _codes(response: httpx.Response) -> set[str]:
    answer = response.json()
    return {error["extensions"]["code"] for error in answer.get("errors", [])}


@pytest.mark.reliability("Two hundred hostile requests, each next to pings of an innocent client")
def test_hostile_requests_do_not_hold_up_others(
    default_running: Running, zhongwei: None, scaled: Scaled, record: Record
) -> None:
    running, server = default_running
    corpus, rounds = payloads(), scaled(3)
    pinger = Pinger(server.url)
    pinger.start()
    unexpected: set[str] = set()
    for name, (body, headers) in [*corpus.items()] * rounds:
        response = server.client.post("/graphql", content=body, headers=headers)
        if response.status_code >= 500 or "UNEXPECTED" in _codes(response):
            unexpected.add(name)
    pinger.end()
    record(rounds * len(corpus), f"{len(unexpected)} unexpected; the slowest ping took {1000 * pinger.slowest:.0f} ms")
    assert not unexpected, f"unexpected: {sorted(unexpected)}; aim: none"
    assert "Traceback" not in running.output, "a traceback in the log; aim: none"
    assert pinger.slowest < MAX_PING_SECONDS, f"a ping took {pinger.slowest:.2f} s; aim: below {MAX_PING_SECONDS} s"


def _injected(server: Server, place: str, text: str) -> httpx.Response:
    if place == "alias":
        return server.client.post("/graphql", json={"query": f"{{ {text}: __typename }}"})
    if place == "operation name":
        return server.client.post("/graphql", json={"query": "{ __typename }", "operationName": text})
    return server.client.post("/graphql", json={"query": PLACES[place], "variables": {"t": text}})


@pytest.mark.reliability("Texts that try to become Cypher, Lucene or GraphQL, at every place that takes a text")
def test_no_text_becomes_code(
    default_running: Running, zhongwei: None, cypher: Callable[..., list[list[Any]]], record: Record
) -> None:
    _, server = default_running
    before, sent = fingerprint(cypher), 0
    for place in PLACES:
        for text in INJECTIONS:
            response = _injected(server, place, text)
            assert response.status_code < 500, (place, text, response.text)
            assert _codes(response) <= set(ErrorCode.__members__) - {"UNEXPECTED"}, (place, text, response.text)
            sent += 1
    record(sent, "the hash over all nodes and links is the same")
    assert fingerprint(cypher) == before, "the hash over all nodes and links changed; aim: the same"


@pytest.mark.reliability("Operations that Schemathesis generates from the schema")
def test_generated_operations(default_running: Running, zhongwei: None, scaled: Scaled, record: Record) -> None:
    if not SCHEMATHESIS.exists():
        pytest.skip("Schemathesis is not installed; make check-reliability installs it")
    running, server = default_running
    fields = len(server.post("{ __schema { queryType { fields { name } } } }")["data"]["__schema"]["queryType"]["fields"])
    options = ["--phases", "fuzzing", "--checks", "errors_have_a_code", "--max-examples", str(scaled(GENERATED) // fields + 1)]
    command = [str(SCHEMATHESIS), "run", f"{server.url}/graphql", *options, "--seed", "1", "--no-color"]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": str(ROOT / "tests" / "schemathesis_checks.py")}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=3_600, check=False)
    cases = re.search(r"(\d+) generated", result.stdout)
    assert cases, result.stdout + result.stderr
    record(int(cases[1]), "no server error" if result.returncode == 0 else "server errors")
    assert result.returncode == 0, f"server errors or errors without a code; aim: none\n{result.stdout}"
    assert "Traceback" not in running.output


@pytest.mark.reliability("The audit of graphql-cop; accepted: introspection and field suggestions are on, GET executes queries")
def test_graphql_cop(default_running: Running, zhongwei: None, record: Record) -> None:
    script = Path(os.environ.get("GRAPHQL_COP", ""))
    if not script.is_file():
        pytest.skip("no registry has graphql-cop; GRAPHQL_COP=path/to/graphql-cop.py runs it")
    _, server = default_running
    command = [sys.executable, str(script), "-t", f"{server.url}/graphql", "-o", "json"]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert result.returncode == 0, result.stderr
    record(1, result.stdout.strip()[:200])
