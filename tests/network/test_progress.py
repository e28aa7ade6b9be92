"""Long work of a request can be watched: the current measure, the share that is done, the seconds left."""

import asyncio
import io
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any, Final

import numpy as np
import psutil
import pytest
from product_server import Server
from rich.console import Console
from typer.testing import CliRunner
from worker_processes import workers_of

from api import cli
from api.export_progress import show_progress
from api.progress import TerminalProgress
from graph.messages.language import Language
from graph.network.measures.progress import LISTENER, reported
from graph.network.measures.sampled_betweenness import sampled_betweenness
from graph.network.network_arrays import NetworkArrays
from graph.network.workers.progress_board import ProgressBoard
from graph.network.workers.worker_pool import WorkerPool

LONG: Final = 60.0
REQUEST: Final = "watched/request-1"
QUESTION: Final = """{ networkCorrelation(scope: "6405", actors: MEMBER_UNIT, a: { hops: UNIT_OVERLAP }, b: { hops: UNIT_OVERLAP },
  permutations: 10000, budget: 60, asOf: "2022-09-22") { r } }"""


def test_shares_are_reported_only_if_something_listens() -> None:
    told: list[float] = []
    assert list(reported("abcd", 4)) == list("abcd")
    token = LISTENER.set(told.append)
    try:
        assert list(reported("abcd", 4)) == list("abcd")
    finally:
        LISTENER.reset(token)
    assert told == [0, 0.25, 0.5, 0.75]


def test_the_board_shows_the_share_of_a_worker() -> None:
    ends = np.arange(20_000, dtype=np.int32)
    ring = NetworkArrays(len(ends), ends, np.roll(ends, 1), np.ones(len(ends)))

    async def run() -> list[float]:
        board, pool, shares = ProgressBoard(), WorkerPool(), list[float]()
        computing = pool.run(sampled_betweenness, ring, 20_000, 1, "", measure="betweenness", seconds=LONG, board=board)
        work = asyncio.create_task(computing)
        try:
            while len(shares) < 3 and not work.done():
                await asyncio.sleep(0.05)
                (running,) = board.running
                assert running.measure == "betweenness"
                assert 0 < running.seconds_left <= LONG
                if running.share is not None and running.share not in shares:
                    shares.append(running.share)
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await pool.close()
        assert board.running == []
        return shares

    shares = asyncio.run(run())
    assert len(shares) == 3
    assert 0 <= shares[0] < shares[1] < shares[2] < 1


@pytest.fixture
def watched(server: Server) -> Iterator[HTTPConnection]:
    """Sends a long question under the id REQUEST."""
    assert server.client.get(f"/progress/{REQUEST}").status_code == 404
    client = HTTPConnection(server.url.removeprefix("http://"), timeout=LONG)
    headers = {"X-Request-Id": REQUEST, "Content-Type": "application/json"}
    client.request("POST", "/graphql", json.dumps({"query": QUESTION}), headers)
    yield client
    client.close()


@pytest.mark.usefixtures("zhongwei")
def test_a_request_is_watched_by_its_id(server: Server, watched: HTTPConnection) -> None:
    found = _until(server, 200, _has_share)
    watched.close()
    (work,) = found["running"]
    assert found["requestId"] == REQUEST
    assert work["measure"] == "networkCorrelation"
    assert 0 < work["share"] < 1
    assert 0 < work["secondsLeft"] <= 60
    _until(server, 404, lambda _: True)  # the client has gone, and with it the work


@pytest.mark.skipif(sys.platform != "linux", reason="a stopped process is killed on Linux")
@pytest.mark.usefixtures("zhongwei")
def test_a_worker_that_stands_still_blocks_no_request_and_leaves_no_orphan(server: Server, watched: HTTPConnection) -> None:
    """No work runs in the server: while its worker is stopped, other requests continue."""
    _until(server, 200, _has_share)
    workers = [each for child in psutil.Process().children(recursive=True) for each in workers_of(child.pid)]
    assert workers
    for worker in workers:
        worker.suspend()
    try:
        for _ in range(20):
            assert server.post('{ city(code: "6405") { name } }')["data"] == {"city": {"name": "中卫市"}}
        assert server.client.get(f"/progress/{REQUEST}").json()["running"]
    finally:
        watched.close()
        psutil.wait_procs(workers, timeout=LONG)
    assert not [worker for worker in workers if worker.is_running()]
    _until(server, 404, lambda _: True)


def _has_share(answer: Any) -> bool:
    return any(work["share"] for work in answer["running"])


def _until(server: Server, status: int, found: Callable[[Any], bool]) -> dict[str, Any]:
    deadline = time.monotonic() + LONG
    while time.monotonic() < deadline:
        answer = server.client.get(f"/progress/{REQUEST}")
        if answer.status_code == status and found(answer.json()):
            return answer.json()
        time.sleep(0.05)
    raise AssertionError("the progress did not become that")


def test_an_unknown_request_has_a_way_out(server: Server) -> None:
    response = server.client.get("/progress/none")
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (404, "NOT_FOUND")
    assert "X-Request-Id" in error["message"]


def test_an_export_of_the_command_line_prints_its_progress() -> None:
    output, board = io.StringIO(), ProgressBoard()
    terminal = TerminalProgress(Language.ENGLISH, Console(file=output))

    async def run() -> None:
        showing = asyncio.create_task(show_progress(board, terminal, every=0.01))
        with board.working("betweenness", 30) as work:
            work.share = 0.4
            while "betweenness" not in output.getvalue():
                await asyncio.sleep(0.01)
        showing.cancel()
        await asyncio.gather(showing, return_exceptions=True)

    asyncio.run(asyncio.wait_for(run(), LONG))
    assert "Computing betweenness, for at most 30 s more." in output.getvalue()


def test_the_command_measures_prints_what_it_computes_after_a_while(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    (tmp_path / "edges.csv").write_text("source,target\na,b\nb,c\n", "utf-8")
    for quiet, printed in ((1_000.0, False), (-1.0, True)):
        monkeypatch.setattr(cli, "QUIET_SECONDS", quiet)
        result = CliRunner().invoke(cli.COMMANDS, ["measures", str(tmp_path / "edges.csv")])
        assert result.exit_code == 0
        assert ("betweenness" in result.stderr) is printed


def test_no_worker_is_left() -> None:
    assert workers_of(os.getpid()) == []
