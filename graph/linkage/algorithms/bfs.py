"""Layers around an entity: how many hops away each other one is, found layer by layer and no further than somebody asks."""

from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.linkage.algorithms.small_bfs import SMALL, SmallBfs
from graph.linkage.algorithms.transit import TransitMask
from graph.linkage.algorithms.walks import ExactLengthWalks, extended, on_walks
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.network import Network, Places
from graph.linkage.snapshot.snapshot import Flags

Distances = NDArray[np.int16]
Side = TypeVar("Side", SmallBfs, "BfsLayers")
UNSEEN = -1


class BfsLayers:
    """Distances from ``start`` in hops, over entities that may be passed; what may not be passed is still reached.

    ``absent`` entities are not even reached. A layer costs what its entities' links cost, whatever the size of the network.
    """

    def __init__(self, network: Network, start: int, transit: TransitMask, budget: SearchBudget) -> None:
        self.network = network
        self.start = start
        self.depth = 0
        self.distance: Distances = np.full(len(network.snapshot), UNSEEN, np.int16)
        self.distance[start] = 0
        self._passable = transit.passable
        self._absent = transit.absent
        self._effort = budget
        self._frontier: Places = np.array([start])

    @classmethod
    def from_small(cls, nearby: SmallBfs, network: Network, transit: TransitMask, budget: SearchBudget) -> Self:
        """The layers that are known nearby, in columns."""
        (start,) = nearby.layers[0]
        layers = cls(network, start, transit, budget)
        for depth, layer in enumerate(nearby.layers):
            layers.distance[list(layer)] = depth
        layers.depth = nearby.depth
        layers._frontier = np.array(sorted(nearby.frontier), np.int64)
        return layers

    @property
    def exhausted(self) -> bool:
        """Whether there is nothing further away."""
        return not len(self._frontier)

    @property
    def cost(self) -> int:
        """How many links the next layer looks at."""
        return int((self.network.starts[self._frontier + 1] - self.network.starts[self._frontier]).sum())

    def expand(self) -> Places:
        """Adds one layer; answers its entities, in order."""
        self.depth += 1
        found = next_layer(self.network, self._frontier, self.distance, self._absent, self._effort)
        self.distance[found] = self.depth
        self._frontier = found[self._passable[found]]
        return found

    def expand_to(self, depth: int) -> None:
        while self.depth < depth and not self.exhausted:
            self.expand()

    def nearest(self, found: Places, ends: tuple[int, int]) -> int | None:
        """How far away the nearest of these is that may be passed, or is an end; None where none of them is known."""
        met = found[(self.distance[found] != UNSEEN) & (self._passable[found] | np.isin(found, ends))]
        return int(self.distance[met].min()) if len(met) else None

    def completed(self, other: "BfsLayers", hops: int) -> Distances:
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


def next_layer(network: Network, frontier: Places, distance: Distances, absent: Flags, budget: SearchBudget) -> Places:
    """What is one hop from the frontier and not seen before, in order."""
    _, found = network.around(frontier)
    budget.check()
    found = found[(distance[found] == UNSEEN) & ~absent[found]]
    return np.unique(found).astype(np.int64)


class BidirectionalBfs:
    """Two entities and their layers: what lies on a walk of so many hops between them. The layers are sets while they are small.

    Called so because what lies on such a walk is what an ellipse holds: the distances from the two ends add up to no more than a bound.
    """

    def __init__(self, network: Network, ends: tuple[int, int], transit: TransitMask, budget: SearchBudget) -> None:
        self.network = network
        self.ends = ends
        self._passage = transit
        self._effort = budget
        one, other = (SmallBfs(network, end, transit, budget) for end in ends)
        self._nearby: tuple[SmallBfs, SmallBfs] | None = (one, other)
        self._layers: tuple[BfsLayers, BfsLayers] | None = None
        self._walks: tuple[ExactLengthWalks, ExactLengthWalks] | None = None
        self._apart: int | None = None

    @property
    def _sides(self) -> tuple[SmallBfs, SmallBfs] | tuple[BfsLayers, BfsLayers]:
        return self._nearby or self.layers

    @property
    def layers(self) -> tuple[BfsLayers, BfsLayers]:
        """The layers around both ends, in columns from now on."""
        if self._layers is None:
            assert self._nearby is not None
            one, other = (BfsLayers.from_small(each, self.network, self._passage, self._effort) for each in self._nearby)
            self._layers, self._nearby = (one, other), None
        return self._layers

    @property
    def depth(self) -> int:
        """How many hops apart the ends are at least, by what is known."""
        one, other = self._sides
        return one.depth + other.depth

    def distance(self, most: int) -> int | None:
        """How many hops apart the ends are; None where it is more than ``most``, or they are not linked."""
        while self._apart is None:
            one, other = self._sides
            if one.depth + other.depth >= most or one.exhausted or other.exhausted:
                break
            self._expand()
        return self._apart if self._apart is not None and self._apart <= most else None

    def _expand(self) -> None:
        """One more layer on the side where it is cheaper."""
        if self._nearby is not None:
            near, far = smaller_frontier_first(*self._nearby)
            if near.cost <= SMALL:
                self._met(near.depth + 1, far.nearest(near.expand(), self.ends))
                return
        near, far = smaller_frontier_first(*self.layers)
        self._met(near.depth + 1, far.nearest(near.expand(), self.ends))

    def _met(self, depth: int, beyond: int | None) -> None:
        if self._apart is None and beyond is not None:
            self._apart = depth + beyond

    def _expand_for(self, hops: int) -> None:
        """Until whatever lies on a walk of so many hops is known from one side or the other."""
        while self.depth < hops and not all(side.exhausted for side in self._sides):
            self._expand()

    def few_on_walks(self, hops: int) -> list[set[int]] | None:
        """For each place of a walk of just ``hops`` from end to end, no fewer than they are apart: what can stand there; some place is
        empty where there is no such walk. None where the layers are not small."""
        if self._nearby is None:
            return None
        one, other = self._nearby
        if hops == self._apart:
            # What a shortest walk comes to in so many hops is so many hops away.
            return on_walks(one, one.layers, other, other.layers, hops)
        forth, back = self._walks = self._walks or (ExactLengthWalks(one, self.ends), ExactLengthWalks(other, self.ends))
        return on_walks(one, forth.reached, other, back.reached, hops) if extended(forth, back, hops) else None

    def within(self, hops: int) -> tuple[Distances, Distances, Places]:
        """Distances from both ends, and the entities that a walk of at most ``hops`` between them passes, in order."""
        self._expand_for(hops)
        one, other = self.layers[0].completed(self.layers[1], hops), self.layers[1].completed(self.layers[0], hops)
        found = np.flatnonzero((one != UNSEEN) & (other != UNSEEN))
        found = found[self._passage.passable[found] | np.isin(found, self.ends)]
        return one, other, found[one[found] + other[found] <= hops]

    def on_walks(self, entities: Flags, hops: int) -> Places:
        """Those of the entities that lie on a walk of at most ``hops`` between the ends, by their distances from both, added."""
        one, other = self.layers
        for layers in (one, other):
            layers.expand_to(hops - 1)
        found = np.flatnonzero(entities & (one.distance != UNSEEN) & (other.distance != UNSEEN))
        return found[one.distance[found] + other.distance[found] <= hops]


def smaller_frontier_first(one: Side, other: Side) -> tuple[Side, Side]:
    """The side to grow, and the other one: where there is less to look at, and anything at all."""
    first, second = (one, other) if one.cost <= other.cost else (other, one)
    return (second, first) if first.exhausted else (first, second)
