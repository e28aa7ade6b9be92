from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.overlay import ColumnEdits, with_edits
from graph.coverage.comparison_sides import AFTER, BEFORE
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.link_edits import edits_of_columns
from graph.coverage.receipt_numbers import columns_for, receipt_numbers, valid_division
from graph.coverage.receipts_before_after import ComparedSide, ComparisonReader, not_shown, selects_only_counts
from graph.errors import UserError
from graph.snapshot.snapshot import date_to_int
from graph.what_if import edits as what_if
from graph.what_if.simulation import AppliedChanges


@dataclass(frozen=True)
class SimulationOnColumns:
    """Coverage before and after edits, without transaction and lock. Lists of units, statements and linkage need the
    database.
    """

    catalogue: Catalogue

    async def execute(
        self,
        context: FieldContext,
        root: SelectedField,
        fields: Sequence[SelectedField],
        edits: what_if.Edits,
        states: AppliedChanges,
    ) -> Mapping[str, Any] | None:
        """Returns values or errors by field; None if it needs the database. Raises UserError for invalid edits."""
        if not all(field.name == "coverage" and selects_only_counts(context.selections, field) for field in fields):
            return None
        questions = {field: await self._question(context, field) for field in fields}
        indicators = [each.indicator for each in questions.values() if not isinstance(each, UserError)]
        columns = await columns_for(context, indicators, patient=True)
        if columns is None:
            return None
        on_columns = edits_of_columns(columns.columns, edits, states.before.day)
        return {
            field.key: await _compare(context, root, field, columns, question, edits, on_columns, states)
            for field, question in questions.items()
        }

    async def _question(self, context: FieldContext, field: SelectedField) -> IndicatorQuestion | UserError:
        try:
            return await self.catalogue.question(context, field)
        except UserError as error:  # It leaves the other fields valid.
            return error


async def _compare(
    context: FieldContext,
    root: SelectedField,
    field: SelectedField,
    columns: CoverageColumns,
    question: IndicatorQuestion | UserError,
    given: what_if.Edits,
    edits: ColumnEdits,
    states: AppliedChanges,
) -> ObjectValue | UserError | None:
    if isinstance(question, UserError):
        return question
    try:
        given.refuse_dissolved_scope(context.arguments(field)["scope"])
        scope = await valid_division(context, columns, context.arguments(field)["scope"], states.before.day)
    except UserError as error:
        return error
    if scope is None:
        return None

    def count(evaluator: Evaluator) -> dict[str, ComparedSide]:
        after = with_edits(evaluator.columns, edits).evaluator(evaluator)
        return {
            side: ComparedSide(*receipt_numbers(each, [question], scope, not_shown))
            for side, each in ((BEFORE, evaluator), (AFTER, after))
        }

    counted = await columns.evaluate((date_to_int(states.before.day),), count)
    compiler, dates = context.compiler(root), {BEFORE: states.before, AFTER: states.after}
    reader = ComparisonReader(dict.fromkeys(dates, compiler), field)
    return reader.read(await reader.read_rows(context, counted, dates), counted, dates)
