"""The content of a workbook: sheets of tables, each followed by a sentence on its method."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graph.messages.language import BilingualText, Language, joined
from graph.messages.message import Message
from graph.network.exports.export_columns import CellValue

Cell = CellValue | BilingualText


@dataclass(frozen=True)
class Column:
    title: BilingualText
    style: str = "general"
    """A name of `STYLES`."""


STYLES: Final = {"general": "General", "integer": "#,##0", "number": "0.0000", "share": "0.0%"}
"""Number formats."""


@dataclass(frozen=True)
class Table:
    """A table of a sheet with a sentence of method below it. `problem`: why rows or values are missing."""

    title: BilingualText
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    method: BilingualText
    problem: BilingualText | None = None


def joined_problems(problems: Iterable[BilingualText]) -> BilingualText | None:
    distinct = dict.fromkeys(problems)
    return joined(distinct, "; ", "；") if distinct else None


@dataclass(frozen=True)
class Sheet:
    name: BilingualText
    tables: Sequence[Table]


@dataclass(frozen=True)
class Report:
    """A workbook. `about`: scope, date, revision and licence, which each sheet shows on top."""

    title: BilingualText
    language: Language
    about: Sequence[tuple[BilingualText, str | BilingualText]]
    sheets: Sequence[Sheet] = field(default_factory=list[Sheet])


def columns_of(*columns: tuple[Message, str]) -> list[Column]:
    """Takes titles and styles."""
    return [Column(title.format(), style) for title, style in columns]


def cells_at(record: Any, *paths: str) -> list[Cell]:
    """Takes paths such as `unit.code`. Returns None if a path ends at a null."""
    return [_value_at(record, path) for path in paths]


def _value_at(record: Any, path: str) -> CellValue:
    for name in path.split("."):
        if record is None:
            return None
        record = record[name]
    return record
