"""Connected components of passable entities, which show without a search whether two are linked."""

from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.linkage.algorithms.transit_mask import TransitMask
from graph.linkage.snapshot.simple_graph import SimpleGraph

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

MAX_ARCS: Final = 500_000
"""Components of larger graphs take too long for one question."""


class Components:
    def __init__(self, graph: SimpleGraph, transit: TransitMask) -> None:
        self._graph = graph
        self._passable = transit.passable_bytes
        size = len(graph.snapshot)
        tails = np.repeat(np.arange(size), np.diff(graph.offsets))
        both = transit.passable[tails] & transit.passable[graph.neighbours]
        matrix = csr_array((np.ones(int(both.sum()), np.int8), (tails[both], graph.neighbours[both])), shape=(size, size))
        _, component = connected_components(matrix, directed=False)
        array: Any = component.astype(np.int32)
        self._component = memoryview(array)

    def connects(self, entity: int, other: int) -> bool:
        """Returns whether a walk over passable entities joins both."""
        return other in self._graph.adjacency[entity] or not self._adjacent(entity).isdisjoint(self._adjacent(other))

    def _adjacent(self, entity: int) -> set[int]:
        component, passable = self._component, self._passable
        return {component[node] for node in self._graph.adjacency[entity] if passable[node]}


def components(graph: SimpleGraph, transit: TransitMask) -> Components | None:
    """Returns None for large graphs, and for masks of a single question."""
    if not transit.cacheable or len(graph.neighbours) > MAX_ARCS:
        return None
    return graph.cached(transit, lambda: Components(graph, transit))
