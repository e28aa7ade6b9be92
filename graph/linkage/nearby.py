"""Nearby: layers around an entity while they are small, as plain sets. A layer of a few entities costs a few microseconds so, where
columns would cost a hundred; a large one is found faster in columns (graph/linkage/layers.py)."""

from collections.abc import Collection
from typing import Final

from graph.linkage.effort import Effort
from graph.linkage.network import Network
from graph.linkage.rules import Passage

SMALL: Final = 2_000
"""How many links may be looked at one by one, before columns are the faster way."""
LAYERS_BETWEEN_CHECKS: Final = 8
"""To look at the clock takes as long as to look at a small layer."""


class Nearby:
    """Distances from ``start`` in hops, as Layers knows them: ``layers[d]`` are the entities that are ``d`` hops away."""

    def __init__(self, network: Network, start: int, passage: Passage, effort: Effort) -> None:
        self.layers = [{start}]
        self.seen = {start}
        self.depth = 0
        self.frontier = [start]
        self._open = passage.open
        self._avoided = passage.avoided
        self._effort = effort
        self._beside = network.beside.__getitem__
        self._degree = network.neighbour_count.__getitem__
        self.cost = self._degree(start)
        """How many links the next layer looks at."""
        self.exhausted = False
        """Whether there is nothing further away."""

    def grow(self) -> set[int]:
        """Adds one layer; answers its entities."""
        if not self.depth % LAYERS_BETWEEN_CHECKS:
            self._effort.check()
        found = self._next_to(self.frontier)
        found -= self.seen
        self.seen |= found
        self.layers.append(found)
        self.depth += 1
        self.frontier = self._passed(found)
        self.cost = self._cost_of(self.frontier)
        self.exhausted = not self.frontier
        return found

    def nearest(self, found: set[int], ends: Collection[int]) -> int | None:
        """How far away the nearest of these is that may be passed, or is an end; None where none of them is known."""
        if found.isdisjoint(self.seen):
            return None
        for hops, layer in enumerate(self.layers):
            if any(self._open[each] or each in ends for each in layer & found):
                return hops
        return None

    def completed(self, other: "Nearby", hops: int) -> list[set[int]] | None:
        """The layers, and more of them: of all that lies on a walk of at most ``hops`` between the two starts; of others, maybe.
        None where more is to be looked at than is small.

        Whatever of these is not among the layers yet lies within the layers of ``other``, and so does its way here.
        """
        layers, seen, frontier = self.layers[:], set(self.seen), self.frontier
        reach = all_within(other.layers)
        for depth in range(self.depth + 1, hops + 1):
            inside = reach[min(hops - depth, other.depth)] - seen
            found = self._next_to_within(frontier, inside)
            if not found:
                return layers if found is not None else None
            seen |= found
            layers.append(found)
            frontier = self._passed(found)
        return layers

    def _next_to_within(self, frontier: list[int], inside: set[int]) -> set[int] | None:
        """Those of ``inside`` that are next to the frontier, looked for from where there is less to look at; None for too much."""
        cost, cost_inside = self._cost_of(frontier), self._cost_of(inside)
        if min(cost, cost_inside) > SMALL:
            return None
        if cost <= cost_inside:
            return self._next_to(frontier) & inside
        apart = set(frontier).isdisjoint
        return {each for each in inside if not apart(self._beside(each))}

    def _cost_of(self, frontier: Collection[int]) -> int:
        return sum(map(self._degree, frontier))

    def _next_to(self, frontier: list[int]) -> set[int]:
        found = set[int]().union(*map(self._beside, frontier))
        found -= self._avoided
        return found

    def _passed(self, found: set[int]) -> list[int]:
        passed = self._open
        return [each for each in found if passed[each]]


def all_within(layers: list[set[int]]) -> list[set[int]]:
    """Each layer together with all before it."""
    found: list[set[int]] = []
    for layer in layers:
        found.append(layer | found[-1] if found else layer)
    return found
