from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.counts import CountTable
from graph.coverage.fixes import EntitySelection, fixes_from
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.maximum_coverage import Choice
from graph.coverage.path_cypher import match_path
from graph.coverage.path_repairs import FROM, NO_PATH_REPAIR, TO, match_found_path_repairs, match_path_repairs
from graph.coverage.picks import Breaks, Gaps, Pick, UnreachedUnit, breaks_of, gaps_of
from graph.coverage.receipt_numbers import columns_for, valid_division
from graph.coverage.unit_lists import ListsTooLong
from graph.coverage.units import counts_subquery, units_below
from graph.coverage.unreached_units import UnitRepairs, repairs_of, unreached_units
from graph.cypher.home_division import match_home
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.snapshot.snapshot import date_to_int

MAX_PICKS: Final = 100
DEFAULT_PICKS: Final = 3


@dataclass(frozen=True)
class NextBest:
    """`Query.nextBest`: the k fixes that together reach most units. A pick repairs a path at a node, for all units whose
    path ends there, or adds a unit's missing values.
    """

    statements: ClassVar[int] = 2
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> ObjectValue | None:
        arguments = context.arguments(selected)
        question = await self.catalogue.question(context, selected)
        k = DEFAULT_PICKS if arguments.get("k") is None else arguments["k"]
        if not 1 <= k <= MAX_PICKS:
            raise UserError(messages.NUMBER_OUT_OF_RANGE, argument="k", number=k, maximum=MAX_PICKS)
        columns = await columns_for(context, [question.indicator])
        gaps = await _gaps(context, columns, question, selected)
        if gaps is None:
            return None
        choice = gaps.choose(k)
        gains = gaps.gains(choice)
        fields = context.selections.of(selected.type, selected.nodes)  # pyright: ignore[reportArgumentType]
        picks = [gaps.picks[index] for index in choice.picked]
        found = None if columns is None else await _repairs_on_columns(context, columns, question, selected, picks)
        fixes = {
            field.key: await context.run(
                _load_fixes(context.compiler(selected), question.indicator, field, picks, found, gains), context.as_of(selected)
            )
            for field in fields
            if field.name == "picks"
        }
        return _result(fields, gaps, choice, fixes)


async def _gaps(
    context: FieldContext, columns: CoverageColumns | None, question: IndicatorQuestion, selected: SelectedField
) -> Gaps | None:
    if columns is not None:
        with suppress(ListsTooLong):
            return await _gaps_on_columns(context, columns, question, selected)
    plan = _load_gaps(context.compiler(selected), question, selected, breaks_of(question.indicator))
    return await context.run(plan, context.as_of(selected))


def _load_gaps(compiler: Compiler, question: IndicatorQuestion, selected: SelectedField, breaks: Breaks) -> QueryPlan:
    """Returns the plan that reads the unreached units, each as [code, people, values, for each break the codes of its nodes]."""
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
        table = CountTable(counts, question.by_people, text, {})
        missing = [values.decode(tested) for _, _, tested, _ in gaps]
        rows = [UnreachedUnit(code, people, at) for code, people, _, at in gaps]
        return gaps_of(question, breaks, rows, missing, table.at((), own=False).reached)

    return statement.plan(clauses, {"counts": "counts", "gaps": "gaps"}, decode)


def _nodes_at(compiler: Compiler, indicator: Indicator, unit: str, places: list[tuple[int, int]]) -> str:
    return " + ".join(_nodes_reached(compiler, indicator, unit, path, reached) for path, reached in places)


def _nodes_reached(compiler: Compiler, indicator: Indicator, unit: str, path: int, reached: int) -> str:
    if not reached:
        return f"[{unit}.code]"
    bound = match_path(compiler, unit, indicator.steps[path][:reached])
    return f"COLLECT {{ {bound.clauses} RETURN DISTINCT {bound.nodes[-1]}.code AS code }}"


def _load_fixes(
    compiler: Compiler,
    indicator: Indicator,
    field: SelectedField,
    picks: Sequence[Pick],
    found: Sequence[UnitRepairs] | None,
    gains: Sequence[Mapping[str, int]],
) -> QueryPlan:
    """Returns the plan that reads the fixes of picks. `found`: the repairs of each pick, or None if the statement finds them. `gains`: the numbers
    of each pick.
    """
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
        return [entities.fix(replace(best, numbers=numbers)) for (best, *_), numbers in zip(fixes, gains, strict=True)]

    return QueryPlan(text, compiler.parameters, decode)


def _match_repairs(compiler: Compiler, indicator: Indicator, picks: Sequence[Pick]) -> str:
    """Binds each pick's unit, and begins the subquery of its repairs."""
    pick_list = compiler.constant([[pick.unit, list(pick.repairs), pick.at] for pick in picks])
    home = f"{match_home(compiler, 'unit', (indicator.kind,), 'found')} RETURN found ORDER BY found.code LIMIT 1"
    repairs = match_path_repairs(compiler, indicator, "unit", "home", at="at")
    return (
        f"UNWIND range(0, size({pick_list}) - 1) AS pick MATCH (unit:{indicator.kind.label} {{code: {pick_list}[pick][0]}}) "
        f"WITH pick, unit, head(COLLECT {{ {home} }}) AS home, {pick_list}[pick][2] AS at CALL (pick, unit, home, at) {{ {repairs} "
        f"WITH repair, {FROM}, {TO}, place WHERE repair IN {pick_list}[pick][1] OR repair = {NO_PATH_REPAIR}"
    )


def _match_found(compiler: Compiler, found: Sequence[UnitRepairs]) -> str:
    pick_list = compiler.constant([list(each) for each in found])
    return (
        f"UNWIND range(0, size({pick_list}) - 1) AS pick MATCH (unit) WHERE id(unit) = {pick_list}[pick][0] "
        f"CALL (pick) {{ {match_found_path_repairs(f'{pick_list}[pick][1]')}"
    )


async def _gaps_on_columns(
    context: FieldContext, columns: CoverageColumns, question: IndicatorQuestion, selected: SelectedField
) -> Gaps | None:
    """Finds unreached units on columns. Raises ListsTooLong."""
    as_of, indicator, breaks = context.as_of(selected), question.indicator, breaks_of(question.indicator)
    scope = await valid_division(context, columns, context.arguments(selected)["scope"], as_of.day)
    if scope is None:
        return None
    found = await columns.evaluate(
        (date_to_int(as_of.day),), lambda evaluator: unreached_units(evaluator, question, scope, list(breaks.values()))
    )
    missing = await context.run(_load_values(context.compiler(selected), indicator, found.ids), as_of)
    return gaps_of(question, breaks, found.rows, missing, found.reached)


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
