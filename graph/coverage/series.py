"""The numbers of a receipt through time, in one statement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final, cast

from graphql import GraphQLString

from graph.compiler.compiler import Compiler, QueryPlan
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Decoder, Expression, ObjectValue
from graph.compiler.root_fields import DivisionQuery
from graph.compiler.selections import SelectedField
from graph.coverage.counts import Counts, Table
from graph.coverage.receipt import Catalogue, IndicatorQuestion, counts_subquery
from graph.cypher.validity import node_is_valid, subquery_call
from graph.errors import argument_error

MONTHS: Final = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
MOST_POINTS: Final = 600


@dataclass(frozen=True)
class Series:
    """The instruction of ``Query.coverageSeries``."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))

    def _plan(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
        statement = DivisionQuery(compiler, selected)
        moments = compiler.argument(selected, days_of)
        at_moment = compiler.at("moment")
        lives = node_is_valid("scope", at_moment.as_of)
        counts = counts_subquery(at_moment, question.indicator, "scope", people=question.by_people)
        count = f"{subquery_call(at_moment.as_of, 'scope')} {{ WITH * WHERE {lives} {counts} }}"
        clauses = (
            f"CALL (scope) {{ UNWIND {moments} AS moment {count} WITH moment, counts, {lives} AS lives ORDER BY moment "
            "RETURN collect([toString(moment), counts]) AS points, collect(lives) AS living }"
        )
        fields = compiler.selections.of(selected.type, selected.nodes)  # pyright: ignore[reportArgumentType]

        held = [compiler.coercion.coerce(Expression(None), _type_of(field)).decode for field in fields]

        def read(text: str, points: list[tuple[str, Any]]) -> Any:
            return [_point(fields, held, day, Table(counts, question.by_people, text, {})) for day, counts in points]

        return statement.plan(clauses, {"points": "points"}, read, is_valid="any(each IN living WHERE each)")


def _type_of(field: SelectedField) -> Any:
    return cast(Any, field.definition).type if field.definition else GraphQLString


def _point(fields: list[SelectedField], held: list[Decoder], day: str, table: Table) -> ObjectValue:
    counts, record = table.at((), own=False), ObjectValue.of("CoveragePoint")
    values = {"asOf": day, "__typename": record.typename, **_numbers(counts)}
    for field, read in zip(fields, held, strict=True):
        record[field.key] = read(values[field.name])
    return record


def _numbers(counts: Counts) -> dict[str, Any]:
    return {
        "denominator": counts.denominator,
        "reached": counts.reached,
        "notReached": counts.not_reached,
        "unknown": counts.unknown,
        "share": counts.share,
    }


def days_of(arguments: Mapping[str, Any]) -> list[date]:
    """The days of the points: ``from``, and then on a step after the other, up to ``to``. Raises Refusal (BAD_ARGUMENT)."""
    begin, end = arguments["from"], arguments["to"]
    if begin > end:
        raise argument_error(f"`from` ({begin}) is after `to` ({end}). Give the earlier day first.")
    chosen = arguments.get("step")
    days: list[date] = []
    for day in _days(begin, MONTHS[chosen.value if chosen else "MONTH"]):
        if day > end:
            break
        if len(days) == MOST_POINTS:
            raise argument_error(f"That would be more than {MOST_POINTS} points. Ask for a longer `step` or a shorter time.")
        days.append(day)
    return days


def _days(begin: date, months: int) -> Iterator[date]:
    """The same day of the month, or its last day where the month is shorter."""
    for number in range(MOST_POINTS + 1):
        month = begin.year * 12 + begin.month - 1 + number * months
        if month // 12 > date.max.year:
            return
        yield _in_month(month // 12, month % 12 + 1, begin.day)


def _in_month(year: int, month: int, day: int) -> date:
    for last in (day, 30, 29, 28):
        try:
            return date(year, month, min(day, last))
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
