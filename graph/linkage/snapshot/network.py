"""The network of one moment: which entities the living, permitted links join, each pair once."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from graph.linkage.snapshot.snapshot import RELATION_NAMES, Flags, Numbers, Snapshot

Places = NDArray[np.int64]
Kept = TypeVar("Kept")

_ROOM: Final = 500_000
"""How many neighbours are kept one by one, each entity that has some counting as four: about 20 MB."""
_OF_AN_ENTITY: Final = 4
_REMEMBERED: Final = 8


@dataclass(frozen=True)
class Network:
    """Neighbours of entity ``e`` are ``neighbours[starts[e]:starts[e + 1]]``, in order; itself is never among them."""

    snapshot: Snapshot
    day: int
    lives: Flags
    """Of each entity."""
    alive: Flags
    """Of each link: whether it lives and its relation is permitted."""
    starts: Places
    neighbours: Numbers

    @classmethod
    def of(cls, snapshot: Snapshot, day: int, relations: Iterable[str]) -> "Network":
        return cls.with_links(snapshot, day, snapshot.links_on(day, permitted(relations)))

    @classmethod
    def with_links(cls, snapshot: Snapshot, day: int, alive: Flags) -> "Network":
        """The network of just these links."""
        kept = alive[snapshot.link]
        near, far = snapshot.near[kept], snapshot.far[kept]
        once = near != far
        once[1:] &= (near[1:] != near[:-1]) | (far[1:] != far[:-1])
        near, far = near[once], far[once]
        starts = np.zeros(len(snapshot) + 1, np.int64)
        np.cumsum(np.bincount(near, minlength=len(snapshot)), out=starts[1:])
        return cls(snapshot, day, snapshot.entities_on(day), alive, starts, far)

    @cached_property
    def degrees(self) -> Places:
        """The living, permitted links at each entity; parallel ones each, one to itself once."""
        return np.bincount(self.snapshot.near[self.alive[self.snapshot.link]], minlength=len(self.snapshot))

    @cached_property
    def neighbour_count(self) -> memoryview:
        """How many neighbours each entity has. A view, which answers about one entity faster than a column does."""
        column: Any = np.diff(self.starts).astype(np.int32)
        return memoryview(column)

    @cached_property
    def adjacency(self) -> "Neighbours":
        """The neighbours of each entity, in order, one by one."""
        return Neighbours(self)

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def cached(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """What was made of this network for the key, or is made now. Only few are remembered."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _REMEMBERED:
                self._kept.clear()
            found = self._kept[key] = make()
        return found

    def neighbours_of(self, entity: int) -> list[int]:
        return cast(list[int], self.neighbours[self.starts[entity] : self.starts[entity + 1]].tolist())

    def around(self, entities: NDArray[np.integer]) -> tuple[Places, Numbers]:
        """All pairs of these entities and their neighbours, as two columns: the place in ``entities``, and the neighbour."""
        first = self.starts[entities]
        count = self.starts[entities.astype(np.int64) + 1] - first
        place = np.repeat(np.arange(len(entities)), count)
        before = np.cumsum(count) - count
        return place, self.neighbours[np.arange(len(place)) + np.repeat(first - before, count)]

    def links_between(self, one: int, other: int) -> list[int]:
        """The living, permitted links that join the two."""
        return [link for link in self.snapshot.links_between(one, other) if self.alive[link]]


class Neighbours(dict[int, tuple[int, ...]]):
    """The neighbours of entities, each made when it is first asked for, and kept while all of them are not too many. As tuples of
    numbers, which the collection of garbage passes over."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self._network = network
        self._room = _ROOM

    def __missing__(self, entity: int) -> tuple[int, ...]:
        found = tuple(self._network.neighbours_of(entity))
        taken = _OF_AN_ENTITY + len(found)
        if taken > self._room:
            self.clear()
            self._room = _ROOM
        if taken <= self._room:
            self._room -= taken
            self[entity] = found
        return found


def permitted(relations: Iterable[str]) -> Flags:
    """Of each relation: whether it is one of these."""
    wanted = set(relations)
    return np.array([name in wanted for name in RELATION_NAMES])
