"""Deadlines for the head and body of a request, bounds on its size and on open connections."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from bolt_proxy import BoltProxy
from product_server import ROOT, Server, login_environment, serving

from graph.database.login import Login

MAX_CONNECTIONS = 6
HALF_HEAD = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: app"
HALF_BODY = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
PING = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"


class SlowServer(Server):
    def __init__(self, url: str, wire: BoltProxy, running: serving) -> None:
        super().__init__(url, wire)
        self.running = running

    def connect(self, sent: bytes = b"") -> socket.socket:
        address = urlsplit(self.url)
        connection = socket.create_connection((address.hostname or "", address.port or 0), 60)
        connection.sendall(sent)
        return connection

    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.running.output.splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def slow_server(neo4j_login: Login, server: Server) -> Iterator[SlowServer]:
    environment = {
        "MAX_CONNECTIONS": str(MAX_CONNECTIONS),
        "REQUEST_TIMEOUT": "0.5",
        "LOG_FORMAT": "json",
        "MAX_BODY": "100000",
    }
    with BoltProxy(neo4j_login.uri) as wire:
        running = serving({"NEO4J_URI": wire.uri, **login_environment(neo4j_login), **environment})
        with running as url:
            slow_server = SlowServer(url, wire, running)
            yield slow_server
            slow_server.client.close()


def _read_to_end(connection: socket.socket) -> bytes:
    read = b""
    while data := connection.recv(65_536):
        read += data
    return read


def _until(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_a_connection_without_request_is_closed(slow_server: SlowServer) -> None:
    with slow_server.connect() as connection:
        assert _read_to_end(connection) == b""


@pytest.mark.parametrize("sent", [HALF_HEAD, HALF_BODY], ids=["head", "body"])
def test_an_incomplete_request_is_answered_and_closed(slow_server: SlowServer, sent: bytes) -> None:
    with slow_server.connect(sent) as connection:
        answer = _read_to_end(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"code":"REQUEST_TIMEOUT"' in answer


def test_bytes_that_trickle_do_not_extend_the_deadline(slow_server: SlowServer) -> None:
    with slow_server.connect(HALF_HEAD) as connection:
        connection.settimeout(0.02)
        answer = b""
        for _ in range(3_000):
            try:
                answer += connection.recv(1_000)
            except TimeoutError:
                connection.sendall(b"a")
            else:
                break
    assert answer.startswith(b"HTTP/1.1 408 ")


OVERSIZED = {
    "one header": (b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Big: " + b"a" * 1_000_000, b"431", b"REQUEST_TOO_LARGE"),
    "many headers": (b"GET /livez HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 200_000, b"431", b"REQUEST_TOO_LARGE"),
    "address": (b"GET /livez?" + b"a" * 1_000_000, b"414", b"REQUEST_TOO_LARGE"),
    "trailers": (
        b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
        + b"X: a\r\n" * 200_000,
        b"431",
        b"REQUEST_TOO_LARGE",
    ),
}


@pytest.mark.parametrize(("sent", "status", "code"), OVERSIZED.values(), ids=OVERSIZED.keys())
def test_an_oversized_head_is_refused_before_it_has_arrived(
    slow_server: SlowServer, sent: bytes, status: bytes, code: bytes
) -> None:
    accepted, answer = 0, b""
    with slow_server.connect() as connection:
        connection.settimeout(0.01)
        while not answer and accepted < len(sent):
            accepted += len(sent[accepted : accepted + 10_000])
            connection.sendall(sent[accepted - 10_000 : accepted])
            try:
                answer = connection.recv(10_000)
            except TimeoutError:
                continue
    assert answer.startswith(b"HTTP/1.1 " + status)
    assert code in answer
    assert accepted < 500_000


def test_a_body_in_chunks_of_one_byte_is_accepted(slow_server: SlowServer) -> None:
    body = json.dumps({"query": "{ __typename }" + " " * 30_000}).encode()
    chunks = b"".join(b"1\r\n%c\r\n" % byte for byte in body) + b"0\r\n\r\n"
    head = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    with slow_server.connect(head + b"Connection: close\r\n\r\n" + chunks) as connection:
        assert _read_to_end(connection).endswith(b'{"data":{"__typename":"Query"}}')


def test_connections_that_wait_make_room_for_new_ones(slow_server: SlowServer) -> None:
    connections = [slow_server.connect(HALF_HEAD) for _ in range(3 * MAX_CONNECTIONS)]
    with slow_server.connect(PING) as connection:
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200 ")
    assert _read_to_end(connections[0]) == b""
    for each in connections:
        each.close()
    warnings = [event for event in slow_server.events() if "connections are open" in str(event["event"])]
    assert len(warnings) == 1
    assert warnings[0]["level"] == "warning"


def test_busy_connections_do_not_make_room(slow_server: SlowServer, zhongwei: None) -> None:
    body = b'{"query": "{ city(code: \\"6405\\") { name } }"}'
    head = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    with slow_server.wire.holding():
        busy = [slow_server.connect(head % len(body) + body) for _ in range(MAX_CONNECTIONS)]
        with slow_server.connect() as connection:
            answer = _read_to_end(connection)
    assert b'"code":"BUSY"' in answer
    assert b"\r\nretry-after: " in answer
    for connection in busy:
        assert connection.recv(1_000).endswith('{"data":{"city":{"name":"中卫市"}}}'.encode())
        connection.close()


def test_an_interrupted_upload_is_one_line_in_the_log(slow_server: SlowServer) -> None:
    before = sum(event["event"] == "upload interrupted" for event in slow_server.events())
    slow_server.connect(HALF_BODY).close()
    assert _until(lambda: sum(event["event"] == "upload interrupted" for event in slow_server.events()) == before + 1)
    assert "Traceback" not in slow_server.running.output
    assert not any("exception" in event for event in slow_server.events())


def test_a_cancelled_operation_is_logged(slow_server: SlowServer, zhongwei: None) -> None:
    body = b'{"query": "query Abandoned { city(code: \\"6405\\") { name } }"}'
    head = b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    with slow_server.wire.holding():
        slow_server.connect(head % len(body) + body).close()
        assert _until(lambda: any(event["event"] == "operation cancelled" for event in slow_server.events()))
    (event,) = (event for event in slow_server.events() if event["event"] == "operation cancelled")
    assert event["operation"] == "Abandoned"


FILE_LIMIT = """
import resource
from api.server_tuning import raise_file_limit
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
print(raise_file_limit(1000, 100), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


@pytest.mark.parametrize(("soft", "hard", "expected"), [(256, 256, "92 256 256"), (256, 4_000, "1000 1164 4000")])
def test_connections_fit_below_the_limit_of_open_files(soft: int, hard: int, expected: str) -> None:
    code = FILE_LIMIT.format(soft=soft, hard=hard)
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == expected
