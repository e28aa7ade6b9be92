"""A field: the few entities that can lie on a path of one length, and how they are joined. Here an entity is its place in the field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from graph.linkage.algorithms.bfs import BidirectionalBfs
from graph.linkage.snapshot.network import Network, Places
from graph.linkage.snapshot.snapshot import Flags

Joined = tuple[Places, Places]
"""Pairs of places, both ways, in order."""


class LayeredGraph(Protocol):
    """The entities that can lie on a walk of one length from end to end, by their places in the field."""

    @property
    def start(self) -> int:
        """The place of the first end."""
        ...

    def entity(self, place: int) -> int: ...

    def steps(self, path: list[int]) -> list[int]:
        """What may follow the places of the path, in order: a walk of just that length can go on there."""
        ...

    def cost(self, path: list[int], steps: list[int]) -> int:
        """How much was looked at for these steps."""
        ...


@dataclass(frozen=True)
class SetLayeredGraph:
    """A field of few entities, as plain sets: the place of an entity is the entity. ``on_walks``: at each place of a walk."""

    start: int
    adjacency: Mapping[int, tuple[int, ...]]
    on_walks: list[set[int]]

    def entity(self, place: int) -> int:
        return place

    def steps(self, path: list[int]) -> list[int]:
        return sorted(self.on_walks[len(path)].intersection(self.adjacency[path[-1]]).difference(path))

    def cost(self, path: list[int], steps: list[int]) -> int:
        return 1 + len(steps)


@dataclass(frozen=True)
class ArrayLayeredGraph:
    """A field of many entities, as columns; dead ends are not passed. ``on_walks``: of each place, whether something can stand there at
    each place of a walk, 1 or 0."""

    start: int
    entities: list[int]
    starts: list[int]
    following: list[int]
    on_walks: list[bytes]

    @classmethod
    def of(cls, ellipse: BidirectionalBfs, members: Places, hops: int) -> "ArrayLayeredGraph | None":
        """``members``: what a walk of ``hops`` between the ends passes, with the ends. None where no walk has just so many."""
        near, far = joined_within(ellipse.network, members)
        ends = np.searchsorted(members, ellipse.ends)
        if hops > 1:
            near, far = _without_direct_link(near, far, ends)
        near, far = without_dead_ends(near, far, ends, len(members))
        on_walks = _WalkPropagation(near, far, len(members)).on_walks(ends, hops)
        if on_walks is None:
            return None
        starts = np.searchsorted(near, np.arange(len(members) + 1))
        return cls(int(ends[0]), members.tolist(), starts.tolist(), far.tolist(), [flags.tobytes() for flags in on_walks])

    def entity(self, place: int) -> int:
        return self.entities[place]

    def steps(self, path: list[int]) -> list[int]:
        here, allowed = path[-1], self.on_walks[len(path)]
        following = self.following[self.starts[here] : self.starts[here + 1]]
        return [step for step in following if allowed[step] and step not in path]

    def cost(self, path: list[int], steps: list[int]) -> int:
        return 1 + self.starts[path[-1] + 1] - self.starts[path[-1]]


@dataclass(frozen=True)
class _WalkPropagation:
    """Walks over joined places."""

    near: Places
    far: Places
    size: int

    def on_walks(self, ends: NDArray[np.integer], hops: int) -> list[Flags] | None:
        """For each place of a walk of just ``hops`` from end to end: what can stand there. None where there is no such walk."""
        one, other = ends.tolist()
        inner = np.ones(self.size, bool)
        inner[ends] = False
        forth, back = self._spread(one, inner, hops), self._spread(other, inner, hops)
        forth.append(self._only(other) & self._next_to(forth[-1]))
        if not forth[-1].any():
            return None
        return [forth[0], *(here & back[hops - place] for place, here in enumerate(forth[1:-1], 1)), forth[-1]]

    def _spread(self, start: int, inner: Flags, hops: int) -> list[Flags]:
        """What can be reached in just 0, 1, ... ``hops - 1`` steps."""
        reached = [self._only(start)]
        for _ in range(hops - 1):
            reached.append(self._next_to(reached[-1]) & inner)
        return reached

    def _only(self, place: int) -> Flags:
        return np.arange(self.size) == place

    def _next_to(self, places: Flags) -> Flags:
        beside = np.zeros(self.size, bool)
        beside[self.far[places[self.near]]] = True
        return beside


def joined_within(network: Network, members: Places) -> Joined:
    """Which of the members are joined, by their places among them."""
    near, far = network.around(members)
    place = np.searchsorted(members, far)
    place[place == len(members)] = 0
    inside = members[place] == far
    return near[inside], place[inside]


def _without_direct_link(near: Places, far: Places, ends: NDArray[np.integer]) -> Joined:
    direct = np.isin(near, ends) & np.isin(far, ends)
    return near[~direct], far[~direct]


def without_dead_ends(near: Places, far: Places, ends: NDArray[np.integer], size: int) -> Joined:
    """Takes away, again and again, whatever is joined to one other alone: no path passes it."""
    while True:
        alone = np.bincount(near, minlength=size) == 1
        alone[ends] = False
        if not alone.any():
            return near, far
        kept = ~(alone[near] | alone[far])
        near, far = near[kept], far[kept]
