"""Zips of actors.csv, ties.csv and about.csv."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from graph.network.exports.export_columns import CellValue, TableColumn, about_table, actor_table, text_of, tie_table
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.zip_file import zip_of

UTF_8_WITH_BOM: Final = "utf-8-sig"
GB18030: Final = "gb18030"
ENCODINGS: Final = {"utf-8": UTF_8_WITH_BOM, GB18030: GB18030}
"""By parameter `encoding`."""
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""Spreadsheets read such a text as a formula."""


def write_csv_zip(network: ExportNetwork, encoding: str = "utf-8") -> Iterator[bytes]:
    """Yields reproducible bytes."""
    tables = {"actors": actor_table(network), "ties": tie_table(network), "about": about_table(network)}
    yield zip_of((f"{name}.csv", [_table(columns).encode(ENCODINGS[encoding])]) for name, columns in tables.items())


def _table(columns: Sequence[TableColumn]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    writer.writerows(map(_cell, row) for row in zip(*(column.values for column in columns), strict=True))
    return text.getvalue()


def _cell(value: CellValue) -> str:
    """Returns the text of a cell. An apostrophe stops spreadsheets from running it as a formula."""
    if value is None:
        return ""
    text = text_of(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
