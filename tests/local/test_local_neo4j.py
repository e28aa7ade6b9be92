"""Failures of the local Neo4j, whose processes are killed, in folders with spaces and Chinese characters."""

import asyncio
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import neo4j
import psutil
import pytest
from city_template import make_template
from local_neo4j import JARS, NAME, SHORT_LIVED, linked_jars, neo4j_processes, run_cypher, until

from api.local_watch import watch_local_neo4j
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement
from graph.local import LocalNeo4j, LocalNeo4jError, NoProgress, State
from graph.local.jar import locked_jars
from graph.local.jars import fetch_missing
from graph.local.server import pause_before_restart

ROOT = Path(__file__).parent.parent.parent
GUARD = ROOT / "graph" / "local"

SERVER = """
import sys, time
from pathlib import Path
from graph.local import LocalNeo4j
local = LocalNeo4j(Path(sys.argv[1]), jars=Path(sys.argv[2]), java_options=sys.argv[3:])
login = local.start()
print(local.pid, login.uri, login.password, flush=True)
time.sleep(3600)
"""


def guard_of(java: int) -> int:
    return psutil.Process(java).ppid()


def local(home: Path) -> LocalNeo4j:
    return LocalNeo4j(home, jars=JARS, java_options=SHORT_LIVED)


class Server:
    def __init__(self, home: Path) -> None:
        command = [sys.executable, "-c", SERVER, str(home), str(JARS), *SHORT_LIVED]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        with self.process.stdout as said:
            java, uri, password = said.readline().split()
        self.java = int(java)
        self.login = Login(uri, "neo4j", password)

    def end(self, number: signal.Signals) -> None:
        self.process.send_signal(number)
        self.process.wait()


@pytest.fixture(scope="module")
def killed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder whose server was killed while working, with one community in it. The start before was interrupted at the password."""
    home = tmp_path_factory.mktemp("left") / NAME
    (home / "neo4j").mkdir(parents=True)
    (home / "neo4j" / "password").write_text("made-but-not-set\n")
    server = Server(home)
    run_cypher(server.login, "CREATE (:Community {name: $name})", name="向阳社区")
    server.end(signal.SIGKILL)
    return home


@pytest.fixture(scope="module")
def running(killed_folder: Path) -> Iterator[tuple[LocalNeo4j, Login, Path]]:
    """Runs one Neo4j for all tests that leave it running or restarted."""
    neo4j_here = local(killed_folder)
    with neo4j_here as login:
        yield neo4j_here, login, killed_folder
    assert not neo4j_processes(killed_folder)


def names(login: Login) -> list[list[Any]]:
    return run_cypher(login, "MATCH (c:Community) RETURN c.name")


def test_java_ends_with_a_killed_server(killed_folder: Path) -> None:
    until(lambda: not neo4j_processes(killed_folder), 15)


def test_the_next_server_finds_the_data(running: tuple[LocalNeo4j, Login, Path]) -> None:
    assert names(running[1]) == [["向阳社区"]]


def test_it_listens_on_loopback_only(running: tuple[LocalNeo4j, Login, Path]) -> None:
    neo4j_here, login, _ = running
    assert neo4j_here.pid
    listening = [c.laddr for c in psutil.Process(neo4j_here.pid).net_connections("inet") if c.status == psutil.CONN_LISTEN]
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}
    assert {address.port for address in listening} == {urlsplit(login.uri).port}


def test_a_generated_password_is_set_by_the_next_start(running: tuple[LocalNeo4j, Login, Path]) -> None:
    _, login, _ = running
    assert login.password == "made-but-not-set"
    assert run_cypher(login, "RETURN 1") == [[1]]


def test_no_process_shows_the_password(running: tuple[LocalNeo4j, Login, Path]) -> None:
    _, login, _ = running
    assert login.password not in repr(login)
    for process in psutil.process_iter():
        try:
            shown = [*process.cmdline(), *process.environ().values()]
        except psutil.Error:
            continue
        assert not any(login.password in text for text in shown)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.csv"])
def test_load_csv_is_denied(running: tuple[LocalNeo4j, Login, Path], address: str) -> None:
    with pytest.raises(neo4j.exceptions.ClientError, match="configuration property"):
        run_cypher(running[1], "LOAD CSV FROM $address AS row RETURN row", address=address)


def test_transactions_and_logs_are_bounded(running: tuple[LocalNeo4j, Login, Path]) -> None:
    names = [
        "db.transaction.timeout",
        "db.memory.transaction.total.max",
        "db.tx_log.rotation.size",
        "dbms.usage_report.enabled",
    ]
    rows = run_cypher(
        running[1], "SHOW SETTINGS YIELD name, value WHERE name IN $names RETURN value ORDER BY name", names=names
    )
    assert rows == [["512.00MiB"], ["1m"], ["16.00MiB"], ["false"]]


def test_a_second_server_on_a_folder_gets_the_owner_pid(running: tuple[LocalNeo4j, Login, Path]) -> None:
    neo4j_here, login, home = running
    second = local(home)
    with pytest.raises(LocalNeo4jError, match=rf"process {os.getpid()}\b.*TIAOKUAI_HOME"):
        second.start()
    second.stop()
    assert second.state is State.STOPPED
    assert neo4j_here.start() == login  # and the first server is unaffected


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("victim", [lambda java: java, guard_of], ids=["java", "guard"])
def test_a_killed_neo4j_restarts_on_its_port_with_its_data(
    running: tuple[LocalNeo4j, Login, Path], victim: Callable[[int], int]
) -> None:
    neo4j_here, login, home = running
    run_cypher(login, "MATCH (c:Community) SET c.name = '阳巷'")
    java = neo4j_here.pid
    assert java
    os.kill(victim(java), signal.SIGKILL)
    until(lambda: neo4j_here.state is State.RUNNING and neo4j_here.pid not in (None, java))
    assert names(login) == [["阳巷"]]
    assert neo4j_processes(home) == [neo4j_here.pid]


@pytest.mark.slow
@pytest.mark.reliability("Neo4j cannot write its transaction log and panics: it is restarted")
def test_a_panicked_database_is_restarted_with_all_acknowledged_data(
    running: tuple[LocalNeo4j, Login, Path], caplog: pytest.LogCaptureFixture
) -> None:
    """A limit on the size of Java's files stands for a full disk: in both, Neo4j cannot write its transaction log."""
    neo4j_here, login, _ = running
    run_cypher(login, "CREATE (:Note {text: 'acknowledged'})")
    restarts = neo4j_here.restarts

    async def main() -> None:
        database = await Database.connect(login)
        assert neo4j_here.pid
        resource.prlimit(neo4j_here.pid, resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
        watch = asyncio.create_task(watch_local_neo4j(database, neo4j_here, interval=0.1))
        with pytest.raises(neo4j.exceptions.Neo4jError):
            run_cypher(login, "UNWIND range(1, 20) AS number CREATE (:Note {text: $text})", text="x" * 200_000)
        async with asyncio.timeout(90):
            while neo4j_here.restarts == restarts or neo4j_here.state is not State.RUNNING:
                await asyncio.sleep(0.05)
        notes = await database.read(Statement("MATCH (n:Note) RETURN collect(n.text)"))
        assert notes.rows == [[["acknowledged"]]]
        watch.cancel()
        await database.close()

    asyncio.run(main())
    assert "has failed. It is restarted." in caplog.text


@pytest.mark.slow
def test_sigterm_ends_the_server_and_java(tmp_path: Path) -> None:
    server = Server(tmp_path / NAME)
    assert neo4j_processes(tmp_path / NAME) == [server.java]
    server.end(signal.SIGTERM)
    until(lambda: not neo4j_processes(tmp_path / NAME), 15)


@pytest.mark.slow
def test_a_wrong_or_lost_password_is_a_one_line_error_and_keeps_the_data(tmp_path: Path) -> None:
    home = tmp_path / NAME
    with local(home) as login:
        run_cypher(login, "CREATE (:Community {name: '向阳社区'})")
    file = home / "neo4j" / "password"
    file.write_text("somebody-edited-this\n")
    with pytest.raises(LocalNeo4jError, match=r"is not the one that it was set up with\. Restore the right one in that file"):
        local(home).start()
    file.unlink()
    with pytest.raises(LocalNeo4jError, match=r"is lost\. Restore the right one in that file") as actual:
        local(home).start()
    assert not file.exists()
    assert not neo4j_processes(home)
    for users in ("databases/system", "transactions/system"):  # the remedy that the message names
        assert str(home / "neo4j" / "data" / users) in str(actual.value)
        shutil.rmtree(home / "neo4j" / "data" / users)
    with local(home) as login:
        assert names(login) == [["向阳社区"]]


def test_a_start_can_be_interrupted(tmp_path: Path) -> None:
    neo4j_here = local(tmp_path / NAME)
    with ThreadPoolExecutor(1) as pool:
        starting = pool.submit(neo4j_here.start)
        until(lambda: bool(neo4j_processes(tmp_path / NAME)))
        neo4j_here.stop()
        with pytest.raises(LocalNeo4jError, match="was stopped while it started"):
            starting.result()
    assert neo4j_here.state is State.STOPPED
    assert not neo4j_processes(tmp_path / NAME)


def test_the_password_is_random_and_for_its_owner_only() -> None:
    """In the template of the tests, which a first start made."""
    file = make_template() / "neo4j" / "password"
    assert len(file.read_text().strip()) == 32
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_heap_larger_than_memory_is_a_one_line_error(tmp_path: Path) -> None:
    with pytest.raises(LocalNeo4jError, match=r"ended while it started: .*heap \(more in .*console\.log\)\.$"):
        LocalNeo4j(tmp_path / NAME, jars=JARS, heap=100_000_000).start()
    assert not neo4j_processes(tmp_path / NAME)


def test_a_read_only_folder_is_a_one_line_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalNeo4jError, match=r"cannot be written .*TIAOKUAI_HOME"):
        local(tmp_path / "file" / NAME).start()


@pytest.fixture
def jars(tmp_path: Path) -> Path:
    return linked_jars(tmp_path / "jars 包", with_archive=True)


def test_a_truncated_or_missing_jar_is_fetched_again(jars: Path) -> None:
    short, missing, untouched = locked_jars()[:3]
    (jars / short.name).unlink()
    (jars / short.name).write_bytes(b"half a download")
    (jars / missing.name).unlink()
    (jars / f"{missing.name}.part").write_bytes(b"an interrupted download")
    before = (jars / untouched.name).stat()
    fetch_missing(jars, NoProgress())
    for jar in (short, missing):
        assert hashlib.sha256((jars / jar.name).read_bytes()).hexdigest() == jar.sha256
    assert (jars / untouched.name).stat() == before
    assert not list(jars.glob("*.part"))


def test_without_the_registry_the_error_names_the_missing_jars_and_a_remedy(
    jars: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("M2_REPO", str(tmp_path))
    first, second = locked_jars()[:2]
    for jar in (first, second):
        (jars / jar.name).unlink()
    with pytest.raises(LocalNeo4jError) as actual:
        LocalNeo4j(tmp_path / NAME, jars=jars).start()
    assert f"2 of Neo4j's {len(locked_jars())} jars are missing ({first.name}, {second.name}" in str(actual.value)
    assert f"copy the jars to {jars}" in str(actual.value)
    assert not (jars / first.name).exists()


@pytest.mark.reliability("Neo4j ends five times while it starts: it is tried again until it can")
@pytest.mark.slow
def test_a_neo4j_that_cannot_restart_is_tried_again_until_it_can(
    jars: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """From the fifth failure in a row on, an error is logged."""
    neo4j_here = LocalNeo4j(tmp_path / NAME, jars=jars, java_options=SHORT_LIVED)
    with neo4j_here:
        assert neo4j_here.pid
        jar = next(jars.glob("neo4j-server-*.jar"))
        jar.unlink()
        os.kill(neo4j_here.pid, signal.SIGKILL)
        until(lambda: neo4j_here.restarts > 5, 240)
        assert neo4j_here.pid is None
        os.link(JARS / jar.name, jar)
        until(lambda: neo4j_here.state is State.RUNNING, 240)
        assert neo4j_here.pid
    assert "ended while it started: " in caplog.text
    assert "ended 5 times in a row. The next attempt to start it is in 4 s; see" in caplog.text


def test_pauses_between_restarts_grow_to_a_minute() -> None:
    assert [pause_before_restart(failures) for failures in (1, 2, 3, 4, 8, 9, 10_000)] == [0, 0.5, 1, 2, 32, 60, 60]


@pytest.mark.reliability("Neo4j has too little heap: it is started with more")
@pytest.mark.slow
def test_a_start_that_runs_out_of_heap_is_tried_once_with_more(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with LocalNeo4j(tmp_path / NAME, jars=JARS, heap=20, java_options=SHORT_LIVED) as login:
        assert run_cypher(login, "RETURN 1") == [[1]]
    assert "A Java heap of 20 MB is too small" in caplog.text


def supervised(program: str, patience: float = 10) -> subprocess.Popen[str]:
    """Runs the supervisor over a program in place of Java, whose first line has been read."""
    standing_in = [sys.executable, "-c", f"import sys, time, signal; {program}"]
    command = [sys.executable, str(GUARD / "supervisor.py"), str(patience), *standing_in]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    assert process.stderr
    if "ready" in program:
        assert process.stderr.readline() == "ready\n"
    return process


def child_of(guard: subprocess.Popen[str]) -> psutil.Process:
    assert guard.stdout
    return psutil.Process(int(guard.stdout.readline()))


SLEEP = "print('ready', flush=True); time.sleep(60)"


def close(guard: subprocess.Popen[str]) -> int:
    """Closes the supervisor's pipe, as the end of its parent would."""
    for pipe in (guard.stdin, guard.stdout, guard.stderr):
        assert pipe
        pipe.close()
    return guard.wait(15)


def test_the_supervisor_exits_with_the_status_of_its_child() -> None:
    guard = supervised("sys.exit(7)")
    assert guard.wait(15) == 7
    assert close(guard) == 7


def test_a_closed_pipe_ends_the_child() -> None:
    guard = supervised(SLEEP)
    child = child_of(guard)
    assert close(guard) == 128 + signal.SIGTERM
    assert not child.is_running()


def test_sigterm_ends_the_child_and_sigint_does_not() -> None:
    guard = supervised(SLEEP)
    child = child_of(guard)
    os.killpg(guard.pid, signal.SIGINT)  # as Ctrl-C would, if they belonged to the terminal's process group
    time.sleep(0.2)
    assert child.status() != psutil.STATUS_ZOMBIE
    guard.terminate()
    assert guard.wait(15) == 128 + signal.SIGTERM
    assert not child.is_running()
    close(guard)


def test_a_child_that_ignores_sigterm_is_killed() -> None:
    guard = supervised(f"signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}", patience=0.3)
    assert close(guard) == 128 + signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent has died")
def test_a_killed_supervisor_ends_its_child() -> None:
    guard = supervised(SLEEP)
    child = child_of(guard)
    guard.kill()
    close(guard)
    until(lambda: not child.is_running(), 15)


def test_a_missing_program_is_reported() -> None:
    guard = subprocess.run(
        [sys.executable, GUARD / "supervisor.py", "1", "/no/java"], capture_output=True, text=True, check=False
    )
    assert guard.returncode == 127
    assert "/no/java: No such file" in guard.stderr
