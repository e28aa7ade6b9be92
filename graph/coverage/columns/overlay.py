"""What-if: columns with links added and removed and entities ended, which share every unchanged array."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from graph.coverage.columns.columns import Columns
from graph.coverage.columns.days import Days
from graph.coverage.columns.evaluator import Evaluator, Reads
from graph.coverage.columns.link_table import LinkEnds, LinkTable
from graph.coverage.columns.property_column import PropertyColumn
from graph.model.common_properties import LINK_PROPERTIES
from graph.model.registry import OPEN_ENDED_RELATIONS, RELATIONS
from graph.snapshot.snapshot import MAX_DATE, RELATION_NAMES, Snapshot


@dataclass(frozen=True)
class AddedLink:
    """A link that edits add.

    `source` and `target`: entities. `properties`: stored values by name, except `since` and `until`.
    """

    relation: str
    source: int
    target: int
    since: int
    until: int = MAX_DATE
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class ColumnEdits:
    """Edits as indices of columns. `removed`: links of the snapshot. `ended`: entities. `ended_on`: the first day without them."""

    added: Sequence[AddedLink] = ()
    removed: Collection[int] = ()
    ended: Collection[int] = ()
    ended_on: int = MAX_DATE


@dataclass(frozen=True)
class EditedColumns:
    """Columns with edits applied. `changed`: what the edits touch. Results that do not depend on it remain the same."""

    columns: Columns
    changed: Reads

    def evaluator(self, before: Evaluator) -> Evaluator:
        """Returns an evaluator of the same days with the results that remain the same."""
        return Evaluator(self.columns, Days(before.days.numbers), before.unaffected_by(self.changed))


def with_edits(columns: Columns, edits: ColumnEdits) -> EditedColumns:
    """Applies edits to columns without earlier edits."""
    links = dict(columns.links)
    for relation, removed in _by_relation(columns.snapshot, edits.removed).items():
        stored, *added = links[relation]
        links[relation] = (_without(stored, removed), *added)
    for relation, new in _added_by_relation(edits.added).items():
        links[relation] = (*links[relation], _table_of(relation, new, columns.links[relation][0].properties))
    edited = replace(columns, links=links, valid_to=_ended(columns, edits))
    touched = {relation for relation in RELATIONS if links[relation] is not columns.links[relation]}
    touched |= {relation for entity in edits.ended for relation in _relations_at(columns, edits.added, entity)}
    return EditedColumns(edited, Reads.of(touched, (columns.snapshot.kind_of(entity) for entity in edits.ended)))


def _by_relation(snapshot: Snapshot, links: Collection[int]) -> Mapping[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for link in links:
        relation = RELATION_NAMES[int(snapshot.relation[link])]
        places[relation].append(link - snapshot.link_range(relation)[0])
    return places


def _without(table: LinkTable, removed: list[int]) -> LinkTable:
    """Returns a table in which removed links never begin, so that others keep their places."""
    since = table.since.copy()
    since[removed] = MAX_DATE
    return replace(table, since=since)


def _added_by_relation(links: Sequence[AddedLink]) -> Mapping[str, list[AddedLink]]:
    by_relation: defaultdict[str, list[AddedLink]] = defaultdict(list)
    for link in links:
        by_relation[link.relation].append(link)
    return by_relation


def _table_of(relation: str, links: list[AddedLink], stored: Mapping[str, PropertyColumn]) -> LinkTable:
    source, target, since, until = (
        np.array([getattr(link, name) for link in links], np.int32) for name in ("source", "target", "since", "until")
    )
    declared = (prop for prop in (*LINK_PROPERTIES, *RELATIONS[relation].properties) if prop.name in stored)
    properties = {
        prop.name: PropertyColumn.of_rows(prop, [link.properties.get(prop.name) for link in links]) for prop in declared
    }
    return LinkTable(LinkEnds(source, target), since, until, properties, relation in OPEN_ENDED_RELATIONS)


def _ended(columns: Columns, edits: ColumnEdits) -> Any:
    if not edits.ended:
        return columns.valid_to
    valid_to, ended = columns.valid_to.copy(), list(edits.ended)
    valid_to[ended] = edits.ended_on
    return valid_to


def _relations_at(columns: Columns, added: Sequence[AddedLink], entity: int) -> set[str]:
    stored = columns.snapshot.links_at(entity)
    relations = {RELATION_NAMES[int(number)] for number in columns.snapshot.relation[stored]}
    return relations | {link.relation for link in added if entity in (link.source, link.target)}
