"""The root field `coverageSeries`: counts at several dates, from columns or by one Cypher statement."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

import numpy as np

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.query_plan import QueryPlan
from graph.compiler.result_projection import DatedEntity, ResultProjection
from graph.compiler.root_fields import DivisionQuery, require_valid
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.days import MAX_DAYS
from graph.coverage.columns.division_counts import counts_by_day, counts_of
from graph.coverage.columns.divisions import find_division
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.homes import above
from graph.coverage.columns.unit_statuses import unit_statuses
from graph.coverage.counts import Counts, CountTable
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.receipt_numbers import columns_for
from graph.coverage.series_dates import dates_of_points
from graph.coverage.series_points import SeriesPoint, division_fields, point_reader
from graph.coverage.units import counts_subquery
from graph.cypher.home_division import below
from graph.cypher.validity import node_is_valid, subquery_call
from graph.errors import UserError
from graph.messages import coverage as messages
from graph.messages.language import listing
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.snapshot.snapshot import Snapshot, date_to_int, int_to_date

MAX_DIVISION_POINTS: Final = 20_000


@dataclass(frozen=True)
class Series:
    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        columns = await columns_for(context, [question.indicator])
        if columns is not None:
            return await _series_on_columns(context, selected, columns, question)
        level = _level(context.arguments(selected))
        return await context.execute(
            selected, (question.key, level), lambda compiler: _plan(compiler, question, selected, level)
        )


def _level(arguments: Mapping[str, Any]) -> Kind | None:
    level = arguments.get("divisions")
    return next((kind for kind in DIVISIONS if level is not None and kind.name == level.name), None)


def _require_below(level: Kind | None, scope: Kind) -> None:
    """Raises UserError (BAD_ARGUMENT)."""
    lower = DIVISIONS[DIVISIONS.index(scope) + 1 :]
    if level is not None and level not in lower:
        names = listing(kind.name for kind in lower) if lower else messages.NO_LEVEL.format()
        raise UserError(messages.LEVEL_NOT_BELOW, level=level.name, scope=scope.name, levels=names)


def _require_few(number: int) -> None:
    """Raises UserError (QUERY_TOO_EXPENSIVE)."""
    if number > MAX_DIVISION_POINTS:
        raise UserError(messages.TOO_MANY_DIVISION_POINTS, number=number, maximum=MAX_DIVISION_POINTS)


# ---------------------------------------------------------------------------------------------------- in Cypher
def _plan(compiler: Compiler, question: IndicatorQuestion, selected: SelectedField, level: Kind | None) -> QueryPlan:
    statement = DivisionQuery(compiler, selected)
    dates = compiler.argument(selected, dates_of_points)
    dated = compiler.at("moment")
    is_valid = node_is_valid("scope", dated.as_of)
    counts = counts_subquery(dated, question.indicator, "scope", people=question.by_people)
    count = f"{subquery_call(dated, 'scope')} {{ WITH * WHERE {is_valid} {counts} }}"
    clauses = (
        f"CALL (scope) {{ UNWIND {dates} AS moment {count} WITH moment, counts, {is_valid} AS lives ORDER BY moment "
        "RETURN collect([toString(moment), counts, lives]) AS points, collect(lives) AS living }"
    )
    columns = {"points": "points", "level": "labels(scope)", "divisions": "[]"}
    fields = division_fields(compiler, selected)
    if level is not None:
        clauses += f" {_match_divisions(dated, question, level, fields, dates)}"
        columns["divisions"] = "divisions"
    read_point = point_reader(compiler, selected)
    projections = {field.key: dated.project(_division(level), field.type, field.nodes) for field in fields} if level else {}

    def decode(text: str, points: list[Any], scope_labels: list[str], divisions: list[Any]) -> Any:
        _require_below(level, next(kind for kind in DIVISIONS if kind.label in scope_labels))
        _require_few(len(divisions))

        def counts_of_rows(rows: Any) -> Counts:
            return CountTable(rows, question.by_people, text, {}).at((), own=False)

        of_day: dict[str, list[tuple[Any, Counts]]] = {}
        for day, rows, values in divisions:
            of_day.setdefault(day, []).append((values, counts_of_rows(rows)))

        def division(field: SelectedField, values: list[Any]) -> ObjectValue:
            return projections[field.key].decode(values[[each.key for each in fields].index(field.key)])

        return [
            read_point(
                SeriesPoint(date.fromisoformat(day), counts_of_rows(rows) if lives else None, of_day.get(day, ())), division
            )
            for day, rows, lives in points
        ]

    return statement.plan(clauses, columns, decode, is_valid="any(each IN living WHERE each)")


def _division(level: Kind) -> Binding:
    return Binding.of("d", frozenset({level}))


def _match_divisions(
    dated: Compiler, question: IndicatorQuestion, level: Kind, fields: Sequence[SelectedField], dates: str
) -> str:
    """Binds `divisions` to a row per division of the level and date: [date, counts, projections]."""
    binding = _division(level)
    projected = [dated.project(binding, field.type, field.nodes) for field in fields]
    counts = counts_subquery(dated, question.indicator, "d", people=question.by_people)
    return (
        f"CALL (scope) {{ UNWIND {dates} AS moment MATCH {below(dated, 'scope', 'd', (level,), min_steps=1)} "
        f"WHERE {node_is_valid('scope', dated.as_of)} WITH DISTINCT moment, d CALL (moment, d) {{ {counts} }} "
        f"{binding.subqueries.clauses()} WITH moment, counts, d.code AS code, [{', '.join(str(each.cypher) for each in projected)}] AS shown "
        f"ORDER BY moment, code RETURN collect([toString(moment), counts, shown]) AS divisions }}"
    )


# ---------------------------------------------------------------------------------------------------- on columns
@dataclass(frozen=True)
class _CountedSeries:
    snapshot: Snapshot
    points: list[SeriesPoint]

    @property
    def divisions(self) -> Iterator[DatedEntity]:
        return (key for point in self.points for key, _ in point.divisions)


class _SeriesReader:
    """Compiled from a selection. At most one statement follows, which projects the divisions at their dates."""

    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self.projection = ResultProjection(compiler)
        self._read_point = point_reader(compiler, selected)
        self._divisions = {
            field.key: self.projection.dated_entities(field, lambda series: series.divisions, frozenset(DIVISIONS))
            for field in division_fields(compiler, selected)
        }

    def read(self, series: _CountedSeries, rows: list[list[Any]]) -> list[ObjectValue]:
        projected = self.projection.decode(series, rows)

        def division(field: SelectedField, key: DatedEntity) -> ObjectValue:
            return self._divisions[field.key](projected, key)

        return [self._read_point(point, division) for point in series.points]


async def _series_on_columns(
    context: FieldContext, selected: SelectedField, columns: CoverageColumns, question: IndicatorQuestion
) -> Any:
    arguments = context.arguments(selected)
    days, level = dates_of_points(arguments), _level(arguments)
    snapshot = columns.columns.snapshot
    scope = find_division(snapshot, arguments["scope"])
    series = _CountedSeries(snapshot, [])
    if scope is not None and any(snapshot.is_valid(scope, date_to_int(day)) for day in days):
        _require_below(level, snapshot.kind_of(scope))
        for first in range(0, len(days), MAX_DAYS):
            numbers = [date_to_int(day) for day in days[first : first + MAX_DAYS]]
            series.points.extend(await columns.evaluate(numbers, lambda evaluator: _points(evaluator, question, scope, level)))
        _require_few(sum(len(point.divisions) for point in series.points))
    compiled = context.compiled((selected,), "columns", lambda compiler: _SeriesReader(compiler, selected))
    statement = compiled.plan.projection.statement(series, context.variables, context.as_of(selected))
    rows = (await context.read(statement)).rows
    if scope is None:
        return None
    require_valid(bool(series.points), "scope")
    return context.complete(compiled, lambda reader: reader.read(series, rows))


def _points(evaluator: Evaluator, question: IndicatorQuestion, scope: int, level: Kind | None) -> list[SeriesPoint]:
    snapshot, rule = evaluator.columns.snapshot, question.indicator.rule
    counts = counts_by_day(evaluator, unit_statuses(evaluator, rule), scope, people=question.by_people)
    dates = [(int(number), int_to_date(int(number))) for number in evaluator.days.numbers]
    return [
        SeriesPoint(
            day, of_scope if snapshot.is_valid(scope, number) else None, _divisions(evaluator, question, scope, level, index)
        )
        for index, ((number, day), of_scope) in enumerate(zip(dates, counts, strict=True))
        if day is not None
    ]


def _divisions(
    evaluator: Evaluator, question: IndicatorQuestion, scope: int, level: Kind | None, day: int
) -> list[tuple[DatedEntity, Counts]]:
    if level is None:
        return []
    tree, number = above(evaluator), int(evaluator.days.numbers[day])
    below_scope = tree.first[(tree.second == scope) & (tree.days & evaluator.days.day(day) != 0)]
    first, end = evaluator.columns.snapshot.index_range(level)
    of_level: list[int] = below_scope[np.searchsorted(below_scope, first) : np.searchsorted(below_scope, end)].tolist()
    counts = counts_of(evaluator, question.indicator.rule, people=question.by_people)
    return [((division, number), counts.at(division, day)) for division in of_level]
