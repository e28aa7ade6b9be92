"""Subgraphs induced by members of a graph. Nodes are indices of members; an edge is two arcs."""

import numpy as np
from numpy.typing import NDArray

from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.snapshot.array_types import IndexArray

Arcs = tuple[IndexArray, IndexArray]
"""Tails and heads, sorted."""


def induced_arcs(graph: SimpleGraph, members: IndexArray) -> Arcs:
    tails, heads = graph.arcs_from(members)
    index = np.searchsorted(members, heads)
    index[index == len(members)] = 0
    inside = members[index] == heads
    return tails[inside], index[inside]


def without_direct_link(arcs: Arcs, ends: NDArray[np.integer]) -> Arcs:
    tails, heads = arcs
    direct = np.isin(tails, ends) & np.isin(heads, ends)
    return tails[~direct], heads[~direct]


def without_dead_ends(arcs: Arcs, ends: NDArray[np.integer], size: int) -> Arcs:
    """Removes nodes of degree 1 except the ends, until none remain: no path passes through them."""
    tails, heads = arcs
    while True:
        dead_end = np.bincount(tails, minlength=size) == 1
        dead_end[ends] = False
        if not dead_end.any():
            return tails, heads
        remaining = ~(dead_end[tails] | dead_end[heads])
        tails, heads = tails[remaining], heads[remaining]
