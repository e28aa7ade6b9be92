"""Comparisons: a receipt before and after, and the units that are gained and lost between them, each with the link that did it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Binding, Compiler, QueryPlan
from graph.compiler.connections import compile_connection
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.root_fields import DivisionQuery, parameter_map
from graph.compiler.selections import SelectedField, Variables
from graph.coverage.receipt import Catalogue, IndicatorQuestion, ReceiptResult, receipt_of
from graph.coverage.units import is_reached_within, units_below
from graph.cypher.labels import EVERY_DIVISION
from graph.cypher.validity import any_link_is_valid, node_is_valid
from graph.errors import argument_error

BEFORE, AFTER = "before", "after"
RECEIPTS = (BEFORE, AFTER)
LISTS = {"lost": BEFORE, "gained": AFTER}
"""The lists of units, and the side whose units they show."""


@dataclass(frozen=True)
class Side:
    """One of the two sides. ``as_of``: its as-of date. ``reached_there``: whether a bound unit is reached on the other side.
    ``changed``: whether a bound ``{link}`` is not there on the other side."""

    as_of: str
    reached_there: Callable[[str], str]
    changed: str


def compile_side(
    compiler: Compiler, question: IndicatorQuestion, scope: Binding, field: SelectedField, side: Side
) -> Expression:
    """A receipt (its reader takes a Told), or a list of units that only this side reaches, at the side's as-of date."""
    here = compiler.at(side.as_of)
    if field.name in RECEIPTS:
        return receipt_of(here, question, scope, field)
    units = units_below(here, question.indicator, scope.node)
    only_here = (f"{units.status} = 'REACHED'", f"NOT {side.reached_there(units.unit)}")
    return compile_connection(here, units.matches(*only_here, changed=side.changed), field, scope.scope)


@dataclass(frozen=True)
class Diff:
    """The instruction of ``Query.diff``: two days, in one statement."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))

    def _plan(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
        statement, scope = DivisionQuery(compiler, selected), Binding.of("scope", EVERY_DIVISION)
        for day in ("from", "to"):
            compiler.parameters[day] = _day(compiler, selected, day)
        sides = _two_days(compiler, question)
        compiled = _compiled(compiler, question, scope, selected, sides)
        alive = " AND ".join(node_is_valid("scope", side.as_of) for side in sides.values())
        values = ", ".join(str(part.cypher) for _, part in compiled if part.cypher is not None)

        def read(text: str, values: list[Any], parameters: Mapping[str, Any]) -> ObjectValue:
            told = iter(values)
            record = ObjectValue.of("CoverageDiff")
            for field, part in compiled:
                value = next(told) if part.cypher is not None else None
                record[field.key] = part.decode(ReceiptResult.of(value, text, parameters) if field.name in RECEIPTS else value)
            return record

        told = {"answer": f"[{values}]", "parameters": parameter_map(compiler)}
        return statement.plan(scope.scope.clauses(), told, read, is_valid=alive)


def _day(compiler: Compiler, selected: SelectedField, name: str) -> Callable[[Any], Any]:
    """Reads one of the two days. Raises Refusal (BAD_ARGUMENT) where they are the wrong way round."""

    def read(variables: Variables) -> Any:
        arguments = variables.arguments(selected)
        if arguments["from"] > arguments["to"]:
            raise argument_error(f"`from` ({arguments['from']}) is after `to` ({arguments['to']}). Give the earlier day first.")
        return arguments[name]

    return read


def _two_days(compiler: Compiler, question: IndicatorQuestion) -> dict[str, Side]:
    return {BEFORE: _day_side(compiler, question, "$from", "$to"), AFTER: _day_side(compiler, question, "$to", "$from")}


def _day_side(compiler: Compiler, question: IndicatorQuestion, here: str, there: str) -> Side:
    def reached_there(unit: str) -> str:
        return is_reached_within(compiler.at(there), question.indicator, unit, "scope")

    ends = [node_is_valid(f"{end}({{link}})", there) for end in ("startNode", "endNode")]
    changed = f"NOT ({' AND '.join([any_link_is_valid('{link}', there), *ends])})"
    return Side(here, reached_there, changed)


def _compiled(
    compiler: Compiler, question: IndicatorQuestion, scope: Binding, selected: SelectedField, sides: dict[str, Side]
) -> list[tuple[SelectedField, Expression]]:
    fields = compiler.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
    return [(field, compile_field(compiler, question, scope, field, sides)) for field in fields]


def compile_field(
    compiler: Compiler, question: IndicatorQuestion, scope: Binding, field: SelectedField, sides: dict[str, Side]
) -> Expression:
    """One field of a comparison, on whichever side it speaks of."""
    if field.definition is None:
        return Expression(None, lambda _: "CoverageDiff")
    return compile_side(compiler, question, scope, field, sides[LISTS.get(field.name, field.name)])
