"""With WORKERS=2, two processes share port and epoch, a lost one is restarted, and all end with the first."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import httpx
import psutil
import pytest
from product_server import login_environment, serving

from api.server_processes import PROGRAM
from graph.database.login import Login

Cypher = Callable[..., list[list[object]]]
QUERY: Final = {"query": '{ city(code: "6405") { name communities { totalCount } } }'}
PATIENCE_SECONDS: Final = 120


class TwoProcesses:
    def __init__(self, running: serving, url: str) -> None:
        self.running = running
        self.url = url
        self.pid = running.process.pid

    def etag_while_stopped(self, pid: int) -> str:
        """Returns the ETag of the other process's answer to a new connection."""
        os.kill(pid, signal.SIGSTOP)
        try:
            response = httpx.get(f"{self.url}/graphql", params=QUERY, timeout=PATIENCE_SECONDS)
        finally:
            os.kill(pid, signal.SIGCONT)
        assert response.json()["data"]["city"] == {"name": "中卫市", "communities": {"totalCount": 68}}
        return response.headers["etag"]


@pytest.fixture(scope="module")
def two_processes(neo4j_login: Login) -> Iterator[TwoProcesses]:
    environment = {"WORKERS": "2", "NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}
    running = serving(environment, own_interpreter=True)
    with running as url:
        yield TwoProcesses(running, url)


def _until(condition: Callable[[], Any]) -> Any:
    """Returns the first true value of the condition."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (value := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return value


def _further(pid: int) -> list[psutil.Process]:
    found: list[psutil.Process] = []
    for process in psutil.Process(pid).children():
        try:
            if PROGRAM in process.cmdline():
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def test_both_processes_answer_at_the_same_revision(two_processes: TwoProcesses, zhongwei: None) -> None:
    (further,) = _until(lambda: _further(two_processes.pid))

    def is_epoch_shared() -> bool:
        """Compares tags a second after a commit that both processes have seen."""
        by_further = two_processes.etag_while_stopped(two_processes.pid)
        return by_further == two_processes.etag_while_stopped(further.pid)

    assert _until(is_epoch_shared)


def test_metrics_of_the_processes_stay_apart(two_processes: TwoProcesses, zhongwei: None) -> None:
    (further,) = _until(lambda: _further(two_processes.pid))
    text = httpx.get(f"{two_processes.url}/metrics", timeout=PATIENCE_SECONDS).text
    series = [line for line in text.splitlines() if not line.startswith("#")]
    assert len({re.findall(r'process="(\d+)"', line)[0] for line in series} & {str(two_processes.pid), str(further.pid)}) == 1


@pytest.mark.slow
def test_sigterm_while_a_process_starts_leaves_none(neo4j_login: Login) -> None:
    environment = {"WORKERS": "3", "NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}
    with (running := serving(environment, own_interpreter=True)):
        running.process.terminate()
        assert running.process.wait(PATIENCE_SECONDS) == 0
        assert not [each for each in psutil.process_iter() if _belongs_to(each, running.process.pid)]
        assert "Traceback" not in running.output


def _belongs_to(process: psutil.Process, first: int) -> bool:
    """Returns whether it is a further process whose first process has ended."""
    try:
        return process.pid != first and process.ppid() == 1 and PROGRAM in process.cmdline()
    except psutil.Error:
        return False


def test_a_lost_process_is_restarted(two_processes: TwoProcesses, zhongwei: None) -> None:
    (lost,) = _until(lambda: _further(two_processes.pid))
    lost.kill()
    (restarted,) = _until(lambda: [each for each in _further(two_processes.pid) if each.pid != lost.pid])
    assert two_processes.etag_while_stopped(two_processes.pid)
    assert restarted.is_running()
    assert f"Process {lost.pid} of the server ended with status -9" in two_processes.running.output


def test_all_processes_end_with_a_killed_first_one(two_processes: TwoProcesses) -> None:
    """Ends the processes of this file."""
    further = _until(lambda: _further(two_processes.pid))
    two_processes.running.process.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(further, PATIENCE_SECONDS)
    assert not alive


@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_all_processes_end_with_the_first_one(neo4j_login: Login, ending: signal.Signals) -> None:
    environment = {"WORKERS": "3", "NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}
    with (running := serving(environment, own_interpreter=True)):
        further = _until(lambda: found if len(found := _further(running.process.pid)) == 2 else [])
        running.process.send_signal(ending)
        running.process.wait(PATIENCE_SECONDS)
        _, alive = psutil.wait_procs(further, PATIENCE_SECONDS)
    assert not alive
