"""The parsed entities and links of a city."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from graph.model.declarations import Kind, Relation
from graph.model.integrity import EntityKey, Period

PropertyValue = str | int | float | bool | date | tuple[str, ...]
"""An enum value is its name; former names are a tuple."""


@dataclass(frozen=True, order=True)
class RowLocation:
    """A line of a file. ``file``: path below the seed folder; ``line``: 1 is the heading, 0 the file as a whole."""

    file: str
    line: int


@dataclass(frozen=True)
class Entity:
    """A row of a seed file of entities.

    ``values``: every stored property of its kind except ``version``; None is not recorded.
    """

    kind: Kind
    values: Mapping[str, PropertyValue | None]
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

    @property
    def grid_size(self) -> str | None:
        size = self.values.get("size")
        return size if isinstance(size, str) else None


@dataclass(frozen=True)
class Link:
    """A row of a seed file of links. ``values``: every stored property of its relation; None is not recorded."""

    relation: Relation
    start: EntityKey
    end: EntityKey
    values: Mapping[str, PropertyValue | None]
    location: RowLocation

    @property
    def period(self) -> Period:
        return Period(_as_date(self.values["since"]), _as_date(self.values["until"]))


@dataclass(frozen=True)
class CityRecords:
    """Records in the order of files and lines."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    custom_indicators: tuple[Mapping[str, str | None], ...] = ()
    licences: tuple[Mapping[str, str], ...] = ()
    """Maps of `division` and `licence`."""

    def entities_of(self, kind: Kind) -> Iterator[Entity]:
        return (entity for entity in self.entities if entity.kind is kind)

    def links_of(self, relation: str) -> Iterator[Link]:
        return (link for link in self.links if link.relation.name == relation)


def _as_date(value: PropertyValue | None) -> date | None:
    return value if isinstance(value, date) else None
