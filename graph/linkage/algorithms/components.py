"""Components: what hangs together of all that may be passed, so that it is known at once whether a walk of any length joins two entities."""

from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graph.linkage.algorithms.transit import TransitMask
from graph.linkage.snapshot.network import Network

# SciPy's functions have no types of their own.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

MOST: Final = 500_000
"""How many neighbours all entities may have together: more take so long that a search is not to wait for it."""


class Components:
    """The component that each entity belongs to, by number."""

    def __init__(self, network: Network, transit: TransitMask) -> None:
        self._network = network
        self._open = transit.open
        size = len(network.snapshot)
        near = np.repeat(np.arange(size), np.diff(network.starts))
        both = transit.passable[near] & transit.passable[network.neighbours]
        joined = csr_array((np.ones(int(both.sum()), np.int8), (near[both], network.neighbours[both])), shape=(size, size))
        _, component = connected_components(joined, directed=False)
        column: Any = component.astype(np.int32)
        self._component = memoryview(column)

    def connects(self, one: int, other: int) -> bool:
        """Whether a walk joins the two, past what may be passed; the two themselves need not be."""
        beside = self._network.adjacency[one]
        return other in beside or not self._at(one).isdisjoint(self._at(other))

    def _at(self, entity: int) -> set[int]:
        """The components next to the entity."""
        component, passed = self._component, self._open
        return {component[each] for each in self._network.adjacency[entity] if passed[each]}


def components(network: Network, transit: TransitMask) -> Components | None:
    """Those of the network; None where they are not worth their while: for a large network, or what only this question may pass."""
    if not transit.kept or len(network.neighbours) > MOST:
        return None
    return network.cached(transit, lambda: Components(network, transit))
