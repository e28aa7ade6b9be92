"""Actors, ties, isolates and unknown ties of random cities equal those of loops over the exported graph."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from city_database import Cities
from generators.cities import SCOPE, RandomCity
from generators.edits import write
from oracles.graph import Cypher, Graph, today
from oracles.networks import BOUNDARIES, PROJECTIONS, Network, kinds_of, relations_of

DAYS: Final = (date(2020, 1, 31), date(2021, 6, 1), today())
CITIES: Final = 60
QUERY: Final = """
query ($scope: String!, $projection: Projection!, $boundary: Boundary, $where: NetworkFilter, $asOf: Date) {
  network(scope: $scope, projection: $projection, boundary: $boundary, where: $where, asOf: $asOf) {
    nodeCount tieCount linkCount isolates outOfScope unsurveyed density densityHigh
    modes { nodeCount isolates }
    byProvenance { provenance ties }
    actors(first: 100) { totalCount nodes { inScope entity { kind code } } pageInfo { hasNextPage } }
    ties(first: 100) { totalCount nodes {
      from { id } to { id } weight links relation since until provenance
    } }
  }
}
"""


@pytest.mark.usefixtures("modifies_data")
def test_networks_of_random_cities_equal_the_recount(
    server: Any, cities: Cities, cypher: Cypher, share_of_cases: float
) -> None:
    cities.current = None
    for number in range(CITIES if share_of_cases == 1 else len(BOUNDARIES)):
        graph = RandomCity(number).graph
        write(cypher, graph)
        rng = random.Random(number)
        for place, projection in enumerate(PROJECTIONS):
            for boundary in BOUNDARIES if share_of_cases == 1 else (BOUNDARIES[(number + place) % len(BOUNDARIES)],):
                check(server.post, graph, projection, boundary, rng)


def check(post: Callable[..., Any], graph: Graph, projection: str, boundary: str, rng: random.Random) -> None:
    day = rng.choice(DAYS)
    as_of_graph = graph.at(day)
    divisions = [node for node in as_of_graph.nodes if node.kind in ("CITY", "COUNTY", "TOWNSHIP", "COMMUNITY")]
    scope = rng.choice([node for node in divisions if rng.random() < 0.3 or node.code == SCOPE])
    where = random_where(projection, rng)
    expected = Network(as_of_graph, scope, projection, boundary, where)
    question = {"scope": scope.code, "projection": projection, "boundary": boundary, "where": where, "asOf": day.isoformat()}
    answer = post(QUERY, **question)
    assert "errors" not in answer, (answer["errors"], question)
    actual = answer["data"]["network"]
    provenance = {each["provenance"]: each["ties"] for each in actual.pop("byProvenance")}
    actors, ties = actual.pop("actors"), actual.pop("ties")
    assert {**actual, "byProvenance": provenance} == expected.summary(), question
    assert (actors["totalCount"], ties["totalCount"]) == (actual["nodeCount"], actual["tieCount"])
    assert [(each["entity"]["kind"], each["entity"]["code"], each["inScope"]) for each in actors["nodes"]] == [
        (*node.place, expected.in_scope(node)) for node in expected.actors[:100]
    ], question
    rows = [{**row, **{end: {"id": f"{row[end]['id']}@{day}"} for end in ("from", "to")}} for row in expected.rows()]
    assert ties["nodes"] == rows[:100], question


def random_where(projection: str, rng: random.Random) -> dict[str, Any]:
    kinds = [kind for mode in kinds_of(projection) for kind in mode]
    conditions = {
        "relations": some(relations_of(projection), rng),
        "kinds": some(kinds, rng),
        "unitTypes": some(["GOVERNMENT_ORGAN", "PUBLIC_INSTITUTION", "ENTERPRISE", "SOCIAL_ORGANISATION"], rng),
        "sectors": some(["COURIER", "FOOD_DELIVERY", "E_COMMERCE", "HOUSEKEEPING"], rng),
        "provenance": some(["OFFICIAL", "PUBLISHED", "ILLUSTRATIVE", "IMPORTED"], rng),
        "minWeight": rng.choice([1, 2]),
    }
    return {name: value for name, value in conditions.items() if rng.random() < 0.12}


def some(values: list[str], rng: random.Random) -> list[str]:
    return rng.sample(values, rng.randrange(1, len(values) + 1))
