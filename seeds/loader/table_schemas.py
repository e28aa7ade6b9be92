"""The files of a seed folder and their columns, derived from the model: nothing is declared here that the model has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES
from graph.model.declarations import Kind, Property, Relation
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS, RELATIONS
from seeds.loader.folders import ENTITIES, LINKS

FROM_KIND: Final = "from_kind"
FROM: Final = "from"
TO_KIND: Final = "to_kind"
TO: Final = "to"
UNSTORED: Final = "version"
"""The loader counts versions itself."""
_REQUIRED: Final = {FROM, TO, "since"}
"""The ends and ``since`` make a link the same link when it is loaded again."""
_ENDS: Final = {
    FROM_KIND: "类别，仅在编码不足以区分时需要。 The kind of the entity, needed only where its code does not tell.",
    FROM: "起点的编码。 The code of the entity that the link starts from.",
    TO_KIND: "类别，仅在编码不足以区分时需要。 The kind of the entity, needed only where its code does not tell.",
    TO: "终点的编码。 The code of the entity that the link leads to.",
}


@dataclass(frozen=True)
class Column:
    """One column: the property that its cells hold, and whether every row must have a value."""

    stored: Property
    required: bool

    @property
    def name(self) -> str:
        return self.stored.name


@dataclass(frozen=True)
class Sheet:
    """One file: its path below the seed folder (with ``/``), and its columns by name."""

    file: str
    columns: Mapping[str, Column]


@dataclass(frozen=True)
class Table(Sheet):
    """A file of entities or of links."""

    of: Kind | Relation


def stored_properties(of: Kind | Relation) -> tuple[Property, ...]:
    """Every property that a seed file can give an entity or link, the common ones first."""
    common, own = (LINK_PROPERTIES, of.properties) if isinstance(of, Relation) else (ENTITY_PROPERTIES, of.properties)
    return tuple(prop for prop in (*common, *own) if prop.name != UNSTORED)


def snake_case(camel: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", camel).lower()


def _columns(properties: tuple[Property, ...]) -> dict[str, Column]:
    return {prop.name: Column(prop, prop.required or prop.name in _REQUIRED) for prop in properties}


def _entity_table(kind: Kind) -> Table:
    file = f"{ENTITIES}/{snake_case(kind.plural)}.csv"
    return Table(file, _columns(stored_properties(kind)), kind)


def _link_table(relation: Relation) -> Table:
    ends = tuple(Property(name, str, meaning) for name, meaning in _ENDS.items())
    file = f"{LINKS}/{relation.name.lower()}.csv"
    return Table(file, _columns((*ends, *stored_properties(relation))), relation)


def identified_by_code(kinds: tuple[Kind, ...]) -> bool:
    """Whether a code alone says which entity of these kinds is meant: divisions have one code list for all levels."""
    return len(kinds) == 1 or set(kinds) <= set(DIVISIONS)


TABLES: Final[Mapping[str, Table]] = {
    table.file: table
    for table in (
        *(_entity_table(kind) for kind in KINDS),
        *(_link_table(relation) for relation in RELATIONS.values()),
    )
}
"""Every file that a seed folder can hold, by its path, entities before links."""
