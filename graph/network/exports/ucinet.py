"""UCINET's data language: `edgelist1` for one set of actors, `edgelist2` for rows and columns."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.network.exports.export_columns import text_of
from graph.network.exports.export_network import ExportNetwork, rows_and_columns

_PLAIN: Final = re.compile(r"[^\s,=\"']+")
"""A label that needs no quotation marks."""


def write_dl(network: ExportNetwork) -> Iterator[bytes]:
    """Yields the file. Ties refer to the places of labels, from 1."""
    ids = [actor.id for actor in network.actors]
    numbers = {each: number for number, each in enumerate(ids, 1)}
    yield from _lines((f"DL n={len(ids)}", "format = edgelist1", "labels:", *map(_label, ids), "data:"))
    yield from _ties(network, numbers, numbers)


def write_two_mode_dl(network: ExportNetwork) -> Iterator[bytes]:
    """Yields rows of mode ONE and columns of mode TWO, each numbered from 1; in a one-mode network both are all actors."""
    rows, columns = ([actor.id for actor in actors] for actors in rows_and_columns(network))
    yield from _lines((f"DL nr={len(rows)} nc={len(columns)}", "format = edgelist2"))
    yield from _lines(("row labels:", *map(_label, rows), "column labels:", *map(_label, columns), "data:"))
    by_row, by_column = ({each: number for number, each in enumerate(ids, 1)} for ids in (rows, columns))
    yield from _ties(network, by_row, by_column)


def _ties(network: ExportNetwork, rows: dict[str, int], columns: dict[str, int]) -> Iterator[bytes]:
    return _lines([f"{rows[tie.source]} {columns[tie.target]} {text_of(tie.weight)}" for tie in network.ties])


def _lines(lines: Sequence[str]) -> Iterator[bytes]:
    return (f"{line}\n".encode() for line in lines)


def _label(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    return '"' + " ".join(text.split()).replace('"', "'") + '"'
