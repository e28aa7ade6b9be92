"""The receipts of a comparison, from columns. Lists of units and statements need the database."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.as_of import AsOf
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.coverage.comparison_sides import BEFORE, RECEIPTS
from graph.coverage.indicator_question import IndicatorQuestion
from graph.coverage.receipt_numbers import ReceiptDivisions, ReceiptNumbers
from graph.coverage.receipt_reader import LISTS, ReceiptReader

_NEED_THE_DATABASE: Final = (*LISTS, "cypher", "parameters")
CountedReceipt = tuple[ReceiptDivisions, list[ReceiptNumbers]]


def selects_only_counts(context: FieldContext, field: SelectedField) -> bool:
    """Returns whether a comparison selects nothing but receipts without lists and statements."""
    return all(
        each.definition is None or (each.name in RECEIPTS and not _needs_the_database(context, each))
        for each in context.selections.of(cast(GraphQLObjectType, field.type), field.nodes)
    )


def _needs_the_database(context: FieldContext, receipt: SelectedField) -> bool:
    fields = context.selections.of(cast(GraphQLObjectType, receipt.type), receipt.nodes)
    return any(
        each.name in _NEED_THE_DATABASE or (each.name in ("children", "own") and _needs_the_database(context, each))
        for each in fields
    )


class ComparisonReader:
    """Compiled from the selection of a comparison. Each side has its own statement, at its own as-of date.

    `compilers`: views of one compiler, by side.
    """

    def __init__(self, compilers: Mapping[str, Compiler], field: SelectedField) -> None:
        fields = compilers[BEFORE].selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        self._sides = [
            (each.key, each.name, ReceiptReader(compilers[each.name], each) if each.definition else None) for each in fields
        ]

    async def read_rows(
        self, context: FieldContext, counted: Mapping[str, CountedReceipt], dates: Mapping[str, AsOf]
    ) -> list[list[list[Any]]]:
        """Returns the rows of each receipt."""
        statements = [
            reader.projection.statement(counted[side][0], context.variables, dates[side])
            for _, side, reader in self._sides
            if reader is not None
        ]
        return [(await context.read(statement)).rows for statement in statements]

    def read(
        self, rows: Sequence[list[list[Any]]], counted: Mapping[str, CountedReceipt], dates: Mapping[str, AsOf]
    ) -> ObjectValue:
        following, diff = iter(rows), ObjectValue.of("CoverageDiff")
        for key, side, reader in self._sides:
            if reader is None:
                diff[key] = diff.typename
                continue
            divisions, numbers = counted[side]
            projected = reader.projection.decode(divisions, next(following))
            diff[key] = reader.read(projected, numbers[0], dates[side].day.isoformat())
        return diff


def not_shown(question: IndicatorQuestion) -> tuple[str, Mapping[str, Any]]:
    raise AssertionError(f"the statement of {question.name} is not selected")
