"""Zips of Parquet and of Arrow IPC files for actors, ties and about."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

from arro3.core import Array, DataType, Field, Schema, Table
from arro3.io import write_ipc, write_parquet

from graph.network.exports.export_columns import DATES, TableColumn, ValueType, about_table, actor_table, tie_table
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.zip_file import zip_of

_TYPES: Final = {
    ValueType.TEXT: DataType.utf8(),
    ValueType.BOOLEAN: DataType.bool(),
    ValueType.INTEGER: DataType.int64(),
    ValueType.NUMBER: DataType.float64(),
}
_EPOCH: Final = date(1970, 1, 1)


def write_parquet_zip(network: ExportNetwork) -> Iterator[bytes]:
    yield _zip(network, "parquet", lambda table, file: write_parquet(table, file, compression="snappy"))


def write_arrow_zip(network: ExportNetwork) -> Iterator[bytes]:
    yield _zip(network, "arrow", write_ipc)


def _zip(network: ExportNetwork, extension: str, write: Callable[[Table, io.BytesIO], None]) -> bytes:
    tables = {"actors": actor_table(network), "ties": tie_table(network), "about": about_table(network)}
    return zip_of((f"{name}.{extension}", [_file(columns, network.about, write)]) for name, columns in tables.items())


def _file(columns: Sequence[TableColumn], about: Mapping[str, str], write: Callable[[Table, io.BytesIO], None]) -> bytes:
    """Returns one table; `about` is also in the metadata of its schema."""
    file = io.BytesIO()
    arrays = [_array(column) for column in columns]
    fields = [Field(column.name, array.type) for column, array in zip(columns, arrays, strict=True)]
    table_of = cast(Any, Table).from_arrays  # its stub is not complete
    write(table_of(arrays, schema=Schema(fields, metadata=dict(about))), file)
    return file.getvalue()


def _array(column: TableColumn) -> Array:
    if column.name in DATES:
        days: list[Any] = [None if value is None else (date.fromisoformat(str(value)) - _EPOCH).days for value in column.values]
        return Array(days, type=DataType.int32()).cast(DataType.date32())
    values: list[Any] = list(column.values)
    return Array(values, type=_TYPES[column.type])
