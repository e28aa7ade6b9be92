"""CSV files with a header. Errors name the line."""

import csv
from dataclasses import dataclass
from pathlib import Path

from graph.messages import network_files as messages
from graph.messages.language import listing
from graph.messages.message import Message, MessageError
from graph.reasons import reading_reason


class InvalidNetworkFile(MessageError):
    """The message names file and line."""


@dataclass(frozen=True)
class TableRow:
    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class CsvTable:
    path: Path
    columns: list[str]
    rows: list[TableRow]

    def error(self, row: TableRow, message: Message, **values: object) -> InvalidNetworkFile:
        return InvalidNetworkFile(message, file=self.path, line=row.line, **values)

    def cell(self, row: TableRow, column: str) -> str:
        """Returns a cell. Raises InvalidNetworkFile if it is empty."""
        if not row.cells[column]:
            raise self.error(row, messages.EMPTY_CELL, column=column)
        return row.cells[column]

    def require(self, *columns: str) -> None:
        for column in columns:
            if column not in self.columns:
                raise InvalidNetworkFile(
                    messages.NO_COLUMN, file=self.path, column=column, columns=listing(self.columns or "-")
                )


def read_table(path: Path) -> CsvTable:
    """Returns non-empty lines with their numbers. Raises InvalidNetworkFile."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, list[str]())]
            rows = [_row(path, reader.line_num, header, cells) for cells in reader if cells]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidNetworkFile(messages.NOT_READABLE, file=path, reason=reading_reason(error)) from None
    return CsvTable(path, header, rows)


def _row(path: Path, line: int, header: list[str], cells: list[str]) -> TableRow:
    if len(cells) != len(header):
        raise InvalidNetworkFile(messages.WRONG_CELLS, file=path, line=line, cells=len(cells), columns=len(header))
    return TableRow(line, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
