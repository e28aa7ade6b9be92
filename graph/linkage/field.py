"""A field: the few entities that can lie on a path of one length, and how they are joined. Here an entity is its place in the field."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.linkage.layers import Ellipse
from graph.linkage.network import Network, Places
from graph.linkage.snapshot import Flags

Joined = tuple[Places, Places]
"""Pairs of places, both ways, in order."""


@dataclass(frozen=True)
class Field:
    """``entities`` in order, with both ends among them; the places next to place ``p`` are ``after(p)``, in order."""

    entities: Places
    near: Places
    far: Places
    starts: list[int]
    following: list[int]

    @classmethod
    def of(cls, ellipse: Ellipse, members: Places, hops: int) -> "Field":
        """``members``: what a walk of ``hops`` between the ends passes, with the ends."""
        near, far = joined_within(ellipse.network, members)
        ends = np.searchsorted(members, ellipse.ends)
        if hops > 1:
            near, far = _without_direct_link(near, far, ends)
        near, far = without_dead_ends(near, far, ends, len(members))
        starts = np.searchsorted(near, np.arange(len(members) + 1))
        return cls(members, near, far, starts.tolist(), far.tolist())

    def place(self, entity: int) -> int | None:
        place = int(np.searchsorted(self.entities, entity))
        return place if place < len(self.entities) and self.entities[place] == entity else None

    def after(self, place: int) -> list[int]:
        return self.following[self.starts[place] : self.starts[place + 1]]

    def degree(self, place: int) -> int:
        return self.starts[place + 1] - self.starts[place]

    def on_walks(self, ends: tuple[int, int], hops: int) -> list[Flags] | None:
        """For each place of a walk of just ``hops`` from end to end: what can stand there. None where there is no such walk."""
        one, other = (self.place(end) for end in ends)
        assert one is not None
        assert other is not None
        inner = np.ones(len(self.entities), bool)
        inner[[one, other]] = False
        forth, back = self._spread(one, inner, hops), self._spread(other, inner, hops)
        forth.append(self._only(other) & self._next_to(forth[-1]))
        if not forth[-1].any():
            return None
        return [*(here & back[hops - 1 - place] for place, here in enumerate(forth[1:-1])), forth[-1]]

    def _spread(self, start: int, inner: Flags, hops: int) -> list[Flags]:
        """What can be reached in just 0, 1, ... ``hops - 1`` steps."""
        reached = [self._only(start)]
        for _ in range(hops - 1):
            reached.append(self._next_to(reached[-1]) & inner)
        return reached

    def _only(self, place: int) -> Flags:
        return np.arange(len(self.entities)) == place

    def _next_to(self, places: Flags) -> Flags:
        beside = np.zeros(len(self.entities), bool)
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
