from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array  # pyright: ignore[reportMissingTypeStubs]

from graph.coverage.columns.evaluator import NOTHING, Evaluator
from graph.coverage.columns.homes import above
from graph.coverage.columns.unit_rule import UnitRule
from graph.coverage.columns.unit_statuses import UnitStatuses, reads_of, unit_statuses
from graph.coverage.counts import Counts
from graph.model.divisions import COMMUNITY, DIVISIONS
from graph.snapshot.array_types import IndexArray

_UNWEIGHTED = 3


@dataclass(frozen=True)
class DivisionCounts:
    """The counts of all divisions on all days, as arrays [number, division, day] with the numbers of Counts.

    `own` counts the units whose home is the division, `all` also those of the divisions below. `index`: for each entity of the snapshot,
    its place among the divisions.
    """

    own: IndexArray
    all: IndexArray
    index: IndexArray

    @property
    def nbytes(self) -> int:
        return self.own.nbytes + self.all.nbytes

    def at(self, division: int, day: int, *, own: bool = False) -> Counts:
        numbers: list[int] = (self.own if own else self.all)[:, self.index[division], day].tolist()
        return Counts(*numbers)


def counts_of(evaluator: Evaluator, rule: UnitRule, *, people: bool = False) -> DivisionCounts:
    statuses = unit_statuses(evaluator, rule)

    def compute() -> DivisionCounts:
        return division_counts(evaluator, statuses, people=people)

    return evaluator.once(reads_of(rule), ("counts", rule, people), compute, lambda counts: counts.nbytes)


def division_counts(evaluator: Evaluator, statuses: UnitStatuses, *, people: bool = False) -> DivisionCounts:
    """Counts units, or with `people` residents of communities."""
    index, size = _division_index(evaluator)
    unpack, weight = evaluator.days.unpack, _weights(evaluator, statuses) if people else None
    to_home = _grouping(index[statuses.home], size)
    own = np.zeros((4, size, len(evaluator.days)), np.int64)
    for number, days in enumerate(statuses.by_status):
        bits = unpack(days)
        own[number] = to_home @ (bits if weight is None else bits * np.maximum(weight, 0)[:, None])
    if weight is not None:
        counted = statuses.reached | statuses.not_reached | statuses.unknown
        own[_UNWEIGHTED] = to_home @ (unpack(counted) * (weight < 0)[:, None])
    tree = above(evaluator)
    upward, below, inside = _grouping(index[tree.second], size), index[tree.first], unpack(tree.days)
    return DivisionCounts(own, np.stack([upward @ (each[below] * inside) for each in own]), index)


def counts_by_day(evaluator: Evaluator, statuses: UnitStatuses, division: int, *, people: bool = False) -> list[Counts]:
    """Returns counts by day for a division and all below it."""
    there = above(evaluator).days_of(statuses.home, np.full(len(statuses.home), division))
    weight = _weights(evaluator, statuses) if people else np.ones(len(statuses.home), np.int64)
    sums = [np.maximum(weight, 0) @ evaluator.days.unpack(days & there) for days in statuses.by_status]
    counted = (statuses.reached | statuses.not_reached | statuses.unknown) & there
    sums.append((weight < 0).astype(np.int64) @ evaluator.days.unpack(counted))
    return [Counts(*numbers) for numbers in np.stack(sums, axis=1).tolist()]


def _weights(evaluator: Evaluator, statuses: UnitStatuses) -> IndexArray:
    """Returns each unit's residents, -1 if not recorded."""
    population = evaluator.columns.column(COMMUNITY, "population").dense(-1)
    return population[statuses.unit - evaluator.columns.range_of(COMMUNITY).start].astype(np.int64)


def _division_index(evaluator: Evaluator) -> tuple[IndexArray, int]:
    def compute() -> tuple[IndexArray, int]:
        index, size = np.zeros(len(evaluator.columns), np.int64), 0
        for kind in DIVISIONS:
            count = evaluator.columns.size_of(kind)
            index[evaluator.columns.range_of(kind)] = np.arange(size, size + count)
            size += count
        return index, size

    return evaluator.once(NOTHING, "divisions", compute, lambda result: result[0].nbytes)


def _grouping(group: IndexArray, size: int) -> Any:
    """Returns a matrix that sums rows by group."""
    offsets = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=size))])
    order = np.argsort(group, kind="stable")
    return csr_array((np.ones(len(group), np.int64), order, offsets), shape=(size, len(group)))
