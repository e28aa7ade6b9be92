"""The elements of a model: kinds of entities, properties, relations and their GraphQL fields.

The files beside this one declare one concept each. A kind or relation is a constant with its name in the API. `registry.py` collects and
checks them.
"""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final

from graph.messages.message import MessageError

INT32_MIN: Final = -(2**31)
INT32_MAX: Final = 2**31 - 1
"""The range of GraphQL's Int."""


class ModelError(MessageError):
    """A declaration that contradicts another one, or names what the model does not have."""


class StoredEnum(Enum):
    """The member's name is stored, its value is the meaning in Chinese and English.

    `ALSO`, if it is not a member, has Chinese names by member that seed files may use beside the beginning of the meaning.
    """


def camel_case(snake: str) -> str:
    head, *tail = snake.split("_")
    return head + "".join(word.capitalize() for word in tail)


def _calling_module() -> str:
    frame = inspect.currentframe()
    while frame is not None and frame.f_globals["__name__"] == __name__:
        frame = frame.f_back
    return "" if frame is None else str(frame.f_globals["__name__"])


@dataclass(frozen=True)
class Property:
    """One stored property of a kind or a relation; null means "not recorded"."""

    name: str
    type: type
    """str, int, float, bool, date, list (of text) or a StoredEnum."""
    meaning: str
    minimum: float | None = None
    maximum: float | None = None
    field_name: str | None = None
    """The GraphQL name, if Entity already has a field of the camelCase name."""
    required: bool = False
    cypher_default: str | None = None
    """The Cypher literal for a missing value. Without it, a property that is not `required` can be null."""
    also: tuple[str, ...] = ()
    """Chinese names that seed files may use beside the beginning of `meaning`."""

    @property
    def field(self) -> str:
        return self.field_name or camel_case(self.name)

    @property
    def nullable(self) -> bool:
        return not self.required and self.cypher_default is None

    @property
    def is_list(self) -> bool:
        return issubclass(self.type, list)


@dataclass(frozen=True, eq=False, repr=False)
class Kind:
    """A node label and GraphQL type. Kinds are compared by identity."""

    label: str
    plural: str
    """The root field that lists its entities. `singular` returns one."""
    meaning: str
    home: str | None = None
    """The relation to the one division an entity counts for. The kind is a source of it, unless the relation says otherwise."""
    properties: tuple[Property, ...] = ()
    starts: tuple[str, ...] = ()
    """Relations declared elsewhere that can also start at this kind."""
    ends: tuple[str, ...] = ()
    """Relations declared elsewhere that can also end at this kind."""
    field_meanings: Mapping[str, str] = field(default_factory=dict[str, str])
    """Descriptions of relation fields that differ on this kind, by field name."""
    also: tuple[str, ...] = ()
    """As in `Property`."""
    module: str = field(default_factory=_calling_module, kw_only=True)

    def __repr__(self) -> str:
        return self.label

    @cached_property
    def name(self) -> str:
        """The value of the GraphQL enum Kind."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.label).upper()

    @cached_property
    def singular(self) -> str:
        return self.label[0].lower() + self.label[1:]


@dataclass(frozen=True)
class RelationField:
    """Created by `one` or `many`: the GraphQL field from one end of a relation to the other."""

    name: str
    meaning: str
    is_list: bool
    to: Kind | None = None
    """The only kind at the other end."""
    on_division: str | None = None
    """The description on the interface Division, if it differs there."""


def one(name: str, meaning: str) -> RelationField:
    """Leads to at most one entity."""
    return RelationField(name, meaning, is_list=False)


def many(name: str, meaning: str, *, to: Kind | None = None, on_division: str | None = None) -> RelationField:
    """Returns a connection field, whose edges also have the link's properties."""
    return RelationField(name, meaning, is_list=True, to=to, on_division=on_division)


@dataclass(frozen=True, eq=False, repr=False)
class Relation:
    """A relationship type with the GraphQL fields at its ends."""

    name: str
    source: Kind | tuple[Kind, ...]
    target: Kind | tuple[Kind, ...]
    meaning: str
    properties: tuple[Property, ...] = ()
    forward: RelationField | tuple[RelationField, ...] = ()
    """Of the sources."""
    backward: RelationField | tuple[RelationField, ...] = ()
    """Of the targets."""
    open_ended: bool = False
    """Whether its links have no end: a link counts from `since` on."""
    undirected: bool = False
    """Whether links are followed both ways, regardless of how they are stored."""
    module: str = field(default_factory=_calling_module, kw_only=True)

    def __repr__(self) -> str:
        return self.name

    @cached_property
    def sources(self) -> tuple[Kind, ...]:
        return self.source if isinstance(self.source, tuple) else (self.source,)

    @cached_property
    def targets(self) -> tuple[Kind, ...]:
        return self.target if isinstance(self.target, tuple) else (self.target,)

    def far_ends(self, *, back: bool) -> tuple[Kind, ...]:
        return self.sources if back else self.targets

    def near_ends(self, *, back: bool) -> tuple[Kind, ...]:
        return self.targets if back else self.sources

    def fields(self, *, back: bool) -> tuple[RelationField, ...]:
        fields = self.backward if back else self.forward
        return fields if isinstance(fields, tuple) else (fields,)


@dataclass(frozen=True)
class DerivedField:
    """Two relation fields in a row, as one field."""

    name: str
    kind: Kind
    fields: tuple[str, str]
    """A field of `kind` that leads to one entity, then a field of that entity."""
    meaning: str
    module: str = field(default_factory=_calling_module, kw_only=True)
