"""A stored property of a kind or relation as a sparse column."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from graph.coverage.path_pattern import Condition
from graph.model.declarations import Property, StoredEnum
from graph.snapshot.array_types import BoolArray, IndexArray, Int32Array
from graph.snapshot.snapshot import date_to_int

_COMPARE: Final[Mapping[str, Callable[[Any, Any], BoolArray]]] = {
    "=": np.equal,
    "<>": np.not_equal,
    ">=": np.greater_equal,
    "<=": np.less_equal,
    ">": np.greater,
    "<": np.less,
}


class UnreadableValue(Exception):
    """A value of another type than its property's, which other clients can write."""


@dataclass(frozen=True)
class PropertyColumn:
    """A property of many entities or links, as arrays.

    `rows[i]` has `values[i]`; other rows up to `size` are null. Texts are numbered in the order of Cypher's comparison.
    """

    size: int
    rows: IndexArray
    values: NDArray[Any]
    texts: tuple[str, ...] | None = None

    @classmethod
    def of(cls, prop: Property, size: int, rows: IndexArray, values: Sequence[Any]) -> Self:
        """Raises UnreadableValue."""
        order = np.argsort(rows, kind="stable")
        if issubclass(prop.type, StoredEnum | str):
            texts = tuple(sorted({_checked(value, str) for value in values}, key=_text_key))
            number = {text: index for index, text in enumerate(texts)}
            return cls(size, rows[order], np.array([number[value] for value in values], np.int32)[order], texts)
        return cls(size, rows[order], _as_array(prop, values)[order])

    @classmethod
    def of_rows(cls, prop: Property, values: Sequence[Any]) -> Self:
        """Takes a value or None per row. Raises UnreadableValue."""
        rows = [row for row, value in enumerate(values) if value is not None]
        return cls.of(prop, len(values), np.array(rows, np.int64), [values[row] for row in rows])

    @cached_property
    def recorded(self) -> BoolArray:
        mask = np.zeros(self.size, bool)
        mask[self.rows] = True
        return mask

    @property
    def nbytes(self) -> int:
        return self.rows.nbytes + self.values.nbytes

    def text_at(self, row: int) -> str | None:
        number = self.number_at(row)
        return None if self.texts is None or number is None else self.texts[number]

    def number_at(self, row: int) -> int | None:
        """Returns the number of a row, or None; for a text its place in `texts`."""
        place = int(np.searchsorted(self.rows, row))
        return int(self.values[place]) if place < len(self.rows) and self.rows[place] == row else None

    def dense(self, null: int) -> NDArray[Any]:
        """Returns all values, with `null` for missing ones."""
        values = np.full(self.size, null, self.values.dtype)
        values[self.rows] = self.values
        return values

    def satisfying(self, condition: Condition) -> BoolArray:
        """Returns which rows satisfy the condition. Null satisfies none."""
        if condition.operator is None:
            return self.recorded
        mask = np.zeros(self.size, bool)
        mask[self.rows] = self._compare(condition.operator, condition.value)
        return mask

    def _compare(self, operator: str, value: Any) -> BoolArray:
        if self.texts is not None:
            value = _text_position(self.texts, operator, value)
        elif isinstance(value, date):
            value = date_to_int(value)
        return _COMPARE[operator](self.values, value)


def date_column(values: Int32Array, unbounded: int) -> PropertyColumn:
    """Returns the column of a validity array, whose nulls are `unbounded`."""
    rows = np.flatnonzero(values != unbounded)
    return PropertyColumn(len(values), rows, values[rows])


def _as_array(prop: Property, values: Sequence[Any]) -> NDArray[Any]:
    if prop.type is date:
        return np.array([date_to_int(_checked_date(value)) for value in values], np.int32)
    if prop.type is bool:
        return np.array([_checked(value, bool) for value in values], np.bool_)
    if any(isinstance(value, bool) for value in values):
        raise UnreadableValue(prop.name)
    if prop.type is int:
        return np.array([_checked(value, int) for value in values], np.int64)
    return np.array([_checked(value, int | float) for value in values], np.float64)


def _checked(value: Any, expected: Any) -> Any:
    if not isinstance(value, expected):
        raise UnreadableValue(value)
    return value


def _checked_date(value: Any) -> Any:
    """Accepts the driver's dates too."""
    if not all(hasattr(value, part) for part in ("year", "month", "day")) or hasattr(value, "hour"):
        raise UnreadableValue(value)
    return value


def _text_key(text: str) -> bytes:
    """Returns Cypher's sort key: it compares by UTF-16 units."""
    return text.encode("utf-16-be", "surrogatepass")


def _text_position(texts: Sequence[str], operator: str, value: str) -> float:
    """Returns a number that compares with the numbers of `texts` as `value` compares with the texts."""
    keys = [_text_key(text) for text in texts]
    low, high = bisect_left(keys, _text_key(value)), bisect_right(keys, _text_key(value))
    return low if low < high else low - 0.5
