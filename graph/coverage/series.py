"""The counts of a receipt at several as-of dates, from columns, or from Cypher in one statement."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, cast

from graphql import GraphQLString

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery, require_valid
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.days import MAX_DAYS
from graph.coverage.columns.division_counts import counts_by_day
from graph.coverage.columns.divisions import find_division
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.unit_statuses import unit_statuses
from graph.coverage.counts import Counts, Table
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.receipt import counts_subquery
from graph.coverage.receipt_numbers import columns_for
from graph.cypher.validity import node_is_valid, subquery_call
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.messages import coverage as messages
from graph.snapshot.snapshot import date_to_int

MONTHS: Final = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
MAX_POINTS: Final = 600


@dataclass(frozen=True)
class Series:
    """The execution of ``Query.coverageSeries``."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        columns = await columns_for(context, [question.indicator])
        if columns is None:
            return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))
        return await _series_on_columns(context, selected, columns, question)

    def _plan(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
        statement = DivisionQuery(compiler, selected)
        dates = compiler.argument(selected, dates_of_points)
        dated = compiler.at("moment")
        is_valid = node_is_valid("scope", dated.as_of)
        counts = counts_subquery(dated, question.indicator, "scope", people=question.by_people)
        count = f"{subquery_call(dated, 'scope')} {{ WITH * WHERE {is_valid} {counts} }}"
        clauses = (
            f"CALL (scope) {{ UNWIND {dates} AS moment {count} WITH moment, counts, {is_valid} AS lives ORDER BY moment "
            "RETURN collect([toString(moment), counts]) AS points, collect(lives) AS living }"
        )
        read_point = _point_reader(compiler, selected)

        def decode(text: str, points: list[tuple[str, Any]]) -> Any:
            return [read_point(day, Table(counts, question.by_people, text, {}).at((), own=False)) for day, counts in points]

        return statement.plan(clauses, {"points": "points"}, decode, is_valid="any(each IN living WHERE each)")


def _type_of(field: SelectedField) -> Any:
    return cast(Any, field.definition).type if field.definition else GraphQLString


def _point_reader(compiler: Compiler, selected: SelectedField) -> Callable[[str, Counts], ObjectValue]:
    fields = compiler.selections.of(selected.type, selected.nodes)  # pyright: ignore[reportArgumentType]
    coerce = [compiler.coercion.coerce(Expression(None), _type_of(field)).decode for field in fields]

    def read(day: str, counts: Counts) -> ObjectValue:
        point = ObjectValue.of("CoveragePoint")
        values = {"asOf": day, "__typename": point.typename, **_numbers(counts)}
        for field, decode in zip(fields, coerce, strict=True):
            point[field.key] = decode(values[field.name])
        return point

    return read


async def _series_on_columns(
    context: FieldContext, selected: SelectedField, columns: CoverageColumns, question: IndicatorQuestion
) -> Any:
    arguments = context.arguments(selected)
    days = dates_of_points(arguments)
    snapshot = columns.columns.snapshot
    scope = find_division(snapshot, arguments["scope"])
    await context.read(READ_REVISION)
    if scope is None:
        return None
    require_valid(any(snapshot.is_valid(scope, date_to_int(day)) for day in days), "scope")

    def count(evaluator: Evaluator) -> list[Counts]:
        statuses = unit_statuses(evaluator, question.indicator.rule)
        return counts_by_day(evaluator, statuses, scope, people=question.by_people)

    points: list[tuple[str, Counts]] = []
    for first in range(0, len(days), MAX_DAYS):
        chunk = days[first : first + MAX_DAYS]
        counts = await columns.evaluate([date_to_int(day) for day in chunk], count)
        points += zip(map(str, chunk), counts, strict=True)
    compiled = context.compiled((selected,), "columns", lambda compiler: _point_reader(compiler, selected))
    return context.complete(compiled, lambda read: [read(day, counts) for day, counts in points])


def _numbers(counts: Counts) -> dict[str, Any]:
    return {
        "denominator": counts.denominator,
        "reached": counts.reached,
        "notReached": counts.not_reached,
        "unknown": counts.unknown,
        "share": counts.share,
    }


def dates_of_points(arguments: Mapping[str, Any]) -> list[date]:
    """Returns the dates from ``from`` to ``to`` at intervals of ``step``. Raises UserError (BAD_ARGUMENT)."""
    start, end = arguments["from"], arguments["to"]
    if start > end:
        raise UserError(messages.DATES_REVERSED, start=start, end=end)
    step = arguments.get("step")
    days: list[date] = []
    for day in _every(MONTHS[step.value if step else "MONTH"], start):
        if day > end:
            break
        if len(days) == MAX_POINTS:
            raise UserError(messages.TOO_MANY_POINTS, maximum=MAX_POINTS)
        days.append(day)
    return days


def _every(months: int, start: date) -> Iterator[date]:
    """Yields the day of ``start`` in each month, or the last day of a shorter month."""
    for number in range(MAX_POINTS + 1):
        month = start.year * 12 + start.month - 1 + number * months
        if month // 12 > date.max.year:
            return
        yield _in_month(month // 12, month % 12 + 1, start.day)


def _in_month(year: int, month: int, day: int) -> date:
    for last in (day, 30, 29, 28):
        try:
            return date(year, month, min(day, last))
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
