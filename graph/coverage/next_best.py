"""Finds the k fixes that together reach most units, by maximum coverage."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.counts import Table
from graph.coverage.fixes import EntitySelection, fixes_from
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.maximum_coverage import Choice, maximum_coverage
from graph.coverage.path_cypher import match_path
from graph.coverage.path_pattern import Step
from graph.coverage.reach_status import MissingValues
from graph.coverage.receipt import counts_subquery
from graph.coverage.receipt_numbers import columns_for, valid_division
from graph.coverage.repairs import FROM, NO_PATH_REPAIR, TO, Repair, match_found_repairs, match_repairs, possible_repairs
from graph.coverage.units import units_below
from graph.coverage.unreached_units import UnitRepairs, UnreachedUnit, repairs_of, unreached_units
from graph.cypher.home_division import match_home
from graph.errors import UserError
from graph.messages import coverage as messages
from graph.snapshot.snapshot import date_to_int

MAX_PICKS: Final = 100
DEFAULT_PICKS: Final = 3


@dataclass(frozen=True)
class NextBest:
    """The execution of ``Query.nextBest``. A pick repairs a path at a node, for all units whose path ends there, or adds a unit's missing
    values."""

    statements: ClassVar[int] = 2
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> ObjectValue | None:
        arguments = context.arguments(selected)
        question = await self.catalogue.question(context, selected)
        k = DEFAULT_PICKS if arguments.get("k") is None else arguments["k"]
        if not 1 <= k <= MAX_PICKS:
            raise UserError(messages.PICKS_OUT_OF_RANGE, number=k, maximum=MAX_PICKS)
        columns = await columns_for(context, [question.indicator])
        gaps = await (
            _gaps(context, question, selected) if columns is None else _gaps_on_columns(context, columns, question, selected)
        )
        if gaps is None:
            return None
        choice = gaps.choose(k)
        fields = context.selections.of(selected.type, selected.nodes)  # pyright: ignore[reportArgumentType]
        picks = [gaps.picks[index] for index in choice.picked]
        found = None if columns is None else await _repairs_on_columns(context, columns, question, selected, picks)
        fixes = {
            field.key: await context.run(
                _load_fixes(context.compiler(selected), question.indicator, field, picks, found), context.as_of(selected)
            )
            for field in fields
            if field.name == "picks"
        }
        return _result(fields, gaps, choice, fixes)


Breaks = Mapping[tuple[Step, ...], list[tuple[int, int]]]
"""By missing steps: the places (path index, steps reached) from which they are missing."""


@dataclass(frozen=True)
class Pick:
    """``units``: indices of the units that the pick reaches. ``unit``: the code of one. ``at``: the code of the node that it repairs."""

    units: frozenset[int]
    unit: str
    repairs: tuple[int, ...]
    at: str


@dataclass(frozen=True)
class Gaps:
    """The unreached units and possible picks. ``complete``: whether the model allows no others; otherwise the optimum is unknown."""

    weights: Sequence[int]
    picks: Sequence[Pick]
    reached: int
    complete: bool

    def choose(self, k: int) -> Choice:
        choice = maximum_coverage([pick.units for pick in self.picks], self.weights, k)
        return choice if self.complete else Choice(choice.picked, choice.covered, False, choice.bound)


async def _gaps(context: FieldContext, question: IndicatorQuestion, selected: SelectedField) -> Gaps | None:
    plan = _load_gaps(context.compiler(selected), question, selected, breaks_of(question.indicator))
    return await context.run(plan, context.as_of(selected))


def breaks_of(indicator: Indicator) -> Breaks:
    """Returns what new entities alone can repair."""
    breaks: dict[tuple[Step, ...], list[tuple[int, int]]] = {}
    for repair in possible_repairs(indicator):
        if not repair.ends_at_existing:
            breaks.setdefault(repair.steps[repair.reached :], []).append((repair.path_index, repair.reached))
    return breaks


def _load_gaps(compiler: Compiler, question: IndicatorQuestion, selected: SelectedField, breaks: Breaks) -> QueryPlan:
    """Reads the unreached units: [code, people, values, node codes by break]."""
    indicator = question.indicator
    statement = DivisionQuery(compiler, selected)
    units = units_below(compiler, indicator, "scope")
    people = f"{units.unit}.population" if indicator.counts_people else "null"
    values = indicator.unit_values(compiler, units.unit)
    at = ", ".join(_nodes_at(compiler, indicator, units.unit, places) for places in breaks.values())
    clauses = (
        f"CALL (scope) {{ {counts_subquery(compiler, indicator, 'scope', people=question.by_people)} }} "
        f"CALL (scope) {{ {units.clauses} WITH {units.unit}, {units.status} WHERE {units.status} <> 'REACHED' "
        f"WITH [{units.unit}.code, {people}, {values.expression}, [{at}]] AS gap ORDER BY gap[0] RETURN collect(gap) AS gaps }}"
    )

    def decode(text: str, counts: Any, gaps: list[Any]) -> Gaps:
        table = Table(counts, question.by_people, text, {})
        missing = [values.decode(tested) for _, _, tested, _ in gaps]
        rows = [UnreachedUnit(code, people, at) for code, people, _, at in gaps]
        return _gaps_of(question, breaks, rows, missing, table.at((), own=False).reached)

    return statement.plan(clauses, {"counts": "counts", "gaps": "gaps"}, decode)


def _gaps_of(
    question: IndicatorQuestion, breaks: Breaks, units: Sequence[UnreachedUnit], missing: Sequence[MissingValues], reached: int
) -> Gaps:
    weights = [(unit.people or 0) if question.by_people else 1 for unit in units]
    complete = _is_complete(question.indicator) and all(each.is_fixable for each in missing)
    return Gaps(weights, _picks(question.indicator, breaks, units, missing), reached, complete)


def _nodes_at(compiler: Compiler, indicator: Indicator, unit: str, places: list[tuple[int, int]]) -> str:
    return " + ".join(_nodes_reached(compiler, indicator, unit, path, reached) for path, reached in places)


def _nodes_reached(compiler: Compiler, indicator: Indicator, unit: str, path: int, reached: int) -> str:
    if not reached:
        return f"[{unit}.code]"
    bound = match_path(compiler, unit, indicator.steps[path][:reached])
    return f"COLLECT {{ {bound.clauses} RETURN DISTINCT {bound.nodes[-1]}.code AS code }}"


def _picks(indicator: Indicator, breaks: Breaks, gaps: Sequence[UnreachedUnit], missing: Sequence[MissingValues]) -> list[Pick]:
    is_repairable = not indicator.steps or any(not reached for places in breaks.values() for _, reached in places)
    of_values = [
        Pick(frozenset({index}), gap.code, _all_repairs(indicator), "")
        for index, gap in enumerate(gaps)
        if not missing[index].is_empty and missing[index].is_fixable and is_repairable
    ]
    return of_values + _path_picks(indicator, breaks, gaps, missing)


def _path_picks(
    indicator: Indicator, breaks: Breaks, gaps: Sequence[UnreachedUnit], missing: Sequence[MissingValues]
) -> list[Pick]:
    """Returns the smallest first, because ties go to the earlier pick."""
    units_at: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for unit, gap in enumerate(gaps):
        codes_by_break: Sequence[Sequence[str]] = gap.at if missing[unit].is_empty else ()
        for index, codes in enumerate(codes_by_break):
            for code in set(codes):
                units_at[index, code].append(unit)
    repairs = [_repairs_at(indicator, places) for places in breaks.values()]
    picks = [Pick(frozenset(units), gaps[units[0]].code, repairs[index], code) for (index, code), units in units_at.items()]
    return sorted(picks, key=lambda pick: (_size(indicator, pick), pick.unit, pick.repairs, pick.at))


def _size(indicator: Indicator, pick: Pick) -> int:
    return min(possible_repairs(indicator)[repair].size for repair in pick.repairs)


def _all_repairs(indicator: Indicator) -> tuple[int, ...]:
    return (NO_PATH_REPAIR, *(index for index, _ in _shareable_repairs(indicator)))


def _repairs_at(indicator: Indicator, places: list[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(index for index, repair in _shareable_repairs(indicator) if (repair.path_index, repair.reached) in places)


def _shareable_repairs(indicator: Indicator) -> list[tuple[int, Repair]]:
    """Returns the repairs that several picks can make: an entity gets a first home once only."""
    return [(index, repair) for index, repair in enumerate(possible_repairs(indicator)) if not repair.gives_first_home]


def _is_complete(indicator: Indicator) -> bool:
    repairable = {place for places in breaks_of(indicator).values() for place in places}
    return repairable == {(place, reached) for place, steps in enumerate(indicator.steps) for reached in range(len(steps))}


def _load_fixes(
    compiler: Compiler, indicator: Indicator, field: SelectedField, picks: Sequence[Pick], found: Sequence[UnitRepairs] | None
) -> QueryPlan:
    """`found`: the repairs of each pick, or None if the statement finds them."""
    entities = EntitySelection(compiler, field, indicator)
    values = indicator.unit_values(compiler, "unit")
    repairs = _match_found(compiler, found) if found is not None else _match_repairs(compiler, indicator, picks)
    text = (
        f"{repairs} {entities.clauses} RETURN collect([repair, place, {entities.cypher}]) AS mended }} "
        f"WITH pick, {values.expression} AS own, mended ORDER BY pick RETURN collect([own, mended]) AS answer"
    )

    def decode(rows: list[list[Any]], _: str) -> list[ObjectValue]:
        no_steps = [0 for _ in indicator.steps]
        fixes = [
            fixes_from(indicator, values.decode(tested), no_steps, entities.decode(candidates))
            for tested, candidates in rows[0][0]
        ]
        return [entities.fix(best) for best, *_ in fixes]

    return QueryPlan(text, compiler.parameters, decode)


def _match_repairs(compiler: Compiler, indicator: Indicator, picks: Sequence[Pick]) -> str:
    """Returns clauses that bind the unit of each pick and begin the subquery of its repairs."""
    pick_list = compiler.constant([[pick.unit, list(pick.repairs), pick.at] for pick in picks])
    home = f"{match_home(compiler, 'unit', (indicator.kind,), 'found')} RETURN found ORDER BY found.code LIMIT 1"
    repairs = match_repairs(compiler, indicator, "unit", "home", at="at")
    return (
        f"UNWIND range(0, size({pick_list}) - 1) AS pick MATCH (unit:{indicator.kind.label} {{code: {pick_list}[pick][0]}}) "
        f"WITH pick, unit, head(COLLECT {{ {home} }}) AS home, {pick_list}[pick][2] AS at CALL (pick, unit, home, at) {{ {repairs} "
        f"WITH repair, {FROM}, {TO}, place WHERE repair IN {pick_list}[pick][1] OR repair = {NO_PATH_REPAIR}"
    )


def _match_found(compiler: Compiler, found: Sequence[UnitRepairs]) -> str:
    pick_list = compiler.constant([list(each) for each in found])
    return (
        f"UNWIND range(0, size({pick_list}) - 1) AS pick MATCH (unit) WHERE id(unit) = {pick_list}[pick][0] "
        f"CALL (pick) {{ {match_found_repairs(f'{pick_list}[pick][1]')}"
    )


async def _gaps_on_columns(
    context: FieldContext, columns: CoverageColumns, question: IndicatorQuestion, selected: SelectedField
) -> Gaps | None:
    """Finds the unreached units on columns. A statement reads their values."""
    as_of, indicator, breaks = context.as_of(selected), question.indicator, breaks_of(question.indicator)
    scope = await valid_division(context, columns, context.arguments(selected)["scope"], as_of.day)
    if scope is None:
        return None
    found = await columns.evaluate(
        (date_to_int(as_of.day),), lambda evaluator: unreached_units(evaluator, question, scope, list(breaks.values()))
    )
    missing = await context.run(_load_values(context.compiler(selected), indicator, found.ids), as_of)
    return _gaps_of(question, breaks, found.rows, missing, found.reached)


def _load_values(compiler: Compiler, indicator: Indicator, units: Sequence[int]) -> QueryPlan:
    ids, values = compiler.constant(list(units)), indicator.unit_values(compiler, "unit")
    text = (
        f"UNWIND range(0, size({ids}) - 1) AS place MATCH (unit) WHERE id(unit) = {ids}[place] "
        f"WITH place, {values.expression} AS own ORDER BY place RETURN collect(own) AS answer"
    )
    return QueryPlan(text, compiler.parameters, lambda rows, _: [values.decode(tested) for tested in rows[0][0]])


async def _repairs_on_columns(
    context: FieldContext, columns: CoverageColumns, question: IndicatorQuestion, selected: SelectedField, picks: Sequence[Pick]
) -> Sequence[UnitRepairs]:
    day = date_to_int(context.as_of(selected).day)
    chosen = [(pick.unit, pick.at, (*pick.repairs, NO_PATH_REPAIR)) for pick in picks]
    return await columns.evaluate((day,), lambda evaluator: repairs_of(evaluator, question.indicator, chosen))


def _result(fields: Sequence[SelectedField], gaps: Gaps, choice: Choice, fixes: Mapping[str, list[ObjectValue]]) -> ObjectValue:
    result = ObjectValue.of("NextBest")
    values = {
        "reachedBefore": gaps.reached,
        "reachedAfter": gaps.reached + choice.covered,
        "exact": choice.exact,
        "bound": choice.bound if gaps.complete else None,
        "__typename": result.typename,
    }
    for field in fields:
        result[field.key] = fixes[field.key] if field.name == "picks" else values[field.name]
    return result
