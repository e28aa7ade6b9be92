"""Edits of a simulation on columns, with the checks of edits in the database."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from graph.coverage.columns.columns import Columns
from graph.coverage.columns.overlay import AddedLink, ColumnEdits
from graph.coverage.edit_integrity_on_columns import check_integrity_on_columns
from graph.errors import UserError
from graph.messages import what_if as messages
from graph.model.registry import KIND_BY_LABEL
from graph.snapshot.snapshot import RELATION_NAMES, Snapshot, date_to_int
from graph.what_if import edits as what_if
from graph.what_if.edits import Dissolution, Edit

_PROPERTIES = {"source": "simulate", "provenance": "IMPORTED"}


def edits_of_columns(columns: Columns, edits: what_if.Edits, as_of: date) -> ColumnEdits:
    """Raises UserError if an entity or a link to remove does not exist or is not valid, if an ended division has divisions
    below, or if an added link breaks an integrity rule.
    """
    snapshot, day = columns.snapshot, date_to_int(as_of)
    ends = {edit: tuple(_ends(snapshot, edit, as_of)) for edit in (*edits.add, *edits.remove)}
    removed = {link for edit in edits.remove for link in _matching_links(snapshot, edit, ends[edit], as_of)}
    ended = {_valid_entity(snapshot, each.argument, each.key, as_of): each for each in edits.dissolve}
    _refuse_parents(snapshot, ended, removed, day)
    check_integrity_on_columns(columns, [edit.link for edit in edits.add], removed, dict.fromkeys(ended, as_of))
    return ColumnEdits([_added(edit, ends[edit], as_of) for edit in edits.add], sorted(removed), sorted(ended), day)


def _refuse_parents(snapshot: Snapshot, ended: Mapping[int, Dissolution], removed: set[int], day: int) -> None:
    """Raises UserError (BAD_ARGUMENT) if an ended division administers one that does not end."""
    administers = np.array([name == "ADMINISTERS" for name in RELATION_NAMES])
    valid = snapshot.valid_links(day, administers) if ended else np.zeros(0, bool)
    for entity, each in ended.items():
        for link in snapshot.links_at(entity).tolist():
            is_child = valid[link] and int(snapshot.source[link]) == entity and int(snapshot.target[link]) not in ended
            if is_child and link not in removed:
                raise UserError(messages.DISSOLVED_WITH_CHILDREN, argument=each.argument, code=each.key[1])


def _ends(snapshot: Snapshot, edit: Edit, as_of: date) -> Iterator[int]:
    for name, key in (("from", edit.start), ("to", edit.end)):
        yield _valid_entity(snapshot, f"{edit.argument}.{name}", key, as_of)


def _valid_entity(snapshot: Snapshot, argument: str, key: tuple[str, str], as_of: date) -> int:
    """Raises UserError (BAD_ARGUMENT, NOT_ALIVE)."""
    label, code = key
    entity = snapshot.find(KIND_BY_LABEL[label], code)
    if entity is None:
        raise UserError(messages.NO_SUCH_ENTITY, argument=argument, label=label, code=code)
    if not snapshot.is_valid(entity, date_to_int(as_of)):
        raise UserError(messages.ENTITY_NOT_VALID, argument=argument, label=label, code=code, as_of=as_of)
    return entity


def _matching_links(snapshot: Snapshot, edit: Edit, ends: tuple[int, ...], as_of: date) -> list[int]:
    start, end = ends
    permitted = np.array([name == edit.relation.name for name in RELATION_NAMES])
    directions = {(start, end), (end, start)} if edit.relation.undirected else {(start, end)}
    valid = snapshot.valid_links(date_to_int(as_of), permitted)
    found = [
        link
        for link in snapshot.links_between(start, end)
        if valid[link]
        and (int(snapshot.source[link]), int(snapshot.target[link])) in directions
        and (edit.since is None or int(snapshot.since[link]) == date_to_int(edit.since))
    ]
    if not found:
        raise UserError(messages.NO_SUCH_LINK, argument=edit.argument, relation=edit.relation.name, as_of=as_of)
    return found


def _added(edit: Edit, ends: tuple[int, ...], as_of: date) -> AddedLink:
    return AddedLink(edit.relation.name, *ends, since=date_to_int(edit.since or as_of), properties=_PROPERTIES)
