"""Fixtures for comparing responses with an exported graph.

The cities are Zhongwei, the tiny one, and a dense random one in which dates fall on the as-of dates, links are parallel, levels of the tree
are skipped, and codes contain characters outside the Basic Multilingual Plane. `--all-cases` compares each city at each as-of date; the
default run has each date in at least one city.
"""

import random
from datetime import date
from typing import Any, Final

import pytest
from city_database import TINY, ZHONGWEI, Cities
from generators.dense_city import DenseCity
from oracles.graph import AS_OF_DATES, AsOfGraph, Cypher, Graph, today
from oracles.introspection import IntrospectedSchema
from product_server import Server

DEFAULT_DATES: Final = {
    "zhongwei": ("2022-09-22", "today"),
    "tiny": ("2019-12-31", "today"),
    "dense": ("2018-06-01", "2021-01-01", "2022-09-22"),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselects the other dates."""
    if not config.getoption("--all-cases"):
        config.hook.pytest_deselected(items=[item for item in items if not _is_default(item)])
        items[:] = [item for item in items if _is_default(item)]


def _is_default(item: pytest.Item) -> bool:
    callspec: Any = getattr(item, "callspec", None)
    params = callspec.params if callspec else {}
    return "as_of_graph" not in params or params["as_of_graph"] in DEFAULT_DATES[params["graph"]]


@pytest.fixture(scope="module")
def introspected(server: Server) -> IntrospectedSchema:
    return IntrospectedSchema(server)


@pytest.fixture(scope="module", params=DEFAULT_DATES)
def graph(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, introspected: IntrospectedSchema) -> Graph:
    if request.param == "dense":
        cities.current = None
        DenseCity(introspected, random.Random(2022)).store(cypher)
    else:
        cities.load({"zhongwei": ZHONGWEI, "tiny": TINY}[request.param])
    return Graph.export(cypher)


@pytest.fixture(params=AS_OF_DATES)
def as_of_graph(request: pytest.FixtureRequest, graph: Graph) -> AsOfGraph:
    return graph.at(today() if request.param == "today" else date.fromisoformat(request.param))
