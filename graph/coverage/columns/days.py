"""Sets of days as bits: bit `i` of a word is day `i` of at most 64 ascending days."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.array_types import IndexArray, Int32Array

MAX_DAYS: Final = 64

DayBits = NDArray[np.unsignedinteger[Any]]
"""One word per entity, link or pair: the days on which something holds."""


@dataclass(frozen=True)
class Days:
    """The dates for which coverage is evaluated at once. `numbers`: ascending, such as 20220922."""

    numbers: Int32Array

    @classmethod
    def of(cls, numbers: Sequence[int]) -> Self:
        if not 1 <= len(numbers) <= MAX_DAYS or any(day >= later for day, later in pairwise(numbers)):
            raise ValueError(f"between 1 and {MAX_DAYS} ascending days are required")
        return cls(np.array(numbers, np.int32))

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def dtype(self) -> "np.dtype[np.unsignedinteger[Any]]":
        return np.dtype(np.uint8 if len(self) <= 8 else np.uint64)

    @cached_property
    def every(self) -> Any:
        return self.dtype.type((1 << len(self)) - 1)

    def day(self, index: int) -> Any:
        return self.dtype.type(1 << index)

    def never(self, size: int) -> DayBits:
        return np.zeros(size, self.dtype)

    def always(self, size: int) -> DayBits:
        return np.full(size, self.every)

    def where(self, mask: NDArray[np.bool_]) -> DayBits:
        """Returns all days for true, none for false."""
        return np.where(mask, self.every, self.dtype.type(0))

    def between(self, starts: Int32Array, ends: Int32Array) -> DayBits:
        """Returns the days with start <= day < end."""
        if len(self) == 1:
            return ((starts <= self.numbers[0]) & (self.numbers[0] < ends)).astype(self.dtype)
        return self._before[np.searchsorted(self.numbers, ends)] & ~self._before[np.searchsorted(self.numbers, starts)]

    @cached_property
    def _before(self) -> DayBits:
        """For each index of a day, the bits of all earlier days."""
        return np.array([(1 << index) - 1 for index in range(len(self) + 1)], self.dtype)

    def unpack(self, bits: DayBits) -> IndexArray:
        """Returns 1 or 0 by [row, day]."""
        as_bytes: Any = np.ascontiguousarray(bits).view(np.uint8).reshape(len(bits), self.dtype.itemsize)
        return np.unpackbits(as_bytes, axis=1, count=len(self), bitorder="little").astype(np.int64)
