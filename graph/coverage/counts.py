"""The numbers of a receipt: what one statement counted, added up for each division on the way down."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Way = tuple[str, ...]
"""Codes of the divisions on the way down to one."""


@dataclass(slots=True)
class Counts:
    """Units, or their people, by status; ``unweighted`` are units without a population."""

    reached: int = 0
    not_reached: int = 0
    unknown: int = 0
    unweighted: int = 0

    def add(self, status: str, amount: int, unweighted: int) -> None:
        if status == "REACHED":
            self.reached += amount
        elif status == "NOT_REACHED":
            self.not_reached += amount
        else:
            self.unknown += amount
        self.unweighted += unweighted

    def add_all(self, other: "Counts") -> None:
        self.reached += other.reached
        self.not_reached += other.not_reached
        self.unknown += other.unknown
        self.unweighted += other.unweighted

    @property
    def denominator(self) -> int:
        return self.reached + self.not_reached + self.unknown

    @property
    def largest(self) -> int:
        return max(self.denominator, self.unweighted)

    @property
    def share(self) -> float | None:
        known = self.reached + self.not_reached
        return self.reached / known if known else None

    @property
    def share_low(self) -> float | None:
        return self.reached / self.denominator if self.denominator else None

    @property
    def share_high(self) -> float | None:
        return (self.reached + self.unknown) / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Table:
    """What the statement counted, and with what it was run.

    ``rows``: [codes on the way down to a division, status, units, people, units without a population].
    """

    rows: list[list[Any]]
    by_people: bool
    cypher: str
    parameters: dict[str, Any]

    def at(self, way: Sequence[str], *, own: bool) -> Counts:
        """All units under the end of ``way``; ``own``: those whose home it is."""
        return (self._own if own else self._all).get(tuple(way)) or Counts()

    @cached_property
    def _own(self) -> dict[Way, Counts]:
        sums: defaultdict[Way, Counts] = defaultdict(Counts)
        for codes, status, units, people, unweighted in self.rows:
            sums[tuple(codes)].add(status, people if self.by_people else units, unweighted if self.by_people else 0)
        return sums

    @cached_property
    def _all(self) -> dict[Way, Counts]:
        """Level by level from below, each added to the one above it."""
        levels: defaultdict[int, dict[Way, Counts]] = defaultdict(dict)
        for way, counts in self._own.items():
            levels[len(way)][way] = counts
        sums: dict[Way, Counts] = {}
        for depth in range(max(levels, default=-1), -1, -1):
            sums |= levels[depth]
            if depth:
                levels[depth - 1] = _one_level_up(levels[depth], levels[depth - 1])
        return sums


def _one_level_up(below: Mapping[Way, Counts], own: Mapping[Way, Counts]) -> dict[Way, Counts]:
    """What is below each division, and its own."""
    sums: defaultdict[Way, Counts] = defaultdict(Counts)
    for way, counts in below.items():
        sums[way[:-1]].add_all(counts)
    for way, counts in own.items():
        sums[way].add_all(counts)
    return sums
