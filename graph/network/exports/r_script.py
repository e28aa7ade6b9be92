"""An R script that makes data frames, a list of facts, and with igraph a graph."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from graph.network.exports.export_columns import DATES, CellValue, TableColumn, ValueType, actor_table, text_of, tie_table
from graph.network.exports.export_network import ExportNetwork

_MISSING: Final = {
    ValueType.TEXT: "NA_character_",
    ValueType.BOOLEAN: "NA",
    ValueType.INTEGER: "NA_integer_",
    ValueType.NUMBER: "NA_real_",
}
_EMPTY: Final = {
    ValueType.TEXT: "character(0)",
    ValueType.BOOLEAN: "logical(0)",
    ValueType.INTEGER: "integer(0)",
    ValueType.NUMBER: "numeric(0)",
}
_GRAPH: Final = """
if (requireNamespace("igraph", quietly = TRUE)) {{
  # igraph calls the ids `name`; the names of the actors become `label`.
  vertices <- setNames(actors, sub("^name$", "label", names(actors)))
  network <- igraph::graph_from_data_frame(ties, directed = {directed}, vertices = vertices)
}}
"""
MAX_INTEGER: Final = 2**31 - 1


def write_r(network: ExportNetwork) -> Iterator[bytes]:
    yield b'# source("file.r", encoding = "UTF-8") makes actors, ties, about and, with igraph, network.\n'
    about = ",\n".join(f"  {name} = {_text(value)}" for name, value in network.about.items())
    yield f"about <- list(\n{about}\n)\n".encode()
    yield from _data_frame("actors", actor_table(network))
    yield from _data_frame("ties", tie_table(network))
    yield _GRAPH.format(directed="TRUE" if network.directed else "FALSE").encode()


def _data_frame(name: str, columns: Sequence[TableColumn]) -> Iterator[bytes]:
    yield f"{name} <- data.frame(\n".encode()
    for column in columns:
        yield f"  {column.name} = {_vector(column)},\n".encode()
    yield b"  check.names = FALSE, stringsAsFactors = FALSE\n)\n"


def _vector(column: TableColumn) -> str:
    missing = _MISSING[column.type]
    literals = (missing if value is None else _literal(column.type, value) for value in column.values)
    vector = f"c({', '.join(literals)})" if column.values else _EMPTY[column.type]
    return f"as.Date({vector})" if column.name in DATES else vector


def _literal(of_type: ValueType, value: CellValue) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if of_type is ValueType.INTEGER and isinstance(value, int) and abs(value) <= MAX_INTEGER:
        return f"{value}L"
    return text_of(value)


def _text(text: str) -> str:
    """Returns an R literal. Its escapes are those of JSON; R has no U+0000."""
    return json.dumps(text.replace("\x00", "\ufffd"), ensure_ascii=False)
