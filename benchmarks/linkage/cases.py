"""Linkage against Cypher paths, rustworkx and igraph, on 52,840 entities with 92,852 links and on a city."""

from typing import LiteralString

from benchmarks.cases import Case
from benchmarks.linkage.graph import LinkageBench, Pairs, pairs
from benchmarks.linkage.sides import (
    REACHABLE,
    REACHABLE_IN_CITY,
    checking_ours,
    checking_raw,
    graphql_ours,
    reachable_ours,
    reachable_raw,
    shortest_ours,
    shortest_raw,
    snapshot_ours,
    snapshot_raw,
    ten_igraph,
    ten_ours,
    ten_rustworkx,
)


def cases(bench: LinkageBench) -> list[Case]:
    distant, close = pairs(bench.graph, 5, 11), pairs(bench.graph, 3, 6)
    return [
        *_on_any_graph(bench, distant, distant, REACHABLE),
        Case(
            "k = 10, pairs at 3 to 6 hops / igraph, k shortest paths",
            ten_ours(bench, close),
            ten_igraph(bench, close),
            2.0,
            rounds=20,
        ),
        Case(
            "k = 10, pairs at 3 to 6 hops / rustworkx, all simple paths",
            ten_ours(bench, close),
            ten_rustworkx(bench, close),
            2.0,
        ),
        Case("checking the revision of the snapshot / RETURN 1", checking_ours(bench), checking_raw(bench), 1.1),
        Case("building the snapshot / reading the links as rows", snapshot_ours(bench), snapshot_raw(bench), 1.0, rounds=3),
    ]


def city_cases(bench: LinkageBench) -> list[Case]:
    """Uses Zhongwei, whose units are at most 8 hops apart without passing divisions."""
    close = pairs(bench.graph, 2, 6)
    return [
        *_on_any_graph(bench, pairs(bench.graph, 2, 8), close, REACHABLE_IN_CITY),
        Case("k = 10 within 6 hops / igraph, k shortest paths", ten_ours(bench, close), ten_igraph(bench, close), 2.0),
    ]


def _on_any_graph(bench: LinkageBench, path_pairs: Pairs, k_pairs: Pairs, reachable: LiteralString) -> list[Case]:
    return [
        Case(
            "shortest path / shortestPath", shortest_ours(bench, path_pairs), shortest_raw(bench, path_pairs), 1.0, rounds=300
        ),
        Case(
            "linkage(k: 1) as a GraphQL operation / shortestPath",
            graphql_ours(bench, path_pairs),
            shortest_raw(bench, path_pairs),
            1.0,
        ),
        Case("1,000 nearest reachable / Cypher", reachable_ours(bench), reachable_raw(bench, reachable), 1.0),
        Case(
            "k = 10 within 6 hops / rustworkx, all simple paths", ten_ours(bench, k_pairs), ten_rustworkx(bench, k_pairs), 2.0
        ),
    ]
