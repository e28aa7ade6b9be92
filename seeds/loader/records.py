"""A city in memory: its entities and links, each with the row it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model.declarations import Kind, Relation

Value = str | int | float | bool | date | tuple[str, ...]
"""A stored value. A vocabulary value is its name; several former names are a tuple."""


@dataclass(frozen=True, order=True)
class Row:
    """Where a record stands: the file below the seed folder, and the line, the heading being line 1."""

    file: str
    line: int


@dataclass(frozen=True)
class End:
    """One end of a link: an entity, by its kind and code."""

    kind: Kind
    code: str

    def __str__(self) -> str:
        return f"{self.kind.label} {self.code}"


@dataclass(frozen=True)
class Period:
    """From ``begin`` (that day too) to ``end`` (without that day); None is unbounded."""

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


@dataclass(frozen=True)
class Entity:
    """One entity. ``values`` has every stored property of its kind but ``version``; None is not recorded."""

    kind: Kind
    values: Mapping[str, Value | None]
    row: Row

    @property
    def code(self) -> str:
        return str(self.values["code"])

    @property
    def end(self) -> End:
        return End(self.kind, self.code)

    @property
    def period(self) -> Period:
        return Period(as_date(self.values["valid_from"]), as_date(self.values["valid_to"]))


@dataclass(frozen=True)
class Link:
    """One link. ``values`` has every stored property of its relation; None is not recorded."""

    relation: Relation
    start: End
    end: End
    values: Mapping[str, Value | None]
    row: Row

    @property
    def period(self) -> Period:
        return Period(as_date(self.values["since"]), as_date(self.values["until"]))


@dataclass(frozen=True)
class City:
    """Everything that a seed folder holds, in the order of its files and lines."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    own_indicators: tuple[Mapping[str, str | None], ...] = ()

    def entities_of(self, kind: Kind) -> Iterator[Entity]:
        return (entity for entity in self.entities if entity.kind is kind)

    def links_of(self, relation: str) -> Iterator[Link]:
        return (link for link in self.links if link.relation.name == relation)


def as_date(value: Value | None) -> date | None:
    return value if isinstance(value, date) else None
