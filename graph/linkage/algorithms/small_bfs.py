"""BFS on Python sets, for small layers.

A NumPy call takes about 10 microseconds however small its arrays are: on the city, sets make shortest paths and ten paths about 14 times
as fast as arrays alone (decision 0007). Large layers are expanded on arrays (`bfs.py`).
"""

from collections.abc import Collection
from itertools import chain
from typing import Final

from graph.linkage.algorithms.transit_mask import TransitMask
from graph.linkage.search_budget import SearchBudget
from graph.linkage.snapshot.network import Network

MAX_SET_ARCS: Final = 2_000
"""Maximum of arcs that one expansion visits on sets. Beyond it, arrays are faster."""
LAYERS_BETWEEN_CHECKS: Final = 8
"""Reading the clock takes as long as expanding a small layer."""


class SmallBfs:
    """Distances from `start` with the rules of `BfsLayers`: `layers[d]` are the entities at distance `d`."""

    def __init__(self, network: Network, start: int, transit: TransitMask, budget: SearchBudget) -> None:
        self.start = start
        self.layers = [{start}]
        self.visited = {start}
        self.depth = 0
        self.frontier = {start}
        self._impassable = transit.impassable
        self._avoided = transit.avoided
        self._budget = budget
        self._neighbours_of = network.adjacency.__getitem__
        self._degree = network.degrees.__getitem__
        self.cost = self._degree(start)
        """How many arcs the next expansion visits."""
        self.exhausted = False
        """Whether all reachable entities are visited."""

    def expand(self) -> set[int]:
        """Adds and returns one layer."""
        if not self.depth % LAYERS_BETWEEN_CHECKS:
            self._budget.check()
        layer = self.neighbours_of_all(self.frontier)
        layer -= self.visited
        self.visited |= layer
        self.layers.append(layer)
        self.depth += 1
        self.frontier = self.passable(layer)
        self.cost = self.cost_of(self.frontier)
        self.exhausted = not self.frontier
        return layer

    def nearest(self, entities: set[int], ends: Collection[int]) -> int | None:
        """Returns the distance of the nearest of the entities that is passable or an end; None if none is visited."""
        if entities.isdisjoint(self.visited):
            return None
        for distance, layer in enumerate(self.layers):
            common = layer & entities
            if common and (self.passable(common) or not common.isdisjoint(ends)):
                return distance
        return None

    def passable_neighbours(self, entities: set[int], candidates: set[int]) -> set[int]:
        """Returns the passable candidates that are neighbours of the entities."""
        return self.passable(candidates.intersection(chain.from_iterable(map(self._neighbours_of, entities))))

    def passable(self, entities: set[int]) -> set[int]:
        return entities - self._impassable

    def cost_of(self, frontier: Collection[int]) -> int:
        return sum(map(self._degree, frontier))

    def neighbours_of_all(self, frontier: Collection[int]) -> set[int]:
        neighbours = set[int]().union(*map(self._neighbours_of, frontier))
        neighbours -= self._avoided
        return neighbours
