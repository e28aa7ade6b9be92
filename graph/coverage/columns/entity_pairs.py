"""Pairs of entities with the days on which they belong together, such as a unit and its home."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from graph.coverage.columns.days import DayBits
from graph.snapshot.array_types import IndexArray

_BITS_OF_AN_ENTITY = 32


@dataclass(frozen=True)
class EntityPairs:
    """Distinct pairs in the order of (`first`, `second`)."""

    first: IndexArray
    second: IndexArray
    days: DayBits

    @classmethod
    def of(cls, first: NDArray[Any], second: NDArray[Any], days: DayBits) -> Self:
        """Merges equal pairs and omits pairs without a day."""
        present = np.flatnonzero(days)
        keys = first[present].astype(np.int64) << _BITS_OF_AN_ENTITY | second[present]
        days = days[present]
        if len(keys) and not np.all(keys[1:] > keys[:-1]):
            order = np.argsort(keys, kind="stable")
            keys, starts = np.unique(keys[order], return_index=True)
            days = np.bitwise_or.reduceat(days[order], starts)
        return cls(keys >> _BITS_OF_AN_ENTITY, keys & (1 << _BITS_OF_AN_ENTITY) - 1, days)

    @classmethod
    def union(cls, *parts: "EntityPairs") -> "EntityPairs":
        first, second, days = (np.concatenate(each) for each in zip(*((p.first, p.second, p.days) for p in parts), strict=True))
        return cls.of(first, second, days)

    @classmethod
    def identity(cls, entities: NDArray[Any], days: DayBits) -> "EntityPairs":
        return cls.of(entities, entities, days)

    def __len__(self) -> int:
        return len(self.first)

    def compose(self, source: NDArray[Any], target: NDArray[Any], days: DayBits) -> "EntityPairs":
        """Returns pairs (source, second) for each link from `source` to a `first`."""
        row, place = self.rows_of(target)
        return EntityPairs.of(source[row], self.second[place], days[row] & self.days[place])

    def rows_of(self, entities: NDArray[Any]) -> tuple[IndexArray, IndexArray]:
        """Returns an index into `entities` and the place of a pair, for each pair whose `first` is among them."""
        low, high = np.searchsorted(self.first, entities, "left"), np.searchsorted(self.first, entities, "right")
        count = high - low
        row = np.repeat(np.arange(len(entities)), count)
        return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)

    def days_of(self, first: NDArray[Any], second: NDArray[Any]) -> DayBits:
        """Returns the days of these pairs, none for absent pairs."""
        if not len(self):
            return np.zeros(len(first), self.days.dtype)
        keys = self.first << _BITS_OF_AN_ENTITY | self.second
        wanted = first.astype(np.int64) << _BITS_OF_AN_ENTITY | second
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[place] == wanted, self.days[place], self.days.dtype.type(0))

    def select(self, chosen: NDArray[Any]) -> "EntityPairs":
        """Returns the pairs of a mask, or at ascending places."""
        return EntityPairs(self.first[chosen], self.second[chosen], self.days[chosen])

    def between(self, first: int, end: int) -> "EntityPairs":
        """Returns the pairs whose `first` is in a range of entities."""
        low, high = np.searchsorted(self.first, (first, end))
        return EntityPairs(self.first[low:high], self.second[low:high], self.days[low:high])
