"""A zip file of CSV tables for spreadsheets, pandas and R: actors.csv, ties.csv, about.csv."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.network.exports.columns import Value, actor_columns, text_of, tie_columns
from graph.network.exports.export_network import ExportNetwork

UTF_8_WITH_BOM: Final = "utf-8-sig"
GB18030: Final = "gb18030"
ENCODINGS: Final = {"utf-8": UTF_8_WITH_BOM, GB18030: GB18030}
"""By the value of the parameter `encoding`."""
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that begins with one of these for a formula."""
FILE_DATE: Final = (1980, 1, 1, 0, 0, 0)
CHUNK: Final = 65_536


def write_csv_zip(network: ExportNetwork, encoding: str = "utf-8") -> Iterator[bytes]:
    """Yields the zip file. The same network gives the same bytes."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=6) as file:
        for name, rows in _tables(network):
            entry = ZipInfo(name, FILE_DATE)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            file.writestr(entry, _table(rows).encode(ENCODINGS[encoding]))
    content = buffer.getvalue()
    for start in range(0, len(content), CHUNK):
        yield content[start : start + CHUNK]


def _tables(network: ExportNetwork) -> Iterator[tuple[str, Iterable[list[Value]]]]:
    yield "actors.csv", _actor_rows(network)
    yield "ties.csv", _tie_rows(network)
    yield "about.csv", [["name", "value"], *([name, text] for name, text in network.about.items())]


def _actor_rows(network: ExportNetwork) -> Iterator[list[Value]]:
    columns = actor_columns(network)
    yield ["id", *(column.name for column in columns)]
    for actor in network.actors:
        yield [actor.id, *(column.value(actor) for column in columns)]


def _tie_rows(network: ExportNetwork) -> Iterator[list[Value]]:
    columns = tie_columns()
    yield ["source", "target", *(column.name for column in columns)]
    for tie in network.ties:
        yield [tie.source, tie.target, *(column.value(tie) for column in columns)]


def _table(rows: Iterable[list[Value]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: Value) -> str:
    """Returns the text of a cell; an apostrophe before a text keeps spreadsheets from running it as a formula."""
    if value is None:
        return ""
    text = text_of(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA_STARTS) else text
