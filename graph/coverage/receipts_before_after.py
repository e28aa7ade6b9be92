"""Receipts and lists of a comparison, from columns."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.as_of import AsOf
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.result_projection import ResultProjection
from graph.compiler.selections import SelectedField, Selections
from graph.coverage.comparison_sides import BEFORE, LISTS, RECEIPTS
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import IndicatorQuestion
from graph.coverage.receipt_numbers import ReceiptDivisions, ReceiptNumbers
from graph.coverage.receipt_reader import LISTS as LISTS_OF_RECEIPTS
from graph.coverage.receipt_reader import ReceiptReader, receipt_selects
from graph.coverage.unit_lists import UnitKey, UnitList, list_block, unit_fields
from graph.database.statement import READ_REVISION, Statement
from graph.snapshot.snapshot import Snapshot

_STATEMENTS: Final = ("cypher", "parameters")


def selects_only_counts(selections: Selections, field: SelectedField) -> bool:
    """Returns whether only receipts are selected, without lists and statements."""
    return all(
        each.definition is None
        or (each.name in RECEIPTS and not receipt_selects(selections, each, (*LISTS_OF_RECEIPTS, *_STATEMENTS)))
        for each in selections.of(cast(GraphQLObjectType, field.type), field.nodes)
    )


def needs_the_database(selections: Selections, field: SelectedField) -> bool:
    """Returns whether statements of receipts, or links that caused a change, are selected, which columns cannot give."""
    return any(
        receipt_selects(selections, each, _STATEMENTS)
        if each.name in RECEIPTS
        else "changedBy" in unit_fields(selections, each)
        for each in selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        if each.definition is not None
    )


@dataclass(frozen=True)
class ComparedSide:
    """One side of a comparison. `changed`: units that only this side reaches."""

    divisions: ReceiptDivisions
    numbers: Sequence[ReceiptNumbers]
    changed: Sequence[UnitKey] = ()

    @property
    def snapshot(self) -> Snapshot:
        return self.divisions.snapshot


class ComparisonReader:
    """Compiled from a comparison. Each of its fields has its own statement, at the date of its side. `compilers`: by side."""

    def __init__(self, compilers: Mapping[str, Compiler], field: SelectedField, indicator: Indicator | None = None) -> None:
        self.explains_changes = False
        """Whether a list of changed units selects `why`."""
        self.fields = compilers[BEFORE].selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        self._receipts: dict[str, ReceiptReader] = {}
        self._lists: dict[str, ResultProjection] = {}
        for each in self.fields:
            if each.name in RECEIPTS:
                self._receipts[each.key] = ReceiptReader(compilers[each.name].below(each), each, indicator)
            elif each.name in LISTS and indicator is not None:
                self.explains_changes |= "why" in unit_fields(compilers[BEFORE].selections, each)
                self._lists[each.key] = _changed_units(compilers[LISTS[each.name]], each, indicator)

    def lists_of(self, side: str) -> Iterator[UnitList]:
        """Yields the lists of units in a side's receipts."""
        for each in self.fields:
            if each.name == side:
                yield from self._receipts[each.key].lists

    def lists_changes(self, side: str) -> bool:
        """Returns whether units that only this side reaches are selected."""
        return any(LISTS.get(each.name) == side for each in self.fields)

    async def read_rows(
        self, context: FieldContext, sides: Mapping[str, ComparedSide], dates: Mapping[str, AsOf]
    ) -> Mapping[str, list[list[Any]]]:
        """Sends the statements side by side. Reads only the revision if nothing is projected."""
        statements: dict[str, Statement] = {}
        for each in self.fields:
            side = LISTS.get(each.name, each.name)
            projection, result = self._statement_of(each, sides)
            if projection is not None and not projection.is_empty:
                statements[each.key] = projection.statement(result, context.variables, dates[side])
        results = await asyncio.gather(*map(context.read, statements.values() or [READ_REVISION]))
        return {key: result.rows for key, result in zip(statements, results, strict=False)}

    def _statement_of(self, field: SelectedField, sides: Mapping[str, ComparedSide]) -> tuple[ResultProjection | None, Any]:
        if field.key in self._receipts:
            return self._receipts[field.key].projection, sides[field.name].divisions
        return self._lists.get(field.key), sides[LISTS.get(field.name, BEFORE)]

    def read(
        self, rows: Mapping[str, list[list[Any]]], sides: Mapping[str, ComparedSide], dates: Mapping[str, AsOf]
    ) -> ObjectValue:
        diff = ObjectValue.of("CoverageDiff")
        for each in self.fields:
            projection, result = self._statement_of(each, sides)
            if projection is None:
                diff[each.key] = diff.typename
                continue
            projected = projection.decode(result, rows.get(each.key, [[]]))
            if each.key in self._lists:
                diff[each.key] = projected.blocks[0][0]
            else:
                numbers, as_of = sides[each.name].numbers[0], dates[each.name].day.isoformat()
                diff[each.key] = self._receipts[each.key].read(projected, numbers, as_of)
        return diff


def _changed_units(compiler: Compiler, field: SelectedField, indicator: Indicator) -> ResultProjection:
    projection = ResultProjection(compiler)
    projection.add(list_block(compiler, field, indicator, lambda side: [("", list(side.changed))]))
    return projection


def not_shown(question: IndicatorQuestion) -> tuple[str, Mapping[str, Any]]:
    raise AssertionError(f"the statement of {question.name} is not selected")
