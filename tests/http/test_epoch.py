"""A revision is never that of other data, although a restored database repeats the bookmarks of its lost history."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from bolt_proxy import BoltProxy
from city_database import TINY
from local_neo4j import JARS, SHORT_LIVED, run_cypher
from product_server import Server, login_environment, serving

from graph.database.login import Login
from graph.local import LocalNeo4j, NoProgress

Cypher = Callable[..., list[list[Any]]]
PATIENCE_SECONDS: Final = 60
NAME: Final = "{ communities(first: 1) { nodes { code name } } }"
LINKAGE: Final = '{ linkage(from: { newSectorBranch: "NB1" }, to: { communityBranch: "CB1" }, k: 1) { paths { hops } } }'


def get(server: Server, query: str, etag: str = "") -> httpx.Response:
    return server.client.get("/graphql", params={"query": query}, headers={"If-None-Match": etag} if etag else {})


def epochs(cypher: Cypher) -> list[list[Any]]:
    return cypher("MATCH (e:Epoch) RETURN e.id")


# ------------------------------------------------------------------------------------------------ lost connections
def test_a_server_writes_one_epoch_after_it_lost_all_connections(server: Server, zhongwei: None, cypher: Cypher) -> None:
    server.wire.drop()  # Another test may have deleted all nodes, the epoch too.
    etag = get(server, NAME).headers["ETag"]
    before = epochs(cypher)
    assert len(before) == 1
    assert get(server, NAME, etag).status_code == 304
    assert epochs(cypher) == before
    server.wire.drop()
    response = get(server, NAME, etag)
    assert (response.status_code, response.headers["ETag"] != etag) == (200, True)
    after = epochs(cypher)
    assert len(after) == 1
    assert after != before
    revision = server.post("{ revision { id } }")
    for _ in range(3):
        assert get(server, NAME, response.headers["ETag"]).status_code == 304
    assert (epochs(cypher), server.post("{ revision { id } }")) == (after, revision)


@pytest.mark.slow
def test_servers_share_the_latest_epoch(server: Server, neo4j_login: Login, zhongwei: None, cypher: Cypher) -> None:
    """A server that did not write it adopts it once it sees a commit."""
    with serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}) as url:
        other = Server(url, server.wire)
        end = time.monotonic() + PATIENCE_SECONDS
        while get(server, NAME).headers["ETag"] != get(other, NAME).headers["ETag"]:
            assert time.monotonic() < end
            time.sleep(0.05)
        other.client.close()


def test_the_revision_that_responses_show_is_the_bookmark(server: Server, zhongwei: None) -> None:
    shown = server.post("{ revision { id } }")["data"]["revision"]["id"]
    assert shown.startswith("FB:")
    assert "#" not in shown
    assert server.client.get("/revision").json()["id"] == shown


# ------------------------------------------------------------------------------------------------ a restored database
@dataclass
class OwnNeo4j:
    home: Path
    wire: BoltProxy
    server: Server
    running: serving
    login: Login
    local: LocalNeo4j

    @property
    def data(self) -> Path:
        return self.home / "neo4j" / "data"

    def cypher(self, text: str, **parameters: Any) -> list[list[Any]]:
        return run_cypher(self.login, text, **parameters)

    def restart(self, prepare: Callable[[], object], **settings: str) -> None:
        self.local.stop()
        prepare()
        self.local = started(self.home, settings)
        self.login = self.local.start()
        self.wire.forward_to(self.login.uri)


def started(home: Path, settings: dict[str, str]) -> LocalNeo4j:
    return LocalNeo4j(home, progress=NoProgress(), jars=JARS, settings=settings, java_options=SHORT_LIVED)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[OwnNeo4j]:
    local = started(tmp_path, {})
    login = local.start()
    with BoltProxy(login.uri) as wire:
        running = serving({"NEO4J_URI": wire.uri, **login_environment(login), "CITY": str(TINY)})
        with running as url:
            own = OwnNeo4j(tmp_path, wire, Server(url, wire), running, login, local)
            try:
                yield own
            finally:
                own.server.client.close()
                own.local.stop()


@pytest.mark.reliability("A database is restored behind a running server and gets as many commits as the lost history had")
@pytest.mark.slow
def test_a_restored_database_is_not_taken_for_its_lost_history(own: OwnNeo4j, tmp_path: Path) -> None:
    """Both histories have equally many commits, and so the same last bookmark."""
    copy = tmp_path / "copy"
    own.restart(lambda: shutil.copytree(own.data, copy))
    shown: list[httpx.Response] = []
    for number, name in enumerate(("历史一", "历史二")):
        get(own.server, NAME)
        own.cypher("MATCH (n:Community) WITH n ORDER BY n.code LIMIT 1 SET n.name = $name", name=name)
        if number == 0:
            own.cypher("MATCH (n:NewSectorBranch)-[r]-() DELETE r")
        else:
            own.cypher("MATCH (n:NewSectorBranch) SET n.version = 7")
        shown.append(get(own.server, NAME))
        assert name in shown[number].text
        linked = own.server.post(LINKAGE)["data"]["linkage"]["paths"]
        assert bool(linked) == bool(number)
        if number == 0:
            own.restart(lambda: (shutil.rmtree(own.data), shutil.copytree(copy, own.data)))
    first, second = shown
    assert first.headers["ETag"] != second.headers["ETag"]
    assert get(own.server, NAME, first.headers["ETag"]).status_code == 200
    assert get(own.server, NAME, second.headers["ETag"]).status_code == 304


@pytest.mark.reliability("The database becomes read-only: responses have no ETag")
@pytest.mark.slow
def test_without_write_access_there_are_no_etags(own: OwnNeo4j) -> None:
    etag = get(own.server, NAME).headers["ETag"]
    own.restart(lambda: None, **{"server.databases.default_to_read_only": "true"})
    for given in ("", etag):
        response = get(own.server, NAME, given)
        assert (response.status_code, "ETag" in response.headers) == (200, False)
    assert "ETags are off" in own.running.output
    environment = {"NEO4J_URI": own.wire.uri, **login_environment(own.login), "CITY": str(TINY)}
    with serving(environment) as url, httpx.Client(base_url=url, timeout=60) as client:
        response = client.get("/graphql", params={"query": NAME})
        assert (response.status_code, "ETag" in response.headers) == (200, False)
