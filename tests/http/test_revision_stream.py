"""`/revision` over HTTP: JSON, and server-sent events for a bounded number of listeners."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import ExitStack
from itertools import count, islice
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import pytest
from bolt_proxy import BoltProxy
from product_server import login_environment, serving

from api.revision.feed import FeedLimits, RevisionFeed
from graph.database.login import Login
from graph.database.revisions import bookmark_of
from graph.errors import UserError
from graph.messages.database import UNAVAILABLE

Cypher = Callable[..., list[list[Any]]]
MAX_LISTENERS: Final = 3
INTERVAL_SECONDS: Final = 0.1
MANY_HEARTBEATS: Final = 100
PATIENCE_SECONDS: Final = 60
ENVIRONMENT: Final = {
    "MAX_LISTENERS": str(MAX_LISTENERS),
    "LISTENER_INTERVAL": str(INTERVAL_SECONDS),
    "LISTENER_HEARTBEAT": "0.2",
}
STREAM: Final = {"Accept": "text/event-stream"}


class ListeningServer:
    def __init__(self, url: str, running: serving, wire: BoltProxy) -> None:
        self.running, self.wire, self.url = running, wire, url
        self.client = httpx.Client(base_url=url, timeout=60)

    def revision(self) -> str:
        return self.client.post("/graphql", json={"query": "{ revision { id } }"}).json()["data"]["revision"]["id"]

    def listeners(self) -> int:
        (line,) = (
            line for line in self.client.get("/metrics").text.splitlines() if line.startswith("tiaokuai_revision_listeners ")
        )
        return int(float(line.split()[1]))


class Listener:
    """A client of the stream. `blocks` are the fields of its events; a comment has an empty name.

    The garbage collector must not close `blocks`: it may run while the client holds the lock of its connections, which closing needs.
    """

    def __init__(self, server: ListeningServer, stack: ExitStack, **headers: str) -> None:
        client = stack.enter_context(httpx.Client(base_url=server.url, timeout=60))
        self.response = stack.enter_context(client.stream("GET", "/revision", headers={**STREAM, **headers}))
        self.blocks = self._read_blocks()
        stack.callback(self.blocks.close)
        self._server = server

    def _read_blocks(self) -> Generator[dict[str, str]]:
        block: dict[str, str] = {}
        for line in self.response.iter_lines():
            if line:
                name, _, value = line.partition(":")
                block[name] = value.strip()
            else:
                yield block
                block = {}

    def event(self) -> dict[str, str]:
        """Fails if only heartbeats come for PATIENCE_SECONDS."""
        end = time.monotonic() + PATIENCE_SECONDS
        for block in self.blocks:
            if "data" in block:
                return block
            assert time.monotonic() < end, self._server.running.output
        raise AssertionError("the stream has ended")


def _serve(neo4j_login: Login, **environment: str) -> Iterator[ListeningServer]:
    with BoltProxy(neo4j_login.uri) as wire:
        running = serving({"NEO4J_URI": wire.uri, **login_environment(neo4j_login), **ENVIRONMENT, **environment})
        with running as url:
            listening = ListeningServer(url, running, wire)
            yield listening
            listening.client.close()


@pytest.fixture(scope="module")
def listening(neo4j_login: Login, server: object) -> Iterator[ListeningServer]:
    """Serves streams that do not end during a test."""
    yield from _serve(neo4j_login)


@pytest.fixture(scope="module")
def short_lived(neo4j_login: Login, server: object) -> Iterator[ListeningServer]:
    """Serves one listener at a time, for one second."""
    yield from _serve(neo4j_login, MAX_LISTENERS="1", LISTENER_LIFETIME="1")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def _eventually(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 60
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def commit(zhongwei: None, cypher: Cypher) -> Iterator[Callable[[], None]]:
    """Returns a function that changes the data, which are restored after the test without a load."""
    ((start,),) = cypher("MATCH (c:City {code: '6405'}) RETURN c.population")
    numbers = count(1)
    yield lambda: _set_population(cypher, next(numbers))
    _set_population(cypher, start)


def _set_population(cypher: Cypher, population: int | None) -> None:
    cypher("MATCH (c:City {code: '6405'}) SET c.population = $population", population=population)


# ------------------------------------------------------------------------------------------------ JSON
@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/json, text/event-stream;q=0.5"])
def test_the_revision_as_json(listening: ListeningServer, zhongwei: None, accept: str) -> None:
    query = "{ revision { id at database schemaVersion } }"
    for method in ("GET", "HEAD"):
        answer = listening.client.request(method, "/revision", headers={"Accept": accept} if accept else {})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
    expected = listening.client.post("/graphql", json={"query": query}).json()["data"]["revision"]
    assert listening.client.get("/revision", headers={"Accept": accept}).json() == expected


@pytest.mark.parametrize(
    ("method", "accept", "status", "code"),
    [("POST", "*/*", 405, "METHOD_NOT_ALLOWED"), ("GET", "text/csv", 406, "NOT_ACCEPTABLE")],
)
def test_other_requests_are_errors(listening: ListeningServer, method: str, accept: str, status: int, code: str) -> None:
    answer = listening.client.request(method, "/revision", headers={"Accept": accept})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, code)
    assert answer.headers.get("allow") == ("GET, HEAD" if status == 405 else None)


# ------------------------------------------------------------------------------------------------ the stream
@pytest.mark.parametrize("accept", ["text/event-stream", "application/json, text/event-stream"])
def test_the_stream_sends_each_revision(
    listening: ListeningServer, stack: ExitStack, commit: Callable[[], None], accept: str
) -> None:
    listener = Listener(listening, stack, Accept=accept)
    assert listener.response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert listener.response.headers["cache-control"] == "no-store"
    assert next(listener.blocks) == {"retry": "3000"}
    seen: list[str] = []
    for _ in range(3):
        event = listener.event()
        content = json.loads(event["data"])
        assert bookmark_of(event["id"]) == content["id"] == listening.revision()
        assert event["id"] != content["id"]  # it has the epoch, since a restored database repeats its bookmarks
        assert content["database"].startswith("Neo4j 5.")
        seen.append(event["id"])
        commit()
    assert len(set(seen)) == 3


def test_a_client_that_connects_again_gets_what_it_does_not_know(
    listening: ListeningServer, stack: ExitStack, commit: Callable[[], None]
) -> None:
    before = listening.revision()
    listener, stranger = (Listener(listening, stack, **{"Last-Event-ID": known}) for known in (before, "FB:other"))
    assert bookmark_of(stranger.event()["id"]) == before
    assert [next(listener.blocks) for _ in range(4)] == [{"retry": "3000"}, *[{"": "heartbeat"}] * 3]
    commit()
    event = stranger.event()
    assert listener.event()["id"] == event["id"]
    assert bookmark_of(event["id"]) == listening.revision() != before
    restored = Listener(listening, stack, **{"Last-Event-ID": f"{listening.revision()}#0000000000000000"})
    assert restored.event()["id"] == event["id"]


def test_the_number_of_listeners_is_bounded(listening: ListeningServer, zhongwei: None, stack: ExitStack) -> None:
    with ExitStack() as others:
        for listener in [Listener(listening, others) for _ in range(MAX_LISTENERS)]:
            listener.event()
        refused = Listener(listening, others).response
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
        assert json.loads(refused.read())["errors"][0]["extensions"]["code"] == "BUSY"
        assert listening.client.get("/revision").status_code == 200
        assert listening.listeners() == MAX_LISTENERS
    assert _eventually(lambda: listening.listeners() == 0)
    assert bookmark_of(Listener(listening, stack).event()["id"]) == listening.revision()


def test_listeners_share_one_poller(listening: ListeningServer, zhongwei: None) -> None:
    assert _eventually(lambda: listening.listeners() == 0)
    start = time.monotonic()
    with listening.wire.counting() as counting, ExitStack() as stack:
        listeners = [Listener(listening, stack) for _ in range(MAX_LISTENERS)]
        for _ in range(10):
            next(listeners[0].blocks)
    assert 2 <= counting.runs <= 2 + (time.monotonic() - start) / INTERVAL_SECONDS
    assert _eventually(lambda: listening.listeners() == 0)
    with listening.wire.counting() as counting:
        time.sleep(5 * INTERVAL_SECONDS)
    assert counting.runs == 0


def test_a_client_that_never_reads_is_disconnected(short_lived: ListeningServer, zhongwei: None) -> None:
    address = urlsplit(short_lived.url)
    with socket.create_connection((address.hostname or "", address.port or 0)) as silent:
        silent.sendall(b"GET /revision HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
        assert _eventually(lambda: short_lived.listeners() == 1)
        assert _eventually(lambda: short_lived.listeners() == 0)


def test_a_stream_ends_after_its_lifetime(short_lived: ListeningServer, zhongwei: None, stack: ExitStack) -> None:
    blocks = list(islice(Listener(short_lived, stack).blocks, MANY_HEARTBEATS))
    assert len(blocks) < MANY_HEARTBEATS
    assert bookmark_of(next(block for block in blocks if "data" in block)["id"]) == short_lived.revision()


def test_sigterm_ends_the_streams(listening: ListeningServer, zhongwei: None, stack: ExitStack) -> None:
    """Ends the server of this file. uvicorn would log an error if it had to cancel the streams."""
    listeners = [Listener(listening, stack) for _ in range(MAX_LISTENERS)]
    for listener in listeners:
        listener.event()
    readers = [threading.Thread(target=lambda each=listener: list(each.blocks)) for listener in listeners]
    for reader in readers:
        reader.start()
    listening.running.process.terminate()
    for reader in readers:
        reader.join(30)
    assert not any(reader.is_alive() for reader in readers)
    assert listening.running.process.wait(30) in (0, -15, 143)
    assert "Cancel" not in listening.running.output
    assert "Traceback" not in listening.running.output


# ------------------------------------------------------------------------------------------------ the poller
@pytest.mark.parametrize("error", [UserError(UNAVAILABLE), RuntimeError("broken"), asyncio.CancelledError()])
def test_a_failed_read_does_not_end_the_polling(error: BaseException) -> None:
    """Not even one that the driver cancelled."""
    outcomes: Iterator[str | BaseException] = iter(("one", error, error))

    async def read_revision() -> str:
        outcome = next(outcomes, "two")
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def listen() -> list[str]:
        feed = RevisionFeed(read_revision, FeedLimits(listeners=1, interval=0.01, lifetime=30))
        with feed.listener():
            return [revision async for revision in _until(feed, "two")]

    assert asyncio.run(listen()) == ["one", "two"]


async def _until(feed: RevisionFeed, last: str) -> AsyncIterator[str]:
    async for revision in feed.revisions():
        yield revision
        if revision == last:
            feed.close()
