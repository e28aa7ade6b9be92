"""The content of a workbook: sheets of tables, each followed by a sentence on its method."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graph.messages.language import BilingualText, joined
from graph.network.exports.columns import CellValue


@dataclass(frozen=True)
class Words:
    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


Cell = CellValue | Words


@dataclass(frozen=True)
class Column:
    title: Words
    style: str = "general"
    """A name of `STYLES`."""


STYLES: Final = {"general": "General", "integer": "#,##0", "number": "0.0000", "share": "0.0%"}
"""Number formats."""


@dataclass(frozen=True)
class Table:
    """`problem`: why rows or values are missing."""

    title: Words
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    method: Words
    problem: BilingualText | None = None


def joined_problems(problems: Iterable[BilingualText]) -> BilingualText | None:
    distinct = dict.fromkeys(problems)
    return joined(distinct, "; ", "；") if distinct else None


@dataclass(frozen=True)
class Sheet:
    name: Words
    tables: Sequence[Table]


@dataclass(frozen=True)
class Report:
    """`about`: the title on top of each sheet."""

    title: Words
    language: str
    about: Sequence[tuple[Words, str]]
    sheets: Sequence[Sheet] = field(default_factory=list[Sheet])


def columns_of(*columns: tuple[str, str, str]) -> list[Column]:
    """Takes tuples of a Chinese title, an English title and a style."""
    return [Column(Words(zh, en), style) for zh, en, style in columns]


def values_at(record: Any, *paths: str) -> list[Cell]:
    """Takes paths such as `unit.code`. Returns None if a path ends at a null."""
    return [_value_at(record, path) for path in paths]


def _value_at(record: Any, path: str) -> CellValue:
    for name in path.split("."):
        if record is None:
            return None
        record = record[name]
    return record
