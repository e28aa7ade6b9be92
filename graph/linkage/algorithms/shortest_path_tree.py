"""Shortest paths from the start of a BFS, on demand."""

from dataclasses import dataclass

import numpy as np

from graph.linkage.algorithms.bfs import DistanceArray
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.snapshot.array_types import BoolArray


@dataclass(frozen=True)
class ShortestPathTree:
    graph: SimpleGraph
    distance: DistanceArray
    passable: BoolArray
    start: int

    def path_to(self, entity: int) -> list[int]:
        """Returns the lexicographically first shortest path."""
        path = [self.start]
        for layer in reversed(self._layers_from(entity)):
            neighbours = set(self.graph.neighbours_of(path[-1]))
            path.append(min(node for node in layer if node in neighbours))
        return path

    def _layers_from(self, entity: int) -> list[list[int]]:
        """Returns entities on shortest paths, farthest first."""
        layers = [[entity]]
        for distance in range(int(self.distance[entity]) - 1, 0, -1):
            _, neighbours = self.graph.arcs_from(np.array(layers[-1]))
            nearer = np.unique(neighbours[(self.distance[neighbours] == distance) & self.passable[neighbours]])
            layers.append(nearer.tolist())
        return layers
