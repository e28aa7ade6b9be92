"""If a graph is too large for a snapshot, reading a part gives equal networks, and an exceeded limit names the remedy."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from bolt_proxy import BoltProxy
from product_server import Server, login_environment, serving

from graph.database.login import Login
from graph.network.projection.graph_part import GraphPart
from graph.network.projection.projections import PROJECTIONS

DAY: Final = 'asOf: "2022-09-22"'
COUNTS: Final = """
  nodeCount tieCount linkCount isolates outOfScope unsurveyed density densityHigh components largestComponent averageDegree
  byProvenance { provenance ties } modes { mode nodeCount isolates }
  actors(first: 50, orderBy: [{ measure: DEGREE }]) { nodes { entity { id name } degree strength kCore rank(measure: DEGREE) } }
"""
NETWORK: Final = f"query ($projection: Projection!, $boundary: Boundary!, $scope: String!) {{ network(scope: $scope, projection: $projection, boundary: $boundary, {DAY}) {{ {COUNTS} }} }}"
OTHERS: Final = (
    '{ networkSeries(scope: "6405", projection: ALLIANCE, from: "2021-01-01", to: "2022-01-01") { nodeCount tieCount tiesGained } }',
    '{ networkCorrelation(scope: "6405", actors: JOINT_COMMITTEE, a: { overlap: COMMITTEE_OVERLAP }, b: { shared: ALLIED_IN }, '
    f"permutations: 50, {DAY}) {{ actors r pGreater }} }}",
    f'{{ pairings(scope: "6405", {DAY}) {{ matched possible proposal {{ from {{ id }} to {{ id }} }} }} }}',
    f'{{ network(scope: "6405", projection: COMMITTEE_OVERLAP, {DAY}) {{ distances {{ average }} brokerage(by: TOWNSHIP) {{ totals {{ raw z }} }} }} }}',
)

pytestmark = pytest.mark.usefixtures("zhongwei")


@pytest.fixture(scope="module")
def servers(neo4j_login: Login, server: Server) -> Iterator[dict[str, Server]]:
    """Yields `part`, which reads parts of the graph, and `small`, which reads only small divisions."""
    limits = {"part": {}, "small": {"NETWORK_MEMORY": "0.1"}}
    found: dict[str, Server] = {}
    login = login_environment(neo4j_login)
    with BoltProxy(neo4j_login.uri) as wire:
        environment = {"NEO4J_URI": wire.uri, "LINKAGE_MEMORY": "0.000001", **login}
        with serving({**environment, **limits["part"]}) as part, serving({**environment, **limits["small"]}) as small:
            for name, url in (("part", part), ("small", small)):
                found[name] = Server(url, wire)
            yield found
            for each in found.values():
                each.client.close()


@pytest.mark.sampled(0.1)
@pytest.mark.parametrize("projection", PROJECTIONS)
def test_counts_are_the_same(server: Server, servers: dict[str, Server], projection: str) -> None:
    for scope, boundary in (("6405", "ANCHOR"), ("640502100", "EITHER")):
        question: dict[str, Any] = {"projection": projection, "scope": scope, "boundary": boundary}
        expected, found = (each.post(NETWORK, **question) for each in (server, servers["part"]))
        assert "errors" not in expected
        assert found == expected


@pytest.mark.parametrize("query", OTHERS)
def test_other_questions_are_answered_too(server: Server, servers: dict[str, Server], query: str) -> None:
    expected, found = server.post(query), servers["part"].post(query)
    assert "errors" not in expected
    assert found == expected


def test_exports_are_the_same(server: Server, servers: dict[str, Server]) -> None:
    path = "/exports/unit-overlap.json?scope=640502100&asOf=2022-09-22&measures=degree,betweenness"
    expected, found = (json.loads(each.client.get(path).content) for each in (server, servers["part"]))
    assert found == expected


def test_a_scope_beyond_the_memory_names_a_division_that_is_answered(server: Server, servers: dict[str, Server]) -> None:
    question: dict[str, Any] = {"projection": "EVERYTHING", "boundary": "ANCHOR"}
    (error,) = servers["small"].post(NETWORK, scope="6405", **question)["errors"]
    assert error["extensions"]["code"] == "TOO_LARGE"
    assert "NETWORK_MEMORY" in error["message"]
    fits = error["extensions"]["fits"]
    assert fits.startswith("6405")
    assert fits in error["message"]
    assert servers["small"].post(NETWORK, scope=fits, **question) == server.post(NETWORK, scope=fits, **question)
    assert servers["small"].client.get("/exports/everything.json?scope=6405").status_code == 413


def test_what_needs_the_surroundings_names_the_setting(servers: dict[str, Server]) -> None:
    (error,) = servers["small"].post(f'{{ pairings(scope: "640502100", {DAY}) {{ matched }} }}')["errors"]
    assert error["extensions"]["code"] == "TOO_LARGE"
    assert "NETWORK_MEMORY" in error["message"]


def test_a_part_is_less_than_the_graph() -> None:
    membership, everything = (GraphPart.of([PROJECTIONS[name]]) for name in ("MEMBERSHIP", "EVERYTHING"))
    assert everything.includes(membership)
    assert not membership.includes(everything)
    assert membership.relations == {"MEMBER_OF", "SERVES", "LOCATED_IN", "ADMINISTERS", "COVERS"}
