"""Processes are killed and stopped again and again; no acknowledged write is lost, no request waits for ever."""

import os
import signal
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from bolt_proxy import BoltProxy
from local_neo4j import JARS, SHORT_LIVED, command_line_of, run_cypher, until
from product_server import ROOT, Server, login_environment, serving
from writer import BackgroundWriter

from graph.database.login import Login
from graph.local import LocalNeo4j, NoProgress, State

KILLS = 20
QUERY_TIMEOUT = 3
GRACE = 2
"""For a call to the database to end, after QUERY_TIMEOUT."""
MARGIN = 2
"""For everything else in a request, on a busy machine."""
READY_SECONDS = 2
CITY = {"query": '{ city(code: "6405") { name } }'}
QUESTION = {"data": {"city": {"name": "中卫市"}}}

Record = Callable[[int, str], None]
Scaled = Callable[[int], int]


class AcknowledgingWriter(BackgroundWriter):
    """Creates numbered notes in turn. `acknowledged` is the last number that Neo4j confirmed."""

    def __init__(self, login: Login) -> None:
        super().__init__(login)
        self.acknowledged = 0

    def run(self) -> None:
        while not self._ends.is_set():
            try:
                run_cypher(self._login, "CREATE (:Note {number: $number})", number=self.acknowledged + 1)
            except Exception:  # the database is down: the note may or may not be there
                time.sleep(0.05)
            else:
                self.acknowledged += 1


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[LocalNeo4j, Login]]:
    neo4j_here = LocalNeo4j(tmp_path_factory.mktemp("kills"), progress=NoProgress(), jars=JARS, java_options=SHORT_LIVED)
    with neo4j_here as login:
        yield neo4j_here, login


@pytest.mark.reliability("A part of the local Neo4j is killed while a client writes; the data have every acknowledged write")
@pytest.mark.parametrize("part", ["Java", "its supervisor"])
def test_a_killed_part_loses_no_acknowledged_write(
    local: tuple[LocalNeo4j, Login], part: str, scaled: Scaled, record: Record
) -> None:
    neo4j_here, login = local
    times, seconds = scaled(KILLS), list[float]()
    with AcknowledgingWriter(login).running() as writer:
        for _ in range(times):
            already, java = writer.acknowledged, neo4j_here.pid
            assert java
            until(lambda already=already: writer.acknowledged > already)
            began = time.perf_counter()
            os.kill(java if part == "Java" else psutil.Process(java).ppid(), signal.SIGKILL)
            until(lambda java=java: neo4j_here.state is State.RUNNING and neo4j_here.pid not in (None, java), 240)
            seconds.append(time.perf_counter() - began)
    stored = {number for (number,) in run_cypher(login, "MATCH (n:Note) RETURN n.number")}
    lost = set(range(1, writer.acknowledged + 1)) - stored
    record(times, f"{len(lost)} of {writer.acknowledged} writes lost; running again after at most {max(seconds):.1f} s")
    assert not lost, f"{len(lost)} acknowledged writes lost; aim: none"
    run_cypher(login, "MATCH (n:Note) DELETE n")


@pytest.mark.reliability("The server is killed and started again on its folder")
def test_a_killed_server_leaves_no_process_and_starts_again(tmp_path: Path, scaled: Scaled, record: Record) -> None:
    (tmp_path / "jars").symlink_to(ROOT / ".tiaokuai" / "jars")
    times, seconds = scaled(KILLS), list[float]()
    for _ in range(times):
        began = time.perf_counter()
        server = serving({"TIAOKUAI_HOME": str(tmp_path), "NEO4J_URI": ""}, own_interpreter=True)
        with server as url:
            assert httpx.post(f"{url}/graphql", json=CITY, timeout=60).json() == QUESTION
            seconds.append(time.perf_counter() - began)
            family = psutil.Process(server.process.pid).children(recursive=True)
            server.process.kill()
            _, alive = psutil.wait_procs(family, timeout=60)
            left = [each for each in alive if command_line_of(each) != [""]]
            assert not left, f"{len(left)} processes left after 60 s; aim: none"
    record(times, f"no process left; first answer after at most {max(seconds[1:] or seconds):.1f} s")


@pytest.fixture(scope="module")
def stopped(neo4j_login: Login, server: Server) -> Iterator[Server]:
    """Limits a statement to a short time, behind a proxy that can stop forwarding."""
    environment = {**login_environment(neo4j_login), "QUERY_TIMEOUT": str(QUERY_TIMEOUT)}
    with BoltProxy(neo4j_login.uri) as wire, serving({"NEO4J_URI": wire.uri, **environment}) as url:
        stopped = Server(url, wire)
        yield stopped
        stopped.client.close()


def _timed(server: Server, path: str) -> tuple[float, httpx.Response]:
    began = time.perf_counter()
    url = f"{server.url}{path}"
    response = httpx.post(url, json=CITY, timeout=120) if path == "/graphql" else httpx.get(url, timeout=120)
    return time.perf_counter() - began, response


@contextmanager
def _java_stopped(uri: str) -> Generator[None]:
    """Stops the Neo4j that listens at a port, as a debugger or an exhausted hypervisor does."""
    port = int(uri.rpartition(":")[2])
    listening = [each for each in psutil.net_connections("tcp") if each.status == psutil.CONN_LISTEN]
    pid = next(each.pid for each in listening if each.laddr and each.laddr[1] == port)
    assert pid
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@pytest.mark.reliability("The database stops answering while requests arrive, then goes on")
@pytest.mark.parametrize("how", ["half-open connections", "Neo4j stopped by SIGSTOP"])
def test_a_silent_database_holds_no_request(
    stopped: Server, neo4j_login: Login, zhongwei: None, how: str, scaled: Scaled, record: Record
) -> None:
    times = scaled(5)
    slowest: dict[str, float] = {"/graphql": 0, "/readyz": 0}
    for _ in range(times):
        assert _timed(stopped, "/graphql")[1].json() == QUESTION
        silence = stopped.wire.holding() if how == "half-open connections" else _java_stopped(neo4j_login.uri)
        with silence, ThreadPoolExecutor(8) as pool:
            outcomes = [(path, pool.submit(_timed, stopped, path)) for path in ("/graphql", "/graphql", "/readyz")]
            for path, outcome in outcomes:
                seconds, response = outcome.result()
                assert response.status_code == 503, (path, response.text)
                slowest[path] = max(slowest[path], seconds)
        until(lambda: _timed(stopped, "/graphql")[1].json() == QUESTION)
    record(times, f"a request ends within {slowest['/graphql']:.1f} s, readyz within {slowest['/readyz']:.1f} s")
    for path, most in (("/graphql", QUERY_TIMEOUT + GRACE + MARGIN), ("/readyz", READY_SECONDS + MARGIN)):
        assert slowest[path] <= most, f"{path} took {slowest[path]:.1f} s; aim: at most {most} s"
