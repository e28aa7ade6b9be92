from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph.compiler.context import FieldContext
from graph.compiler.root_fields import require_valid
from graph.coverage.column_store import CoverageColumns
from graph.coverage.columns.columns import Columns
from graph.coverage.columns.division_counts import DivisionCounts, counts_of
from graph.coverage.columns.divisions import children, find_division
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.unit_statuses import unit_statuses
from graph.coverage.counts import Counts
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import IndicatorQuestion
from graph.coverage.unit_lists import ListRows, UnitKey, UnitList, rows_of_divisions
from graph.database.statement import READ_REVISION
from graph.snapshot.snapshot import Snapshot, date_to_int


@dataclass(frozen=True)
class ReceiptDivisions:
    columns: Columns
    scope: int
    children: Mapping[int, Sequence[int]]
    lists: ListRows = field(default_factory=dict[UnitList, Sequence[tuple[int, list[UnitKey]]]])
    _levels: list[list[int]] = field(default_factory=list[list[int]])

    @property
    def snapshot(self) -> Snapshot:
        return self.columns.snapshot

    def level(self, depth: int) -> Sequence[int]:
        """Returns divisions at this number of steps below the scope."""
        if not self._levels:
            self._levels.append([self.scope])
        while len(self._levels) <= depth:
            self._levels.append([child for division in self._levels[-1] for child in self.children.get(division, ())])
        return self._levels[depth]

    def with_lists(self, evaluator: Evaluator, indicator: Indicator, lists: Iterable[UnitList]) -> "ReceiptDivisions":
        """Adds the rows of the lists that a receipt selects. Raises ListsTooLong."""
        levels = {each: self.level(each.depth) for each in lists}
        return replace(self, lists=rows_of_divisions(evaluator, indicator, levels))


@dataclass(frozen=True)
class ReceiptNumbers:
    """The numbers of receipts, computed on columns. `shown` returns the Cypher statement that gives the same counts, with its parameters."""

    question: IndicatorQuestion
    counts: DivisionCounts
    homeless: int
    shown: Callable[[], tuple[str, Mapping[str, Any]]]

    def at(self, division: int, *, own: bool) -> Counts:
        return self.counts.at(division, 0, own=own)


Shown = Callable[[IndicatorQuestion], tuple[str, Mapping[str, Any]]]


async def columns_for(
    context: FieldContext, indicators: Sequence[Indicator], *, patient: bool = False
) -> CoverageColumns | None:
    """Returns columns that can evaluate the indicators; None if Cypher must answer. `patient`: without a time limit."""
    columns: CoverageColumns | None = await context.columns(patient=patient)
    return columns if columns is not None and columns.can_evaluate(each.rule for each in indicators) else None


async def valid_division(context: FieldContext, columns: CoverageColumns, code: str, *days: date) -> int | None:
    """Returns the division, or None. Raises UserError (NOT_ALIVE) if it is not valid on each day."""
    snapshot = columns.columns.snapshot
    division = find_division(snapshot, code)
    if division is None or not all(snapshot.is_valid(division, date_to_int(day)) for day in days):
        await context.read(READ_REVISION)
    if division is not None:
        require_valid(all(snapshot.is_valid(division, date_to_int(day)) for day in days), "scope")
    return division


def receipt_numbers(
    evaluator: Evaluator, questions: Sequence[IndicatorQuestion], scope: int, shown: Shown
) -> tuple[ReceiptDivisions, list[ReceiptNumbers]]:
    """Returns the numbers on the evaluator's only day."""
    divisions = ReceiptDivisions(evaluator.columns, scope, children(evaluator, 0))
    return divisions, [_numbers(evaluator, question, shown) for question in questions]


def _numbers(evaluator: Evaluator, question: IndicatorQuestion, shown: Shown) -> ReceiptNumbers:
    rule = question.indicator.rule
    counts = counts_of(evaluator, rule, people=question.by_people)
    return ReceiptNumbers(question, counts, int(unit_statuses(evaluator, rule).homeless[0]), lambda: shown(question))
