"""The edits of a simulation in the terms of columns, checked like those that are applied to the database."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from graph.coverage.columns.columns import Columns
from graph.coverage.columns.overlay import AddedLink, Edits
from graph.coverage.edit_integrity_on_columns import check_integrity_on_columns
from graph.errors import UserError
from graph.messages import what_if as messages
from graph.model.registry import KIND_BY_LABEL
from graph.snapshot.snapshot import RELATION_NAMES, Snapshot, date_to_int
from graph.what_if.edits import Edit, LinkEdits

_PROPERTIES = {"source": "simulate", "provenance": "IMPORTED"}


def edits_of_columns(columns: Columns, edits: LinkEdits, as_of: date) -> Edits:
    """Raises UserError if an end or a link to remove does not exist or is not valid, or if an added link breaks an integrity rule."""
    snapshot = columns.snapshot
    ends = {edit: tuple(_ends(snapshot, edit, as_of)) for edit in (*edits.add, *edits.remove)}
    removed = {link for edit in edits.remove for link in _matching_links(snapshot, edit, ends[edit], as_of)}
    check_integrity_on_columns(columns, [edit.link for edit in edits.add], removed)
    return Edits([_added(edit, ends[edit], as_of) for edit in edits.add], sorted(removed))


def _ends(snapshot: Snapshot, edit: Edit, as_of: date) -> Iterator[int]:
    for name, (label, code) in (("from", edit.start), ("to", edit.end)):
        argument, entity = f"{edit.argument}.{name}", snapshot.find(KIND_BY_LABEL[label], code)
        if entity is None:
            raise UserError(messages.NO_SUCH_ENTITY, argument=argument, label=label, code=code)
        if not snapshot.is_valid(entity, date_to_int(as_of)):
            raise UserError(messages.ENTITY_NOT_VALID, argument=argument, label=label, code=code, as_of=as_of)
        yield entity


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
