"""Fixtures of the tests that compare responses with an exported graph.

Three cities: Zhongwei, the tiny one, and a dense random one in which dates fall on the as-of dates, links are parallel, levels of
the tree are skipped, and codes contain characters outside the Basic Multilingual Plane. With `--all-cases` each city is compared at
each as-of date; the default run has each date in at least one city.
"""

import random
from datetime import date
from typing import Final

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "as_of_graph" in metafunc.fixturenames:
        every = metafunc.config.getoption("--all-cases")
        pairs = [(city, day) for city, days in DEFAULT_DATES.items() for day in (AS_OF_DATES if every else days)]
        metafunc.parametrize(("graph", "as_of_graph"), pairs, indirect=True, scope="module")
    elif "graph" in metafunc.fixturenames:
        metafunc.parametrize("graph", DEFAULT_DATES, indirect=True, scope="module")


@pytest.fixture(scope="module")
def introspected(server: Server) -> IntrospectedSchema:
    return IntrospectedSchema(server)


@pytest.fixture(scope="module")
def graph(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, introspected: IntrospectedSchema) -> Graph:
    """Loads a city and exports it."""
    if request.param == "dense":
        cities.current = None
        DenseCity(introspected, random.Random(2022)).store(cypher)
    else:
        cities.load({"zhongwei": ZHONGWEI, "tiny": TINY}[request.param])
    return Graph.export(cypher)


@pytest.fixture
def as_of_graph(request: pytest.FixtureRequest, graph: Graph) -> AsOfGraph:
    return graph.at(today() if request.param == "today" else date.fromisoformat(request.param))
