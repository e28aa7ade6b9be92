"""A unit's status in Cypher, and what unreached units lack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model.declarations import Kind


@dataclass(frozen=True)
class StatusExpressions:
    """The Cypher that decides the status of a unit: `clauses`, then the condition `reached`, and for other units the condition `undecided`, which
    holds if a property of the test is null. None of them contains an aggregate.
    """

    clauses: str
    reached: str
    undecided: str


@dataclass(frozen=True)
class NewLink:
    """A proposed link. An end is the variable `a` or `b`, or None for any entity of its kind."""

    relation: str
    start: str | None
    start_kind: Kind
    end: str | None
    end_kind: Kind


@dataclass(frozen=True)
class MissingValues:
    """What an unreached unit lacks. `failing`: sentences. `properties`: satisfying values, by global id (label, for a new
    entity) and field. `links`: of new entities.
    """

    failing: tuple[str, ...] = ()
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    links: tuple[NewLink, ...] = ()

    @property
    def is_fixable(self) -> bool:
        """Whether all satisfying values are known."""
        return all(value is not None for values in self.properties.values() for value in values.values())

    @property
    def is_empty(self) -> bool:
        return not self.properties and not self.links


@dataclass(frozen=True)
class ValueExpression:
    expression: str
    decode: Callable[[Any], MissingValues]
