"""Starting and stopping as a user would, and as a user would break it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from product_server import ROOT, login_environment, serving

from graph.database.login import Login

Cypher = Callable[..., list[list[object]]]
QUERY = {"query": '{ city(code: "6405") { name communities { totalCount } } }'}


def _ends(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Runs a command that is expected to end; its status and what it said, as one line."""
    done = subprocess.run(
        [sys.executable, "-m", "api", *arguments],
        cwd=ROOT,
        env={**os.environ, "PORT": "0", "PAGE": "false", "COLUMNS": "1000", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).strip()


SENTENCES = {
    "a remote host": ({"HOST": "0.0.0.0"}, "no sign-in yet"),
    "no time zone": ({"TIMEZONE": "Mars/X"}, "TIMEZONE=Mars/X is not a time zone"),
    "a host with brackets": ({"HOST": "[/x]"}, "HOST=[/x] accepts connections"),
    "a port that is none": ({"PORT": "70000"}, "PORT='70000' is not valid"),
    "an address without password": ({"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": ""}, "NEO4J_PASSWORD is not"),
    "nobody there": ({"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x"}, "bolt://127.0.0.1:1 does not answer"),
    "no folder of documents": ({"TRUSTED_DOCUMENTS": "/nowhere"}, "/nowhere is not a folder"),
    "documents that cannot be answered": ({"TRUSTED_DOCUMENTS": str(ROOT / "schema")}, "is not a valid document"),
    "only documents that there are not": ({"ONLY_TRUSTED_DOCUMENTS": "true"}, "TRUSTED_DOCUMENTS is not set"),
    "no address": ({"NEO4J_URI": "http://x", "NEO4J_PASSWORD": "x"}, "is not an address of Neo4j"),
}


@pytest.mark.parametrize(("environment", "sentence"), SENTENCES.values(), ids=SENTENCES.keys())
def test_what_cannot_work_is_one_sentence(environment: dict[str, str], sentence: str) -> None:
    status, said = _ends(environment, "serve")
    assert status == 1
    assert sentence in said
    assert "Traceback" not in said
    assert len(said.splitlines()) == 1


def test_a_taken_port_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, said = _ends({"PORT": str(taken.getsockname()[1])}, "serve")
    assert status == 1
    assert "choose another port" in said
    assert len(said.splitlines()) == 1


def test_a_wrong_password_is_one_sentence(bolt: Login) -> None:
    status, said = _ends({"NEO4J_URI": bolt.uri, **login_environment(bolt), "NEO4J_PASSWORD": "wrong"}, "serve")
    assert status == 1
    assert "rejects the login" in said
    assert len(said.splitlines()) == 1


def test_a_database_that_is_not_there_is_one_sentence(bolt: Login) -> None:
    status, said = _ends({"NEO4J_URI": bolt.uri, **login_environment(bolt), "NEO4J_DATABASE": "nowhere"}, "serve")
    assert status == 1
    assert "Check NEO4J_DATABASE" in said


def test_foreign_data_is_refused_and_left_alone(bolt: Login, zhongwei: None, cypher: Cypher) -> None:
    cypher("CREATE (:Shop {name: 'x'})")
    try:
        environment = {"NEO4J_URI": bolt.uri, **login_environment(bolt)}
        status, said = _ends(environment, "serve")
        assert status == 1
        assert "not Tiaokuai's (1 Shop)" in said
        doctor_status, doctor_said = _ends(environment, "doctor")
        assert doctor_status == 1
        assert "foreign data (Shop)" in doctor_said
    finally:
        cypher("MATCH (n:Shop) DELETE n")


def test_the_doctor_is_content_and_hides_secrets(bolt: Login, zhongwei: None, cypher: Cypher) -> None:
    status, said = _ends({"NEO4J_URI": bolt.uri, **login_environment(bolt)}, "doctor")
    assert status == 0
    assert bolt.password not in said
    ((communities,),) = cypher("MATCH (c:Community) RETURN count(c)")
    assert re.search(rf"COMMUNITY +│ +{communities} ", said)
    assert "Neo4j 5." in said


def test_the_second_server_loads_nothing(bolt: Login, zhongwei: None) -> None:
    with serving({"NEO4J_URI": bolt.uri, **login_environment(bolt)}) as url:
        first = httpx.post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()
    with serving({"NEO4J_URI": bolt.uri, **login_environment(bolt)}) as url:
        assert httpx.post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()["data"]["revision"]["id"]
        assert httpx.get(f"{url}/readyz").status_code == 200
        assert httpx.get(f"{url}/livez").status_code == 200
    assert "errors" not in first


# ------------------------------------------------------------------------------------------- on the Neo4j that comes along
@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose name has spaces and Chinese characters; the jars are those of the checkout."""
    home = tmp_path_factory.mktemp("条块 的 家")
    (home / "jars").symlink_to(ROOT / ".tiaokuai" / "jars")
    return home


@pytest.fixture
def running(home: Path) -> Iterator[tuple[serving, str]]:
    server = serving({"TIAOKUAI_HOME": str(home), "NEO4J_URI": ""})
    url = server.__enter__()
    yield server, url
    server.__exit__()


def _java(server: serving) -> psutil.Process:
    children = psutil.Process(server.process.pid).children(recursive=True)
    return next(child for child in children if "java" in child.name())


def _answers(url: str) -> bool:
    answer = httpx.post(f"{url}/graphql", json=QUERY).json()
    return answer.get("data") == {"city": {"name": "中卫市", "communities": {"totalCount": 68}}}


def _eventually(condition: Callable[[], bool], seconds: float = 40) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


def test_neo4j_alone_dies_and_comes_back(running: tuple[serving, str]) -> None:
    server, url = running
    assert _answers(url)
    java = _java(server)
    java.kill()
    java.wait(10)
    answer = httpx.post(f"{url}/graphql", json=QUERY).json()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["DATABASE_UNAVAILABLE"]
    assert httpx.get(f"{url}/livez").status_code == 200
    assert httpx.get(f"{url}/readyz").status_code == 503
    assert _eventually(lambda: httpx.get(f"{url}/readyz", timeout=30).status_code == 200)
    assert _answers(url)


def test_a_second_server_on_the_folder_is_told(running: tuple[serving, str], home: Path) -> None:
    server, _ = running
    status, said = _ends({"TIAOKUAI_HOME": str(home), "NEO4J_URI": ""}, "serve")
    assert status == 1
    assert str(server.process.pid) in said
    assert "Traceback" not in said


def test_the_doctor_and_the_seed_join_the_running_server(running: tuple[serving, str], home: Path) -> None:
    _, url = running
    environment = {"TIAOKUAI_HOME": str(home), "NEO4J_URI": ""}
    status, said = _ends(environment, "doctor")
    assert status == 0, said
    before = httpx.post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()
    status, said = _ends(environment, "seed")
    assert status == 0, said
    assert (
        httpx.post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()["data"]["revision"]["id"]
        == (before["data"]["revision"]["id"])
    )


def test_kill_9_leaves_no_orphan_and_the_data(running: tuple[serving, str], home: Path) -> None:
    server, url = running
    assert _answers(url)
    java = _java(server)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(10)
    assert _eventually(lambda: not java.is_running() or java.status() == psutil.STATUS_ZOMBIE)
    with serving({"TIAOKUAI_HOME": str(home), "NEO4J_URI": ""}) as again:
        assert _answers(again)


def test_sigterm_ends_all(running: tuple[serving, str]) -> None:
    server, _ = running
    family = psutil.Process(server.process.pid).children(recursive=True)
    assert family
    server.process.terminate()
    assert server.process.wait(15) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
