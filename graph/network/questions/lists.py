"""Connections of actors, ties and brokers: pages of an ordered list of indices."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from graph.compiler.cursors import CursorCodec
from graph.compiler.pagination import page_size
from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import compiler as compiler_messages
from graph.messages import network as messages
from graph.network.questions.network_execution import NetworkExecution, revision_digest
from graph.network.questions.selection_reader import CompileNetworkField, NetworkFieldReader, SelectionReader
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import date_to_int

CursorContent = tuple[str, int, list[str]]
"""Digest of the revision, date of the page, keys of the item."""


@dataclass(frozen=True)
class ListOf:
    """How a list of a network is computed and paged. `items` returns the ordered list of a source, such as the network or an actor; `owner`
    identifies the source in cursors. `keys` identify an item in cursors; `find` returns the item for keys.
    """

    items: Callable[[NetworkExecution, Any], IndexArray]
    keys: Callable[[NetworkExecution, int], list[str]]
    find: Callable[[NetworkExecution, list[str]], int | None]
    owner: Callable[[NetworkExecution, Any], str]
    compile_node: Callable[[SelectedField], NetworkFieldReader]
    above: tuple[SelectedField, ...] = ()
    """Fields between network and list that decide its items."""


@dataclass(frozen=True)
class _ListPage:
    execution: NetworkExecution
    codec: CursorCodec
    keys: Callable[[NetworkExecution, int], list[str]]
    items: list[int]
    total: int
    start: int

    def cursor(self, item: int) -> str:
        execution = self.execution
        execution.kept.gave_cursor = True
        day = date_to_int(execution.as_of.day)
        return self.codec.encode([revision_digest(execution.snapshot.revision), day, self.keys(execution, item)])

    def cursor_at(self, place: int) -> str | None:
        return self.cursor(self.items[place]) if self.items else None


def connection_reader(reader: SelectionReader, selected: SelectedField, listed: ListOf) -> NetworkFieldReader:
    read = reader.object(selected, _field_of(reader, listed))
    path = (reader.root, *listed.above, selected)
    reader.lists.append(selected)

    def read_page(execution: NetworkExecution, source: Any) -> Any:
        arguments, items = execution.arguments(selected), listed.items(execution, source)
        codec = execution.cursors(path, listed.owner(execution, source))
        start = _start(execution, codec, arguments.get("after"), items, listed)
        page: list[int] = items[start : start + page_size(arguments)].tolist()
        return read(execution, _ListPage(execution, codec, listed.keys, page, len(items), start))

    return read_page


def _start(execution: NetworkExecution, codec: CursorCodec, after: str | None, items: IndexArray, listed: ListOf) -> int:
    """Returns the place after the cursor. Raises UserError (BAD_CURSOR; DATA_CHANGED for a cursor of another revision)."""
    if not after:
        return 0
    digest, day, keys = codec.decode(after, CursorContent)
    snapshot = execution.snapshot
    if digest != revision_digest(snapshot.revision) or snapshot.changes_between(day, date_to_int(execution.as_of.day)):
        raise UserError(messages.NETWORK_NOT_KEPT)
    item = listed.find(execution, keys)
    places = np.flatnonzero(items == item) if item is not None else ()
    if len(places) != 1:
        raise UserError(compiler_messages.INVALID_CURSOR)
    return int(places[0]) + 1


def _field_of(reader: SelectionReader, listed: ListOf) -> CompileNetworkField:
    def compile_field(selected: SelectedField) -> NetworkFieldReader:
        match selected.name:
            case "nodes":
                return _each(listed.compile_node(selected))
            case "edges":
                return _each_edge(reader.object(selected, _edge_field(listed)))
            case "pageInfo":
                return reader.object(selected, lambda field: _PAGE_INFO[field.name])
            case _:
                return lambda _, page: page.total

    return compile_field


def _each(read: NetworkFieldReader) -> NetworkFieldReader:
    return lambda execution, page: [read(execution, item) for item in page.items]


def _each_edge(read: NetworkFieldReader) -> NetworkFieldReader:
    return lambda execution, page: [read(execution, (page, item)) for item in page.items]


def _edge_field(listed: ListOf) -> CompileNetworkField:
    def compile_field(selected: SelectedField) -> NetworkFieldReader:
        if selected.name == "cursor":
            return lambda _, edge: edge[0].cursor(edge[1])
        read = listed.compile_node(selected)
        return lambda execution, edge: read(execution, edge[1])

    return compile_field


_PAGE_INFO: Final[dict[str, NetworkFieldReader]] = {
    "hasNextPage": lambda _, page: page.start + len(page.items) < page.total,
    "hasPreviousPage": lambda _, page: page.start > 0,
    "startCursor": lambda _, page: page.cursor_at(0),
    "endCursor": lambda _, page: page.cursor_at(-1),
}
