"""A snapshot of all entities and links, as columns: what linkage is searched on.

An entity is a number: its place in the order of (kind, code), compared as text. Comparing two entities is then comparing two
numbers, and the neighbours of an entity come in that order. Days are numbers too, 20220922; what is unbounded begins at 0 and ends
at 99999999. Every link stands twice, once at each of its ends.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, LiteralString, cast

import numpy as np
from numpy.typing import NDArray

from graph.database.statement import Statement
from graph.model.declarations import Kind
from graph.model.registry import KINDS, RELATIONS

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

SORTED_KINDS: Final = tuple(sorted(KINDS, key=lambda kind: kind.name))
"""The kinds in the order of their names; an entity's kind is its place in here."""
RELATION_NAMES: Final = tuple(sorted(relation.name for relation in RELATIONS.values()))
FACT: Final = np.array([name in {each.name for each in RELATIONS.values() if each.open_ended} for name in RELATION_NAMES])
BYTES_OF_AN_ENTITY: Final = 200
BYTES_OF_A_LINK: Final = 64
"""What they take in memory, with one moment of the links beside them: measured, rounded up."""

_FIRST_DAY: Final = 0
_NO_DAY: Final = 99_999_999

COUNT: Final[LiteralString] = (
    "CALL () { MATCH (n:Entity) RETURN count(n) AS entities } CALL () { MATCH ()-[r]->() RETURN count(r) AS links } "
    "RETURN entities, links"
)

# The internal ids join the two halves of this one answer, and name entities and links in the statement that follows on the same
# revision. It comes in rows of up to 2,000, so that a large one never holds the event loop for long while it is read.
ALL_LINKS: Final[LiteralString] = """
MATCH (n:Entity)
WITH id(n) / 2000 AS part, [collect(id(n)), collect([label IN labels(n) WHERE NOT label IN ['Entity', 'Division']][0]), collect(n.code),
  collect(coalesce(n.valid_from.year * 10000 + n.valid_from.month * 100 + n.valid_from.day, 0)),
  collect(coalesce(n.valid_to.year * 10000 + n.valid_to.month * 100 + n.valid_to.day, 99999999))] AS columns
RETURN 'entities' AS what, columns
UNION ALL
MATCH (a:Entity)-[r]->(b:Entity)
WITH id(r) / 2000 AS part, [collect(id(r)), collect(type(r)), collect(id(a)), collect(id(b)),
  collect(coalesce(r.since.year * 10000 + r.since.month * 100 + r.since.day, 0)),
  collect(coalesce(r.until.year * 10000 + r.until.month * 100 + r.until.day, 99999999))] AS columns
RETURN 'links' AS what, columns
"""


@dataclass(frozen=True)
class Snapshot:
    """All entities and links at one revision of the data. Columns of entities are indexed by entity, columns of links by link."""

    revision: str
    kind: NDArray[np.int8]
    codes: Sequence[str]
    valid_from: Numbers
    valid_to: Numbers
    node: NDArray[np.int64]
    """The database's own number of each entity."""
    identity: NDArray[np.int64]
    """The database's own number of each link."""
    relation: NDArray[np.int8]
    source: Numbers
    target: Numbers
    since: Numbers
    until: Numbers
    near: Numbers
    """The end at which a link stands, in order; ``far`` and ``link`` say what stands there."""
    far: Numbers
    link: Numbers
    whole: bool = True
    """Whether it holds all there is, or only what was gathered around some entities."""

    @classmethod
    def of(cls, rows: list[list[Any]], revision: str) -> "Snapshot":
        """From the rows of ALL_LINKS."""
        entities, links = (
            [_joined(part[column] for what, part in rows if what == wanted) for column in range(width)]
            for wanted, width in (("entities", 5), ("links", 6))
        )
        return cls.from_columns(entities, links, revision)

    @classmethod
    def from_columns(
        cls, entities: list[list[Any]], links: list[list[Any]], revision: str, *, whole: bool = True
    ) -> "Snapshot":
        """From columns as ALL_LINKS has them."""
        numbers, labels, codes, *valid = entities
        kinds = [_KIND_OF_LABEL.get(label, -1) for label in labels]
        order = _in_order(kinds, codes)
        begins, ends = (np.array(column, np.int32)[order] for column in valid)
        kind = np.array(kinds, np.int8)[order]
        node = np.array(numbers, np.int64)[order]
        columns = _columns_of_links(links, node)
        return cls(revision, kind, [codes[place] for place in order], begins, ends, node, *columns, whole=whole)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def bytes(self) -> int:
        """About how much memory it takes."""
        return BYTES_OF_AN_ENTITY * len(self.codes) + BYTES_OF_A_LINK * len(self.source)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where in ``near`` the links of each entity begin; one more at the end."""
        return np.searchsorted(self.near, np.arange(len(self.codes) + 1))

    @cached_property
    def _first_of_kind(self) -> list[int]:
        return np.searchsorted(self.kind, np.arange(len(SORTED_KINDS) + 1)).tolist()

    def find(self, kind: Kind, code: str) -> int | None:
        """The entity of that kind and code."""
        place, there = self.place(kind, code)
        return place if there else None

    def place(self, kind: Kind, code: str) -> tuple[int, bool]:
        """Where that entity stands, or would stand, and whether it is there."""
        first, end = self.of_kind(kind)
        place = bisect_left(self.codes, code, first, end)
        return place, place < end and self.codes[place] == code

    def of_kind(self, kind: Kind) -> tuple[int, int]:
        """The first entity of the kind, and the one behind the last: those of a kind stand together."""
        number = _KIND_NUMBER[kind]
        return self._first_of_kind[number], self._first_of_kind[number + 1]

    def kind_of(self, entity: int) -> Kind:
        return SORTED_KINDS[int(self.kind[entity])]

    def key(self, entity: int) -> list[str]:
        """[label, code]: how a statement finds it."""
        return [self.kind_of(entity).label, self.codes[entity]]

    def name(self, entity: int) -> str:
        return f"{self.kind_of(entity).name} {self.codes[entity]}"

    def lives(self, entity: int, day: int) -> bool:
        return bool(self.valid_from[entity] <= day < self.valid_to[entity])

    def entities_on(self, day: int) -> Flags:
        """Which entities live on the day."""
        return (self.valid_from <= day) & (day < self.valid_to)

    def links_on(self, day: int, relations: Flags) -> Flags:
        """Which links live on the day, both their ends with them; ``relations`` says which types are permitted."""
        lives = self.entities_on(day)
        held = (self.since <= day) & ((day < self.until) | FACT[self.relation])
        return held & relations[self.relation] & lives[self.source] & lives[self.target]

    def links_between(self, one: int, other: int) -> list[int]:
        """Every link that joins the two, whenever."""
        first, end = self.starts[one], self.starts[one + 1]
        low, high = np.searchsorted(self.far[first:end], (other, other + 1))
        return cast(list[int], self.link[first + low : first + high].tolist())


_KIND_OF_LABEL: Final = {kind.label: number for number, kind in enumerate(SORTED_KINDS)}
_KIND_NUMBER: Final = {kind: number for number, kind in enumerate(SORTED_KINDS)}
_RELATION_NUMBER: Final = {name: number for number, name in enumerate(RELATION_NAMES)}


def _joined(parts: Iterable[list[Any]]) -> list[Any]:
    return [each for part in parts for each in part]


def _in_order(kinds: list[int], codes: list[str]) -> list[int]:
    """The places in the order of (kind, code). Sorted kind by kind: a sort lets no other thread run before it ends."""
    of_kind: list[list[int]] = [[] for _ in SORTED_KINDS]
    for place, kind in enumerate(kinds):
        if kind >= 0:
            of_kind[kind].append(place)
    return [place for places in of_kind for place in sorted(places, key=codes.__getitem__)]


def _columns_of_links(links: list[list[Any]], numbers: NDArray[np.int64]) -> list[Any]:
    """``numbers``: the database's own number of each entity."""
    identities, types, *ends_and_days = links
    relation = np.array([_RELATION_NUMBER.get(name, -1) for name in types], np.int8)
    sources, targets, since, until = (np.array(column, np.int64) for column in ends_and_days)
    source, target = (_places(numbers, column) for column in (sources, targets))
    ours = (relation >= 0) & (source >= 0) & (target >= 0)
    days = [column[ours].astype(np.int32) for column in (since, until)]
    ends = source[ours], target[ours]
    return [np.array(identities, np.int64)[ours], relation[ours], *ends, *days, *_at_both_ends(*ends)]


def _places(numbers: NDArray[np.int64], wanted: NDArray[np.int64]) -> Numbers:
    """Where each wanted number stands in ``numbers``; -1 for one that does not."""
    if not len(numbers):
        return np.full(len(wanted), -1, np.int32)
    order = np.argsort(numbers)
    found = order[np.minimum(np.searchsorted(numbers, wanted, sorter=order), len(numbers) - 1)]
    return np.where(numbers[found] == wanted, found, -1).astype(np.int32)


def _at_both_ends(source: Numbers, target: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Every link once at each end, in the order of (near, far, link). A link from an entity to itself stands there once."""
    loops = source == target
    link = np.arange(len(source), dtype=np.int32)
    near = np.concatenate([source, target[~loops]])
    far = np.concatenate([target, source[~loops]])
    every = np.concatenate([link, link[~loops]])
    order = np.lexsort((every, far, near))
    return near[order], far[order], every[order]


def day_number(day: date) -> int:
    """20220922."""
    return day.year * 10_000 + day.month * 100 + day.day


def day_of(number: int) -> date | None:
    """The day of a number; None for what is unbounded."""
    return None if number in (_FIRST_DAY, _NO_DAY) else date(number // 10_000, number // 100 % 100, number % 100)


def all_links() -> Statement:
    return Statement(ALL_LINKS)
