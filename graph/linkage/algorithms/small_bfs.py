"""Nearby: layers around an entity while they are small, as plain sets. A layer of a few entities costs a few microseconds so, where
columns would cost a hundred; a large one is found faster in columns (graph/linkage/algorithms/bfs.py)."""

from collections.abc import Collection
from itertools import chain
from typing import Final

from graph.linkage.algorithms.transit import TransitMask
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.network import Network

SMALL: Final = 2_000
"""How many links may be looked at one by one, before columns are the faster way."""
LAYERS_BETWEEN_CHECKS: Final = 8
"""To look at the clock takes as long as to look at a small layer."""


class SmallBfs:
    """Distances from ``start`` in hops, as Layers knows them: ``layers[d]`` are the entities that are ``d`` hops away."""

    def __init__(self, network: Network, start: int, transit: TransitMask, budget: SearchBudget) -> None:
        self.start = start
        self.layers = [{start}]
        self.seen = {start}
        self.depth = 0
        self.frontier = {start}
        self._non_transit = transit.closed
        self._avoided = transit.avoided
        self._budget = budget
        self._neighbours_of = network.adjacency.__getitem__
        self._degree = network.neighbour_count.__getitem__
        self.cost = self._degree(start)
        """How many links the next layer looks at."""
        self.exhausted = False
        """Whether there is nothing further away."""

    def expand(self) -> set[int]:
        """Adds one layer; answers its entities."""
        if not self.depth % LAYERS_BETWEEN_CHECKS:
            self._budget.check()
        found = self.next_to(self.frontier)
        found -= self.seen
        self.seen |= found
        self.layers.append(found)
        self.depth += 1
        self.frontier = self.passed(found)
        self.cost = self.cost_of(self.frontier)
        self.exhausted = not self.frontier
        return found

    def nearest(self, found: set[int], ends: Collection[int]) -> int | None:
        """How far away the nearest of these is that may be passed, or is an end; None where none of them is known."""
        if found.isdisjoint(self.seen):
            return None
        for hops, layer in enumerate(self.layers):
            met = layer & found
            if met and (self.passed(met) or not met.isdisjoint(ends)):
                return hops
        return None

    def passed_next_to(self, places: set[int], inside: set[int]) -> set[int]:
        """Those of ``inside`` that are next to the places and may be passed."""
        return self.passed(inside.intersection(chain.from_iterable(map(self._neighbours_of, places))))

    def passed(self, found: set[int]) -> set[int]:
        """Those that may be passed."""
        return found - self._non_transit

    def cost_of(self, frontier: Collection[int]) -> int:
        return sum(map(self._degree, frontier))

    def next_to(self, frontier: Collection[int]) -> set[int]:
        found = set[int]().union(*map(self._neighbours_of, frontier))
        found -= self._avoided
        return found
