"""The status of every unit of an indicator, at each of its homes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph.coverage.columns.days import DayBits
from graph.coverage.columns.entity_pairs import EntityPairs
from graph.coverage.columns.evaluator import Evaluator, Reads, relations_of
from graph.coverage.columns.homes import home_relations, homes, surveyed_for_all
from graph.coverage.columns.unit_rule import UnitRule
from graph.model.divisions import DIVISIONS
from graph.model.surveys import SURVEY
from graph.snapshot.array_types import IndexArray

STATUSES: Final = ("REACHED", "NOT_REACHED", "UNKNOWN")


@dataclass(frozen=True)
class UnitStatuses:
    """Units and homes are entities of the snapshot, in the order of lists. Each status has its days by (unit, home), without
    overlap. `homeless`: units without a home, by day.
    """

    unit: IndexArray
    home: IndexArray
    reached: DayBits
    not_reached: DayBits
    unknown: DayBits
    homeless: IndexArray

    @property
    def by_status(self) -> Sequence[DayBits]:
        """The days of each status, in the order of STATUSES."""
        return self.reached, self.not_reached, self.unknown

    @property
    def nbytes(self) -> int:
        return sum(array.nbytes for array in (self.unit, self.home, *self.by_status))


def unit_statuses(evaluator: Evaluator, rule: UnitRule) -> UnitStatuses:
    """Raises KeyError for a property that was not read."""
    return evaluator.once(reads_of(rule), rule, lambda: _unit_statuses(evaluator, rule), lambda statuses: statuses.nbytes)


def reads_of(rule: UnitRule) -> Reads:
    paths = [relation for path in (*rule.paths, rule.pattern.requires) for relation in relations_of(path)]
    relations = (*paths, *rule.required_relations, *home_relations(rule.kind), "COVERS", "ADMINISTERS")
    return Reads.of(relations, (rule.kind, SURVEY, *DIVISIONS))


def _unit_statuses(evaluator: Evaluator, rule: UnitRule) -> UnitStatuses:
    here = evaluator.columns.range_of(rule.kind)
    units = evaluator.matching(rule.kind, rule.pattern.conditions)
    if rule.pattern.requires:
        units = units & evaluator.leads(rule.pattern.requires)[here]
    pairs, reach = homes(evaluator, rule.kind), rule.reach(evaluator, rule)
    row = pairs.first - here.start
    counted = pairs.days & units[row]
    reached = counted & reach.reached[row]
    surveys = surveyed_for_all(evaluator, rule.required_relations)[pairs.second]
    unknown = counted & ~reached & (reach.undecided[row] | ~surveys)
    return UnitStatuses(
        pairs.first,
        pairs.second,
        reached,
        counted & ~reached & ~unknown,
        unknown,
        _homeless(evaluator, pairs, units, here.start),
    )


def _homeless(evaluator: Evaluator, pairs: EntityPairs, units: DayBits, first: int) -> IndexArray:
    with_home = evaluator.days.never(len(units))
    if len(pairs):
        entities, offsets = np.unique(pairs.first, return_index=True)
        with_home[entities - first] = np.bitwise_or.reduceat(pairs.days, offsets)
    return evaluator.days.unpack(units & ~with_home).sum(axis=0)
