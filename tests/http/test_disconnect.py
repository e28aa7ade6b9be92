"""When a client disconnects, its long search and its long statement are cancelled."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from bolt_proxy import BoltProxy
from city_database import Cities
from oracles.graph import Cypher
from product_server import Server, login_environment, serving

from graph.database.login import Login
from graph.linkage.snapshot.snapshot_store import MAX_CONCURRENT_SEARCHES

PATIENT: Final = {"LINKAGE_TIME": "600", "LINKAGE_BUDGET": str(10**12), "QUERY_TIMEOUT": "600"}
HARD: Final = """{ linkage(from: { post: "p1" }, to: { post: "p2" }, through: [{ grid: "x" }, { grid: "y" }], maxHops: 12) {
    paths { hops } certificate { exhaustive } } }"""
EASY: Final = '{ linkage(from: { post: "p1" }, to: { post: "p2" }, k: 1) { paths { hops } } }'


@pytest.fixture(scope="module")
def server_without_limits(neo4j_login: Login, server: Server) -> Iterator[Server]:
    with (
        BoltProxy(neo4j_login.uri) as wire,
        serving({"NEO4J_URI": wire.uri, **login_environment(neo4j_login), **PATIENT}) as url,
    ):
        server_without_limits = Server(url, wire)
        yield server_without_limits
        server_without_limits.client.close()


@pytest.fixture
def clique(cities: Cities, cypher: Cypher, modifies_data: None) -> None:
    """Creates a clique of 40 posts and a dead end behind one of them."""
    cities.current = None
    cypher("MATCH (n) DETACH DELETE n")
    cypher("UNWIND range(0, 39) AS i CREATE (:Post:Entity {code: 'p' + i, name: 'p'})")
    cypher("MATCH (a:Post), (b:Post) WHERE a.code < b.code CREATE (a)-[:MENTORS]->(b)")
    cypher(
        "MATCH (a:Post {code: 'p0'}) CREATE (k:Grid:Entity {code: 'k', name: 'k'}), (x:Grid:Entity {code: 'x', name: 'x'}), "
        "(y:Grid:Entity {code: 'y', name: 'y'}), (m:Grid:Entity {code: 'm', name: 'm'}), (a)-[:LEADS]->(k), (k)-[:PART_OF]->(x), "
        "(k)-[:PART_OF]->(y), (x)-[:PART_OF]->(m), (y)-[:PART_OF]->(m)"
    )


class Caller:
    """Sends a request and does not wait for the response."""

    def __init__(self, url: str, query: str) -> None:
        address = urlsplit(url)
        body = json.dumps({"query": query}).encode()
        self._socket = socket.create_connection((address.hostname or "", address.port or 0))
        self._socket.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
        )

    def hang_up(self) -> None:
        self._socket.close()


def until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def test_a_disconnect_cancels_long_searches(clique: None, server_without_limits: Server) -> None:
    """Of the maximum number; then another one can run."""
    server_without_limits.post(EASY)  # fetches the snapshot
    callers = [Caller(server_without_limits.url, HARD) for _ in range(MAX_CONCURRENT_SEARCHES)]
    executing = f"tiaokuai_requests_executing {MAX_CONCURRENT_SEARCHES}."
    assert until(lambda: executing in server_without_limits.client.get("/metrics").text)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(server_without_limits.post, EASY)
        assert not until(waiting.done, 1)
        for caller in callers:
            caller.hang_up()
        assert waiting.result(60) == {"data": {"linkage": {"paths": [{"hops": 1}]}}}


def test_a_disconnect_cancels_a_long_statement(clique: None, server_without_limits: Server, cypher: Cypher) -> None:
    where = '{ name: { eq: "p" } }'
    for _ in range(7):
        where = f"{{ mentees: {{ all: {where} }} }}"
    caller = Caller(server_without_limits.url, f"{{ posts(where: {where}) {{ totalCount }} }}")
    assert until(lambda: bool(long_statements(cypher)))
    caller.hang_up()
    assert until(lambda: not long_statements(cypher))


def long_statements(cypher: Cypher) -> list[Any]:
    return cypher(
        "SHOW TRANSACTIONS YIELD currentQuery, status WHERE currentQuery CONTAINS 'MENTORS' "
        "AND NOT currentQuery CONTAINS 'SHOW' RETURN currentQuery, status"
    )
