"""The tests run on real parts: a Neo4j of their own for each worker of the run, the real server over HTTP in a process of its own.

``bolt`` is the login to that Neo4j (``NEO4J_URI`` of a disposable database is used instead where it is set). ``cypher`` runs
raw Cypher past the product. ``loaded`` puts a city into the database, and does nothing where it is there untouched already;
whoever changes data asks for ``scratch``, after which the next test gets a fresh city. ``server`` is the product, reached through
a wire that counts statements; ``ask`` sends it an operation.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any, LiteralString, cast

import neo4j
import pytest
from bolt_proxy import BoltProxy
from city_database import TINY, ZHONGWEI, Cities
from product_server import ROOT, Server, login_environment, serving

from graph.database.login import Login
from graph.local import LocalNeo4j, NoProgress

PLANS_ARE_KEPT = {"dbms.cypher.min_replan_interval": "1h"}
"""Neo4j makes its plan of a statement anew where the data has become another. One city follows the other here, all of them small: any plan will
do, and to make it takes longer than everything else."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all-cases", action="store_true", help="run all cases of the random suites, not a seeded tenth")


def pytest_xdist_auto_num_workers() -> int:
    """A Neo4j for each core, up to four; with a database of one's own there is only that one."""
    return 1 if "NEO4J_URI" in os.environ else min(os.cpu_count() or 1, 4)


@pytest.fixture(scope="session")
def share_of_cases(request: pytest.FixtureRequest) -> float:
    """Which part of a large random suite to run."""
    return 1.0 if request.config.getoption("--all-cases") else 0.1


@pytest.fixture(scope="session")
def bolt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Login]:
    if "NEO4J_URI" in os.environ:
        user = os.environ.get("NEO4J_USERNAME", "neo4j")
        login = Login(os.environ["NEO4J_URI"], user, os.environ["NEO4J_PASSWORD"], os.environ.get("NEO4J_DATABASE", "neo4j"))
        _wipe(login)
        yield login
        return
    home, jars = tmp_path_factory.mktemp("neo4j"), ROOT / ".tiaokuai" / "jars"
    with LocalNeo4j(home, progress=NoProgress(), jars=jars, settings=PLANS_ARE_KEPT) as login:
        yield login


def _wipe(login: Login) -> None:
    with neo4j.GraphDatabase.driver(login.uri, auth=(login.username, login.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=login.database)


@pytest.fixture(scope="session")
def cypher(bolt: Login) -> Iterator[Callable[..., list[list[Any]]]]:
    """Runs a raw statement; answers its rows."""
    with neo4j.GraphDatabase.driver(bolt.uri, auth=(bolt.username, bolt.password), notifications_min_severity="OFF") as driver:

        def run(text: str, **parameters: Any) -> list[list[Any]]:
            result = driver.execute_query(cast(LiteralString, text), parameters, database_=bolt.database)
            return [list(record.values()) for record in result.records]

        yield run


@pytest.fixture(scope="session")
def cities(bolt: Login, server: Server) -> Cities:
    # The server has made the constraints by now, and has loaded the bundled city into the empty database.
    return Cities(bolt, ZHONGWEI)


@pytest.fixture
def zhongwei(cities: Cities) -> None:
    cities.load(ZHONGWEI)


@pytest.fixture
def tiny(cities: Cities) -> None:
    cities.load(TINY)


@pytest.fixture
def scratch(cities: Cities) -> Iterator[None]:
    """The test changes the data."""
    yield
    cities.current = None


@pytest.fixture(scope="session")
def server(bolt: Login) -> Iterator[Server]:
    """Its answers may be more expensive than those of the product as it comes: some tests compare a whole city at once."""
    yield from _served(bolt, {"MAX_COST": "1000000"})


@pytest.fixture(scope="session")
def shipped(bolt: Login) -> Iterator[Server]:
    """The product as it comes."""
    yield from _served(bolt, {})


def _served(bolt: Login, environment: dict[str, str]) -> Iterator[Server]:
    with BoltProxy(bolt.uri) as wire, serving({"NEO4J_URI": wire.uri, **login_environment(bolt), **environment}) as url:
        server = Server(url, wire)
        yield server
        server.client.close()


@pytest.fixture
def ask(server: Server) -> Callable[..., Any]:
    """The data that an operation answers; no error may come with it."""

    def data(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return data


@pytest.fixture
def refused(server: Server) -> Callable[..., list[str]]:
    """The codes of the errors that an operation answers; there is at least one."""

    def codes(query: str, **variables: Any) -> list[str]:
        answer = server.post(query, **variables)
        assert answer.get("errors"), answer
        return [error["extensions"]["code"] for error in answer["errors"]]

    return codes
