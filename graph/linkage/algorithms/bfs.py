"""Breadth-first search (Moore, 1959) on arrays, layer by layer."""

from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.linkage.algorithms.small_bfs import SmallBfs
from graph.linkage.algorithms.transit_mask import TransitMask
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.snapshot.array_types import BoolArray, IndexArray

DistanceArray = NDArray[np.int16]
UNREACHED = -1


class BfsLayers:
    """Distances in hops from `start`. Impassable entities are reached but not expanded, avoided ones not reached."""

    def __init__(self, graph: SimpleGraph, start: int, transit: TransitMask, budget: SearchBudget) -> None:
        self.graph = graph
        self.depth = 0
        self.distance: DistanceArray = np.full(len(graph.snapshot), UNREACHED, np.int16)
        self.distance[start] = 0
        self._passable = transit.passable
        self._avoided = transit.avoided_array
        self._budget = budget
        self._frontier: IndexArray = np.array([start])

    @classmethod
    def from_small(cls, small: SmallBfs, graph: SimpleGraph, transit: TransitMask, budget: SearchBudget) -> Self:
        layers = cls(graph, small.start, transit, budget)
        for depth, layer in enumerate(small.layers):
            layers.distance[list(layer)] = depth
        layers.depth = small.depth
        layers._frontier = np.array(sorted(small.frontier), np.int64)
        return layers

    @property
    def exhausted(self) -> bool:
        return not len(self._frontier)

    @property
    def cost(self) -> int:
        """The number of arcs that the next expansion follows."""
        return int((self.graph.offsets[self._frontier + 1] - self.graph.offsets[self._frontier]).sum())

    def expand(self) -> IndexArray:
        """Returns the new layer, sorted."""
        self.depth += 1
        layer = _next_layer(self.graph, self._frontier, self.distance, self._avoided, self._budget)
        self.distance[layer] = self.depth
        self._frontier = layer[self._passable[layer]]
        return layer

    def expand_to(self, depth: int) -> None:
        while self.depth < depth and not self.exhausted:
            self.expand()

    def expand_all(self) -> None:
        while not self.exhausted:
            self.expand()

    def nearest(self, entities: IndexArray, ends: tuple[int, int]) -> int | None:
        """Returns the distance of the nearest reached entity that is passable or an end."""
        reached = entities[(self.distance[entities] != UNREACHED) & (self._passable[entities] | np.isin(entities, ends))]
        return int(self.distance[reached].min()) if len(reached) else None

    def completed_within(self, other: "BfsLayers", hops: int) -> DistanceArray:
        """Returns complete distances for walks of at most `hops` between both starts. Expands only what `other` has reached."""
        distance = self.distance.copy()
        frontier = self._frontier
        for depth in range(self.depth + 1, hops + 1):
            layer = _next_layer(self.graph, frontier, distance, self._avoided, self._budget)
            layer = layer[(other.distance[layer] != UNREACHED) & (other.distance[layer] + depth <= hops)]
            if not len(layer):
                break
            distance[layer] = depth
            frontier = layer[self._passable[layer]]
        return distance


def _next_layer(
    graph: SimpleGraph, frontier: IndexArray, distance: DistanceArray, avoided: BoolArray, budget: SearchBudget
) -> IndexArray:
    _, neighbours = graph.arcs_from(frontier)
    budget.check()
    neighbours = neighbours[(distance[neighbours] == UNREACHED) & ~avoided[neighbours]]
    return np.unique(neighbours).astype(np.int64)
