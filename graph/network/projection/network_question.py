"""A question for a network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from graph.errors import UserError
from graph.messages import network as messages
from graph.model.declarations import Kind
from graph.model.registry import KIND_BY_NAME
from graph.network.projection.projections import PROJECTIONS, Boundary, Projection


@dataclass(frozen=True)
class TieFilter:
    """None is no condition. `provenance` filters links before they become ties, `min_weight` ties after the projection."""

    relations: frozenset[str] | None = None
    kinds: frozenset[Kind] | None = None
    unit_types: frozenset[str] | None = None
    sectors: frozenset[str] | None = None
    provenance: frozenset[str] | None = None
    min_weight: float | None = None

    @classmethod
    def of(cls, where: Mapping[str, Any] | None) -> Self:
        """Reads the argument `where`. Raises UserError (BAD_ARGUMENT) for an empty list."""
        given = where or {}
        kinds = _names(given, "kinds")
        return cls(
            _names(given, "relations"),
            None if kinds is None else frozenset(KIND_BY_NAME[name] for name in kinds),
            _names(given, "unitTypes"),
            _names(given, "sectors"),
            _names(given, "provenance"),
            given.get("minWeight"),
        )

    @property
    def key(self) -> tuple[Any, ...]:
        """The conditions as text, equal in every process."""
        kinds = None if self.kinds is None else [kind.name for kind in self.kinds]
        lists = (self.relations, kinds, self.unit_types, self.sectors, self.provenance)
        return (*(None if each is None else tuple(sorted(each)) for each in lists), self.min_weight)


def _names(where: Mapping[str, Any], name: str) -> frozenset[str] | None:
    values: Iterable[Any] | None = where.get(name)
    if values is None:
        return None
    names = frozenset(each if isinstance(each, str) else each.value for each in values)
    if not names:
        raise UserError(messages.EMPTY_LIST, argument=f"where.{name}")
    return names


@dataclass(frozen=True)
class NetworkQuestion:
    """The checked arguments that define a network. `scope`: a division's official code."""

    scope: str
    projection: Projection
    boundary: Boundary
    day: date
    where: TieFilter = TieFilter()

    @classmethod
    def of(cls, arguments: Mapping[str, Any], day: date) -> Self:
        """Reads arguments of a root field. Raises UserError (BAD_ARGUMENT)."""
        boundary = arguments.get("boundary")
        return cls(
            arguments["scope"],
            PROJECTIONS[arguments["projection"].value],
            Boundary[boundary.value if boundary else "ANCHOR"],
            day,
            TieFilter.of(arguments.get("where")),
        )

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations whose links become ties."""
        chosen = self.where.relations
        return tuple(name for name in self.projection.relations if chosen is None or name in chosen)

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.scope, self.projection.name, self.boundary.name, self.day.isoformat(), self.where.key)
