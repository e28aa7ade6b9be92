"""The CSV files of a seed folder, derived from the model."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from graph.model.chinese_names import by_chinese_name, names_of_property, normalized
from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES, PROPERTY_PROVENANCES
from graph.model.declarations import Kind, Property, Relation
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS, RELATIONS
from graph.model.text_rules import normalize_code, without_invisible_characters
from seeds.loader.folders import ENTITIES, LINKS

FROM_KIND: Final = "from_kind"
FROM: Final = "from"
TO_KIND: Final = "to_kind"
TO: Final = "to"
CODE_COLUMNS: Final = ("code", FROM, TO)
_VERSION: Final = "version"
"""Counted by the loader, so no column."""
_REQUIRED: Final = {FROM, TO, "since"}
"""The ends and ``since`` identify a link when it is loaded again."""
_ENDS: Final = {
    FROM_KIND: "起点的种类，仅在编码不足以区分时需要。 The kind of the entity, needed only if its code is ambiguous.",
    FROM: "起点的编码。 The code of the entity at which the link starts.",
    TO_KIND: "终点的种类，仅在编码不足以区分时需要。 The kind of the entity, needed only if its code is ambiguous.",
    TO: "终点的编码。 The code of the entity at which the link ends.",
}
_ALSO: Final = {FROM_KIND: ("起点种类",), FROM: ("起点", "起点编码"), TO_KIND: ("终点种类",), TO: ("终点", "终点编码")}


@dataclass(frozen=True)
class CsvColumn:
    declaration: Property
    required: bool

    @property
    def name(self) -> str:
        return self.declaration.name

    @property
    def chinese_names(self) -> tuple[str, ...]:
        return names_of_property(self.declaration)


@dataclass(frozen=True)
class CsvSchema:
    """The columns of one file of a seed folder. ``file``: its path below the folder, with ``/``."""

    file: str
    columns: Mapping[str, CsvColumn]

    @cached_property
    def by_chinese_name(self) -> Mapping[str, str]:
        """The column for each Chinese heading, which is normalised."""
        return by_chinese_name({name: column.chinese_names for name, column in self.columns.items()})

    def column_of(self, heading: str) -> str:
        """Returns the column that a heading means, or the heading itself if it means none.

        Ignores case, spaces or hyphens between words, and invisible characters.
        """
        if heading in self.columns:
            return heading
        visible = without_invisible_characters(normalize_code(heading))
        plain = re.sub(r"[\s-]+", "_", visible.strip())
        english = next((name for name in (plain.lower(), snake_case(plain)) if name in self.columns), None)
        return english or self.by_chinese_name.get(normalized(visible), heading)


@dataclass(frozen=True)
class TableSchema(CsvSchema):
    declaration: Kind | Relation


def stored_properties(declaration: Kind | Relation) -> tuple[Property, ...]:
    """Puts common properties first."""
    common, own = (
        (LINK_PROPERTIES, declaration.properties)
        if isinstance(declaration, Relation)
        else ((*ENTITY_PROPERTIES, PROPERTY_PROVENANCES), declaration.properties)
    )
    return tuple(prop for prop in (*common, *own) if prop.name != _VERSION)


def snake_case(camel: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", camel).lower()


def _columns(properties: tuple[Property, ...]) -> dict[str, CsvColumn]:
    return {prop.name: CsvColumn(prop, prop.required or prop.name in _REQUIRED) for prop in properties}


def _entity_table(kind: Kind) -> TableSchema:
    file = f"{ENTITIES}/{snake_case(kind.plural)}.csv"
    return TableSchema(file, _columns(stored_properties(kind)), kind)


def _link_table(relation: Relation) -> TableSchema:
    ends = tuple(Property(name, str, meaning, also=_ALSO[name]) for name, meaning in _ENDS.items())
    file = f"{LINKS}/{relation.name.lower()}.csv"
    return TableSchema(file, _columns((*ends, *stored_properties(relation))), relation)


def identified_by_code(kinds: tuple[Kind, ...]) -> bool:
    """Checks for kinds with one list of codes, such as divisions of all levels."""
    return len(kinds) == 1 or set(kinds) <= set(DIVISIONS)


TABLES: Final[Mapping[str, TableSchema]] = {
    table.file: table
    for table in (
        *(_entity_table(kind) for kind in KINDS),
        *(_link_table(relation) for relation in RELATIONS.values()),
    )
}
"""By path, entities before links."""
