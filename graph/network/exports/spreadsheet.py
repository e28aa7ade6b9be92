"""Excel files for print: reproducible bytes, texts that are never formulas, and constant memory."""

import io
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from graph.network.exports.export_columns import MAX_CELL_TEXT, CellValue

CREATED: Final = datetime(1980, 1, 1)
MIN_WIDTH: Final = 8
MAX_WIDTH: Final = 60


@dataclass(frozen=True)
class Spreadsheet:
    """Rows of a sheet are written from top to bottom."""

    workbook: Any
    header: Any
    text: Any

    def sheet(self, name: str) -> Any:
        return self.workbook.add_worksheet(name)

    def write_row(self, sheet: Any, row: int, values: Sequence[CellValue], style: Any = None) -> None:
        for column, value in enumerate(values):
            self.write(sheet, row, column, value, style)

    def write(self, sheet: Any, row: int, column: int, value: CellValue, style: Any = None) -> None:
        """Writes texts of digits as text too."""
        if value is None:
            if style is not None:
                sheet.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, style)
        elif isinstance(value, str):
            sheet.write_string(row, column, value[:MAX_CELL_TEXT], style or self.text)
        else:
            sheet.write_number(row, column, value, style)


@contextmanager
def spreadsheet(title: str, comments: str) -> Generator[tuple[Spreadsheet, io.BytesIO]]:
    """Yields an open file, complete after the context."""
    import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]  # slow to import, and few files need it

    file = io.BytesIO()
    workbook: Any = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    workbook.set_properties({"title": title, "comments": comments, "created": CREATED})
    header = workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED", "num_format": "@"})
    # The prefix keeps Excel from running a text that begins with = if a cell is edited.
    text = workbook.add_format({"num_format": "@", "quote_prefix": True})
    yield Spreadsheet(workbook, header, text), file
    workbook.close()


def width_of(texts: Sequence[str]) -> int:
    """Returns a column's width. Chinese characters count 2."""
    longest = max((sum(2 if ord(each) > 0x2E7F else 1 for each in text) for text in texts), default=0)
    return min(max(longest + 2, MIN_WIDTH), MAX_WIDTH)
