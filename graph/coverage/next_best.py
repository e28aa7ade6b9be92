from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.counts import CountTable
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.next_best_reader import ChosenPicks, NextBestReader
from graph.coverage.path_cypher import match_path
from graph.coverage.path_repairs import NO_PATH_REPAIR
from graph.coverage.picks import Breaks, Gaps, Pick, UnreachedUnit, breaks_of, gaps_of
from graph.coverage.reach_status import MissingValues
from graph.coverage.receipt_numbers import columns_for, valid_division
from graph.coverage.unit_lists import ListsTooLong
from graph.coverage.units import counts_subquery, units_below
from graph.coverage.unreached_units import UnitRepairs, repairs_of, unreached_units
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

    statements: ClassVar[int] = 1
    """One more reads the values of units that the indicator tests."""
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        arguments = context.arguments(selected)
        question = await self.catalogue.question(context, selected)
        k = DEFAULT_PICKS if arguments.get("k") is None else arguments["k"]
        if not 1 <= k <= MAX_PICKS:
            raise UserError(messages.NUMBER_OUT_OF_RANGE, argument="k", number=k, maximum=MAX_PICKS)
        columns = await columns_for(context, [question.indicator])
        gaps = await _gaps(context, columns, question, selected)
        if gaps is None:
            return None
        chosen = ChosenPicks(gaps, gaps.choose(k))
        if columns is not None:
            chosen = replace(chosen, repairs=await _repairs_on_columns(context, columns, question, selected, chosen.picks))
        on_columns = columns is not None
        compiled = context.compiled(
            (selected,),
            (question.indicator, on_columns),
            lambda compiler: NextBestReader(compiler, selected, question.indicator, on_columns=on_columns),
        )
        statements = compiled.plan.statements(chosen, context.variables, context.as_of(selected))
        rows = [(await context.read(statement)).rows for statement in statements]
        return context.complete(compiled, lambda reader: reader.read(chosen, rows))


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
    missing = [MissingValues()] * len(found.ids)
    if indicator.tests:
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
