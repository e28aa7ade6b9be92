"""The root fields `coverage` and `scorecard`: receipts from columns, else from Cypher."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from graph.compiler.context import FieldContext, compile_texts
from graph.compiler.expressions import ObjectValue
from graph.compiler.plan_cache import CompiledField
from graph.compiler.property_fields import as_json
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.indicator_question import OWN, Catalogue, IndicatorQuestion
from graph.coverage.receipt import receipt_plan
from graph.coverage.receipt_numbers import ReceiptDivisions, ReceiptNumbers, columns_for, receipt_numbers, valid_division
from graph.coverage.receipt_reader import LISTS, ReceiptReader, receipt_selects
from graph.coverage.unit_lists import ListsTooLong
from graph.errors import UserError
from graph.messages import coverage as messages
from graph.snapshot.snapshot import date_to_int

ReadReceipt = Callable[[ReceiptNumbers], ObjectValue]


@dataclass(frozen=True)
class CoverageField:
    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        columns = await columns_for(context, [question.indicator])
        return await receipt_of(context, selected, columns, question)


@dataclass(frozen=True)
class ScorecardField:
    """`Query.scorecard`: receipts of several indicators, counted by units."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        named = await self._questions(context, selected)
        questions = [each for each in named if isinstance(each, IndicatorQuestion)]
        columns = await columns_for(context, [question.indicator for question in questions])
        if columns is None or receipt_selects(context.selections, selected, LISTS):
            return await _receipts_one_by_one(context, selected, columns, named)
        receipts = await _Receipts.count(context, selected, columns, questions)
        if receipts is None:
            return None
        if len(questions) < len(named):  # graphql-core places the errors.
            receipts = replace(receipts, context=replace(context, bypass_completion=False))
        numbers = receipts.numbers

        def read_all(read: ReadReceipt) -> list[Any]:
            following = iter(numbers)
            return [each if isinstance(each, UserError) else read(next(following)) for each in named]

        return receipts.complete(read_all)

    async def _questions(self, context: FieldContext, selected: SelectedField) -> list[IndicatorQuestion | UserError]:
        """Returns built-in indicators in the order of the enum, then custom ones by name; an error for an unknown name.
        Raises UserError (BAD_ARGUMENT) for duplicates.
        """
        arguments = context.arguments(selected)
        named, own = arguments.get("indicators"), arguments.get("own")
        names = None if named is None else _distinct("indicators", [each.value for each in named])
        own_names = None if own is None else _distinct("own", own)
        everything = names is None and own_names is None
        built_in = [name for name in self.catalogue.indicators if everything or name in (names or ())]
        questions: list[IndicatorQuestion | UserError] = [self.catalogue.built_in(name) for name in built_in]
        if names and OWN in names:
            questions.append(UserError(messages.OWN_WITHOUT_NAME))
        if everything or own_names:
            custom = await context.custom_indicators()
            chosen = sorted(custom if everything else own_names or ())
            questions += [self.catalogue.custom(custom, name) for name in chosen]
        return questions


def _distinct(argument: str, names: Sequence[str]) -> Sequence[str]:
    if len(set(names)) < len(names):
        raise UserError(messages.DUPLICATE_INDICATORS, argument=argument)
    return names


async def receipt_of(
    context: FieldContext, selected: SelectedField, columns: CoverageColumns | None, question: IndicatorQuestion
) -> Any:
    """Returns the receipt of the argument `scope`, from columns if there are any."""
    if columns is not None:
        with suppress(ListsTooLong):
            receipts = await _Receipts.count(context, selected, columns, [question])
            return receipts and receipts.complete(lambda read: read(receipts.numbers[0]))
    return await _receipt_by_cypher(context, selected, question)


async def _receipt_by_cypher(context: FieldContext, selected: SelectedField, question: IndicatorQuestion) -> Any:
    return await context.execute(selected, question.key, lambda compiler: receipt_plan(compiler, question, selected))


async def _receipts_one_by_one(
    context: FieldContext,
    selected: SelectedField,
    columns: CoverageColumns | None,
    named: Sequence[IndicatorQuestion | UserError],
) -> Any:
    """Returns a scorecard with a statement per receipt."""

    async def receipts(context: FieldContext) -> list[Any]:
        return await asyncio.gather(*(receipt(context, each) for each in named))

    async def receipt(context: FieldContext, each: IndicatorQuestion | UserError) -> Any:
        return each if isinstance(each, UserError) else await receipt_of(context, selected, columns, each)

    found = await context.complete_list(receipts, nullable=False)
    return None if named and found == [None] * len(named) else found


@dataclass(frozen=True)
class _Receipts:
    """Counted receipts of one scope. `rows`: of the projection."""

    context: FieldContext
    selected: SelectedField
    compiled: CompiledField[ReceiptReader]
    divisions: ReceiptDivisions
    numbers: Sequence[ReceiptNumbers]
    rows: list[list[Any]]

    @classmethod
    async def count(
        cls, context: FieldContext, selected: SelectedField, columns: CoverageColumns, questions: Sequence[IndicatorQuestion]
    ) -> "_Receipts | None":
        """Returns None if there is no such division. With lists, `questions` has one item. Raises UserError (NOT_ALIVE) and
        ListsTooLong.
        """
        as_of = context.as_of(selected)
        scope = await valid_division(context, columns, context.arguments(selected)["scope"], as_of.day)
        if scope is None:
            return None
        shown, compiled = partial(_shown, context, selected), _compiled(context, selected, questions)

        def count(evaluator: Evaluator) -> tuple[ReceiptDivisions, list[ReceiptNumbers]]:
            divisions, numbers = receipt_numbers(evaluator, questions, scope, shown)
            if compiled.plan.lists:
                divisions = divisions.with_lists(evaluator, questions[0].indicator, compiled.plan.lists)
            return divisions, numbers

        divisions, numbers = await columns.evaluate((date_to_int(as_of.day),), count)
        statement = compiled.plan.projection.statement(divisions, context.variables, as_of)
        return cls(context, selected, compiled, divisions, numbers, (await context.read(statement)).rows)

    def complete(self, arrange: Callable[[ReadReceipt], Any]) -> Any:
        """Returns the result of `arrange`, which gets a reader of receipts."""
        as_of = self.context.as_of(self.selected).day.isoformat()

        def decode(reader: ReceiptReader) -> Any:
            projected = reader.projection.decode(self.divisions, self.rows)

            def read(numbers: ReceiptNumbers) -> ObjectValue:
                return reader.read(projected, numbers, as_of)

            return arrange(read)

        return self.context.complete(self.compiled, decode)


def _compiled(
    context: FieldContext, selected: SelectedField, questions: Sequence[IndicatorQuestion]
) -> CompiledField[ReceiptReader]:
    if not receipt_selects(context.selections, selected, LISTS):
        return context.compiled((selected,), "columns", lambda compiler: ReceiptReader(compiler, selected))
    indicator = questions[0].indicator
    return context.compiled((selected,), ("columns", indicator), lambda compiler: ReceiptReader(compiler, selected, indicator))


def _shown(context: FieldContext, selected: SelectedField, question: IndicatorQuestion) -> tuple[str, Mapping[str, Any]]:
    """Returns the statement that gives the same counts, and its parameters as JSON."""
    compiled = context.compiled(
        (selected,), question.key, lambda compiler: compile_texts(lambda each: receipt_plan(each, question, selected), compiler)
    )
    plan = compiled.plan
    return plan.shown_text or plan.text, as_json(dict(plan.statement(context.variables, context.as_of(selected)).parameters))
