"""Reads one CSV file into rows and checks its heading."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.messages import seeds as messages
from graph.messages.language import listing
from graph.model.text_rules import normalize_code
from seeds.loader.cells import suggestion, with_chinese
from seeds.loader.csv_lines import read_lines
from seeds.loader.errors import SeedProblem, masked_problem
from seeds.loader.records import RowLocation
from seeds.loader.table_schemas import CODE_COLUMNS, CsvSchema

_SEPARATORS: Final = (";", "\t", "，", "；", "|", "、")


@dataclass(frozen=True)
class CsvRow:
    """The non-blank cells of a row by column. `headings`: the file's names of columns, if in Chinese."""

    location: RowLocation
    cells: Mapping[str, str]
    headings: Mapping[str, str]

    def heading(self, column: str) -> str:
        return self.headings.get(column, column)


def read_rows(folder: Path, schema: CsvSchema, problems: list[SeedProblem]) -> list[CsvRow]:
    """Adds mismatches with the schema to ``problems``. Returns no rows if the heading is invalid."""
    lines = [(line, cells) for line, cells in read_lines(folder, schema.file, problems) if any(cell.strip() for cell in cells)]
    if not lines:
        return []
    (line, heading), *body = lines
    headings = _without_blank_end([name.strip() for name in heading])
    columns = [schema.column_of(name) for name in headings]
    if heading_problems := _check_heading(schema, RowLocation(schema.file, line), headings, columns):
        problems += heading_problems
        return []
    chinese = {column: name for column, name in zip(columns, headings, strict=True) if column != name}
    return [_row(schema, columns, chinese, line, cells, problems) for line, cells in body]


def _without_blank_end(names: list[str]) -> list[str]:
    """Removes blank names at the end: spreadsheets may write more commas than there are columns."""
    while names and not names[-1]:
        names = names[:-1]
    return names


def _check_heading(schema: CsvSchema, heading: RowLocation, headings: list[str], columns: list[str]) -> list[SeedProblem]:
    if not any(name in schema.columns for name in columns):
        return [_no_heading(schema, heading, headings)]
    known = list(schema.columns)
    missing = [column.name for column in schema.columns.values() if column.required and column.name not in columns]
    by_column = {name: [written for written, column in zip(headings, columns, strict=True) if column == name] for name in known}
    duplicate = {name: written for name, written in by_column.items() if len(written) > 1}
    return [
        *(_unknown_column(heading, name, schema) for name in columns if name not in known),
        *(
            masked_problem(heading, name, "", messages.DUPLICATE_COLUMN.format(headings=listing(written)))
            for name, written in duplicate.items()
        ),
        *(masked_problem(heading, name, "", messages.MISSING_COLUMN.format()) for name in missing),
    ]


def _no_heading(schema: CsvSchema, line: RowLocation, cells: list[str]) -> SeedProblem:
    """Explains a first line without a column: other separators, a title, or rows without heading."""
    separators = [mark for mark in _SEPARATORS if mark in cells[0]] if len(cells) == 1 else []
    for mark in separators:
        if any(schema.column_of(name.strip()) in schema.columns for name in cells[0].split(mark)):
            return masked_problem(line, "", "", messages.OTHER_SEPARATOR.format(separator=mark))
    required = [column.name for column in schema.columns.values() if column.required]
    message = messages.NO_HEADING.format(columns=listing(required or schema.columns))
    return masked_problem(line, "", ",".join(cells), message)


def _unknown_column(heading: RowLocation, name: str, schema: CsvSchema) -> SeedProblem:
    names = {column: schema.columns[column].chinese_names for column in schema.columns}
    known = listing(with_chinese(column, chinese) for column, chinese in names.items())
    if not name:
        return masked_problem(heading, "", "", messages.UNNAMED_COLUMN.format(columns=known))
    message = messages.UNKNOWN_COLUMN.format(columns=known, suggestion=suggestion(name.lower(), names))
    return masked_problem(heading, name, name, message)


def _row(
    schema: CsvSchema, columns: list[str], chinese: Mapping[str, str], line: int, cells: list[str], problems: list[SeedProblem]
) -> CsvRow:
    location = RowLocation(schema.file, line)
    texts = [cell.strip() for cell in cells]
    if [schema.column_of(text) for text in texts[: len(columns)]] == columns:
        problems.append(masked_problem(location, "", "", messages.REPEATED_HEADING.format()))
    if surplus := " ".join(filter(None, texts[len(columns) :])):
        problems.append(masked_problem(location, "", surplus, messages.TOO_MANY_CELLS.format(count=len(columns))))
    values = {name: _normalized(name, text) for name, text in zip(columns, texts, strict=False) if text}
    return CsvRow(location, values, chinese)


def _normalized(column: str, text: str) -> str:
    return normalize_code(text) if column in CODE_COLUMNS else text
