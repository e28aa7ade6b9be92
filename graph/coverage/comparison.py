"""Compares two receipts, and lists units gained and lost with the links that caused it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from graphql import GraphQLObjectType

from graph.compiler.as_of import AsOf
from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.connections import compile_connection
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Expression, ObjectValue, list_expression
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery, parameter_map
from graph.compiler.selections import SelectedField, Variables, in_canonical_order
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.comparison_sides import AFTER, BEFORE, LISTS, RECEIPTS
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.receipt import compile_receipt
from graph.coverage.receipt_decoder import ReceiptResult
from graph.coverage.receipt_numbers import columns_for, receipt_numbers, valid_division
from graph.coverage.receipts_before_after import ComparedSide, ComparisonReader, needs_the_database, not_shown
from graph.coverage.unit_lists import ListsTooLong, UnitKey, rows_reached_only
from graph.coverage.units import is_reached_within, units_below
from graph.cypher.labels import EVERY_DIVISION
from graph.cypher.validity import any_link_is_valid, node_is_valid
from graph.errors import UserError
from graph.messages import coverage as messages
from graph.snapshot.snapshot import date_to_int


@dataclass(frozen=True)
class SideConditions:
    """What the Cypher of one side of a comparison needs: `compiler`, for the date of this side; `reached_on_other`, which returns the condition
    that a unit is reached on the other side; `changed`, the condition that a `{link}` does not exist there.
    """

    compiler: Compiler
    reached_on_other: Callable[[str], str]
    changed: str


@dataclass(frozen=True)
class Diff:
    """`Query.diff`: two as-of dates, on columns or in one Cypher statement."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        by_cypher = needs_the_database(context.selections, selected)
        columns = None if by_cypher else await columns_for(context, [question.indicator])
        if columns is not None:
            with suppress(ListsTooLong):
                return await _diff_on_columns(context, selected, columns, question)
        return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))

    def _plan(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
        statement, scope = DivisionQuery(compiler, selected), Binding.of("scope", EVERY_DIVISION)
        for argument in ("from", "to"):
            compiler.parameters[argument] = _date_argument(selected, argument)
        start, end = (_at_argument(compiler, selected, argument) for argument in ("from", "to"))
        sides = {BEFORE: _side(question, start, end), AFTER: _side(question, end, start)}
        fields = compiler.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        compiled = in_canonical_order(fields, lambda field: (field, compile_field(question, scope, field, sides)))
        is_valid = " AND ".join(node_is_valid("scope", side.compiler.as_of) for side in sides.values())
        values, indexes = list_expression([expression for _, expression in compiled])
        columns = {"answer": values, "parameters": parameter_map(compiler)}
        return statement.plan(scope.subqueries.clauses(), columns, _decoder(compiled, indexes), is_valid=is_valid)


async def _diff_on_columns(
    context: FieldContext, selected: SelectedField, columns: CoverageColumns, question: IndicatorQuestion
) -> Any:
    arguments = context.arguments(selected)
    start = _date_argument(selected, "from")(context.variables)
    dates = {BEFORE: AsOf(start, given=True), AFTER: AsOf(arguments["to"], given=True)}
    scope = await valid_division(context, columns, arguments["scope"], *(each.day for each in dates.values()))
    if scope is None:
        return None

    compiled = context.compiled(
        (selected,),
        ("columns", question.indicator),
        lambda compiler: ComparisonReader(_dated_sides(compiler, selected), selected, question.indicator),
    )
    numbers = [date_to_int(each.day) for each in dates.values()]
    counted = await columns.compare(numbers, lambda evaluators: _sides(compiled.plan, evaluators, question, scope))
    rows = await compiled.plan.read_rows(context, counted, dates)
    return context.complete(compiled, lambda reader: reader.read(rows, counted, dates))


def _sides(
    reader: ComparisonReader, evaluators: Sequence[Evaluator], question: IndicatorQuestion, scope: int
) -> dict[str, ComparedSide]:
    indicator, sides = question.indicator, dict[str, ComparedSide]()
    before, after = evaluators
    for side, evaluator, other in ((BEFORE, before, after), (AFTER, after, before)):
        divisions, numbers = receipt_numbers(evaluator, [question], scope, not_shown)
        divisions = divisions.with_lists(evaluator, indicator, reader.lists_of(side))
        changed = list[UnitKey]()
        if reader.lists_changes(side):
            changed = rows_reached_only(evaluator, other, indicator, scope, explained=reader.explains_changes)
        sides[side] = ComparedSide(divisions, numbers, changed)
    return sides


def _decoder(
    compiled: list[tuple[SelectedField, Expression]], indexes: list[int]
) -> Callable[[str, list[Any], Mapping[str, Any]], ObjectValue]:
    def decode(text: str, values: list[Any], parameters: Mapping[str, Any]) -> ObjectValue:
        diff = ObjectValue.of("CoverageDiff")
        for (field, expression), index in zip(compiled, indexes, strict=True):
            diff[field.key] = decode_field(field, expression, values[index], text, parameters)
        return diff

    return decode


def _date_argument(selected: SelectedField, name: str) -> Callable[[Any], Any]:
    """Returns a parameter resolver that raises UserError (BAD_ARGUMENT) if `from` is after `to`."""

    def resolve(variables: Variables) -> Any:
        arguments = variables.arguments(selected)
        if arguments["from"] > arguments["to"]:
            raise UserError(messages.DATES_REVERSED, start=arguments["from"], end=arguments["to"])
        return arguments[name]

    return resolve


def _at_argument(compiler: Compiler, selected: SelectedField, name: str) -> Compiler:
    """Returns a compiler at the date of an argument."""
    return compiler.at(compiler.date_parameter(name), field_date=lambda variables: variables.arguments(selected)[name])


def _dated_sides(compiler: Compiler, selected: SelectedField) -> Mapping[str, Compiler]:
    """Returns compilers of both sides, whose statements get the side's date as as-of date."""

    def view(argument: str) -> Compiler:
        return compiler.at(
            compiler.as_of,
            id_suffix=compiler.id_suffix,
            field_date=lambda variables: variables.arguments(selected)[argument],
        )

    return {BEFORE: view("from"), AFTER: view("to")}


def _side(question: IndicatorQuestion, compiler: Compiler, other: Compiler) -> SideConditions:
    def reached_on_other(unit: str) -> str:
        return is_reached_within(other, question.indicator, unit, "scope")

    ends = [node_is_valid(f"{end}({{link}})", other.as_of) for end in ("startNode", "endNode")]
    changed = f"NOT ({' AND '.join([any_link_is_valid('{link}', other.as_of), *ends])})"
    return SideConditions(compiler, reached_on_other, changed)


def compile_field(
    question: IndicatorQuestion, scope: Binding, field: SelectedField, sides: dict[str, SideConditions]
) -> Expression:
    if field.definition is None:
        return Expression(None, lambda _: "CoverageDiff")
    side = sides[LISTS.get(field.name, field.name)]
    dated = side.compiler
    if field.name in RECEIPTS:
        return compile_receipt(dated.below(field), question, scope, field)
    units = units_below(dated, question.indicator, scope.node)
    conditions = (f"{units.status} = 'REACHED'", f"NOT {side.reached_on_other(units.unit)}")
    return compile_connection(dated, units.matches(*conditions, changed=side.changed), field, scope.subqueries)


def decode_field(field: SelectedField, expression: Expression, value: Any, text: str, parameters: Mapping[str, Any]) -> Any:
    """Decodes one field. Receipts show the statement's `text` and `parameters`."""
    return expression.decode(ReceiptResult.of(value, text, parameters) if field.name in RECEIPTS else value)
