"""Request ids, one log line per operation, metrics, traces."""

import http.server
import json
import logging
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from product_server import Server, login_environment, serving

from graph.database.login import Login

NAMED = {"query": 'query WhoIsIt { city(code: "6405") { name } }'}


class Collector(http.server.ThreadingHTTPServer):
    def __init__(self) -> None:
        self.spans: list[Any] = []
        super().__init__(("127.0.0.1", 0), _Collecting)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Collecting(http.server.BaseHTTPRequestHandler):
    server: Collector  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_POST(self) -> None:
        request = ExportTraceServiceRequest()
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request.ParseFromString(__import__("gzip").decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
        self.server.spans += [
            span for resource in request.resource_spans for scope in resource.scope_spans for span in scope.spans
        ]
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        logging.debug(format, *args)


@pytest.fixture(scope="module")
def observed_server(neo4j_login: Login, server: Server) -> Iterator[tuple[str, serving, Collector]]:
    collector = Collector()
    traces = f"http://127.0.0.1:{collector.server_address[1]}/v1/traces"
    running = serving(
        {"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), "TRACES_TO": traces, "LOG_FORMAT": "json"}
    )
    with running as url:
        yield url, running, collector
    collector.shutdown()
    collector.server_close()


def _events(running: serving, request_id: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in running.output.splitlines() if line.startswith("{")]
    return [line for line in lines if line.get("request_id") == request_id]


def test_a_request_id_is_in_the_response_and_the_log(observed_server: tuple[str, serving, Collector], zhongwei: None) -> None:
    url, running, _ = observed_server
    answer = httpx.post(f"{url}/graphql", json=NAMED, headers={"X-Request-Id": "mine-1"})
    assert answer.headers["x-request-id"] == "mine-1"
    (event,) = _events(running, "mine-1")
    assert event["event"] == "operation"
    assert event["operation"] == "WhoIsIt"
    assert event["milliseconds"] >= event["database_milliseconds"] > 0
    assert (event["rows"], event["cost"], event["errors"]) == (1, 1, [])


@pytest.mark.parametrize("sent", ["", "two words", "x" * 101, "ü"])
def test_an_unsafe_request_id_is_replaced(observed_server: tuple[str, serving, Collector], sent: str) -> None:
    url, _, _ = observed_server
    answer = httpx.get(f"{url}/livez", headers=[(b"X-Request-Id", sent.encode())])
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


def test_an_unexpected_error_is_logged_with_the_request(
    observed_server: tuple[str, serving, Collector], zhongwei: None, modifies_data: None, cypher: Any
) -> None:
    url, running, _ = observed_server
    cypher("MATCH (c:City {code: '6405'}) REMOVE c.name")
    error = httpx.post(f"{url}/graphql", json=NAMED, headers={"X-Request-Id": "broken"}).json()["errors"][0]
    unexpected, operation = _events(running, "broken")
    assert error["extensions"]["id"] in unexpected["event"]
    assert "Traceback" in unexpected["exception"] or "Cannot return null" in unexpected["exception"]
    assert operation["errors"] == ["UNEXPECTED"]


def test_no_variable_value_is_logged(observed_server: tuple[str, serving, Collector], zhongwei: None) -> None:
    url, running, _ = observed_server
    httpx.post(
        f"{url}/graphql", json={"query": "query ($c: String!) { city(code: $c) { name } }", "variables": {"c": "secret-7"}}
    )
    assert "secret-7" not in running.output


def test_metrics(observed_server: tuple[str, serving, Collector], zhongwei: None) -> None:
    url, _, _ = observed_server
    httpx.post(f"{url}/graphql", json={"query": "query Counted { city(code: 1) { name } }"})
    httpx.post(f"{url}/graphql", json={"query": 'query Counted { city(code: "6405") { name } }'})
    shown = httpx.get(f"{url}/metrics").text
    assert 'tiaokuai_operation_seconds_count{operation="Counted"} 2.0' in shown
    assert 'tiaokuai_errors_total{code="GRAPHQL_VALIDATION_FAILED",operation="Counted"} 1.0' in shown
    assert 'tiaokuai_database_rows_total{operation="Counted"} 1.0' in shown
    assert float(re.search(r'tiaokuai_database_seconds_sum\{operation="Counted"\} (\S+)', shown)[1]) > 0  # pyright: ignore


def test_client_chosen_names_in_metrics_are_bounded(observed_server: tuple[str, serving, Collector]) -> None:
    url, _, _ = observed_server
    with httpx.Client(base_url=url) as client:
        for number in range(210):
            client.post("/graphql", json={"query": f"query N{number} {{ __typename }}"})
        shown = client.get("/metrics").text
    assert len(re.findall(r"tiaokuai_operation_seconds_count", shown)) <= 201
    assert 'operation="(other)"' in shown


def test_traces_have_a_span_per_statement_and_continue_the_callers_trace(
    observed_server: tuple[str, serving, Collector], zhongwei: None
) -> None:
    url, _, collector = observed_server
    trace = "0af7651916cd43dd8448eb211c80319c"
    httpx.post(f"{url}/graphql", json=NAMED, headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    deadline = time.monotonic() + 60
    while not (ours := [span for span in collector.spans if span.trace_id.hex() == trace]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert {span.name for span in ours} == {"graphql operation", "neo4j read"}
    (operation,) = (span for span in ours if span.name == "graphql operation")
    # After a change of the data, one more statement checks the revision.
    assert {span.parent_span_id for span in ours if span.name == "neo4j read"} == {operation.span_id}
