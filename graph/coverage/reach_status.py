"""What decides about one unit, in Cypher, and what to do where it is not reached."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.declarations import Kind


@dataclass(frozen=True)
class StatusExpressions:
    """Cypher that decides about one bound unit: clauses to run before, whether it is reached, and whether a property that decides
    is not recorded. ``undecided`` matters only where it is not reached. Holds no aggregate, so that it can stand in any subquery."""

    clauses: str
    reached: str
    undecided: str


@dataclass(frozen=True)
class NewLink:
    """A link that would have to be made. An end is an entity that is known, ``a`` or ``b`` (of what a unit's values lack, ``a`` is the
    unit), or None: any one of its kind."""

    relation: str
    start: str | None
    start_kind: Kind
    end: str | None
    end_kind: Kind


@dataclass(frozen=True)
class MissingValues:
    """What the values of a unit lack: sentences, and the values that would mend it: by global id, then by field. ``links`` are new
    links that it takes besides; the values of an entity that may be any of its kind are found under its label."""

    failing: tuple[str, ...] = ()
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    links: tuple[NewLink, ...] = ()

    @property
    def is_fixable(self) -> bool:
        """Whether a value suggests itself for everything that is lacking."""
        return all(value is not None for values in self.properties.values() for value in values.values())

    @property
    def is_nothing(self) -> bool:
        return not self.properties and not self.links


@dataclass(frozen=True)
class ValueExpression:
    """An expression for what the database says of a unit's values, and how the shortfall is read from it."""

    expression: str
    shortfall: Callable[[Any], MissingValues]
