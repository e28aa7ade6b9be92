"""Pairings equal a recount on raw data, and the proposal a minimum cost flow."""

from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import networkx
import pytest
from product_server import Server

pytestmark = pytest.mark.usefixtures("zhongwei")
DAY: Final = "2022-09-22"
PAIRINGS: Final = """
query ($scope: String!, $capacity: Int, $asOf: Date, $after: String) {
  pairings(scope: $scope, capacity: $capacity, asOf: $asOf) {
    unpaired(first: 100) { totalCount nodes { id code ... on NewSectorBranch { home { code } } } }
    overloaded(first: 100) { totalCount nodes { id code } }
    far(first: 100, after: $after) { totalCount nodes { from { code } to { code } } pageInfo { hasNextPage endCursor } }
    proposal { relation from { id code } fromKind to { code } toKind }
    matched possible
  }
}
"""
RAW: Final = """
MATCH (h:Division) MATCH path = (h)<-[:ADMINISTERS*0..4]-(above:Division)
WHERE all(x IN relationships(path) WHERE (x.since IS NULL OR x.since <= date($day)) AND (x.until IS NULL OR date($day) < x.until))
RETURN h.code, labels(above), above.code
"""
BRANCHES: Final = """
MATCH (b:CommunityBranch)-[x:BRANCH_OF]->(o) OPTIONAL MATCH (o)-[y:SITUATED_IN]->(c:Community)
WHERE (y.since IS NULL OR y.since <= date($day)) AND (y.until IS NULL OR date($day) < y.until)
WITH b, x, o, c WHERE (x.since IS NULL OR x.since <= date($day)) AND (x.until IS NULL OR date($day) < x.until)
  AND (b.valid_from IS NULL OR b.valid_from <= date($day)) AND (b.valid_to IS NULL OR date($day) < b.valid_to)
RETURN b.code, coalesce(c.code, o.code)
"""
SECTORS: Final = """
MATCH (b:NewSectorBranch)-[x:LOCATED_IN]->(o) WHERE (x.since IS NULL OR x.since <= date($day)) AND (x.until IS NULL OR date($day) < x.until)
  AND (b.valid_from IS NULL OR b.valid_from <= date($day)) AND (b.valid_to IS NULL OR date($day) < b.valid_to)
RETURN b.code, o.code
"""
PAIRS: Final = """
MATCH (a:NewSectorBranch)-[x:PAIRED_WITH]->(b:CommunityBranch)
WHERE (x.since IS NULL OR x.since <= date($day)) AND (x.until IS NULL OR date($day) < x.until) RETURN DISTINCT a.code, b.code
"""


class Oracle:
    def __init__(self, cypher: Callable[..., Any], scope: str, capacity: int) -> None:
        above: dict[str, dict[str, str]] = {}
        for home, labels, code in _rows(cypher(RAW, day=DAY)):
            (level,) = set(labels) - {"Entity", "Division"}
            above.setdefault(home, {})[level] = code
        self.above = above
        self.sectors, self.branches = (dict(_rows(cypher(text, day=DAY))) for text in (SECTORS, BRANCHES))
        self.pairs = [(a, b) for a, b in _rows(cypher(PAIRS, day=DAY)) if a in self.sectors and b in self.branches]
        count = Counter(b for _, b in self.pairs)
        paired = {a for a, _ in self.pairs}
        within = {code for code, divisions in above.items() if scope in divisions.values()}
        self.unpaired = sorted(a for a, home in self.sectors.items() if home in within and a not in paired)
        self.overloaded = sorted(b for b, home in self.branches.items() if home in within and count[b] > capacity)
        self.far = sorted(
            (a, b) for a, b in self.pairs if self.branches[b] in within and self._differ(self.sectors[a], self.branches[b])
        )
        self.free = {b: capacity - count[b] for b in self.branches if count[b] < capacity}
        self.costs = {
            (a, b): self.cost(a, b)
            for a in self.unpaired
            for b in self.free
            if self._level(self.sectors[a], "County") == self._level(self.branches[b], "County") is not None
        }

    def _level(self, home: str, level: str) -> str | None:
        return self.above.get(home, {}).get(level)

    def _differ(self, one: str, other: str) -> bool:
        townships = {self._level(one, "Township"), self._level(other, "Township")}
        return len(townships) == 2 and None not in townships

    def cost(self, a: str, b: str) -> int:
        for cost, level in enumerate(("Community", "Township")):
            divisions = {self._level(self.sectors[a], level), self._level(self.branches[b], level)}
            if len(divisions) == 1 and None not in divisions:
                return cost
        return 2

    def flow(self) -> tuple[int, float]:
        graph: Any = networkx.DiGraph()
        graph.add_nodes_from(["source", "sink"])
        for a in self.unpaired:
            graph.add_edge("source", ("a", a), capacity=1, weight=0)
        for b, free in self.free.items():
            graph.add_edge(("b", b), "sink", capacity=free, weight=0)
        for (a, b), cost in self.costs.items():
            graph.add_edge(("a", a), ("b", b), capacity=1, weight=cost)
        found = networkx.max_flow_min_cost(graph, "source", "sink")
        return sum(found["source"].values()), networkx.cost_of_flow(graph, found)


def _rows(answer: Any) -> list[list[Any]]:
    return [list(row.values()) if isinstance(row, dict) else list(row) for row in answer]


@pytest.mark.parametrize("scope", ["6405", "640502", "640502100"])
@pytest.mark.parametrize("capacity", [1, 3])
def test_pairings_are_those_of_a_flow(
    execute: Callable[..., Any], cypher: Callable[..., Any], scope: str, capacity: int
) -> None:
    oracle = Oracle(cypher, scope, capacity)
    found = execute(PAIRINGS, scope=scope, capacity=capacity, asOf=DAY)["pairings"]
    assert found["unpaired"]["totalCount"] == len(oracle.unpaired)
    assert [node["code"] for node in found["unpaired"]["nodes"]] == oracle.unpaired[:100]
    assert all(node["id"] == f"NewSectorBranch:{node['code']}@{DAY}" for node in found["unpaired"]["nodes"])
    assert [node["code"] for node in found["overloaded"]["nodes"]] == oracle.overloaded[:100]
    assert sorted((tie["from"]["code"], tie["to"]["code"]) for tie in found["far"]["nodes"]) == oracle.far
    proposal = [(link["from"]["code"], link["to"]["code"]) for link in found["proposal"]]
    assert proposal == sorted(proposal)
    assert len({a for a, _ in proposal}) == len(proposal) == found["matched"]
    assert all(number <= oracle.free[b] for b, number in Counter(b for _, b in proposal).items())
    matched, cost = oracle.flow()
    assert (found["matched"], sum(oracle.costs[pair] for pair in proposal)) == (matched, cost)
    assert found["possible"] == len({b for _, b in oracle.costs})
    assert {(link["relation"], link["fromKind"], link["toKind"]) for link in found["proposal"]} <= {
        ("PAIRED_WITH", "NEW_SECTOR_BRANCH", "COMMUNITY_BRANCH")
    }


def test_the_lists_have_cursors_of_their_question(execute: Callable[..., Any], error_codes: Callable[..., Any]) -> None:
    query = """query ($capacity: Int, $after: String, $scope: String!) { pairings(scope: $scope, capacity: $capacity, asOf: "2022-09-22") {
      unpaired(first: 1, after: $after) { nodes { code } pageInfo { endCursor hasNextPage } } } }"""
    first = execute(query, scope="6405", capacity=3)["pairings"]["unpaired"]
    assert first["pageInfo"]["hasNextPage"]
    after = first["pageInfo"]["endCursor"]
    second = execute(query, scope="6405", capacity=3, after=after)["pairings"]["unpaired"]
    assert second["nodes"][0]["code"] > first["nodes"][0]["code"]
    assert error_codes(query, scope="6405", capacity=2, after=after) == ["BAD_CURSOR"]
    assert error_codes(query, scope="640502", capacity=3, after=after) == ["BAD_CURSOR"]


@pytest.mark.parametrize("capacity", [0, -1])
def test_capacity_has_a_range(server: Server, capacity: int) -> None:
    answer = server.post(f'{{ pairings(scope: "6405", capacity: {capacity}) {{ matched }} }}')
    assert answer["data"] == {"pairings": None}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_ARGUMENT"]


def test_a_scope_that_does_not_exist_is_null(execute: Callable[..., Any], error_codes: Callable[..., Any]) -> None:
    query = "query ($scope: String!, $asOf: Date) { pairings(scope: $scope, asOf: $asOf) { matched } }"
    assert execute(query, scope="999999") == {"pairings": None}
    assert error_codes(query, scope="6405", asOf="1900-01-01") == ["NOT_ALIVE"]
