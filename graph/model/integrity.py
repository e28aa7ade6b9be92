"""The integrity rules of links, for the loader and simulated edits.

They keep counts right: every entity counts for one division at a time, and the tree of divisions descends from level to level.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Generic, Protocol, TypeVar

from graph.model.declarations import Kind, Relation
from graph.model.divisions import DIVISIONS
from graph.model.grids import GridSize
from graph.model.homes import is_home

ADMINISTERS: Final = "ADMINISTERS"
_GRID_SIZES: Final = {
    "HAS_GRID": (None, GridSize.SMALL),
    "PART_OF": (GridSize.SMALL, GridSize.LARGE),
    "SPANS": (GridSize.LARGE, None),
}
"""The size required of a grid at the start and at the end of a link."""


@dataclass(frozen=True)
class EntityKey:
    kind: Kind
    code: str

    def __str__(self) -> str:
        return f"{self.kind.label} {self.code}"


@dataclass(frozen=True)
class Period:
    """The days from ``begin`` (included) to ``end`` (excluded); None is unbounded."""

    begin: date | None = None
    end: date | None = None

    def __and__(self, other: "Period") -> "Period":
        ends = [end for end in (self.end, other.end) if end is not None]
        begins = [begin for begin in (self.begin, other.begin) if begin is not None]
        return Period(max(begins, default=None), min(ends, default=None))

    def __contains__(self, day: date) -> bool:
        return (self.begin is None or self.begin <= day) and (self.end is None or day < self.end)

    @property
    def first(self) -> date:
        return self.begin or date.min

    @property
    def last(self) -> date:
        return self.end or date.max


class LinkRecord(Protocol):
    @property
    def relation(self) -> Relation: ...
    @property
    def start(self) -> EntityKey: ...
    @property
    def end(self) -> EntityKey: ...
    @property
    def period(self) -> Period: ...


class EntityRecord(Protocol):
    """An entity as integrity rules see it. ``grid_size``: the name of a GridSize; None for other kinds."""

    @property
    def period(self) -> Period: ...
    @property
    def grid_size(self) -> str | None: ...


L = TypeVar("L", bound=LinkRecord)


class Rule(Enum):
    WRONG_ENDS = "the relation does not join these kinds"
    SELF_LINK = "a link joins two different entities"
    DUPLICATE_LINK = "two links of one relation between two entities begin on different days"
    WRONG_DIRECTION = "a division administers divisions below its level"
    WRONG_GRID_SIZE = "a small grid is part of a large one, which spans communities"
    SECOND_PARENT = "a division has one parent at a time"
    SECOND_HOME = "an entity has one home at a time"


@dataclass(frozen=True)
class Violation(Generic[L]):
    """A link that breaks a rule.

    ``other``: the link that `link` contradicts. ``at_start``: the end of `link` that is at fault. ``grid_size``: what it must have.
    """

    rule: Rule
    link: L
    at_start: bool = False
    other: L | None = None
    grid_size: str = ""

    @property
    def entity(self) -> EntityKey:
        return self.link.start if self.at_start else self.link.end

    @property
    def other_home(self) -> EntityKey:
        assert self.other is not None
        return self.other.end if self.at_start else self.other.start


def violations(links: Iterable[L], entities: Mapping[EntityKey, EntityRecord]) -> Iterator[Violation[L]]:
    """Yields the violations by these links. ``entities``: their ends; missing ones are reported elsewhere."""
    links = list(links)
    for link in links:
        yield from _violations_of_one(link, entities)
    yield from _duplicates(links)
    for of_start in (False, True):
        yield from _second_homes(links, entities, of_start=of_start)


def joins(relation: Relation, start: Kind, end: Kind) -> bool:
    return start in relation.sources and end in relation.targets


def _violations_of_one(link: L, entities: Mapping[EntityKey, EntityRecord]) -> Iterator[Violation[L]]:
    start, end = link.start.kind, link.end.kind
    if not joins(link.relation, start, end):
        yield Violation(Rule.WRONG_ENDS, link)
    elif link.start == link.end:
        yield Violation(Rule.SELF_LINK, link)
    elif link.relation.name == ADMINISTERS and DIVISIONS.index(start) >= DIVISIONS.index(end):
        yield Violation(Rule.WRONG_DIRECTION, link)
    sizes = _GRID_SIZES.get(link.relation.name, (None, None))
    for key, size, at_start in zip((link.start, link.end), sizes, (True, False), strict=True):
        if size and key in entities and entities[key].grid_size != size.name:
            yield Violation(Rule.WRONG_GRID_SIZE, link, at_start, grid_size=size.name)


def _duplicates(links: Iterable[L]) -> Iterator[Violation[L]]:
    first_links: dict[object, L] = {}
    for link in links:
        first = first_links.setdefault(_identity(link), link)
        if first is not link:
            yield Violation(Rule.DUPLICATE_LINK, link, other=first)


def _identity(link: LinkRecord) -> object:
    ends = (link.start, link.end)
    return link.relation.name, frozenset(ends) if link.relation.undirected else ends, link.period.begin


def _second_homes(links: Iterable[L], entities: Mapping[EntityKey, EntityRecord], *, of_start: bool) -> Iterator[Violation[L]]:
    """Yields an entity's second home link on one day, at its start or its end (`of_start`)."""
    groups: dict[EntityKey, list[L]] = {}
    for link in links:
        entity = link.start if of_start else link.end
        if is_home(link.relation, entity.kind, of_start=of_start):
            groups.setdefault(entity, []).append(link)
    for entity, of_entity in groups.items():
        rule = Rule.SECOND_PARENT if entity.kind in DIVISIONS else Rule.SECOND_HOME
        for earlier, later in _overlapping(of_entity, entities):
            yield Violation(rule, later, of_start, other=earlier)


def _overlapping(links: list[L], entities: Mapping[EntityKey, EntityRecord]) -> Iterator[tuple[L, L]]:
    """Yields (earlier, later) for each link that begins before an earlier one ends. Links of one first day keep their order."""
    periods = [(_validity(link, entities), link) for link in links]
    in_order = sorted((pair for pair in periods if pair[0].first < pair[0].last), key=lambda pair: pair[0].first)
    lasting: tuple[Period, L] | None = None
    for period, link in in_order:
        if lasting is not None and period.first < lasting[0].last:
            yield lasting[1], link
        if lasting is None or lasting[0].last < period.last:
            lasting = period, link


def _validity(link: LinkRecord, entities: Mapping[EntityKey, EntityRecord]) -> Period:
    """Returns the days on which the link and both its ends are valid."""
    period = Period(link.period.begin) if link.relation.open_ended else link.period
    for key in (link.start, link.end):
        if key in entities:
            period &= entities[key].period
    return period
