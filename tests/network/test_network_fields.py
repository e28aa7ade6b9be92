"""Measures equal those of networkx on the same ties; lists page by page; errors at their path."""

from collections.abc import Callable
from typing import Any, Final

import networkx
import pytest
from product_server import Server

pytestmark = pytest.mark.usefixtures("zhongwei")
TIES: Final = """
query ($scope: String!, $projection: Projection!, $after: String) {
  network(scope: $scope, projection: $projection, asOf: "2022-09-22") {
    ties(first: 100, after: $after) { nodes { from { id } to { id } weight edgeBetweenness } pageInfo { hasNextPage endCursor } }
  }
}
"""
ACTORS: Final = """
query ($scope: String!, $projection: Projection!, $after: String, $orderBy: [ActorOrder!]) {
  network(scope: $scope, projection: $projection, asOf: "2022-09-22") {
    transitivity components distances { average diameter } articulationPoints(first: 1) { totalCount } bridges(first: 1) { totalCount }
    actors(first: 100, after: $after, orderBy: $orderBy) {
      nodes {
        entity { id } degree strength betweenness closeness harmonic kCore constraint effectiveSize clustering rank(measure: BETWEENNESS)
      }
      pageInfo { hasNextPage endCursor }
    }
  }
}
"""


def pages(execute: Callable[..., Any], query: str, field: str, **variables: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    nodes: list[dict[str, Any]] = []
    after, first = None, dict[str, Any]()
    while True:
        network = execute(query, after=after, **variables)["network"]
        first = first or network
        nodes += network[field]["nodes"]
        if not network[field]["pageInfo"]["hasNextPage"]:
            return first, nodes
        after = network[field]["pageInfo"]["endCursor"]


@pytest.mark.parametrize(("scope", "projection"), [("640502100", "UNIT_OVERLAP"), ("6405", "COMMITTEE_OVERLAP")])
def test_measures_equal_those_of_networkx(execute: Callable[..., Any], scope: str, projection: str) -> None:
    network, actors = pages(execute, ACTORS, "actors", scope=scope, projection=projection)
    _, ties = pages(execute, TIES, "ties", scope=scope, projection=projection)
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(actor["entity"]["id"] for actor in actors)
    graph.add_weighted_edges_from((tie["from"]["id"], tie["to"]["id"], tie["weight"]) for tie in ties)
    expected: dict[str, dict[str, float]] = {
        "degree": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": networkx.betweenness_centrality(graph, normalized=False),
        "closeness": networkx.closeness_centrality(graph),
        "kCore": networkx.core_number(graph),
        "constraint": networkx.constraint(graph, weight="weight"),
    }
    for actor in actors:
        node = actor["entity"]["id"]
        isolated = not graph.degree(node)
        for measure, values in expected.items():
            if isolated and measure in ("closeness", "constraint"):
                assert actor[measure] is None
            else:
                assert actor[measure] == pytest.approx(values[node], rel=1e-9), (measure, node)
    assert network["transitivity"] == pytest.approx(networkx.transitivity(graph))
    assert network["components"] == networkx.number_connected_components(graph)
    assert network["articulationPoints"]["totalCount"] == len(list(networkx.articulation_points(graph)))
    assert network["bridges"]["totalCount"] == len(list(networkx.bridges(graph)))
    between = networkx.edge_betweenness_centrality(graph, normalized=False)
    for tie in ties:
        pair = tie["from"]["id"], tie["to"]["id"]
        assert tie["edgeBetweenness"] == pytest.approx(between[pair] if pair in between else between[pair[::-1]])


def test_actors_are_ordered_by_measures_with_nulls_last(execute: Callable[..., Any]) -> None:
    order = [{"measure": "CONSTRAINT", "direction": "ASC"}]
    _, actors = pages(execute, ACTORS, "actors", scope="6405", projection="COMMITTEE_OVERLAP", orderBy=order)
    values = [actor["constraint"] for actor in actors]
    known = [value for value in values if value is not None]
    assert known == sorted(known)
    assert values == known + [None] * (len(values) - len(known))
    assert len(known) < len(values)


def test_errors_stand_at_their_path(server: Server) -> None:
    answer = server.post(
        """{ network(scope: "6405", projection: MEMBERSHIP) {
          nodeCount
          actors(where: { gte: 2 }) { totalCount }
          subgroups(seed: -1) { count }
          ties(first: 200) { totalCount }
        } }"""
    )
    assert answer["data"]["network"]["nodeCount"] > 0
    assert [error["path"] for error in answer["errors"]] == [["network", each] for each in ("actors", "subgroups", "ties")]
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_ARGUMENT"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ('scope: "6405", projection: SEATS, budget: 0', "BAD_ARGUMENT"),
        ('scope: "6405", projection: SEATS, where: { kinds: [] }', "BAD_ARGUMENT"),
    ],
)
def test_rejected_networks(error_codes: Callable[..., list[str]], arguments: str, code: str) -> None:
    assert error_codes(f"{{ network({arguments}) {{ nodeCount }} }}") == [code]


def test_a_cursor_is_bound_to_the_question(execute: Callable[..., Any], error_codes: Callable[..., list[str]]) -> None:
    query = """query ($after: String, $projection: Projection!) {
      network(scope: "6405", projection: $projection) { actors(first: 1, after: $after) { pageInfo { endCursor } } }
    }"""
    cursor = execute(query, projection="MEMBERSHIP")["network"]["actors"]["pageInfo"]["endCursor"]
    assert execute(query, projection="MEMBERSHIP", after=cursor)["network"]["actors"]["pageInfo"]["endCursor"] != cursor
    assert error_codes(query, projection="SEATS", after=cursor) == ["BAD_CURSOR"]


def test_a_dated_reference_must_agree(error_codes: Callable[..., list[str]]) -> None:
    query = """query ($id: ID!, $asOf: Date) {
      network(scope: "6405", projection: MEMBERSHIP, asOf: $asOf) { actor(ref: { id: $id }) { degree } }
    }"""
    dated = "JointCommittee:JC-640502100002@2022-09-22"
    assert error_codes(query, id=dated) == ["BAD_ARGUMENT"]
    assert error_codes(query, id=dated, asOf="2022-09-23") == ["BAD_ARGUMENT"]
    assert error_codes(query, id="JointCommittee:JC-640502100002@2019-01-01", asOf="2019-01-01") == ["NOT_ALIVE"]


def test_an_actor_by_reference(execute: Callable[..., Any]) -> None:
    answer = execute(
        """{ network(scope: "640502100", projection: MEMBERSHIP, asOf: "2022-09-22") {
          actor(ref: { jointCommittee: "JC-640502100002" }) { entity { id } degree ties(first: 3) { totalCount nodes { to { id } } } }
          absent: actor(ref: { grid: "no such grid" }) { degree }
        } }"""
    )["network"]
    assert answer["absent"] is None
    assert answer["actor"]["entity"] == {"id": "JointCommittee:JC-640502100002@2022-09-22"}
    assert answer["actor"]["degree"] == answer["actor"]["ties"]["totalCount"]
    assert {tie["to"]["id"] for tie in answer["actor"]["ties"]["nodes"]} == {answer["actor"]["entity"]["id"]}


def test_work_above_the_budget_is_refused_before_it_begins(server: Server) -> None:
    answer = server.post(
        """{ network(scope: "6405", projection: EVERYTHING, budget: 1, asOf: "2022-09-22") {
          nodeCount ties(first: 1) { nodes { weight edgeBetweenness } } methods { measure }
        } }"""
    )
    (error,) = answer["errors"]
    assert error["path"] == ["network", "ties", "nodes", 0, "edgeBetweenness"]
    assert (error["extensions"]["code"], error["extensions"]["fits"]) == ("TOO_LARGE", "640502")
    assert answer["data"]["network"]["ties"]["nodes"] == [{"weight": 1.0, "edgeBetweenness": None}]
    assert answer["data"]["network"]["methods"] == []


def test_work_in_a_worker_is_exact(execute: Callable[..., Any]) -> None:
    network = execute(
        """{ network(scope: "6405", projection: EVERYTHING, budget: 60, asOf: "2022-09-22") {
          actors(first: 1, orderBy: [{ measure: BETWEENNESS }]) { nodes { betweenness rank(measure: BETWEENNESS) } } methods { exact }
        } }"""
    )["network"]
    assert network["methods"] == [{"exact": True}]
    assert network["actors"]["nodes"][0]["rank"] == 1


def test_brokers_with_examples(execute: Callable[..., Any]) -> None:
    network = execute(
        """{ network(scope: "6405", projection: COMMITTEE_OVERLAP, asOf: "2022-09-22") {
          brokerage(by: TOWNSHIP) {
            by totals { role raw } method { measure }
            brokers(first: 100) {
              totalCount
              nodes {
                entity { id } group total roles { role raw }
                examples(first: 2) { role from { id } through { id } broker { id } to { id } }
              }
              pageInfo { hasNextPage }
            }
          }
          ties(first: 100) { totalCount nodes { from { id } to { id } } pageInfo { endCursor } }
        } }"""
    )["network"]
    brokerage = network["brokerage"]
    brokers = brokerage["brokers"]["nodes"]
    assert len(brokers) == brokerage["brokers"]["totalCount"] > 0
    assert [broker["total"] for broker in brokers] == sorted((broker["total"] for broker in brokers), reverse=True)
    totals = {score["role"]: score["raw"] for score in brokerage["totals"]}
    assert totals[None] == sum(broker["total"] for broker in brokers)
    assert totals["REPRESENTATIVE"] == totals["GATEKEEPER"]
    for broker in brokers:
        for triad in broker["examples"]:
            assert triad["broker"] == broker["entity"]
            assert len({end["id"] for end in (triad["from"], triad["broker"], triad["to"])}) == 3
