"""The parsed entities and links of a city."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model.declarations import Kind, Relation

Value = str | int | float | bool | date | tuple[str, ...]
"""An enum value is its name; former names are a tuple."""


@dataclass(frozen=True, order=True)
class RowLocation:
    """A line of a file. ``file``: path below the seed folder; ``line``: 1 is the heading, 0 the file as a whole."""

    file: str
    line: int


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


@dataclass(frozen=True)
class Entity:
    """``values``: every stored property of its kind except ``version``; None is not recorded."""

    kind: Kind
    values: Mapping[str, Value | None]
    location: RowLocation

    @property
    def code(self) -> str:
        return str(self.values["code"])

    @property
    def key(self) -> EntityKey:
        return EntityKey(self.kind, self.code)

    @property
    def period(self) -> Period:
        return Period(_as_date(self.values["valid_from"]), _as_date(self.values["valid_to"]))


@dataclass(frozen=True)
class Link:
    """``values``: every stored property of its relation; None is not recorded."""

    relation: Relation
    start: EntityKey
    end: EntityKey
    values: Mapping[str, Value | None]
    location: RowLocation

    @property
    def period(self) -> Period:
        return Period(_as_date(self.values["since"]), _as_date(self.values["until"]))


@dataclass(frozen=True)
class City:
    """Records in the order of files and lines."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    custom_indicators: tuple[Mapping[str, str | None], ...] = ()

    def entities_of(self, kind: Kind) -> Iterator[Entity]:
        return (entity for entity in self.entities if entity.kind is kind)

    def links_of(self, relation: str) -> Iterator[Link]:
        return (link for link in self.links if link.relation.name == relation)


def _as_date(value: Value | None) -> date | None:
    return value if isinstance(value, date) else None
