"""The counts of a receipt at several as-of dates, in one statement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, cast

from graphql import GraphQLString

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Decoder, Expression, ObjectValue
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery
from graph.compiler.selections import SelectedField
from graph.coverage.counts import Counts, Table
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.receipt import counts_subquery
from graph.cypher.validity import node_is_valid, subquery_call
from graph.errors import UserError
from graph.messages import coverage as messages

MONTHS: Final = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
MAX_POINTS: Final = 600


@dataclass(frozen=True)
class Series:
    """The execution of ``Query.coverageSeries``."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))

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
        fields = compiler.selections.of(selected.type, selected.nodes)  # pyright: ignore[reportArgumentType]
        coerce = [compiler.coercion.coerce(Expression(None), _type_of(field)).decode for field in fields]

        def decode(text: str, points: list[tuple[str, Any]]) -> Any:
            return [_point(fields, coerce, day, Table(counts, question.by_people, text, {})) for day, counts in points]

        return statement.plan(clauses, {"points": "points"}, decode, is_valid="any(each IN living WHERE each)")


def _type_of(field: SelectedField) -> Any:
    return cast(Any, field.definition).type if field.definition else GraphQLString


def _point(fields: list[SelectedField], coerce: list[Decoder], day: str, table: Table) -> ObjectValue:
    counts, point = table.at((), own=False), ObjectValue.of("CoveragePoint")
    values = {"asOf": day, "__typename": point.typename, **_numbers(counts)}
    for field, decode in zip(fields, coerce, strict=True):
        point[field.key] = decode(values[field.name])
    return point


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
