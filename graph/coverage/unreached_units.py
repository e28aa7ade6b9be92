"""Unreached units, and path repairs of chosen ones, on columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from graph.coverage.columns.division_counts import counts_of
from graph.coverage.columns.divisions import counted_units
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.homes import homes
from graph.coverage.columns.path_walk import PathWalk
from graph.coverage.columns.unit_statuses import unit_statuses
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import IndicatorQuestion
from graph.coverage.path_repair_search import PathRepairSearch
from graph.coverage.picks import UnreachedUnit
from graph.coverage.unit_lists import MAX_EXPLAINED, ListsTooLong
from graph.model.divisions import COMMUNITY

UnitRepairs = tuple[int, list[list[Any]]]
"""Neo4j's internal id of a unit, and its rows of PathRepairSearch."""


@dataclass(frozen=True)
class UnreachedUnits:
    """The units of a scope that are not reached, by code. `ids`: Neo4j's internal ids. `reached`: the number of reached units or residents."""

    rows: list[UnreachedUnit]
    ids: list[int]
    reached: int


def unreached_units(
    evaluator: Evaluator, question: IndicatorQuestion, scope: int, breaks: Sequence[Sequence[tuple[int, int]]]
) -> UnreachedUnits:
    """Returns units on the evaluator's only day. `breaks`: each as its places (path index, steps reached). Raises
    ListsTooLong.
    """
    indicator, snapshot = question.indicator, evaluator.columns.snapshot
    statuses, walk = unit_statuses(evaluator, indicator.rule), PathWalk(evaluator)
    counted = counted_units(evaluator, statuses, scope, 0)
    units: list[int] = statuses.unit[counted[statuses.reached[counted] == 0]].tolist()

    if len(units) > MAX_EXPLAINED:
        raise ListsTooLong

    def codes_at(unit: int, path: int, reached: int) -> list[str]:
        return [snapshot.codes[each] for each in walk.reached(unit, indicator.steps[path][:reached])]

    people = evaluator.columns.column(COMMUNITY, "population") if indicator.counts_people else None
    first = evaluator.columns.range_of(indicator.kind).start
    rows = [
        UnreachedUnit(
            snapshot.codes[unit],
            None if people is None else people.number_at(unit - first),
            [[code for place in places for code in codes_at(unit, *place)] for places in breaks],
        )
        for unit in units
    ]
    reached = counts_of(evaluator, indicator.rule, people=question.by_people).at(scope, 0).reached
    return UnreachedUnits(rows, [int(snapshot.node_id[unit]) for unit in units], reached)


def repairs_of(
    evaluator: Evaluator, indicator: Indicator, chosen: Sequence[tuple[str, str, Collection[int]]]
) -> list[UnitRepairs]:
    """Returns permitted path repairs of units given as (code, code of the repaired entity, indices of repairs)."""
    snapshot, search, pairs = (
        evaluator.columns.snapshot,
        PathRepairSearch(evaluator, indicator),
        homes(evaluator, indicator.kind),
    )

    def of_unit(code: str, at: str, permitted: Collection[int]) -> UnitRepairs:
        unit, _ = snapshot.sorted_index(indicator.kind, code)
        own_homes: list[int] = pairs.between(unit, unit + 1).second.tolist()
        home = min(own_homes, key=snapshot.codes.__getitem__)
        return int(snapshot.node_id[unit]), [row for row in search.rows(unit, home, at) if row[0] in permitted]

    return [of_unit(*each) for each in chosen]
