from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.messages import seeds as messages
from graph.messages.language import BilingualText, lines
from graph.messages.message import MessageError
from seeds.loader.privacy import mask_personal_data
from seeds.loader.records import RowLocation

MAX_PROBLEMS_SHOWN: Final = 20
_MAX_VALUE_LENGTH: Final = 60


@dataclass(frozen=True, order=True)
class SeedProblem:
    """One invalid cell, row or file, with personal data masked. Line 0 is the file as a whole."""

    file: str
    line: int
    column: str
    value: str
    message: BilingualText

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> BilingualText:
        parts = [BilingualText.untranslated(self.file)]
        parts += [messages.LINE.format(line=self.line)] if self.line else []
        parts += [messages.COLUMN.format(column=self.column)] if self.column else []
        place = BilingualText(", ".join(each.english for each in parts), " ".join(each.chinese for each in parts))
        message = messages.PROBLEM_WITH_VALUE if self.value else messages.PROBLEM_AT_PLACE
        return message.format(place=place, value=self.value, message=self.message)


def masked_problem(location: RowLocation, column: str, value: str, message: BilingualText) -> SeedProblem:
    """Masks personal data in value, message, column and file name."""
    shown = mask_personal_data(value)
    if len(shown) > _MAX_VALUE_LENGTH:
        shown = shown[:_MAX_VALUE_LENGTH] + "…"
    file, column = mask_personal_data(location.file), mask_personal_data(column)
    return SeedProblem(file, location.line, column, shown, message.mapped(mask_personal_data))


def file_problem(file: str, message: BilingualText) -> SeedProblem:
    return masked_problem(RowLocation(file, 0), "", "", message)


class InvalidSeedFolder(MessageError):
    """Nothing was loaded. ``problems``: by file and line. ``source``: what was read."""

    def __init__(self, source: str | BilingualText, problems: Sequence[SeedProblem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(messages.NOTHING_LOADED, source=source, count=len(problems), problems=_report(self.problems))


def _report(problems: Sequence[SeedProblem]) -> BilingualText:
    shown = [problem.text for problem in problems[:MAX_PROBLEMS_SHOWN]]
    if len(problems) > MAX_PROBLEMS_SHOWN:
        shown.append(messages.MORE_PROBLEMS.format(count=len(problems) - MAX_PROBLEMS_SHOWN))
    return lines(*shown)
