"""The Cypher that determines the status of one unit, and the values and links that an unreached unit lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.declarations import Kind


@dataclass(frozen=True)
class StatusExpressions:
    """Cypher for the status of one bound unit.

    ``clauses`` come first. ``reached`` is a condition. ``undecided``, for units that are not reached: a property of the test is not
    recorded. There is no aggregate, so all of it can be part of any subquery.
    """

    clauses: str
    reached: str
    undecided: str


@dataclass(frozen=True)
class NewLink:
    """A proposed link. An end is the bound variable ``a`` or ``b``, or None for any entity of its kind."""

    relation: str
    start: str | None
    start_kind: Kind
    end: str | None
    end_kind: Kind


@dataclass(frozen=True)
class MissingValues:
    """The properties that keep a unit from being reached.

    ``failing``: sentences. ``properties``: values that would satisfy the test, by global id (or label, for a new entity) and field.
    ``links``: links that a new entity needs.
    """

    failing: tuple[str, ...] = ()
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    links: tuple[NewLink, ...] = ()

    @property
    def is_fixable(self) -> bool:
        """Whether a satisfying value is known for each property."""
        return all(value is not None for values in self.properties.values() for value in values.values())

    @property
    def is_empty(self) -> bool:
        return not self.properties and not self.links


@dataclass(frozen=True)
class ValueExpression:
    """The expression that reads the values of a unit, and its decoder."""

    expression: str
    decode: Callable[[Any], MissingValues]
