"""Nearby: layers around an entity while they are small, as plain sets. A layer of a few entities costs a few microseconds so, where
columns would cost a hundred; a large one is found faster in columns (graph/linkage/layers.py)."""

from collections.abc import Collection
from typing import Final

from graph.linkage.effort import Effort
from graph.linkage.network import Network

SMALL: Final = 2_000
"""How many links may be looked at one by one, before columns are the faster way."""


class Nearby:
    """Distances from ``start`` in hops, as Layers knows them: ``layers[d]`` are the entities that are ``d`` hops away."""

    def __init__(self, network: Network, start: int, passable: bytes, absent: Collection[int], effort: Effort) -> None:
        self.layers = [{start}]
        self.seen = {start}
        self.frontier = [start]
        self._passable = passable
        self._absent = absent
        self._effort = effort
        self._beside = network.beside.__getitem__
        self._degree = network.degree.__getitem__

    @property
    def depth(self) -> int:
        return len(self.layers) - 1

    @property
    def exhausted(self) -> bool:
        """Whether there is nothing further away."""
        return not self.frontier

    @property
    def cost(self) -> int:
        """How many links the next layer looks at."""
        return self._cost_of(self.frontier)

    def grow(self) -> set[int]:
        """Adds one layer; answers its entities."""
        self._effort.check()
        found = self._next_to(self.frontier) - self.seen
        self.seen |= found
        self.layers.append(found)
        self.frontier = self._passed(found)
        return found

    def nearest(self, found: set[int], ends: Collection[int]) -> int | None:
        """How far away the nearest of these is that may be passed, or is an end; None where none of them is known."""
        if found.isdisjoint(self.seen):
            return None
        for hops, layer in enumerate(self.layers):
            if any(self._passable[each] or each in ends for each in layer & found):
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
            if self._cost_of(frontier) > SMALL:
                return None
            found = (self._next_to(frontier) - seen) & reach[min(hops - depth, other.depth)]
            if not found:
                break
            seen |= found
            layers.append(found)
            frontier = self._passed(found)
        return layers

    def _cost_of(self, frontier: list[int]) -> int:
        return sum(map(self._degree, frontier))

    def _next_to(self, frontier: list[int]) -> set[int]:
        return set[int]().union(*map(self._beside, frontier)).difference(self._absent)

    def _passed(self, found: set[int]) -> list[int]:
        passable = self._passable
        return [each for each in found if passable[each]]


def all_within(layers: list[set[int]]) -> list[set[int]]:
    """Each layer together with all before it."""
    found: list[set[int]] = []
    for layer in layers:
        found.append(layer | found[-1] if found else layer)
    return found
