"""Starting and stopping the server, and failures of both."""

import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import httpx
import psutil
import pytest
from city_database import TINY, ZHONGWEI
from city_template import copy_template
from forked_process import run
from product_server import ROOT, login_environment, serving

from graph.database.login import Login

Cypher = Callable[..., list[list[object]]]
post, get = partial(httpx.post, timeout=60), partial(httpx.get, timeout=60)
QUERY = {"query": "{ cities { nodes { name communities { totalCount } } } }"}


def _ends(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Returns the status and the output, as one line, of a command that ends."""
    done = run(["api", *arguments], {**os.environ, "PORT": "0", "PAGE": "false", "COLUMNS": "1000", **environment})
    return done.returncode, (done.stdout + done.stderr).strip()


SENTENCES = {
    "a remote host": ({"HOST": "0.0.0.0"}, "no sign-in yet"),
    "a remote host without names": ({"HOST": "0.0.0.0", "ALLOW_REMOTE": "true"}, "ALLOWED_HOSTS is not set"),
    "no time zone": ({"TIMEZONE": "Mars/X"}, "TIMEZONE=Mars/X is not a time zone"),
    "a host with brackets": ({"HOST": "[/x]"}, "HOST=[/x] accepts connections"),
    "a port that is none": ({"PORT": "70000"}, "PORT='70000' is not valid"),
    "an address without password": ({"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": ""}, "NEO4J_PASSWORD is not"),
    "nobody there": ({"NEO4J_URI": "bolt://127.0.0.1:1", "NEO4J_PASSWORD": "x"}, "bolt://127.0.0.1:1 does not answer"),
    "no documents": ({"TRUSTED_DOCUMENTS": "/nowhere"}, "/nowhere does not exist"),
    "documents that cannot be answered": ({"TRUSTED_DOCUMENTS": str(ROOT / "schema")}, "possibleTypes.json is not a manifest"),
    "only documents that there are not": ({"ONLY_TRUSTED_DOCUMENTS": "true"}, "TRUSTED_DOCUMENTS is not set"),
    "no address": ({"NEO4J_URI": "http://x", "NEO4J_PASSWORD": "x"}, "is not an address of Neo4j"),
}


@pytest.mark.sampled(0.1)
@pytest.mark.parametrize(("environment", "sentence"), SENTENCES.values(), ids=SENTENCES.keys())
def test_invalid_settings_are_a_one_line_error(environment: dict[str, str], sentence: str) -> None:
    status, output = _ends(environment, "serve")
    assert status == 1
    assert sentence in output
    assert "Traceback" not in output
    assert len(output.splitlines()) == 1


def test_a_port_in_use_is_a_one_line_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        status, output = _ends({"PORT": str(taken.getsockname()[1])}, "serve")
    assert status == 1
    assert "choose another port" in output
    assert len(output.splitlines()) == 1


def test_a_wrong_password_is_a_one_line_error(neo4j_login: Login) -> None:
    status, output = _ends({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), "NEO4J_PASSWORD": "wrong"}, "serve")
    assert status == 1
    assert "rejects the login" in output
    assert len(output.splitlines()) == 1


def test_a_missing_database_is_a_one_line_error(neo4j_login: Login) -> None:
    status, output = _ends(
        {"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), "NEO4J_DATABASE": "nowhere"}, "serve"
    )
    assert status == 1
    assert "Check NEO4J_DATABASE" in output


def test_foreign_data_is_an_error_and_unchanged(neo4j_login: Login, zhongwei: None, cypher: Cypher) -> None:
    cypher("CREATE (:Shop {name: 'x'})")
    try:
        environment = {"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}
        status, output = _ends(environment, "serve")
        assert status == 1
        assert "not Tiaokuai's (1 Shop)" in output
        doctor_status, doctor_said = _ends(environment, "doctor")
        assert doctor_status == 1
        assert "foreign data (Shop)" in doctor_said
    finally:
        cypher("MATCH (n:Shop) DELETE n")


def test_doctor_succeeds_and_hides_secrets(neo4j_login: Login, zhongwei: None, cypher: Cypher) -> None:
    status, output = _ends({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}, "doctor")
    assert status == 0
    assert neo4j_login.password not in output
    ((communities,),) = cypher("MATCH (c:Community) RETURN count(c)")
    assert re.search(rf"COMMUNITY +│ +{communities} ", output)
    assert "Neo4j 5." in output


@pytest.mark.slow
def test_the_second_server_does_not_load(neo4j_login: Login, zhongwei: None) -> None:
    with serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}) as url:
        first = post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()
    with serving({"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login)}) as url:
        assert post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()["data"]["revision"]["id"]
        assert get(f"{url}/readyz").status_code == 200
        assert get(f"{url}/livez").status_code == 200
    assert "errors" not in first


# ------------------------------------------------------------------------------------------- on the Neo4j that comes along
@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a data folder with Zhongwei in it, as an earlier server leaves it."""
    home = _new_home(tmp_path_factory.mktemp("条块 的 家"))
    copy_template(home)
    return home


def _new_home(home: Path) -> Path:
    """Links the jars of the checkout, which would take minutes to download."""
    (home / "jars").symlink_to(ROOT / ".tiaokuai" / "jars")
    return home


class LocalServer:
    """Tests share the server until one ends it."""

    def __init__(self, home: Path) -> None:
        self.environment = {"TIAOKUAI_HOME": str(home), "NEO4J_URI": "", "CITY": str(ZHONGWEI)}
        self._running: tuple[serving, str] | None = None

    def running(self) -> tuple[serving, str]:
        if self._running and self._running[0].process.poll() is not None:
            self.close()
        if not self._running:
            server = serving(self.environment)
            self._running = server, server.__enter__()
        return self._running

    def close(self) -> None:
        if self._running:
            self._running[0].__exit__()
            self._running = None


@pytest.fixture(scope="module")
def local_server(home: Path) -> Iterator[LocalServer]:
    local_server = LocalServer(home)
    yield local_server
    local_server.close()


@pytest.fixture
def running(local_server: LocalServer) -> tuple[serving, str]:
    return local_server.running()


def _java(server: serving) -> psutil.Process:
    children = psutil.Process(server.process.pid).children(recursive=True)
    return next(child for child in children if "java" in child.name())


def _answers(url: str, name: str = "中卫市", communities: int = 68) -> bool:
    answer = post(f"{url}/graphql", json=QUERY).json()
    return answer.get("data") == {"cities": {"nodes": [{"name": name, "communities": {"totalCount": communities}}]}}


def _eventually(condition: Callable[[], bool], seconds: float = 120) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.mark.slow
def test_a_first_start_loads_the_city(tmp_path: Path) -> None:
    home = tmp_path / "条块 的 家"
    home.mkdir()
    with serving({"TIAOKUAI_HOME": str(_new_home(home)), "NEO4J_URI": "", "CITY": str(TINY)}, own_interpreter=True) as url:
        assert _answers(url, "小城市", 5)


@pytest.mark.slow
def test_neo4j_alone_dies_and_comes_back(running: tuple[serving, str]) -> None:
    server, url = running
    assert _answers(url)
    java = _java(server)
    java.kill()
    java.wait(10)
    for media_type in ("application/json", "application/graphql-response+json"):
        answer = post(f"{url}/graphql", json=QUERY, headers={"Accept": media_type})
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert [error["extensions"]["code"] for error in answer.json()["errors"]] == ["DATABASE_UNAVAILABLE"]
    assert get(f"{url}/livez").status_code == 200
    assert get(f"{url}/readyz").status_code == 503
    assert _eventually(lambda: get(f"{url}/readyz").status_code == 200)
    assert _answers(url)
    metrics = httpx.get(f"{url}/metrics").text
    assert "tiaokuai_neo4j_restarts_total 1.0" in metrics
    assert re.search(r"^tiaokuai_disk_free_bytes [1-9]", metrics, re.MULTILINE)


def test_a_second_server_on_a_folder_is_an_error(running: tuple[serving, str], local_server: LocalServer) -> None:
    server, _ = running
    status, output = _ends(local_server.environment, "serve")
    assert status == 1
    assert str(server.process.pid) in output
    assert "Traceback" not in output


@pytest.mark.slow
def test_doctor_and_seed_attach_to_the_running_server(running: tuple[serving, str], local_server: LocalServer) -> None:
    _, url = running
    status, output = _ends(local_server.environment, "doctor")
    assert status == 0, output
    before = post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()
    status, output = _ends(local_server.environment, "seed")
    assert status == 0, output
    assert (
        post(f"{url}/graphql", json={"query": "{ revision { id } }"}).json()["data"]["revision"]["id"]
        == (before["data"]["revision"]["id"])
    )


@pytest.mark.slow
def test_sigkill_leaves_no_orphan_and_keeps_the_data(running: tuple[serving, str], local_server: LocalServer) -> None:
    server, url = running
    assert _answers(url)
    java = _java(server)
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(10)
    assert _eventually(lambda: not java.is_running() or java.status() == psutil.STATUS_ZOMBIE)
    again, url = local_server.running()
    assert again.process.pid != server.process.pid
    assert _answers(url)


@pytest.mark.reliability("The server gets SIGTERM: all its processes end")
def test_sigterm_ends_all_processes(running: tuple[serving, str]) -> None:
    server, _ = running
    family = psutil.Process(server.process.pid).children(recursive=True)
    assert family
    server.process.terminate()
    assert server.process.wait(60) in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
    _, alive = psutil.wait_procs(family, timeout=30)
    assert not alive
