"""Distances of all pairs by breadth-first searches, 64 sources per machine word (Then et al. 2014)."""

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

PLACES: Final = 16
"""Neighbours per actor that are taken place by place; the rest by a reduction."""

Words = NDArray[np.uint64]


@dataclass(frozen=True)
class DistanceSums:
    """Sums over the actors that reach each actor."""

    reached_by: IndexArray
    distance_sum: Float64Array
    inverse_sum: Float64Array
    pairs_at: list[int]
    """Ordered pairs at distance 1, 2, ..."""


@dataclass(frozen=True)
class Distances:
    """A summary of the shortest paths of a network.

    `compactness`: the mean of 1 / distance over all pairs, 0 if unreachable.
    """

    reachable_pairs: int
    average: float | None
    diameter: int | None
    compactness: float | None


def distance_sums(arrays: NetworkArrays) -> DistanceSums:
    """Returns exact sums; directed distances are towards the actor."""
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
    """Returns unordered pairs, or ordered ones if directed."""
    pairs_at = distance_sums(arrays).pairs_at
    reachable = sum(pairs_at)
    pairs = arrays.size * (arrays.size - 1)
    return Distances(
        reachable_pairs=reachable if arrays.directed else reachable // 2,
        average=ratio(sum(hops * count for hops, count in enumerate(pairs_at, 1)), reachable),
        diameter=len(pairs_at) or None,
        compactness=ratio(sum(count / hops for hops, count in enumerate(pairs_at, 1)), pairs),
    )


@dataclass(frozen=True)
class _Neighbours:
    """Neighbours of actors renumbered by falling degree, so that those with a k-th neighbour come first. Taking all k-th
    neighbours at once is faster than a reduction per actor, except for the few with many neighbours.
    """

    order: IndexArray
    """Actors in the new order."""
    by_place: list[IndexArray]
    """The first, second, ... neighbours of actors that have one."""
    rest: IndexArray
    rest_starts: IndexArray

    @property
    def joined(self) -> int:
        """The number of actors that have neighbours."""
        return len(self.by_place[0])

    @classmethod
    def of(cls, towards: Any) -> "_Neighbours":
        offsets, degree = towards.indptr[:-1], np.diff(towards.indptr)
        order = np.argsort(-degree, kind="stable")
        new = np.empty(len(order), np.int64)
        new[order] = np.arange(len(order))
        neighbours, offsets, degree = new[towards.indices], offsets[order], degree[order]
        places = [neighbours[offsets[degree > place] + place] for place in range(PLACES)]
        more = degree > PLACES
        counts = degree[more] - PLACES
        ends = np.cumsum(counts)
        inner = np.arange(int(counts.sum())) + np.repeat(offsets[more] + PLACES - ends + counts, counts)
        return cls(order, places, neighbours[inner], ends - counts)

    def joined_words(self, frontier: Words) -> Words:
        """Returns for each actor with neighbours the sources that reached one in the last step."""
        words = np.take(frontier, self.by_place[0], axis=0)
        for neighbours in self.by_place[1:]:
            words[: len(neighbours)] |= np.take(frontier, neighbours, axis=0)
        if len(self.rest):
            rest = np.bitwise_or.reduceat(np.take(frontier, self.rest, axis=0), self.rest_starts, axis=0)
            words[: len(rest)] |= rest
        return words


def _counts_per_distance(towards: Any, size: int) -> Iterator[list[IndexArray]]:
    """Yields for each group of sources how many are at distance 1, 2, ... of each actor."""
    neighbours = _Neighbours.of(towards)
    if not neighbours.joined:
        return
    for first in range(0, size, 64 * WORDS):
        sources = np.arange(first, min(first + 64 * WORDS, size))
        frontier: Words = np.zeros((size, WORDS), np.uint64)
        place = sources - first
        frontier[sources, place // 64] = np.left_shift(np.uint64(1), (place % 64).astype(np.uint64))
        yield list(_levels(neighbours, frontier))


def _levels(neighbours: _Neighbours, frontier: Words) -> Iterator[IndexArray]:
    size, joined = len(frontier), neighbours.joined
    unseen = ~frontier[:joined]
    while True:
        arrived = neighbours.joined_words(frontier)
        arrived &= unseen
        found = np.bitwise_count(arrived).sum(axis=1, dtype=np.int64)
        if not found.any():
            return
        counts = np.zeros(size, np.int64)
        counts[neighbours.order[:joined]] = found
        yield counts
        unseen ^= arrived
        frontier = np.zeros_like(frontier)
        frontier[:joined] = arrived
