"""Integrity rules for added links of a simulation on columns."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from graph.coverage.columns.columns import Columns
from graph.model.grids import GRID
from graph.model.homes import is_home
from graph.model.integrity import EntityKey, Period
from graph.model.registry import RELATIONS
from graph.snapshot.snapshot import RELATION_NAMES, Snapshot, int_to_date
from graph.what_if.edit_integrity import EditedLink, EntityFacts, refuse_violations


def check_integrity_on_columns(
    columns: Columns, added: Sequence[EditedLink], removed: set[int], ended: Mapping[int, date]
) -> None:
    """Raises UserError (BAD_ARGUMENT) with all refused edits. `removed`: links removed before. `ended`: by entity, the day
    of its end.
    """
    snapshot = columns.snapshot
    links = {link for edit in added for link in _links_to_compare(snapshot, edit)} - removed
    stored = sorted((_stored_link(snapshot, link) for link in links), key=_order)
    keys = {key for link in (*added, *stored) for key in (link.start, link.end)}
    refuse_violations(added, stored, _facts(columns, keys, ended))


def _links_to_compare(snapshot: Snapshot, edit: EditedLink) -> Iterator[int]:
    """Yields the relation's links between both ends, and those that give an end a home."""
    start, end = (snapshot.find(key.kind, key.code) for key in (edit.start, edit.end))
    assert start is not None
    assert end is not None
    relation = RELATION_NAMES.index(edit.relation.name)
    yield from (link for link in snapshot.links_between(start, end) if snapshot.relation[link] == relation)
    for entity, side, of_start in ((start, snapshot.source, True), (end, snapshot.target, False)):
        if is_home(edit.relation, snapshot.kind_of(entity), of_start=of_start):
            links = snapshot.links_at(entity)
            yield from map(int, links[(snapshot.relation[links] == relation) & (side[links] == entity)])


def _stored_link(snapshot: Snapshot, link: int) -> EditedLink:
    start, end = (_key(snapshot, int(side[link])) for side in (snapshot.source, snapshot.target))
    period = _period(snapshot.since[link], snapshot.until[link])
    return EditedLink(None, RELATIONS[RELATION_NAMES[snapshot.relation[link]]], start, end, period)


def _order(link: EditedLink) -> tuple[str, bool, str, str, str]:
    """Orders links like the statement for stored links: an unknown begin is last."""
    begin = link.period.begin
    return link.relation.name, begin is None, str(begin), link.start.code, link.end.code


def _key(snapshot: Snapshot, entity: int) -> EntityKey:
    return EntityKey(snapshot.kind_of(entity), snapshot.codes[entity])


def _period(begin: np.int32, end: np.int32) -> Period:
    return Period(int_to_date(int(begin)), int_to_date(int(end)))


def _facts(columns: Columns, keys: set[EntityKey], ended: Mapping[int, date]) -> Mapping[EntityKey, EntityFacts]:
    snapshot, facts = columns.snapshot, dict[EntityKey, EntityFacts]()
    first_grid, _ = snapshot.index_range(GRID)
    for key in keys:
        entity = snapshot.find(key.kind, key.code)
        assert entity is not None
        size = columns.column(GRID, "size").text_at(entity - first_grid) if key.kind is GRID else None
        period = _period(snapshot.valid_from[entity], snapshot.valid_to[entity])
        facts[key] = EntityFacts(Period(period.begin, ended.get(entity, period.end)), size)
    return facts
