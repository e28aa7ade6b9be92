"""All entities and links as arrays, one per column.

An entity is its index in the order of (kind, code), which is also the order of results. A date is an integer such as 20220922; unbounded
intervals start at 0 and end at 99999999.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, cast

import numpy as np

from graph.model.declarations import Kind
from graph.model.registry import KINDS, OPEN_ENDED_RELATIONS, RELATIONS
from graph.snapshot.array_types import BoolArray, IndexArray, Int8Array, Int32Array
from graph.snapshot.text_column import TextColumn

SORTED_KINDS: Final = tuple(sorted(KINDS, key=lambda kind: kind.name))
"""`Snapshot.kind` contains indices into this."""
RELATION_NAMES: Final = tuple(sorted(RELATIONS))
"""`Snapshot.relation` contains indices into this."""
OPEN_ENDED: Final = np.array([name in OPEN_ENDED_RELATIONS for name in RELATION_NAMES])
BYTES_PER_ENTITY: Final = 200
BYTES_PER_LINK: Final = 64
"""Measured memory of a snapshot and one network, rounded up."""
MIN_DATE: Final = 0
MAX_DATE: Final = 99_999_999

NodeKey = tuple[str, str]
"""(label, code)."""


@dataclass(frozen=True)
class GraphTooLarge:
    """Replaces a snapshot that would exceed the memory limit."""

    revision: str


@dataclass(frozen=True)
class Snapshot:
    """Arrays are indexed by entity or by link, at one revision.

    Links are sorted by relation. Incidence arrays list every link at both ends, sorted by (entity, neighbour, link).
    """

    revision: str
    kind: Int8Array
    codes: Sequence[str]
    valid_from: Int32Array
    valid_to: Int32Array
    node_id: IndexArray
    """Neo4j's internal ids."""
    link_id: IndexArray
    relation: Int8Array
    source: Int32Array
    target: Int32Array
    since: Int32Array
    until: Int32Array
    incident_entity: Int32Array
    incident_neighbour: Int32Array
    incident_link: Int32Array
    names: TextColumn | None = None
    """None if an entity has no name, or a name that is no text."""
    complete: bool = True
    """False if only the part around some entities is loaded."""
    scope: str | None = None
    """The code of a division if only the part that its networks need is loaded."""

    @classmethod
    def from_columns(
        cls,
        entities: list[list[Any]],
        links: list[list[Any]],
        revision: str,
        *,
        complete: bool = True,
        scope: str | None = None,
    ) -> "Snapshot":
        """Takes `entities` as ids, labels, codes, valid_from, valid_to, and possibly names; and `links` as ids, relations, source ids,
        target ids, since, until.
        """
        ids, labels, codes, starts, ends, *names = entities
        kinds = [_KIND_OF_LABEL.get(label, -1) for label in labels]
        order = _sorted_indices(kinds, codes)
        valid_from, valid_to = (np.array(column, np.int32)[order] for column in (starts, ends))
        kind = np.array(kinds, np.int8)[order]
        node_id = np.array(ids, np.int64)[order]
        arrays = _link_arrays(links, node_id)
        sorted_codes = [codes[index] for index in order]
        sorted_names = _sorted_names(names[0], order) if names else None
        return cls(
            revision,
            kind,
            sorted_codes,
            valid_from,
            valid_to,
            node_id,
            *arrays,
            names=sorted_names,
            complete=complete,
            scope=scope,
        )

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def bytes(self) -> int:
        return BYTES_PER_ENTITY * len(self.codes) + BYTES_PER_LINK * len(self.source)

    @cached_property
    def _incidence_offsets(self) -> IndexArray:
        return np.searchsorted(self.incident_entity, np.arange(len(self.codes) + 1))

    @cached_property
    def _relation_offsets(self) -> list[int]:
        return np.searchsorted(self.relation, np.arange(len(RELATION_NAMES) + 1)).tolist()

    @cached_property
    def _kind_offsets(self) -> list[int]:
        return np.searchsorted(self.kind, np.arange(len(SORTED_KINDS) + 1)).tolist()

    def find(self, kind: Kind, code: str) -> int | None:
        index, exists = self.sorted_index(kind, code)
        return index if exists else None

    def sorted_index(self, kind: Kind, code: str) -> tuple[int, bool]:
        """Returns the entity's index or insertion point, and whether it exists."""
        first, end = self.index_range(kind)
        index = bisect_left(self.codes, code, first, end)
        return index, index < end and self.codes[index] == code

    def index_range(self, kind: Kind) -> tuple[int, int]:
        """Returns first entity and exclusive end."""
        number = _KIND_NUMBER[kind]
        return self._kind_offsets[number], self._kind_offsets[number + 1]

    def link_range(self, relation: str) -> tuple[int, int]:
        """Returns first link and exclusive end."""
        number = _RELATION_NUMBER[relation]
        return self._relation_offsets[number], self._relation_offsets[number + 1]

    def kind_of(self, entity: int) -> Kind:
        return SORTED_KINDS[int(self.kind[entity])]

    def key(self, entity: int) -> NodeKey:
        return self.kind_of(entity).label, self.codes[entity]

    def display_name(self, entity: int) -> str:
        return f"{self.kind_of(entity).name} {self.codes[entity]}"

    def is_valid(self, entity: int, as_of: int) -> bool:
        return bool(self.valid_from[entity] <= as_of < self.valid_to[entity])

    def valid_entities(self, as_of: int) -> BoolArray:
        return (self.valid_from <= as_of) & (as_of < self.valid_to)

    def valid_links(self, as_of: int, permitted: BoolArray) -> BoolArray:
        """Returns which links are valid with their ends. `permitted`: mask of relations."""
        entities = self.valid_entities(as_of)
        in_interval = (self.since <= as_of) & ((as_of < self.until) | OPEN_ENDED[self.relation])
        return in_interval & permitted[self.relation] & entities[self.source] & entities[self.target]

    def links_at(self, entity: int) -> Int32Array:
        """Includes invalid links."""
        return self.incident_link[self._incidence_offsets[entity] : self._incidence_offsets[entity + 1]]

    def changes_between(self, one: int, other: int) -> bool:
        """Checks for an entity or a link that begins or ends after one date and until the other."""
        first, last = sorted((one, other))
        dates = (self.valid_from, self.valid_to, self.since, self.until)
        return first != last and any(bool(((first < column) & (column <= last)).any()) for column in dates)

    def links_between(self, entity: int, other: int) -> list[int]:
        """Includes invalid links."""
        first, end = self._incidence_offsets[entity], self._incidence_offsets[entity + 1]
        low, high = np.searchsorted(self.incident_neighbour[first:end], (other, other + 1))
        return cast(list[int], self.incident_link[first + low : first + high].tolist())


_KIND_OF_LABEL: Final = {kind.label: number for number, kind in enumerate(SORTED_KINDS)}
_KIND_NUMBER: Final = {kind: number for number, kind in enumerate(SORTED_KINDS)}
_RELATION_NUMBER: Final = {name: number for number, name in enumerate(RELATION_NAMES)}


def _sorted_names(names: list[Any], order: list[int]) -> TextColumn | None:
    return TextColumn.of(names[index] for index in order) if all(isinstance(name, str) for name in names) else None


def _sorted_indices(kinds: list[int], codes: list[str]) -> list[int]:
    """Returns indices by (kind, code). Sorts each kind separately, since one sort never releases the GIL."""
    by_kind: list[list[int]] = [[] for _ in SORTED_KINDS]
    for index, kind in enumerate(kinds):
        if kind >= 0:
            by_kind[kind].append(index)
    return [index for indices in by_kind for index in sorted(indices, key=codes.__getitem__)]


def _link_arrays(links: list[list[Any]], node_id: IndexArray) -> list[Any]:
    """Omits unknown relations and ends."""
    ids, names, *numbers = links
    relation = np.array([_RELATION_NUMBER.get(name, -1) for name in names], np.int8)
    source_ids, target_ids, since, until = (np.array(column, np.int64) for column in numbers)
    source, target = _indices_of(node_id, source_ids), _indices_of(node_id, target_ids)
    known = np.flatnonzero((relation >= 0) & (source >= 0) & (target >= 0))
    order = known[np.argsort(relation[known], kind="stable")]
    dates = [column[order].astype(np.int32) for column in (since, until)]
    ends = source[order], target[order]
    return [np.array(ids, np.int64)[order], relation[order], *ends, *dates, *_incidence(*ends)]


def _indices_of(values: IndexArray, wanted: IndexArray) -> Int32Array:
    """Returns -1 for missing values."""
    if not len(values):
        return np.full(len(wanted), -1, np.int32)
    order = np.argsort(values)
    index = order[np.minimum(np.searchsorted(values, wanted, sorter=order), len(values) - 1)]
    return np.where(values[index] == wanted, index, -1).astype(np.int32)


def _incidence(source: Int32Array, target: Int32Array) -> tuple[Int32Array, Int32Array, Int32Array]:
    """Lists links at both ends, sorted by (entity, neighbour, link); self-loops once."""
    loops = source == target
    link = np.arange(len(source), dtype=np.int32)
    entity = np.concatenate([source, target[~loops]])
    neighbour = np.concatenate([target, source[~loops]])
    links = np.concatenate([link, link[~loops]])
    order = np.lexsort((links, neighbour, entity))
    return entity[order], neighbour[order], links[order]


def date_to_int(as_of: date) -> int:
    return as_of.year * 10_000 + as_of.month * 100 + as_of.day


def int_to_date(number: int) -> date | None:
    """Returns None for an unbounded date."""
    return None if number in (MIN_DATE, MAX_DATE) else date(number // 10_000, number // 100 % 100, number % 100)


def concatenated(batches: Iterable[list[list[Any]]], width: int) -> list[list[Any]]:
    """Joins batches of `width` columns."""
    columns: list[list[Any]] = [[] for _ in range(width)]
    for batch in batches:
        for column, values in zip(columns, batch, strict=True):
            column += values
    return columns
