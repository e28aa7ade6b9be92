"""The root field `why`, on columns or in Cypher."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from graph.compiler.bindings import Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Expression
from graph.compiler.global_ids import KeyReader
from graph.compiler.query_plan import QueryPlan
from graph.compiler.result_projection import ProjectionBlock, ResultProjection
from graph.compiler.root_fields import require_valid
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.unit_statuses import STATUSES, unit_statuses
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.path_repair_search import PathRepairSearch
from graph.coverage.receipt_numbers import columns_for
from graph.coverage.units import UnitRow, bind_status, is_surveyed, is_unit
from graph.coverage.why import WhyCompiler
from graph.cypher.home_division import match_home
from graph.cypher.labels import labels
from graph.cypher.validity import node_is_valid
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.messages import coverage as messages
from graph.model.registry import KIND_BY_LABEL
from graph.snapshot.snapshot import Snapshot, date_to_int


@dataclass(frozen=True)
class Why:
    statements: ClassVar[int] = 1
    catalogue: Catalogue
    locate: KeyReader

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        columns = await columns_for(context, [question.indicator])
        if columns is not None:
            return await self._on_columns(context, selected, columns, question)
        return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))

    async def _on_columns(
        self, context: FieldContext, selected: SelectedField, columns: CoverageColumns, question: IndicatorQuestion
    ) -> Any:
        as_of, (label, code) = context.as_of(selected), self.locate(context.arguments(selected))
        snapshot = columns.columns.snapshot
        unit = snapshot.find(KIND_BY_LABEL[label], code)
        number = date_to_int(as_of.day)
        if unit is None or not snapshot.is_valid(unit, number):
            await context.read(READ_REVISION)
            return None if unit is None else require_valid(False, "unit")
        explained = await columns.evaluate((number,), lambda evaluator: _explained(evaluator, question, unit))
        compiled = context.compiled(
            (selected,), ("columns", question.indicator), lambda compiler: _WhyReader(compiler, question, selected)
        )
        rows = (await context.read(compiled.plan.projection.statement(explained, context.variables, as_of))).rows
        return context.complete(compiled, lambda reader: reader.read(explained, rows))

    def _plan(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
        indicator, unit = question.indicator, compiler.argument(selected, self.locate)
        subqueries = Subqueries(("unit", "home", "status"))
        row = UnitRow("unit", frozenset({indicator.kind}), None, subqueries, indicator, "home", "status")
        why = WhyCompiler(compiler, row).compile(selected)
        home = f"{match_home(compiler, 'unit', (indicator.kind,), 'found')} RETURN found ORDER BY found.code LIMIT 1"
        is_counted = f"unit{labels(row.kinds)} AND {is_unit(compiler, indicator, 'unit')}"
        text = (
            f"MATCH (unit:Entity {{code: {unit}[1]}}) WHERE {unit}[0] IN labels(unit) "
            f"WITH unit, {node_is_valid('unit', compiler.as_of)} AS alive, {is_counted} AS counted, head(COLLECT {{ {home} }}) AS home "
            f"WITH *, {is_surveyed(compiler, indicator, 'home')} AS kept "
            f"{bind_status(compiler, indicator, 'unit', 'kept', ('unit', 'alive', 'counted', 'home'), 'status')} "
            f"{row.subqueries.clauses()} RETURN alive, counted, home IS NOT NULL AS has_home, {why.cypher} AS answer"
        )
        return QueryPlan(text, compiler.parameters, _decoder(question, why))


def _decoder(question: IndicatorQuestion, why: Expression) -> Callable[[list[list[Any]], str], Any]:
    def decode(rows: list[list[Any]], _: str) -> Any:
        """Raises UserError (NOT_ALIVE, NOT_COUNTED)."""
        if not rows:
            return None
        is_valid, is_counted, has_home, value = rows[0]
        require_valid(is_valid, "unit")
        if not is_counted:
            raise UserError(messages.NOT_COUNTED, indicator=question.name, unit=question.indicator.unit)
        if not has_home:
            raise UserError(messages.UNIT_WITHOUT_HOME, indicator=question.name)
        return why.decode(value)

    return decode


@dataclass(frozen=True)
class _ExplainedUnit:
    """A unit with its status. `found`: the result of PathRepairSearch.explain. `home`: None if it has no home on that day."""

    snapshot: Snapshot
    unit: int
    is_counted: bool
    home: int | None = None
    status: str = ""
    found: Any = None


def _explained(evaluator: Evaluator, question: IndicatorQuestion, unit: int) -> _ExplainedUnit:
    """Explains a valid unit at its first home by code, on the evaluator's only day."""
    snapshot, indicator = evaluator.columns.snapshot, question.indicator
    if not _is_counted(evaluator, question, unit):
        return _ExplainedUnit(snapshot, unit, False)
    statuses = unit_statuses(evaluator, indicator.rule)
    places: list[int] = np.flatnonzero(statuses.unit == unit).tolist()
    status_of = {
        place: name for place in places for name, days in zip(STATUSES, statuses.by_status, strict=True) if days[place]
    }
    if not status_of:
        return _ExplainedUnit(snapshot, unit, True)
    place = min(status_of, key=lambda each: snapshot.codes[int(statuses.home[each])])
    home = int(statuses.home[place])
    found = PathRepairSearch(evaluator, indicator).explain(unit, home)
    return _ExplainedUnit(snapshot, unit, True, home, status_of[place], found)


def _is_counted(evaluator: Evaluator, question: IndicatorQuestion, unit: int) -> bool:
    pattern = question.indicator.pattern
    if evaluator.columns.snapshot.kind_of(unit) is not pattern.kind:
        return False
    counted = evaluator.matching(pattern.kind, pattern.conditions)[unit - evaluator.columns.range_of(pattern.kind).start]
    return bool(counted and (not pattern.requires or evaluator.leads(pattern.requires)[unit]))


class _WhyReader:
    """Compiled from a selection. One statement reads the unit's values and the entities of its repairs."""

    def __init__(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> None:
        self._question = question
        self.projection = ResultProjection(compiler)
        key, unit, home, status, found, variable = (
            compiler.name(prefix) for prefix in ("p", "unit", "home", "status", "found", "v")
        )
        subqueries = Subqueries((unit, home, status, found))
        kinds = frozenset({question.indicator.kind})
        row = UnitRow(unit, kinds, None, subqueries, question.indicator, home, status, found=found)
        why = WhyCompiler(compiler, row).compile(selected)
        text = (
            f"CALL () {{ MATCH ({unit}) WHERE id({unit}) = ${key}[0] MATCH ({home}) WHERE id({home}) = ${key}[1] "
            f"WITH {unit}, {home}, ${key}[2] AS {status}, ${key}[3] AS {found} {subqueries.clauses()} "
            f"RETURN collect({why.cypher}) AS {variable} }}"
        )
        self.projection.add(
            ProjectionBlock(text, variable, lambda each: {key: _row(each)}, lambda value, _: _decode(why, value))
        )

    def read(self, explained: _ExplainedUnit, rows: list[list[Any]]) -> Any:
        """Raises UserError (NOT_COUNTED)."""
        if not explained.is_counted:
            raise UserError(messages.NOT_COUNTED, indicator=self._question.name, unit=self._question.indicator.unit)
        if explained.home is None:
            raise UserError(messages.UNIT_WITHOUT_HOME, indicator=self._question.name)
        return self.projection.decode(explained, rows).blocks[0]


def _row(explained: _ExplainedUnit) -> list[Any]:
    ids = explained.snapshot.node_id
    home = None if explained.home is None else int(ids[explained.home])
    return [int(ids[explained.unit]), home, explained.status, explained.found]


def _decode(why: Expression, value: list[Any]) -> Any:
    return why.decode(value[0]) if value else None
