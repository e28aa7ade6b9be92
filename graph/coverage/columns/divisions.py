"""Divisions by code, and entities with a home in or below one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from graph.coverage.columns.evaluator import Evaluator, Reads
from graph.coverage.columns.homes import above, homes
from graph.coverage.columns.unit_statuses import UnitStatuses
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.snapshot.array_types import BoolArray, IndexArray
from graph.snapshot.snapshot import Snapshot

_BYTES_PER_CHILD: Final = 100


def find_division(snapshot: Snapshot, code: str) -> int | None:
    """Returns the division of any level, valid or not."""
    found = (snapshot.find(kind, code) for kind in DIVISIONS)
    return next((division for division in found if division is not None), None)


def inside(evaluator: Evaluator, division: int, day: int) -> BoolArray:
    """Returns which entities are the division or below it. `day`: an index of the evaluator's days."""
    tree, mask = above(evaluator), np.zeros(len(evaluator.columns), bool)
    mask[tree.first[(tree.second == division) & (tree.days & evaluator.days.day(day) != 0)]] = True
    return mask


def children(evaluator: Evaluator, day: int) -> Mapping[int, list[int]]:
    """Returns the valid divisions directly below each division, by code."""

    def compute() -> Mapping[int, list[int]]:
        codes, word, below = evaluator.columns.snapshot.codes, evaluator.days.day(day), defaultdict[int, set[int]](set)
        for table, days in evaluator.links("ADMINISTERS"):
            valid = days & word != 0
            for parent, child in zip(table.ends.source[valid].tolist(), table.ends.target[valid].tolist(), strict=True):
                below[parent].add(child)
        return {parent: sorted(found, key=codes.__getitem__) for parent, found in below.items()}

    reads = Reads.of(["ADMINISTERS"], DIVISIONS)
    return evaluator.once(reads, ("children", day), compute, lambda below: sum(map(len, below.values())) * _BYTES_PER_CHILD)


def counted_units(evaluator: Evaluator, statuses: UnitStatuses, division: int, day: int) -> IndexArray:
    """Returns places of the (unit, home) pairs in or below a division."""
    counted = statuses.reached | statuses.not_reached | statuses.unknown
    there = inside(evaluator, division, day)[statuses.home]
    return np.flatnonzero(there & (counted & evaluator.days.day(day) != 0))


def entities_within(evaluator: Evaluator, kinds: Iterable[Kind], division: int, day: int) -> IndexArray:
    """Returns valid entities of these kinds with a home in or below a division, ascending."""
    there, word, found = inside(evaluator, division, day), evaluator.days.day(day), np.zeros(len(evaluator.columns), bool)
    for kind in kinds:
        pairs = homes(evaluator, kind)
        found[pairs.first[there[pairs.second] & (pairs.days & word != 0)]] = True
    return np.flatnonzero(found)
