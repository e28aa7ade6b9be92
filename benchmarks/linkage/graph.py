"""The graph that linkage and the graph libraries search, and pairs of its entities."""

import random
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import igraph  # pyright: ignore[reportMissingTypeStubs]
import numpy as np
import rustworkx

from graph.database.database import Database
from graph.linkage.algorithms.bfs import BfsLayers, DistanceArray
from graph.linkage.algorithms.k_shortest_paths import PathQuery, k_shortest_paths
from graph.linkage.algorithms.transit_mask import TransitConstraints
from graph.linkage.search_budget import SearchBudget, SearchLimits
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.linkage.transit_rules import DEFAULT_RULES, TransitPolicy, TransitRule, effective_rules
from graph.model.committees import MEMBER_UNIT
from graph.model.registry import RELATIONS
from graph.snapshot.snapshot import Snapshot, date_to_int

DAY: Final = date(2026, 1, 1)
DEFAULT_TRANSIT: Final = TransitConstraints(effective_rules([]))
UNRESTRICTED: Final = TransitConstraints(
    effective_rules([TransitRule(each.kind, TransitPolicy.ALLOW) for each in DEFAULT_RULES])
)
"""As in shortestPath."""
NEAREST: Final = 1_000
GRAPH_HOPS: Final = 7
CITY_HOPS: Final = 4
"""Within so many hops an entity reaches more than NEAREST others."""
Pairs = list[tuple[int, int]]


@dataclass
class LinkageBench:
    database: Database
    snapshot: Snapshot
    graph: SimpleGraph
    max_hops: int

    @classmethod
    async def of(cls, database: Database, max_hops: int) -> "LinkageBench":
        snapshot = await SnapshotStore(SearchLimits()).get(database.read, "")
        assert isinstance(snapshot, Snapshot)
        return cls(database, snapshot, SimpleGraph.of(snapshot, date_to_int(DAY), frozenset(RELATIONS)), max_hops)

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """The links that a path may use."""
        near, far = self.graph.arcs_from(np.arange(len(self.snapshot)))
        passable = DEFAULT_TRANSIT.mask(self.graph).passable
        usable = (near < far) & passable[near] & passable[far]
        return list(zip(near[usable].tolist(), far[usable].tolist(), strict=True))

    @cached_property
    def rustworkx(self) -> Any:
        graph = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(list(range(len(self.snapshot))))
        graph.extend_from_edge_list(self.edges)
        return graph

    @cached_property
    def igraph(self) -> Any:
        return igraph.Graph(n=len(self.snapshot), edges=self.edges)

    def search(self, pair: tuple[int, int], k: int, hops: int, rules: TransitConstraints, *, certified: bool = True) -> Any:
        query = PathQuery(pair, k, hops, count_rejected=False, certified=certified)
        return k_shortest_paths(self.graph, rules, query, SearchBudget(SearchLimits()))


def pairs(graph: SimpleGraph, min_hops: int, max_hops: int, count: int = 40) -> Pairs:
    """Chooses member units with a distance in the range, identical in every run."""
    rng = random.Random(1)
    first, end = graph.snapshot.index_range(MEMBER_UNIT)
    found: list[tuple[int, int]] = []
    while len(found) < count:
        start, hops = rng.randrange(first, end), rng.randint(min_hops, max_hops)
        candidates = np.flatnonzero(distances(graph, start, hops)[first:end] == hops)
        if len(candidates):
            found.append((start, first + int(rng.choice(candidates))))
    return found


def well_connected(graph: SimpleGraph, max_hops: int, count: int = 40) -> list[int]:
    """Chooses member units that reach more than NEAREST entities."""
    rng = random.Random(2)
    first, end = graph.snapshot.index_range(MEMBER_UNIT)
    found: list[int] = []
    while len(found) < count:
        start = rng.randrange(first, end)
        if (distances(graph, start, max_hops) > 0).sum() > NEAREST:
            found.append(start)
    return found


def distances(graph: SimpleGraph, start: int, hops: int) -> DistanceArray:
    layers = BfsLayers(graph, start, DEFAULT_TRANSIT.mask(graph), SearchBudget(SearchLimits()))
    layers.expand_to(hops)
    return layers.distance
