"""Periods, and the days on which entities and links begin and end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from graph.errors import UserError
from graph.messages import coverage as messages
from graph.snapshot.array_types import BoolArray, IndexArray, Int32Array
from graph.snapshot.snapshot import MAX_DATE, OPEN_ENDED, Snapshot, date_to_int


@dataclass(frozen=True)
class ChangePeriod:
    """Dates with `start` < date <= `end`, as integers of the snapshot."""

    start: int
    end: int

    @classmethod
    def of(cls, arguments: Mapping[str, Any]) -> Self:
        """Raises UserError (BAD_ARGUMENT)."""
        start, end = arguments["from"], arguments["to"]
        if start > end:
            raise UserError(messages.DATES_REVERSED, start=start, end=end)
        return cls(date_to_int(start), date_to_int(end))

    def contains(self, days: Int32Array) -> BoolArray:
        return (self.start < days) & (days <= self.end)


@dataclass(frozen=True)
class ChangeRows:
    """Changes as arrays, one element per change. `item`: the entity or link, as an index of the snapshot. `day`: when it began or ended. `shown`:
    the date on which its fields are read, the day before `day` if it ended.
    """

    item: IndexArray
    day: Int32Array
    began: BoolArray
    shown: Int32Array

    @classmethod
    def of(cls, begins: Int32Array, ends: Int32Array, period: ChangePeriod) -> Self:
        """Returns the changes in a period of items that exist on at least one day."""
        exists = begins < ends
        begun, ended = (np.flatnonzero(exists & period.contains(days)) for days in (begins, ends))
        day = np.concatenate([begins[begun], ends[ended]])
        shown = np.concatenate([begins[begun], _days_before(ends[ended])])
        began = np.arange(len(day)) < len(begun)
        return cls(np.concatenate([begun, ended]), day, began, shown)

    def __len__(self) -> int:
        return len(self.item)

    def select(self, chosen: NDArray[Any] | slice) -> "ChangeRows":
        """Takes a mask, a slice or indices."""
        return ChangeRows(self.item[chosen], self.day[chosen], self.began[chosen], self.shown[chosen])


def entity_rows(snapshot: Snapshot, period: ChangePeriod) -> ChangeRows:
    return ChangeRows.of(snapshot.valid_from, snapshot.valid_to, period)


def link_rows(snapshot: Snapshot, period: ChangePeriod) -> ChangeRows:
    """Returns the changes of links. A link begins when it and both ends have begun, and ends when the first of these ends."""
    source, target = snapshot.source, snapshot.target
    until = np.where(OPEN_ENDED[snapshot.relation], MAX_DATE, snapshot.until)
    begins = np.maximum(snapshot.since, np.maximum(snapshot.valid_from[source], snapshot.valid_from[target]))
    ends = np.minimum(until, np.minimum(snapshot.valid_to[source], snapshot.valid_to[target]))
    return ChangeRows.of(begins, ends.astype(np.int32), period)


def _days_before(days: Int32Array) -> Int32Array:
    different, place = np.unique(days, return_inverse=True)
    return np.array([_day_before(day) for day in different.tolist()], np.int32)[place]


def _day_before(number: int) -> int:
    day = date(number // 10_000, number // 100 % 100, number % 100)
    return date_to_int(day - timedelta(days=1)) if day > date.min else number
