"""Links of one relation, with adjacency lists in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from graph.coverage.columns.days import DayBits, Days
from graph.coverage.columns.property_column import PropertyColumn, date_column
from graph.coverage.path_pattern import Condition
from graph.snapshot.array_types import BoolArray, IndexArray, Int32Array
from graph.snapshot.snapshot import MAX_DATE, MIN_DATE


@dataclass(frozen=True)
class Adjacency:
    """Compressed sparse rows: the links of `entities[i]` start at `links[offsets[i]]`. Only entities with a link have a row."""

    entities: Int32Array
    offsets: IndexArray
    links: Int32Array

    @classmethod
    def of(cls, ends: Int32Array) -> Self:
        links = np.argsort(ends, kind="stable").astype(np.int32)
        entities, offsets = np.unique(ends[links], return_index=True)
        return cls(entities, offsets, links)

    def at(self, entity: int) -> Int32Array:
        row = int(np.searchsorted(self.entities, entity))
        if row == len(self.entities) or self.entities[row] != entity:
            return self.links[:0]
        return self.links[self.offsets[row] : self.offsets[row + 1] if row + 1 < len(self.offsets) else None]


@dataclass(frozen=True)
class LinkEnds:
    """Sources and targets by link, shared by overlays."""

    source: Int32Array
    target: Int32Array

    @cached_property
    def _by_source(self) -> Adjacency:
        return Adjacency.of(self.source)

    @cached_property
    def _by_target(self) -> Adjacency:
        return Adjacency.of(self.target)

    def near(self, *, back: bool) -> Int32Array:
        return self.target if back else self.source

    def far(self, *, back: bool) -> Int32Array:
        return self.source if back else self.target

    def at(self, entity: int, *, back: bool) -> Int32Array:
        """Returns the links whose near end is the entity."""
        return (self._by_target if back else self._by_source).at(entity)

    def unite(self, found: DayBits, links: DayBits, days: Days, *, back: bool) -> None:
        """Adds each link's days to its near end."""
        if len(days) == 1:
            found[self.near(back=back)[links != 0]] = days.every
        elif len(links):
            adjacency = self._by_target if back else self._by_source
            found[adjacency.entities] |= np.bitwise_or.reduceat(links[adjacency.links], adjacency.offsets)


@dataclass(frozen=True)
class LinkTable:
    """Columns by link. Open-ended relations ignore `until`."""

    ends: LinkEnds
    since: Int32Array
    until: Int32Array
    properties: Mapping[str, PropertyColumn]
    open_ended: bool

    def __len__(self) -> int:
        return len(self.since)

    def valid(self, days: Days, entities: DayBits) -> DayBits:
        """Returns the days on which each link is valid. `entities`: the days on which each entity is."""
        until = np.broadcast_to(np.int32(MAX_DATE), len(self)) if self.open_ended else self.until
        return days.between(self.since, until) & entities[self.ends.source] & entities[self.ends.target]

    def satisfying(self, conditions: tuple[Condition, ...]) -> BoolArray:
        """Raises KeyError for a property that was not read."""
        mask = np.ones(len(self), bool)
        for condition in conditions:
            mask &= self._column(condition.prop.name).satisfying(condition)
        return mask

    def _column(self, name: str) -> PropertyColumn:
        match name:
            case "since":
                return date_column(self.since, MIN_DATE)
            case "until":
                return date_column(self.until, MAX_DATE)
            case _:
                return self.properties[name]
