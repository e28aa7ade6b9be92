"""Refusals of seed files: every bad place with its file, line, column, the value, and what was expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from seeds.loader.privacy import masked

SHOWN: Final = 20
"""How many problems a refusal lists; the rest is counted."""
_LONGEST_VALUE: Final = 60


@dataclass(frozen=True, order=True)
class Problem:
    """One bad place. ``value`` is already masked where it holds personal data. Line 0 is the file as a whole."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = [self.file]
        place += [f"line {self.line}"] if self.line else []
        place += [f"column {self.column}"] if self.column else []
        value = f" {self.value!r}:" if self.value else ""
        return f"{', '.join(place)}:{value} {self.expected}"


def problem(file: str, line: int, column: str, value: str, expected: str) -> Problem:
    """A problem that shows no personal data, wherever the file has it: in a value, in its heading, in its own name."""
    shown = masked(value)
    if len(shown) > _LONGEST_VALUE:
        shown = shown[:_LONGEST_VALUE] + "…"
    return Problem(masked(file), line, masked(column), shown, masked(expected))


class InvalidSeedFolder(Exception):
    """The folder is not loaded, nothing of it. ``problems`` has all that were found, by file and line."""

    def __init__(self, folder: str, problems: Sequence[Problem]) -> None:
        self.folder = folder
        self.problems = tuple(sorted(problems))
        super().__init__(self._sentences())

    def _sentences(self) -> str:
        count = len(self.problems)
        places = "1 place" if count == 1 else f"{count} places"
        lines = [f"Nothing was loaded: {self.folder} needs correcting in {places}."]
        lines += [str(one) for one in self.problems[:SHOWN]]
        if count > SHOWN:
            lines.append(f"… and {count - SHOWN} more.")
        return "\n".join(lines)
