"""Layers around an entity: how many hops away each other one is, found layer by layer and no further than somebody asks."""

import numpy as np
from numpy.typing import NDArray

from graph.linkage.effort import Effort
from graph.linkage.network import Network, Places
from graph.linkage.snapshot import Flags

Distances = NDArray[np.int16]
UNSEEN = -1


class Layers:
    """Distances from ``start`` in hops, over entities that may be passed; what may not be passed is still reached.

    ``absent`` entities are not even reached. A layer costs what its entities' links cost, whatever the size of the network.
    """

    def __init__(self, network: Network, start: int, passable: Flags, absent: Flags, effort: Effort) -> None:
        self.network = network
        self.start = start
        self.depth = 0
        self.distance: Distances = np.full(len(network.snapshot), UNSEEN, np.int16)
        self.distance[start] = 0
        self._passable = passable
        self._absent = absent
        self._effort = effort
        self._frontier: Places = np.array([start])

    @property
    def exhausted(self) -> bool:
        """Whether there is nothing further away."""
        return not len(self._frontier)

    @property
    def cost(self) -> int:
        """How many links the next layer looks at."""
        return int((self.network.starts[self._frontier + 1] - self.network.starts[self._frontier]).sum())

    def grow(self) -> Places:
        """Adds one layer; answers its entities, in order."""
        self.depth += 1
        found = next_layer(self.network, self._frontier, self.distance, self._absent, self._effort)
        self.distance[found] = self.depth
        self._frontier = found[self._passable[found]]
        return found

    def grow_to(self, depth: int) -> None:
        while self.depth < depth and not self.exhausted:
            self.grow()

    def completed(self, other: "Layers", hops: int) -> Distances:
        """Distances of all that lie on a walk of at most ``hops`` between the two starts; of others, maybe.

        Whatever of these is not among the layers yet lies within the layers of ``other``, and so does its way here.
        """
        distance = self.distance.copy()
        frontier = self._frontier
        for depth in range(self.depth + 1, hops + 1):
            found = next_layer(self.network, frontier, distance, self._absent, self._effort)
            found = found[(other.distance[found] != UNSEEN) & (other.distance[found] + depth <= hops)]
            if not len(found):
                break
            distance[found] = depth
            frontier = found[self._passable[found]]
        return distance


def next_layer(network: Network, frontier: Places, distance: Distances, absent: Flags, effort: Effort) -> Places:
    """What is one hop from the frontier and not seen before, in order."""
    _, found = network.around(frontier)
    effort.check()
    found = found[(distance[found] == UNSEEN) & ~absent[found]]
    return np.unique(found).astype(np.int64)


class Ellipse:
    """Two entities and their layers: what lies on a walk of so many hops between them."""

    def __init__(self, network: Network, ends: tuple[int, int], passable: Flags, absent: Flags, effort: Effort) -> None:
        self.network = network
        self.ends = ends
        self.passable = passable
        self.one, self.other = (Layers(network, end, passable, absent, effort) for end in ends)
        self._apart: int | None = None

    @property
    def depth(self) -> int:
        """How many hops apart the ends are at least, by what is known."""
        return self.one.depth + self.other.depth

    def distance(self, most: int) -> int | None:
        """How many hops apart the ends are; None where it is more than ``most``, or they are not linked."""
        while self._apart is None and self.depth < most and not self.unlinked:
            self._grow()
        return self._apart if self._apart is not None and self._apart <= most else None

    @property
    def unlinked(self) -> bool:
        """Whether it is known that no walk of any length joins the ends."""
        return self._apart is None and (self.one.exhausted or self.other.exhausted)

    def _grow(self) -> None:
        """One more layer on the side where it is cheaper."""
        sides = (self.one, self.other) if self.one.cost <= self.other.cost else (self.other, self.one)
        near, far = sides if not sides[0].exhausted else sides[::-1]
        found = near.grow()
        if self._apart is None:
            met = found[(far.distance[found] != UNSEEN) & (self.passable[found] | np.isin(found, self.ends))]
            self._apart = near.depth + int(far.distance[met].min()) if len(met) else None

    def within(self, hops: int) -> tuple[Distances, Distances, Places]:
        """Distances from both ends, and the entities that a walk of at most ``hops`` between them passes, in order."""
        while self.depth < hops and not (self.one.exhausted and self.other.exhausted):
            self._grow()
        one, other = self.one.completed(self.other, hops), self.other.completed(self.one, hops)
        found = np.flatnonzero((one != UNSEEN) & (other != UNSEEN))
        found = found[self.passable[found] | np.isin(found, self.ends)]
        return one, other, found[one[found] + other[found] <= hops]

    def on_walks(self, entities: Flags, hops: int) -> Places:
        """Those of the entities that lie on a walk of at most ``hops`` between the ends, by their distances from both, added."""
        for layers in (self.one, self.other):
            layers.grow_to(hops - 1)
        found = np.flatnonzero(entities & (self.one.distance != UNSEEN) & (self.other.distance != UNSEEN))
        return found[self.one.distance[found] + self.other.distance[found] <= hops]
