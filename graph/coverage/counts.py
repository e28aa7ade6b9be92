"""The numbers of a receipt: what one statement counted, added up for each division on the way down."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

STATUSES: Final = ("REACHED", "NOT_REACHED", "UNKNOWN")
Way = tuple[str, ...]
"""Codes of the divisions on the way down to one."""


@dataclass(slots=True)  # one that is frozen takes three times as long to make, and there are thousands
class Counts:
    """Units, or their people, by status; ``unweighted`` are units without a population."""

    reached: int = 0
    not_reached: int = 0
    unknown: int = 0
    unweighted: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.reached + other.reached,
            self.not_reached + other.not_reached,
            self.unknown + other.unknown,
            self.unweighted + other.unweighted,
        )

    @property
    def denominator(self) -> int:
        return self.reached + self.not_reached + self.unknown

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
        return (self._own if own else self._all).get(tuple(way), Counts())

    @cached_property
    def _own(self) -> dict[Way, Counts]:
        return _summed((tuple(row[0]), counts_of(row, by_people=self.by_people)) for row in self.rows)

    @cached_property
    def _all(self) -> dict[Way, Counts]:
        return _summed((way[:depth], counts) for way, counts in self._own.items() for depth in range(len(way) + 1))


def counts_of(row: Sequence[Any], *, by_people: bool) -> Counts:
    """The counts in one row of a table."""
    _, status, units, people, unweighted = row
    amount, without = (people, unweighted) if by_people else (units, 0)
    reached, not_reached, unknown = (amount if status == each else 0 for each in STATUSES)
    return Counts(reached, not_reached, unknown, without)


def _summed(parts: Iterable[tuple[Way, Counts]]) -> dict[Way, Counts]:
    sums: defaultdict[Way, Counts] = defaultdict(Counts)
    for way, counts in parts:
        sums[way] += counts
    return dict(sums)
