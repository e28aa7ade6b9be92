"""Makes the workbooks of `/exports/coverage.xlsx` and `/exports/checkup.xlsx`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from api.exports.workbooks.checkup_workbook import checkup_sheets
from api.exports.workbooks.coverage_workbook import coverage_sheets
from api.exports.workbooks.questions import Questions, no_such_scope
from api.exports.workbooks.sheets import Report, Sheet, Words
from graph.database.revisions import bookmark_of
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.questions.export_question import LANGUAGES, date_of, one_of, require_known
from schema.execution.context import Context
from schema.execution.executor import Executor

MAX_ATTEMPTS: Final = 4
EXTENSION: Final = "xlsx"
_SCOPE: Final = """
query ($scope: String!, $asOf: Date!) {
  division(code: $scope, asOf: $asOf) { name code kind }
  coverage(scope: $scope, asOf: $asOf, indicator: JOINT_COMMITTEE) { denominator }
}
"""
"""Coverage has an error if the scope is not valid on that date, and is null if there is no such scope."""


@dataclass(frozen=True)
class WorkbookKind:
    title: Words
    sheets: Callable[[Questions], Awaitable[list[Sheet]]]


WORKBOOKS: Final = {
    "coverage": WorkbookKind(Words("覆盖情况", "Coverage"), coverage_sheets),
    "checkup": WorkbookKind(Words("组织网络一键体检表", "Check-up of the networks"), checkup_sheets),
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
        """Takes the parameters of an address. Raises UserError (BAD_ARGUMENT)."""
        require_known(parameters, PARAMETERS)
        return cls(
            name,
            parameters["scope"],
            date_of(parameters["asOf"]) if "asOf" in parameters else today,
            one_of("lang", parameters.get("lang", LANGUAGES[0]), LANGUAGES),
        )


async def report_at_one_revision(
    question: WorkbookQuestion, executor: Executor, context: Callable[[], Context]
) -> tuple[Report, str]:
    """Returns the report and its revision. Raises UserError (DATA_CHANGED) if the data changed during each attempt."""
    for _ in range(MAX_ATTEMPTS):
        questions = Questions(executor, context, question.scope, question.day)
        report = await _report(question, questions)
        if len(questions.revisions) == 1:
            (revision,) = questions.revisions
            licence = await questions.licence()
            return _with_revision(report, revision, licence), revision
    raise UserError(messages.DATA_KEEPS_CHANGING, attempts=MAX_ATTEMPTS)


async def _report(question: WorkbookQuestion, questions: Questions) -> Report:
    division = (await questions.answer(_SCOPE))["division"]
    if division is None:
        raise no_such_scope(question.scope)
    kind = WORKBOOKS[question.name]
    about = [
        (Words("范围", "Scope"), f"{division['name'] or ''} {division['code']}".strip()),
        (Words("查询日期", "As of"), question.day.isoformat()),
    ]
    return Report(kind.title, question.language, about, await kind.sheets(questions))


def _with_revision(report: Report, revision: str, licence: str) -> Report:
    about = [*report.about, (Words("数据版本", "Revision"), bookmark_of(revision)), (Words("许可", "Licence"), licence)]
    return Report(report.title, report.language, about, report.sheets)
