"""Makes the workbooks `/exports/coverage.xlsx` and `/exports/checkup.xlsx`."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from api.exports.read_at import ReadAt
from api.exports.workbooks.checkup_workbook import checkup_sheets
from api.exports.workbooks.coverage_workbook import coverage_sheets
from api.exports.workbooks.pinned import pinned
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Report, Sheet
from graph.database.revisions import bookmark_of
from graph.errors import UserError
from graph.messages import workbooks as messages
from graph.messages.language import BilingualText, Language
from graph.network.questions.export_question import LANGUAGES, date_of, one_of, require_known
from schema.execution.context import Context
from schema.execution.executor import Executor

MAX_ATTEMPTS: Final = 2
"""If the data change during each attempt, the workbook names the revisions between which it was read."""
MAX_REPEATED_SECONDS: Final = 2.0
"""Another commit would probably happen during the repetition of a longer attempt."""
EXTENSION: Final = "xlsx"
_SCOPE: Final = """
query ($scope: String!, $asOf: Date!) {
  division(code: $scope, asOf: $asOf) { name code kind }
  coverage(scope: $scope, asOf: $asOf, indicator: JOINT_COMMITTEE) { denominator }
}
"""
"""Coverage raises an error if the scope is not valid on that date, and is null if the scope does not exist."""


@dataclass(frozen=True)
class WorkbookKind:
    title: BilingualText
    sheets: Callable[[Questions], Awaitable[list[Sheet]]]


WORKBOOKS: Final = {
    "coverage": WorkbookKind(messages.COVERAGE.format(), coverage_sheets),
    "checkup": WorkbookKind(messages.CHECKUP.format(), checkup_sheets),
}
"""By name in the address."""
PARAMETERS: Final = ("scope", "asOf", "lang")


@dataclass(frozen=True)
class WorkbookQuestion:
    name: str
    scope: str
    day: date
    language: str

    @classmethod
    def of(cls, name: str, parameters: Mapping[str, str], today: date) -> Self:
        """Raises UserError (BAD_ARGUMENT)."""
        require_known(parameters, PARAMETERS)
        return cls(
            name,
            parameters["scope"],
            date_of(parameters["asOf"]) if "asOf" in parameters else today,
            one_of("lang", parameters.get("lang", LANGUAGES[0]), LANGUAGES),
        )


async def report_at_one_revision(
    question: WorkbookQuestion, executor: Executor, context: Callable[[], Context]
) -> tuple[Report, ReadAt]:
    """Raises UserError."""
    attempt = 0
    while True:
        attempt, began = attempt + 1, time.monotonic()
        questions = Questions(executor, await pinned(context), question.scope, question.day)
        try:
            report = await _report(question, questions)
        except UserError:  # perhaps the scope, or an entity of it, began or ended meanwhile
            if attempt == MAX_ATTEMPTS or not questions.is_torn:
                raise
            continue
        read_at = questions.read_at
        if not read_at.is_torn or attempt == MAX_ATTEMPTS or time.monotonic() - began > MAX_REPEATED_SECONDS:
            return _with_revision(report, read_at, await questions.licence()), read_at


async def _report(question: WorkbookQuestion, questions: Questions) -> Report:
    division = await questions.of_scope(_SCOPE, "division")
    kind = WORKBOOKS[question.name]
    about: list[tuple[BilingualText, str | BilingualText]] = [
        (messages.SCOPE.format(), f"{division['name'] or ''} {division['code']}".strip()),
        (messages.AS_OF.format(), question.day.isoformat()),
    ]
    return Report(kind.title, Language(question.language), about, await kind.sheets(questions))


def _with_revision(report: Report, read_at: ReadAt, licence: BilingualText) -> Report:
    about = [*report.about, (messages.REVISION.format(), bookmark_of(read_at.revision))]
    if read_at.before is not None:
        about.append(
            (
                messages.REVISION_OF_NUMBERS.format(),
                bookmark_of(read_at.before),
            )
        )
    about.append((messages.LICENCE.format(), licence))
    return Report(report.title, report.language, about, report.sheets)
