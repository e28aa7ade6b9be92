"""Rows: one CSV file taken apart into cells, each row with its line; what is no readable table is refused."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from seeds.loader.cells import did_you_mean
from seeds.loader.errors import Problem, problem
from seeds.loader.records import Row
from seeds.loader.table_schemas import Sheet

_NOT_TEXT = "the file is not UTF-8 text; in Excel, save it as “CSV UTF-8”."


@dataclass(frozen=True)
class Cells:
    """One row: its place, and the text of each cell that is not blank, by column."""

    row: Row
    cells: Mapping[str, str]


def rows_of(folder: Path, table: Sheet, problems: list[Problem]) -> list[Cells]:
    """The rows of one file that have the shape of the table. Everything else is added to ``problems``."""
    lines = list(_lines(folder, table, problems))
    if not lines:
        return []
    (_, heading), *rest = lines
    columns = _without_blank_end([name.strip() for name in heading])
    if bad := _bad_heading(table, columns):
        problems += bad
        return []
    return [_cells(table, columns, line, cells, problems) for line, cells in rest if any(cell.strip() for cell in cells)]


def _without_blank_end(names: list[str]) -> list[str]:
    """Spreadsheets like to write a few commas more than there are columns."""
    while names and not names[-1]:
        names = names[:-1]
    return names


def _lines(folder: Path, table: Sheet, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    try:
        text = (folder / table.file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(problem(table.file, 0, "", "", _NOT_TEXT))
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begin = 1
    try:
        for cells in reader:
            yield begin, cells
            begin = reader.line_num + 1
    except csv.Error as error:
        problems.append(problem(table.file, begin, "", "", f"the line is not CSV ({error}); look for a stray quotation mark."))


def _bad_heading(table: Sheet, columns: list[str]) -> list[Problem]:
    known = list(table.columns)
    missing = [column.name for column in table.columns.values() if column.required and column.name not in columns]
    return [
        *(_unknown_column(table, name) for name in columns if name not in known),
        *(
            _in_heading(table, name, "the column stands in the heading twice; keep one.")
            for name in known
            if columns.count(name) > 1
        ),
        *(_in_heading(table, name, "the heading lacks this column, and every row needs it.") for name in missing),
    ]


def _unknown_column(table: Sheet, name: str) -> Problem:
    known = list(table.columns)
    expected = f"the file has no such column; it can have {', '.join(known)}{did_you_mean(name.lower(), known)}."
    return problem(table.file, 1, name or "(blank)", name, expected)


def _in_heading(table: Sheet, column: str, expected: str) -> Problem:
    return problem(table.file, 1, column, "", expected)


def _cells(table: Sheet, columns: list[str], line: int, cells: list[str], problems: list[Problem]) -> Cells:
    texts = [cell.strip() for cell in cells]
    if any(texts[len(columns) :]):
        surplus = " ".join(filter(None, texts[len(columns) :]))
        problems.append(
            problem(
                table.file, line, "", surplus, f"expected {len(columns)} cells; put a cell that has a comma in quotation marks."
            )
        )
    return Cells(Row(table.file, line), {name: text for name, text in zip(columns, texts, strict=False) if text})
