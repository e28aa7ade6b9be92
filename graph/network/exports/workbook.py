"""The network as a spreadsheet of three sheets, actors, ties and about, and as one sheet with its matrix."""

from collections.abc import Iterator, Sequence
from typing import Final

from graph.network.exports.columns import TableColumn, about_table, actor_table, text_of, tie_table
from graph.network.exports.export_network import ExportActor, ExportNetwork, rows_and_columns
from graph.network.exports.spreadsheet import Spreadsheet, spreadsheet, width_of

MAX_ROWS: Final = 1_048_575
"""Rows of a sheet, without the header."""
MAX_MATRIX: Final = 2_000
"""Rows and columns of a matrix."""
_SAMPLE: Final = 200
"""Rows that decide the width of a column."""


def write_xlsx(network: ExportNetwork) -> Iterator[bytes]:
    """Yields the file."""
    with spreadsheet(network.about.get("title", ""), network.about.get("citation", "")) as (book, file):
        for name, columns in (("actors", actor_table(network)), ("ties", tie_table(network)), ("about", about_table(network))):
            _write_table(book, name, columns)
    yield file.getvalue()


def write_matrix_xlsx(network: ExportNetwork) -> Iterator[bytes]:
    """Yields the file: ids in the first row and column, weights elsewhere, 0 without a tie. Parallel ties are added."""
    rows, columns = rows_and_columns(network)
    weights = _weights(network)
    with spreadsheet(network.about.get("title", ""), network.about.get("citation", "")) as (book, file):
        sheet = book.sheet("matrix")
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, width_of([actor.id for actor in rows]))
        for place, actor in enumerate(columns, 1):
            book.write(sheet, 0, place, actor.id, book.header)
        for number, row in enumerate(rows, 1):
            book.write(sheet, number, 0, row.id, book.header)
            of_row = weights.get(row.id, {})
            for place, column in enumerate(columns, 1):
                sheet.write_number(number, place, of_row.get(column.id, 0))
        _write_table(book, "rows", _labels(rows))
        _write_table(book, "columns", _labels(columns))
        _write_table(book, "about", about_table(network))
    yield file.getvalue()


def table_size(network: ExportNetwork) -> int:
    """Returns the number of rows of the longest sheet."""
    return max(len(network.actors), len(network.ties))


def matrix_size(network: ExportNetwork) -> int:
    """Returns the number of rows or columns, the larger one."""
    return max(map(len, rows_and_columns(network)))


def _weights(network: ExportNetwork) -> dict[str, dict[str, float]]:
    """Returns weights by row and column; both directions of an undirected tie in a one-mode network."""
    found: dict[str, dict[str, float]] = {}
    for tie in network.ties:
        pairs = [(tie.source, tie.target)]
        if not network.directed and not network.two_mode:
            pairs.append((tie.target, tie.source))
        for row, column in pairs:
            of_row = found.setdefault(row, {})
            of_row[column] = of_row.get(column, 0) + tie.weight
    return found


def _labels(actors: Sequence[ExportActor]) -> list[TableColumn]:
    network = ExportNetwork(list(actors), [], False, {})
    return [column for column in actor_table(network) if column.name in ("id", "name", "kind_zh", "kind_en")]


def _write_table(book: Spreadsheet, name: str, columns: Sequence[TableColumn]) -> None:
    sheet = book.sheet(name)
    sheet.freeze_panes(1, 0)
    rows = len(columns[0].values)
    if rows:
        sheet.autofilter(0, 0, rows, len(columns) - 1)
    for place, column in enumerate(columns):
        texts = [text_of(value) for value in column.values[:_SAMPLE] if value is not None]
        sheet.set_column(place, place, width_of([column.name, *texts]))
    book.write_row(sheet, 0, [column.name for column in columns], book.header)
    for number in range(rows):
        book.write_row(sheet, number + 1, [column.values[number] for column in columns])
