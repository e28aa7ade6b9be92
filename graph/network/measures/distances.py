"""Distances of all pairs: breadth-first searches from 64 sources per machine word (Then and others 2014)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.network.measures.matrices import adjacency
from graph.network.measures.rounding import ratio
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import IndexArray

WORDS: Final = 8
"""Words per actor and search: 512 sources at once."""

Words = NDArray[np.uint64]


@dataclass(frozen=True)
class DistanceSums:
    """Sums over the actors that reach each actor, and the pairs at each distance."""

    reached_by: IndexArray
    distance_sum: Float64Array
    inverse_sum: Float64Array
    pairs_at: list[int]
    """Ordered pairs at distance 1, 2, ..."""


@dataclass(frozen=True)
class Distances:
    """`compactness` is the mean of 1 / distance over all pairs, 0 for those that do not reach each other."""

    reachable_pairs: int
    average: float | None
    diameter: int | None
    compactness: float | None


def distance_sums(arrays: NetworkArrays) -> DistanceSums:
    """Returns exact sums; distances are along the arcs, towards the actor, if the network is directed."""
    towards = adjacency(arrays).T.tocsr()
    reached = np.zeros(arrays.size, np.int64)
    total, inverse = np.zeros(arrays.size), np.zeros(arrays.size)
    pairs_at: list[int] = []
    for counts in _counts_per_distance(towards, arrays.size):
        for hops, count in enumerate(counts, 1):
            reached += count
            total += hops * count
            inverse += count / hops
            if hops > len(pairs_at):
                pairs_at.append(0)
            pairs_at[hops - 1] += int(count.sum())
    return DistanceSums(reached, total, inverse, pairs_at)


def distances(arrays: NetworkArrays) -> Distances:
    """Returns pairs once if undirected, ordered if directed."""
    pairs_at = distance_sums(arrays).pairs_at
    reachable = sum(pairs_at)
    pairs = arrays.size * (arrays.size - 1)
    return Distances(
        reachable_pairs=reachable if arrays.directed else reachable // 2,
        average=ratio(sum(hops * count for hops, count in enumerate(pairs_at, 1)), reachable),
        diameter=len(pairs_at) or None,
        compactness=ratio(sum(count / hops for hops, count in enumerate(pairs_at, 1)), pairs),
    )


def _counts_per_distance(towards: Any, size: int) -> Iterator[list[IndexArray]]:
    """Yields for each group of sources how many of them are at distance 1, 2, ... of each actor."""
    joined = np.flatnonzero(np.diff(towards.indptr))
    starts, neighbours = towards.indptr[joined], towards.indices
    for first in range(0, size, 64 * WORDS):
        sources = np.arange(first, min(first + 64 * WORDS, size))
        frontier: Words = np.zeros((size, WORDS), np.uint64)
        place = sources - first
        frontier[sources, place // 64] = np.left_shift(np.uint64(1), (place % 64).astype(np.uint64))
        seen = frontier.copy()
        yield list(_levels(joined, starts, neighbours, frontier, seen))


def _levels(
    joined: IndexArray, starts: IndexArray, neighbours: IndexArray, frontier: Words, seen: Words
) -> Iterator[IndexArray]:
    if not len(joined):
        return
    while True:
        arrived = np.bitwise_or.reduceat(frontier[neighbours], starts, axis=0)
        arrived &= ~seen[joined]
        counts = np.zeros(len(seen), np.int64)
        counts[joined] = np.bitwise_count(arrived).sum(axis=1, dtype=np.int64)
        if not counts.any():
            return
        yield counts
        seen[joined] |= arrived
        frontier = np.zeros_like(seen)
        frontier[joined] = arrived
