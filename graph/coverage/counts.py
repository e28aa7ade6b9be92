from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

DivisionPath = tuple[str, ...]
"""Division codes from below the scope down to a division; empty for the scope."""


@dataclass(slots=True)
class Counts:
    """Numbers of units or residents. `unweighted`: units without a population."""

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
class CountTable:
    """The rows of the statement that counts units: [division path, status, units, people, units without a population]. `cypher` and
    `parameters` are the statement's.
    """

    rows: list[list[Any]]
    by_people: bool
    cypher: str
    parameters: dict[str, Any]

    def at(self, path: Sequence[str], *, own: bool) -> Counts:
        """Returns a division's counts; `own`: only of units whose home it is."""
        return (self._own if own else self._all).get(tuple(path)) or Counts()

    @cached_property
    def _own(self) -> dict[DivisionPath, Counts]:
        sums: defaultdict[DivisionPath, Counts] = defaultdict(Counts)
        for codes, status, units, people, unweighted in self.rows:
            sums[tuple(codes)].add(status, people if self.by_people else units, unweighted if self.by_people else 0)
        return sums

    @cached_property
    def _all(self) -> dict[DivisionPath, Counts]:
        levels: defaultdict[int, dict[DivisionPath, Counts]] = defaultdict(dict)
        for path, counts in self._own.items():
            levels[len(path)][path] = counts
        sums: dict[DivisionPath, Counts] = {}
        for depth in range(max(levels, default=-1), -1, -1):
            sums |= levels[depth]
            if depth:
                levels[depth - 1] = _one_level_up(levels[depth], levels[depth - 1])
        return sums


def _one_level_up(below: Mapping[DivisionPath, Counts], own: Mapping[DivisionPath, Counts]) -> dict[DivisionPath, Counts]:
    sums: defaultdict[DivisionPath, Counts] = defaultdict(Counts)
    for path, counts in below.items():
        sums[path[:-1]].add_all(counts)
    for path, counts in own.items():
        sums[path].add_all(counts)
    return sums
