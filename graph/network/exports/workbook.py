"""Excel files: three sheets (actors, ties, about), or a matrix."""

from collections.abc import Iterator, Sequence
from typing import Final

from graph.network.exports.data_spreadsheet import DataSheet, data_spreadsheet
from graph.network.exports.export_columns import CellValue, TableColumn, about_table, actor_table, text_of, tie_table
from graph.network.exports.export_network import ExportActor, ExportNetwork, rows_and_columns
from graph.network.exports.spreadsheet import width_of
from graph.network.network_arrays import NetworkArrays

MAX_ROWS: Final = 1_048_575
"""Rows per sheet, without the header."""
MAX_MATRIX: Final = 2_000
"""Rows and columns of a matrix."""
_SAMPLE: Final = 200
"""Rows that decide a column's width."""


def write_xlsx(network: ExportNetwork) -> Iterator[bytes]:
    tables = {"actors": actor_table(network), "ties": tie_table(network), "about": about_table(network)}
    yield _file(network, [_table_sheet(name, columns) for name, columns in tables.items()])


def write_matrix_xlsx(network: ExportNetwork) -> Iterator[bytes]:
    """Yields ids in the first row and column, weights elsewhere, 0 without a tie. Parallel ties are added."""
    rows, columns = rows_and_columns(network)
    matrix = DataSheet("matrix", _matrix(network), [width_of([actor.id for actor in rows])], first_column=True)
    labels = [_table_sheet("rows", _labels(rows)), _table_sheet("columns", _labels(columns))]
    yield _file(network, [matrix, *labels, _table_sheet("about", about_table(network))])


def _file(network: ExportNetwork, sheets: Sequence[DataSheet]) -> bytes:
    return data_spreadsheet(sheets, network.about.get("title", ""), network.about.get("citation", ""))


def _matrix(network: ExportNetwork) -> Iterator[list[CellValue]]:
    rows, columns = rows_and_columns(network)
    weights = _weights(network)
    ids = [actor.id for actor in columns]
    yield [None, *ids]
    for row in rows:
        of_row = weights.get(row.id, {})
        yield [row.id, *(of_row.get(column, 0) for column in ids)]


def table_size(arrays: NetworkArrays) -> int:
    return max(arrays.size, len(arrays.source))


def matrix_size(arrays: NetworkArrays) -> int:
    """Returns the larger number of rows or columns."""
    two = 0 if arrays.mode_two is None else int(arrays.mode_two.sum())
    return max(two, arrays.size - two)


def _weights(network: ExportNetwork) -> dict[str, dict[str, float]]:
    """Returns weights by row and column, undirected one-mode ties in both directions."""
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


def _table_sheet(name: str, columns: Sequence[TableColumn]) -> DataSheet:
    texts = [[text_of(value) for value in column.values[:_SAMPLE] if value is not None] for column in columns]
    widths = [width_of([column.name, *of_column]) for column, of_column in zip(columns, texts, strict=True)]
    return DataSheet(name, _rows(columns), widths)


def _rows(columns: Sequence[TableColumn]) -> Iterator[Sequence[CellValue]]:
    yield [column.name for column in columns]
    yield from zip(*(column.values for column in columns), strict=True)
