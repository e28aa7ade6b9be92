"""Problems in seed files, and the exception that reports them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.messages import seeds as messages
from seeds.loader.privacy import mask_personal_data
from seeds.loader.records import RowLocation

MAX_PROBLEMS_SHOWN: Final = 20
_MAX_VALUE_LENGTH: Final = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One invalid cell, row or file, with personal data masked. Line 0 is the file as a whole."""

    file: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        parts = [self.file]
        parts += [messages.LINE.format(line=self.line)] if self.line else []
        parts += [messages.COLUMN.format(column=self.column)] if self.column else []
        value = f" {self.value!r}:" if self.value else ""
        return f"{', '.join(parts)}:{value} {self.message}"


def masked_problem(location: RowLocation, column: str, value: str, message: str) -> Problem:
    """Masks personal data in value, message, column and file name."""
    shown = mask_personal_data(value)
    if len(shown) > _MAX_VALUE_LENGTH:
        shown = shown[:_MAX_VALUE_LENGTH] + "…"
    file, column, message = (mask_personal_data(text) for text in (location.file, column, message))
    return Problem(file, location.line, column, shown, message)


def file_problem(file: str, message: str) -> Problem:
    return masked_problem(RowLocation(file, 0), "", "", message)


class InvalidSeedFolder(Exception):
    """Nothing was loaded. ``problems``: all problems, by file and line. ``source``: what was read."""

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(_report(source, self.problems))


def _report(source: str, problems: Sequence[Problem]) -> str:
    lines = [messages.NOTHING_LOADED.format(source=source, count=len(problems))]
    lines += map(str, problems[:MAX_PROBLEMS_SHOWN])
    if len(problems) > MAX_PROBLEMS_SHOWN:
        lines.append(messages.MORE_PROBLEMS.format(count=len(problems) - MAX_PROBLEMS_SHOWN))
    return "\n".join(lines)
