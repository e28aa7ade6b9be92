"""`make doctor` describes its checks, and whether the database has the city of CITY."""

import os
import re
import socket

import pytest
from forked_process import run
from product_server import login_environment, serving

from graph.database.login import Login

PYTHON_VALUE = r"\b(True|False|None)\b|SecretStr|PosixPath|\(\)|'"
TINY = "tests/cities/tiny"


@pytest.fixture
def environment(neo4j_login: Login, zhongwei: None) -> dict[str, str]:
    return {"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), "PORT": "0", "WARM_UP": "false"}


def doctor(environment: dict[str, str], **others: str) -> tuple[int, str]:
    return command(environment, "doctor", **others)


def command(environment: dict[str, str], *arguments: str, **others: str) -> tuple[int, str]:
    done = run(["api", *arguments], {**os.environ, "COLUMNS": "1000", **environment, **others})
    return done.returncode, done.stdout + done.stderr


def test_values_are_words(environment: dict[str, str]) -> None:
    status, output = doctor(environment, PAGE="true", ALLOWED_HOSTS="one.example,two.example")
    assert status == 0, output
    assert not re.search(PYTHON_VALUE, output), output
    assert re.search(r"ALLOW_REMOTE +│ off ", output)
    assert re.search(r"ALLOWED_HOSTS +│ one.example, two.example ", output)
    assert re.search(r"NEO4J_PASSWORD +│ set, not shown ", output)
    assert re.search(r"TRACES_TO +│ not set ", output)


def test_the_page_node_and_the_port(environment: dict[str, str]) -> None:
    status, output = doctor(environment, PAGE="true")
    assert status == 0, output
    assert re.search(r"^Page: (built|not built)", output, re.MULTILINE)
    assert re.search(r"^Node\.js: v\d+\.", output, re.MULTILINE)
    assert "Port: a free one is chosen" in output
    _, output = doctor(environment, PAGE="false", LC_ALL="zh_CN.UTF-8")
    assert "页面：已关闭" in output
    assert "端口：自选空闲端口" in output


def test_a_port_in_use_is_a_problem(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        status, output = doctor(environment, PAGE="false", PORT=port)
    assert status == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in output
    assert "make serve PORT=" in output


def test_another_city_is_named_with_the_command_that_replaces_it(environment: dict[str, str]) -> None:
    status, output = doctor(environment, PAGE="false", CITY=TINY)
    assert status == 1
    assert f"has 中卫市, not the city of {TINY}" in output
    assert f"api seed {TINY} --reset" in output
    assert doctor(environment, PAGE="false", CITY="seeds/zhongwei")[0] == 0


@pytest.mark.slow
def test_the_server_says_that_it_serves_another_city(environment: dict[str, str]) -> None:
    server = serving({**environment, "CITY": TINY, "LANG": "C.UTF-8"})
    with server:
        assert f"has 中卫市, not the city of {TINY}" in server.output.replace("\n", " ")
    server = serving({**environment, "LANG": "C.UTF-8"})
    with server:
        assert "中卫市" not in server.output


@pytest.mark.slow
@pytest.mark.usefixtures("modifies_data")
def test_seed_says_that_the_other_city_stays(environment: dict[str, str]) -> None:
    """Once: afterwards the database has both."""
    status, output = command(environment, "seed", TINY, LANG="C.UTF-8")
    assert status == 0, output
    assert f"has 中卫市, not the city of {TINY}" in output
    assert "That city stays" in output
    assert f"api seed {TINY} --reset" in output
    for again in (TINY, "seeds/zhongwei"):
        status, output = command(environment, "seed", again, LANG="C.UTF-8")
        assert status == 0, output
        assert "not the city of" not in output
