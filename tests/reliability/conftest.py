"""Fixtures of the reliability checks. `make check-reliability` runs them, as `-m reliability` does, and writes `docs/reliability.md`.

`--scale` multiplies how often or how long each check runs. `record` stores how often it ran and its figure for the page.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bolt_proxy import BoltProxy
from product_server import Server, login_environment, serving

from graph.database.login import Login


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Omits the checks from `make test` and `make test-all`: they take half an hour and measure."""
    return None if "reliability" in config.option.markexpr else True


Record = Callable[[int, str], None]
Scaled = Callable[[int], int]


@pytest.fixture
def scaled(request: pytest.FixtureRequest) -> Scaled:
    """Returns a function that multiplies a number by `--scale`, to at least 1."""
    scale = request.config.option.scale
    return lambda number: max(1, round(number * scale))


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    def write(times: int, figure: str) -> None:
        request.node.user_properties += [("times", times), ("figure", figure)]

    return write


@pytest.fixture(scope="module")
def default_running(neo4j_login: Login, server: Server) -> Iterator[tuple[serving, Server]]:
    with BoltProxy(neo4j_login.uri) as wire:
        running = serving({"NEO4J_URI": wire.uri, **login_environment(neo4j_login)}, own_interpreter=True)
        with running as url:
            default_running = Server(url, wire)
            yield running, default_running
            default_running.client.close()
