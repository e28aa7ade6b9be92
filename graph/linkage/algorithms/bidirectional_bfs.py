"""Bidirectional BFS (Pohl, 1971), which always expands the side with fewer arcs."""

from typing import TypeVar

import numpy as np

from graph.linkage.algorithms.bfs import UNREACHED, BfsLayers, DistanceArray
from graph.linkage.algorithms.exact_length_walks import ExactLengthWalks, extend_to, join_walks
from graph.linkage.algorithms.small_bfs import MAX_SET_ARCS, SmallBfs
from graph.linkage.algorithms.transit_mask import TransitMask
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.snapshot.array_types import BoolArray, IndexArray

Side = TypeVar("Side", SmallBfs, BfsLayers)


class BidirectionalBfs:
    """Distance and walks between two entities. Small layers are sets."""

    def __init__(self, graph: SimpleGraph, ends: tuple[int, int], transit: TransitMask, budget: SearchBudget) -> None:
        self.graph = graph
        self.ends = ends
        self._transit = transit
        self._budget = budget
        start, end = (SmallBfs(graph, entity, transit, budget) for entity in ends)
        self._small: tuple[SmallBfs, SmallBfs] | None = (start, end)
        self._large: tuple[BfsLayers, BfsLayers] | None = None
        self._walks: tuple[ExactLengthWalks, ExactLengthWalks] | None = None
        self._distance: int | None = None

    @property
    def _sides(self) -> tuple[SmallBfs, SmallBfs] | tuple[BfsLayers, BfsLayers]:
        return self._small or self._layers

    @property
    def _layers(self) -> tuple[BfsLayers, BfsLayers]:
        """The two sides on arrays. The first use replaces the sides on sets by them."""
        if self._large is None:
            assert self._small is not None
            start, end = (BfsLayers.from_small(side, self.graph, self._transit, self._budget) for side in self._small)
            self._large, self._small = (start, end), None
        return self._large

    @property
    def depth(self) -> int:
        """The hops that both sides have searched together. As long as they have not met, the distance of the ends is greater."""
        start, end = self._sides
        return start.depth + end.depth

    def distance(self, max_hops: int) -> int | None:
        """Returns None above `max_hops`."""
        while self._distance is None:
            start, end = self._sides
            if start.depth + end.depth >= max_hops or start.exhausted or end.exhausted:
                break
            self._expand()
        return self._distance if self._distance is not None and self._distance <= max_hops else None

    def _expand(self) -> None:
        if self._small is not None:
            near, far = smaller_frontier_first(*self._small)
            if near.cost <= MAX_SET_ARCS:
                self._meet(near.depth + 1, far.nearest(near.expand(), self.ends))
                return
        near, far = smaller_frontier_first(*self._layers)
        self._meet(near.depth + 1, far.nearest(near.expand(), self.ends))

    def _meet(self, depth: int, rest: int | None) -> None:
        if self._distance is None and rest is not None:
            self._distance = depth + rest

    def _expand_to(self, hops: int) -> None:
        while self.depth < hops and not all(side.exhausted for side in self._sides):
            self._expand()

    def walk_layers(self, hops: int) -> list[set[int]] | None:
        """Returns the possible entities at each position of a walk of exactly `hops`, which is at least the distance; some
        sets are empty if there is no such walk. Returns None if layers are too large for sets.
        """
        if self._small is None:
            return None
        start, end = self._small
        if hops == self._distance:
            # On a shortest walk, an entity's position is its distance.
            return join_walks(start, start.layers, end, end.layers, hops)
        forward, backward = self._walks = self._walks or (ExactLengthWalks(start, self.ends), ExactLengthWalks(end, self.ends))
        return join_walks(start, forward.layers, end, backward.layers, hops) if extend_to(forward, backward, hops) else None

    def members(self, hops: int) -> tuple[DistanceArray, DistanceArray, IndexArray]:
        """Returns distances from both ends, and the sorted entities on walks of at most `hops`."""
        self._expand_to(hops)
        start, end = self._layers
        from_start, from_end = start.completed_within(end, hops), end.completed_within(start, hops)
        reached = np.flatnonzero((from_start != UNREACHED) & (from_end != UNREACHED))
        reached = reached[self._transit.passable[reached] | np.isin(reached, self.ends)]
        return from_start, from_end, reached[from_start[reached] + from_end[reached] <= hops]

    def on_walks(self, candidates: BoolArray, hops: int) -> IndexArray:
        """Returns candidates whose distances from both ends total at most `hops`."""
        start, end = self._layers
        for side in (start, end):
            side.expand_to(hops - 1)
        reached = np.flatnonzero(candidates & (start.distance != UNREACHED) & (end.distance != UNREACHED))
        return reached[start.distance[reached] + end.distance[reached] <= hops]


def smaller_frontier_first(side: Side, other: Side) -> tuple[Side, Side]:
    """Returns the side to expand first: the cheaper one, unless exhausted."""
    first, second = (side, other) if side.cost <= other.cost else (other, side)
    return (second, first) if first.exhausted else (first, second)
