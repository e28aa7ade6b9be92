"""Fixtures. Tests run on real parts: one Neo4j per xdist worker, and the real server over HTTP in its own process.

`neo4j_login` starts that Neo4j with Zhongwei in it (or uses the disposable database of `NEO4J_URI`). `cypher` runs raw Cypher, bypassing the product.
`zhongwei` and `tiny` load a city; loading is skipped if the database contains it unchanged. A test that changes data uses
`modifies_data`, so that the next test reloads its city. `server` is the product behind a proxy that counts statements; its cost limit
is raised. `default_server` has the default limits. `execute` sends an operation and returns its data; `error_codes` returns its
error codes.

The default run is short. With `--all-cases`, or if `-k` names tests, it runs all tests; without, it leaves out the tests with
`@pytest.mark.slow`, and runs the given share of the cases of a parametrised test with `@pytest.mark.sampled(0.25)`: always the same
ones, chosen by their names. `share_of_cases` is the seeded share of the random suites: 10 %, or 100 % with `--all-cases`.
"""

import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, LiteralString, cast

import neo4j
import pytest
from bolt_proxy import BoltProxy
from city_database import TINY, ZHONGWEI, Cities
from city_snapshot import CitySnapshot
from city_template import copy_template
from local_neo4j import JARS
from product_server import ROOT, Server, login_environment, serving
from worker_processes import workers_of

from graph.database.login import Login
from graph.local import LocalNeo4j, NoProgress

NO_REPLANNING = {"dbms.cypher.min_replan_interval": "1h"}
"""Disables replanning when statistics change: all test cities are small, so any plan will do, and planning takes most of the
time."""

YOUNG_GENERATION = ("-Xms512m", "-Xmn256m")
"""Planning leaves much garbage. With Java's small first heap, collecting it takes 10 % of the CPU time."""

CHEAP_JIT = (
    "-XX:MaxInlineLevel=6",
    "-XX:InlineSmallCode=800",
    "-XX:FreqInlineSize=120",
    "-XX:LoopOptsCount=8",
    "-XX:LoopUnrollLimit=0",
    "-XX:-DoEscapeAnalysis",
    "-XX:-PartialPeelLoop",
    "-XX:-UseLoopPredicate",
    "-XX:-UseSuperWord",
    "-XX:Tier4InvocationThreshold=15000",
    "-XX:Tier4MinInvocationThreshold=2000",
    "-XX:Tier4CompileThreshold=40000",
)
"""Makes Java compile less of itself and inline less. By default, compilation takes half of the CPU time of a Neo4j that runs for a few
minutes. With C1 alone, planning a statement takes twice as long."""

JAVA_OPTIONS = (*YOUNG_GENERATION, *CHEAP_JIT)

SLOWEST_FILES = (
    "http/test_serve.py",
    "coverage/test_random_cities.py",
    "graphql/test_against_oracle.py",
    "coverage/test_changes.py",
    "graphql/test_pagination.py",
    "graphql/test_global_ids.py",
    "graphql/test_as_of.py",
    "seeds/test_loading.py",
    "linkage/test_behaviour.py",
    "http/test_server_processes.py",
    "coverage/test_columns_and_cypher.py",
    "linkage/test_questions.py",
    "local/test_local_neo4j.py",
    "local/test_cds_archive.py",
    "coverage/test_custom_indicators.py",
    "network/test_beyond_memory.py",
    "coverage/test_why.py",
    "docs/test_recipes.py",
    "network/test_workbooks.py",
    "graphql/test_filters.py",
    "http/test_explorer.py",
    "graphql/test_fast_path_equivalence.py",
    "graphql/test_response_shape.py",
    "docs/test_example_clients.py",
    "docs/test_benchmarked_questions.py",
    "docs/test_benchmarks.py",
    "coverage/test_worked_examples.py",
    "coverage/test_coverage.py",
    "coverage/test_next_best.py",
    "linkage/test_paths.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all-cases", action="store_true", help="run all tests and all cases, not a share")
    parser.addoption("--scale", type=float, default=1, help="multiplies how often or how long the reliability checks run")


LEFT_OUT = pytest.StashKey[int]()
"""How many tests and cases this run leaves out."""


def pytest_configure(config: pytest.Config) -> None:
    os.environ["LC_ALL"] = "C.UTF-8"  # the language of commands that tests run
    config.addinivalue_line("markers", "slow: runs only with --all-cases or -k")
    config.addinivalue_line("markers", "reliability(check): runs in make check-reliability; `check` says what is done")
    config.addinivalue_line("markers", "sampled(share): without --all-cases or -k, runs this share of the parametrised cases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Selects the tests of the default run, and sorts the slowest files to the front, so that no worker begins one of them last."""
    for item in items:
        item.user_properties += [("check", marker.args[0]) for marker in item.iter_markers("reliability")]
    if not (config.getoption("--all-cases") or config.option.keyword or config.option.markexpr):
        by_default = _default_run(items)
        config.hook.pytest_deselected(items=[item for item in items if item not in by_default])
        items[:] = [item for item in items if item in by_default]
    places = {file: place for place, file in enumerate(SLOWEST_FILES)}
    items.sort(key=lambda item: places.get(item.path.relative_to(ROOT / "tests").as_posix(), len(places)))


def pytest_deselected(items: list[pytest.Item]) -> None:
    if items:
        config = items[0].config
        config.stash[LEFT_OUT] = config.stash.get(LEFT_OUT, 0) + len(items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tells the process that prints the summary what this worker, as each other, left out."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = session.config.stash.get(LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Receives the end of a worker from pytest-xdist."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left_out = config.stash.get(LEFT_OUT, 0)
    if left_out and not config.option.keyword:
        terminalreporter.write_line(
            f"Left out: {left_out} tests and cases, and 90 % of the random cases. `make test-all` runs all."
        )


def _default_run(items: list[pytest.Item]) -> set[pytest.Item]:
    """Returns the tests that are not slow; of a sampled test, its share of the cases, at least one."""
    selected: set[pytest.Item] = set()
    cases: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.get_closest_marker("slow"):
            continue
        if item.get_closest_marker("sampled"):
            cases.setdefault(item.nodeid.partition("[")[0], []).append(item)
        else:
            selected.add(item)
    for of_test in cases.values():
        of_test.sort(key=lambda item: _place(item.nodeid))
        sampled = of_test[0].get_closest_marker("sampled")
        share = sampled.args[0] if sampled else 1
        selected.update(of_test[:1], (item for item in of_test if _place(item.nodeid) < share))
    return selected


def _place(name: str) -> float:
    """Returns a number from 0 to 1 that is always the same for this name."""
    return zlib.crc32(name.encode()) / 2**32


def pytest_xdist_auto_num_workers() -> int:
    """Returns one worker per core, at most four; one if `NEO4J_URI` names a database."""
    return 1 if "NEO4J_URI" in os.environ else min(os.cpu_count() or 1, 4)


@pytest.fixture(scope="module", autouse=True)
def ended_workers() -> Iterator[None]:
    """Fails if the tests of a file leave a worker process: a test that executes operations closes its pool."""
    yield
    left = [process.pid for process in workers_of(os.getpid())]
    assert not left, f"{left} still run: close the WorkerPool"


@pytest.fixture(scope="session")
def share_of_cases(request: pytest.FixtureRequest) -> float:
    """Returns the share of the cases of a random suite to run."""
    return 1.0 if request.config.getoption("--all-cases") else 0.1


@pytest.fixture(scope="session")
def snapshots() -> dict[Path, CitySnapshot]:
    """Returns the snapshots of the cities that need not be loaded again; `neo4j_login` adds those of the template."""
    return {}


@pytest.fixture(scope="session")
def neo4j_login(tmp_path_factory: pytest.TempPathFactory, snapshots: dict[Path, CitySnapshot]) -> Iterator[Login]:
    if "NEO4J_URI" in os.environ:
        user = os.environ.get("NEO4J_USERNAME", "neo4j")
        login = Login(os.environ["NEO4J_URI"], user, os.environ["NEO4J_PASSWORD"], os.environ.get("NEO4J_DATABASE", "neo4j"))
        _wipe(login)
        yield login
        return
    home = tmp_path_factory.mktemp("neo4j")
    snapshots |= copy_template(home)
    with LocalNeo4j(home, progress=NoProgress(), jars=JARS, settings=NO_REPLANNING, java_options=JAVA_OPTIONS) as login:
        yield login


def _wipe(login: Login) -> None:
    with neo4j.GraphDatabase.driver(login.uri, auth=(login.username, login.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=login.database)


@pytest.fixture(scope="session")
def cypher(neo4j_login: Login) -> Iterator[Callable[..., list[list[Any]]]]:
    """Returns a function that runs a statement and returns its rows."""
    with neo4j.GraphDatabase.driver(
        neo4j_login.uri, auth=(neo4j_login.username, neo4j_login.password), notifications_min_severity="OFF"
    ) as driver:

        def run(text: str, **parameters: Any) -> list[list[Any]]:
            result = driver.execute_query(cast(LiteralString, text), parameters, database_=neo4j_login.database)
            return [list(record.values()) for record in result.records]

        yield run


@pytest.fixture(scope="session")
def cities(neo4j_login: Login, server: Server, snapshots: dict[Path, CitySnapshot]) -> Cities:
    # By now the database has the constraints and Zhongwei: from the template, or from the server if it was empty.
    return Cities(neo4j_login, snapshots, ZHONGWEI)


@pytest.fixture
def zhongwei(cities: Cities) -> None:
    cities.load(ZHONGWEI)


@pytest.fixture
def tiny(cities: Cities) -> None:
    cities.load(TINY)


@pytest.fixture
def modifies_data(cities: Cities) -> Iterator[None]:
    """Marks the data as changed after the test."""
    yield
    cities.current = None


@pytest.fixture(scope="session")
def server(neo4j_login: Login) -> Iterator[Server]:
    """Serves with a raised cost limit: some tests compare a whole city in one response."""
    yield from _served(neo4j_login, {"MAX_COST": "1000000"})


@pytest.fixture(scope="session")
def default_server(neo4j_login: Login) -> Iterator[Server]:
    """Serves with the default limits."""
    yield from _served(neo4j_login, {})


def _served(neo4j_login: Login, environment: dict[str, str]) -> Iterator[Server]:
    with (
        BoltProxy(neo4j_login.uri) as wire,
        serving({"NEO4J_URI": wire.uri, **login_environment(neo4j_login), **environment}) as url,
    ):
        server = Server(url, wire)
        yield server
        server.client.close()


@pytest.fixture
def execute(server: Server) -> Callable[..., Any]:
    """Returns a function that returns the data of an operation and fails if the response has errors."""

    def data(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return data


@pytest.fixture
def error_codes(server: Server) -> Callable[..., list[str]]:
    """Returns a function that returns the error codes of an operation and fails if there are none."""

    def codes(query: str, **variables: Any) -> list[str]:
        answer = server.post(query, **variables)
        assert answer.get("errors"), answer
        return [error["extensions"]["code"] for error in answer["errors"]]

    return codes
