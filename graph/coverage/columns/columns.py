"""Columns of one revision: the snapshot's arrays and the properties that indicators read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from graph.coverage.columns.link_table import LinkEnds, LinkTable
from graph.coverage.columns.property_column import PropertyColumn, date_column
from graph.coverage.path_pattern import Condition
from graph.model.declarations import Kind, Property
from graph.model.registry import OPEN_ENDED_RELATIONS, RELATIONS
from graph.snapshot.array_types import BoolArray, IndexArray, Int32Array
from graph.snapshot.snapshot import MAX_DATE, MIN_DATE, Snapshot

Recorded = tuple[Sequence[int], Sequence[Any]]
"""Neo4j's internal ids of entities or links with a property, and its values."""


@dataclass(frozen=True)
class PropertyRecords:
    """Recorded values by owner and property."""

    entities: Mapping[tuple[Kind, Property], Recorded]
    links: Mapping[tuple[str, Property], Recorded]


@dataclass(frozen=True)
class Columns:
    """The snapshot with the properties that indicators read. `links`: for each relation a table of the stored links, then one of links that
    edits add. `properties`: by kind and name of the property.
    """

    snapshot: Snapshot
    valid_to: Int32Array
    links: Mapping[str, tuple[LinkTable, ...]]
    properties: Mapping[tuple[Kind, str], PropertyColumn]

    @classmethod
    def of(cls, snapshot: Snapshot, records: PropertyRecords) -> Self:
        """Raises UnreadableValue."""
        entities = {
            (kind, prop.name): _column(snapshot.node_id[slice(*snapshot.index_range(kind))], prop, recorded)
            for (kind, prop), recorded in records.entities.items()
        }
        of_links = {name: dict[str, PropertyColumn]() for name in RELATIONS}
        for (name, prop), recorded in records.links.items():
            of_links[name][prop.name] = _column(snapshot.link_id[slice(*snapshot.link_range(name))], prop, recorded)
        links = {name: (_link_table(snapshot, name, columns),) for name, columns in of_links.items()}
        return cls(snapshot, snapshot.valid_to, links, entities)

    def __len__(self) -> int:
        return len(self.snapshot)

    @property
    def nbytes(self) -> int:
        """Memory beyond the snapshot's, without adjacency lists."""
        of_links = (column for tables in self.links.values() for table in tables for column in table.properties.values())
        return sum(column.nbytes for column in (*self.properties.values(), *of_links))

    def range_of(self, kind: Kind) -> slice:
        return slice(*self.snapshot.index_range(kind))

    def size_of(self, kind: Kind) -> int:
        first, end = self.snapshot.index_range(kind)
        return end - first

    def satisfying(self, kind: Kind, conditions: Sequence[Condition]) -> BoolArray:
        """Returns which entities of the kind, valid or not, satisfy all conditions. Raises KeyError for a property that was
        not read.
        """
        mask = np.ones(self.size_of(kind), bool)
        for condition in conditions:
            mask &= self.column(kind, condition.prop.name).satisfying(condition)
        return mask

    def column(self, kind: Kind, name: str) -> PropertyColumn:
        """Raises KeyError for a property that was not read."""
        match name:
            case "valid_from":
                return date_column(self.snapshot.valid_from[self.range_of(kind)], MIN_DATE)
            case "valid_to":
                return date_column(self.valid_to[self.range_of(kind)], MAX_DATE)
            case _:
                return self.properties[kind, name]


def _link_table(snapshot: Snapshot, name: str, properties: Mapping[str, PropertyColumn]) -> LinkTable:
    links = slice(*snapshot.link_range(name))
    ends = LinkEnds(snapshot.source[links], snapshot.target[links])
    return LinkTable(ends, snapshot.since[links], snapshot.until[links], properties, name in OPEN_ENDED_RELATIONS)


def _column(ids: IndexArray, prop: Property, recorded: Recorded) -> PropertyColumn:
    row_of_id = {id_: row for row, id_ in enumerate(ids.tolist())} if len(recorded[0]) else {}
    known = [(row, value) for id_, value in zip(*recorded, strict=True) if (row := row_of_id.get(id_)) is not None]
    return PropertyColumn.of(prop, len(ids), np.array([row for row, _ in known], np.int64), [value for _, value in known])
