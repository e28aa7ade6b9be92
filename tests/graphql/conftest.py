"""Fixtures of the tests that compare responses with an exported graph.

Three cities: Zhongwei, the tiny one, and a dense random one in which dates fall on the as-of dates, links are parallel, levels of
the tree are skipped, and codes contain characters outside the Basic Multilingual Plane.
"""

import random
from datetime import date

import pytest
from city_database import TINY, ZHONGWEI, Cities
from generators.dense_city import DenseCity
from oracles.graph import AS_OF_DATES, AsOfGraph, Cypher, Graph, today
from oracles.introspection import IntrospectedSchema
from product_server import Server


@pytest.fixture(scope="module")
def introspected(server: Server) -> IntrospectedSchema:
    return IntrospectedSchema(server)


@pytest.fixture(scope="module", params=["zhongwei", "tiny", "dense"])
def graph(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, introspected: IntrospectedSchema) -> Graph:
    """Loads a city and exports it."""
    if request.param == "dense":
        cities.current = None
        DenseCity(introspected, random.Random(2022)).store(cypher)
    else:
        cities.load({"zhongwei": ZHONGWEI, "tiny": TINY}[request.param])
    return Graph.export(cypher)


@pytest.fixture(params=AS_OF_DATES)
def as_of_graph(request: pytest.FixtureRequest, graph: Graph) -> AsOfGraph:
    return graph.at(today() if request.param == "today" else date.fromisoformat(request.param))
