"""A field: the few entities that can lie on a path of one length, and how they are joined. Here an entity is its place in the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from graph.linkage.layers import Ellipse
from graph.linkage.nearby import SMALL
from graph.linkage.network import Network, Places
from graph.linkage.snapshot import Flags

Allowed = bytes | bytearray
"""Of each place whether something can stand there: 1 or 0."""
Joined = tuple[Places, Places]
"""Pairs of places, both ways, in order."""


class Field(Protocol):
    """``entities`` in order, with both ends among them."""

    @property
    def entities(self) -> list[int]: ...

    def after(self, place: int) -> list[int]:
        """The places next to the place, in order."""
        ...

    def degree(self, place: int) -> int: ...

    def on_walks(self, ends: tuple[int, int], hops: int) -> Sequence[Allowed] | None:
        """For each place of a walk of just ``hops`` from end to end: what can stand there. None where there is no such walk."""
        ...


@dataclass(frozen=True)
class FewField:
    """A field of few entities, as plain lists and sets."""

    entities: list[int]
    following: list[list[int]]

    @classmethod
    def of(cls, ellipse: Ellipse, members: list[int], hops: int) -> "FewField | None":
        """``members``: what a walk of ``hops`` between the ends passes, with the ends. None where too many links are at them."""
        degree, beside = ellipse.network.neighbour_count, ellipse.network.beside
        if sum(degree[each] for each in members) > SMALL:
            return None
        place = {entity: place for place, entity in enumerate(members)}
        following = [[place[each] for each in beside[entity] if each in place] for entity in members]
        one, other = (place[end] for end in ellipse.ends)
        if hops > 1 and other in following[one]:
            following[one].remove(other)
            following[other].remove(one)
        _cut_dead_ends(following, (one, other))
        return cls(members, following)

    def after(self, place: int) -> list[int]:
        return self.following[place]

    def degree(self, place: int) -> int:
        return len(self.following[place])

    def on_walks(self, ends: tuple[int, int], hops: int) -> Sequence[Allowed] | None:
        one, other = (self.entities.index(end) for end in ends)
        forth, back = self._spread(one, other, hops), self._spread(other, one, hops)
        if other not in self._next_to(forth[-1]):
            return None
        return [*(_flags(here & back[hops - 1 - place], self) for place, here in enumerate(forth[1:])), _flags({other}, self)]

    def _spread(self, start: int, end: int, hops: int) -> list[set[int]]:
        """What can be reached in just 0, 1, ... ``hops - 1`` steps without passing an end."""
        reached = [{start}]
        for _ in range(hops - 1):
            reached.append(self._next_to(reached[-1]) - {start, end})
        return reached

    def _next_to(self, places: set[int]) -> set[int]:
        return set[int]().union(*map(self.following.__getitem__, places))


def _flags(places: set[int], field: FewField) -> bytearray:
    flags = bytearray(len(field.entities))
    for place in places:
        flags[place] = 1
    return flags


def _cut_dead_ends(following: list[list[int]], ends: tuple[int, int]) -> None:
    """Takes away, again and again, whatever is joined to one other alone: no path passes it."""
    alone = [place for place, others in enumerate(following) if len(others) == 1 and place not in ends]
    while alone:
        place = alone.pop()
        if not following[place]:
            continue
        (other,) = following[place]
        following[place] = []
        following[other].remove(place)
        if len(following[other]) == 1 and other not in ends:
            alone.append(other)


@dataclass(frozen=True)
class WideField:
    """A field of many entities, as columns."""

    members: Places
    near: Places
    far: Places
    starts: list[int]
    following: list[int]

    @classmethod
    def of(cls, ellipse: Ellipse, members: Places, hops: int) -> "WideField":
        """``members``: what a walk of ``hops`` between the ends passes, with the ends."""
        near, far = joined_within(ellipse.network, members)
        ends = np.searchsorted(members, ellipse.ends)
        if hops > 1:
            near, far = _without_direct_link(near, far, ends)
        near, far = without_dead_ends(near, far, ends, len(members))
        starts = np.searchsorted(near, np.arange(len(members) + 1))
        return cls(members, near, far, starts.tolist(), far.tolist())

    @property
    def entities(self) -> list[int]:
        return cast(list[int], self.members.tolist())

    def after(self, place: int) -> list[int]:
        return self.following[self.starts[place] : self.starts[place + 1]]

    def degree(self, place: int) -> int:
        return self.starts[place + 1] - self.starts[place]

    def on_walks(self, ends: tuple[int, int], hops: int) -> Sequence[Allowed] | None:
        one, other = np.searchsorted(self.members, ends).tolist()
        inner = np.ones(len(self.members), bool)
        inner[[one, other]] = False
        forth, back = self._spread(one, inner, hops), self._spread(other, inner, hops)
        forth.append(self._only(other) & self._next_to(forth[-1]))
        if not forth[-1].any():
            return None
        allowed = [*(here & back[hops - 1 - place] for place, here in enumerate(forth[1:-1])), forth[-1]]
        return [flags.tobytes() for flags in allowed]

    def _spread(self, start: int, inner: Flags, hops: int) -> list[Flags]:
        """What can be reached in just 0, 1, ... ``hops - 1`` steps."""
        reached = [self._only(start)]
        for _ in range(hops - 1):
            reached.append(self._next_to(reached[-1]) & inner)
        return reached

    def _only(self, place: int) -> Flags:
        return np.arange(len(self.members)) == place

    def _next_to(self, places: Flags) -> Flags:
        beside = np.zeros(len(self.members), bool)
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
