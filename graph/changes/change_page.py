"""One page of a list of changes. Cursors contain the keys of their row, so that paging continues if the data change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.changes.change_period import ChangeRows
from graph.changes.scope_changes import ScopeChanges, link_keys
from graph.compiler.cursors import CursorCodec
from graph.compiler.pagination import Page, page_size
from graph.errors import UserError
from graph.messages import compiler as messages
from graph.model.registry import KIND_BY_NAME
from graph.snapshot.snapshot import RELATION_NAMES, SORTED_KINDS, Snapshot

EntityKeys = tuple[int, str, str]
"""Date, kind, code."""
LinkKeys = tuple[int, str, str, str, str, str, int, int, int]
"""Date, relation, kind and code of both ends, first and last day, and the place among otherwise equal links."""
OrderColumns = Sequence[NDArray[Any]]


@dataclass(frozen=True)
class ChangeList:
    """How one list of changes, of entities or of links, is filtered, sorted and paged.

    The argument named `argument` narrows the list to kinds or relations of `names`; `number` returns for each item of the snapshot the
    index of its name. `columns` returns the columns that the rows are sorted by, `keys` their values as cursors contain them; `values`
    reverses `keys`.
    """

    argument: str
    names: Sequence[str]
    rows: Callable[[ScopeChanges], ChangeRows]
    number: Callable[[Snapshot], NDArray[Any]]
    columns: Callable[[Snapshot, ChangeRows], OrderColumns]
    keys: Callable[[Snapshot, Sequence[int]], Sequence[object]]
    keys_type: Any
    values: Callable[[Snapshot, Any], Sequence[float]]


@dataclass(frozen=True)
class ChangePage:
    """One page of a list of changes: its rows with their sort columns. `total`: the number of rows of the list. `start`: the place of the
    page in it.
    """

    snapshot: Snapshot
    listed: ChangeList
    cursors: CursorCodec
    rows: ChangeRows
    columns: OrderColumns
    total: int
    start: int

    @property
    def has_next(self) -> bool:
        return self.start + len(self.rows) < self.total

    def cursor(self, place: int) -> str:
        return self.cursors.encode(self.listed.keys(self.snapshot, [int(column[place]) for column in self.columns]))

    def cursor_at(self, place: int) -> str | None:
        return self.cursor(place) if len(self.rows) else None


def change_page(changes: ScopeChanges, listed: ChangeList, arguments: Mapping[str, Any], cursors: CursorCodec) -> ChangePage:
    """Raises UserError (BAD_ARGUMENT, BAD_CURSOR)."""
    size, backward, snapshot = page_size(arguments), Page.of(arguments).backward, changes.snapshot
    rows = _narrowed(changes, listed, arguments)
    columns = listed.columns(snapshot, rows)

    def rows_up_to(cursor: str, *, inclusive: bool) -> int:
        return _rows_up_to(columns, listed.values(snapshot, cursors.decode(cursor, listed.keys_type)), inclusive=inclusive)

    after, before = arguments.get("after"), arguments.get("before")
    first = rows_up_to(after, inclusive=True) if after else 0
    end = max(first, rows_up_to(before, inclusive=False) if before else len(rows))
    start, stop = (max(first, end - size), end) if backward else (first, min(end, first + size))
    page = slice(start, stop)
    columns_of_page = [column[page] for column in columns]
    return ChangePage(snapshot, listed, cursors, rows.select(page), columns_of_page, len(rows), start)


def _narrowed(changes: ScopeChanges, listed: ChangeList, arguments: Mapping[str, Any]) -> ChangeRows:
    rows, began = listed.rows(changes), arguments.get("began")
    if began is not None:
        rows = rows.select(rows.began == began)
    named = arguments.get(listed.argument)
    if named is None:
        return rows
    numbers = [listed.names.index(each.value) for each in named]
    return rows.select(np.isin(listed.number(changes.snapshot)[rows.item], numbers))


def _rows_up_to(columns: OrderColumns, values: Sequence[float], *, inclusive: bool) -> int:
    """Returns the number of rows before these values; with `inclusive` also of rows equal to them."""
    less, equal = np.zeros(len(columns[0]), bool), np.ones(len(columns[0]), bool)
    for column, value in zip(columns, values, strict=True):
        less |= equal & (column < value)
        equal &= column == value
    return int(np.count_nonzero(less | equal if inclusive else less))


# ---------------------------------------------------------------------------------------------------- entities and links
def _link_columns(snapshot: Snapshot, rows: ChangeRows) -> OrderColumns:
    columns, places = link_keys(snapshot, rows), np.arange(len(rows))
    repeated = np.ones(len(rows), bool)
    for column in columns:
        repeated[1:] &= column[1:] == column[:-1]
    repeated[:1] = False
    return [*columns, places - np.maximum.accumulate(np.where(repeated, 0, places))]


def _keys_of_link(snapshot: Snapshot, values: Sequence[int]) -> Sequence[object]:
    day, relation, source, target, *others = values
    return [day, RELATION_NAMES[relation], *_keys_of_end(snapshot, source), *_keys_of_end(snapshot, target), *others]


def _keys_of_end(snapshot: Snapshot, entity: int) -> list[str]:
    return [snapshot.kind_of(entity).name, snapshot.codes[entity]]


def _values_of_link(snapshot: Snapshot, keys: LinkKeys) -> Sequence[float]:
    day, relation, source_kind, source, target_kind, target, *others = keys
    if relation not in RELATION_NAMES:
        raise UserError(messages.INVALID_CURSOR)
    ends = (_place_of(snapshot, source_kind, source), _place_of(snapshot, target_kind, target))
    return [day, RELATION_NAMES.index(relation), *ends, *others]


def _place_of(snapshot: Snapshot, kind: str, code: str) -> float:
    """Returns an entity's index, between two if it no longer exists. Raises UserError (BAD_CURSOR)."""
    if kind not in KIND_BY_NAME:
        raise UserError(messages.INVALID_CURSOR)
    index, exists = snapshot.sorted_index(KIND_BY_NAME[kind], code)
    return index if exists else index - 0.5


def _values_of_entity(snapshot: Snapshot, keys: EntityKeys) -> Sequence[float]:
    day, kind, code = keys
    return [day, _place_of(snapshot, kind, code)]


ENTITIES: Final = ChangeList(
    "kinds",
    [kind.name for kind in SORTED_KINDS],
    lambda changes: changes.entities,
    lambda snapshot: snapshot.kind,
    lambda _, rows: [rows.day, rows.item],
    lambda snapshot, values: [values[0], *_keys_of_end(snapshot, values[1])],
    EntityKeys,
    _values_of_entity,
)
LINKS: Final = ChangeList(
    "relations",
    RELATION_NAMES,
    lambda changes: changes.links,
    lambda snapshot: snapshot.relation,
    _link_columns,
    _keys_of_link,
    LinkKeys,
    _values_of_link,
)
LISTS: Final = {"entities": ENTITIES, "links": LINKS}
