"""The simple graph at a date: undirected, of valid, permitted links, in compressed sparse row (CSR) format."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.array_types import BoolArray, IndexArray, Int32Array
from graph.snapshot.snapshot import RELATION_NAMES, Snapshot

Cached = TypeVar("Cached")

_ADJACENCY_CACHE_SIZE: Final = 500_000
"""Cached neighbours, plus `_ENTRY_SIZE` per entity: about 20 MB."""
_ENTRY_SIZE: Final = 4
_CACHE_SIZE: Final = 8


@dataclass(frozen=True)
class SimpleGraph:
    """The undirected graph of the valid links of a date, in compressed sparse rows.

    `neighbours[offsets[e]:offsets[e + 1]]` are the sorted neighbours of entity `e`, without `e`.
    """

    snapshot: Snapshot
    as_of: int
    valid_links: BoolArray
    """Which links are valid and permitted."""
    offsets: IndexArray
    neighbours: Int32Array

    @classmethod
    def of(cls, snapshot: Snapshot, as_of: int, relations: Iterable[str]) -> "SimpleGraph":
        return cls.from_links(snapshot, as_of, snapshot.valid_links(as_of, relation_mask(relations)))

    @classmethod
    def from_links(cls, snapshot: Snapshot, as_of: int, links: BoolArray) -> "SimpleGraph":
        included = links[snapshot.incident_link]
        entity, neighbour = snapshot.incident_entity[included], snapshot.incident_neighbour[included]
        first = entity != neighbour
        first[1:] &= (entity[1:] != entity[:-1]) | (neighbour[1:] != neighbour[:-1])
        entity, neighbour = entity[first], neighbour[first]
        offsets = np.zeros(len(snapshot) + 1, np.int64)
        np.cumsum(np.bincount(entity, minlength=len(snapshot)), out=offsets[1:])
        return cls(snapshot, as_of, links, offsets, neighbour)

    @cached_property
    def link_counts(self) -> IndexArray:
        """Valid, permitted links per entity: parallel links count separately, self-loops once."""
        included = self.valid_links[self.snapshot.incident_link]
        return np.bincount(self.snapshot.incident_entity[included], minlength=len(self.snapshot))

    @cached_property
    def degrees(self) -> memoryview:
        """Neighbours per entity. A memoryview is indexed faster than an array."""
        array: Any = np.diff(self.offsets).astype(np.int32)
        return memoryview(array)

    @cached_property
    def adjacency(self) -> "AdjacencyCache":
        return AdjacencyCache(self)

    @cached_property
    def _cache(self) -> dict[Hashable, Any]:
        return {}

    def cached(self, key: Hashable, make: Callable[[], Cached]) -> Cached:
        """Returns the cached result of `make`. A full cache is cleared."""
        value = self._cache.get(key)
        if value is None:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            value = self._cache[key] = make()
        return value

    def neighbour_array(self, entity: int) -> Int32Array:
        return self.neighbours[self.offsets[entity] : self.offsets[entity + 1]]

    def neighbours_of(self, entity: int) -> list[int]:
        return cast(list[int], self.neighbour_array(entity).tolist())

    def arcs_from(self, entities: NDArray[np.integer]) -> tuple[IndexArray, Int32Array]:
        """Returns arcs from these entities: indices into `entities`, and neighbours."""
        first = self.offsets[entities]
        count = self.offsets[entities.astype(np.int64) + 1] - first
        index = np.repeat(np.arange(len(entities)), count)
        before = np.cumsum(count) - count
        return index, self.neighbours[np.arange(len(index)) + np.repeat(first - before, count)]

    def links_between(self, entity: int, other: int) -> list[int]:
        return [link for link in self.snapshot.links_between(entity, other) if self.valid_links[link]]


class GraphResult:
    """A result with entities and links as indices into its graph's snapshot."""

    graph: SimpleGraph

    @property
    def snapshot(self) -> Snapshot:
        return self.graph.snapshot


class AdjacencyCache(dict[int, tuple[int, ...]]):
    """Sorted neighbours, filled on first use and bounded. The garbage collector skips tuples of integers."""

    def __init__(self, graph: SimpleGraph) -> None:
        super().__init__()
        self._graph = graph
        self._free = _ADJACENCY_CACHE_SIZE

    def __missing__(self, entity: int) -> tuple[int, ...]:
        neighbours = tuple(self._graph.neighbours_of(entity))
        size = _ENTRY_SIZE + len(neighbours)
        if size > self._free:
            self.clear()
            self._free = _ADJACENCY_CACHE_SIZE
        if size <= self._free:
            self._free -= size
            self[entity] = neighbours
        return neighbours


def relation_mask(relations: Iterable[str]) -> BoolArray:
    """Returns a mask over RELATION_NAMES."""
    names = set(relations)
    return np.array([name in names for name in RELATION_NAMES])
