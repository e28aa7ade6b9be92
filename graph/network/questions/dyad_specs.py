"""Specifications of dyadic variables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import UserError
from graph.messages import dyads as messages
from graph.messages.language import listing
from graph.model.declarations import Kind, Property
from graph.model.registry import RELATIONS
from graph.network.projection.actor_groups import Grouping
from graph.network.projection.projections import PROJECTIONS, Projection, overlap_of_mode


@dataclass(frozen=True)
class DyadSpec:
    """One dyadic variable of a question. `kind_of`: overlap, tied, same, difference, shared or hops. `projection`: of the network that it reads."""

    kind_of: str
    value: str
    projection: Projection | None = None
    grouping: Grouping | None = None
    number: Property | None = None

    @property
    def name(self) -> str:
        return f"{self.kind_of}: {self.value}"


def dyad_spec(given: Mapping[str, Any], actors: Kind) -> DyadSpec:
    """Reads a coerced Dyads. Raises UserError (BAD_ARGUMENT) if it is not defined for pairs of these actors."""
    ((kind_of, value),) = ((name, value) for name, value in given.items() if value is not None)
    return _SPECS[kind_of](value if isinstance(value, str) else str(value.value), actors)


def actors_alone(kind: Kind) -> Projection:
    """Returns a projection without ties."""
    return Projection(f"actors {kind.name}", "", (), (kind,))


def _overlap(name: str, actors: Kind) -> DyadSpec:
    found = _overlap_of(PROJECTIONS[name], actors)
    if found is None:
        fitting = [each.name for each in PROJECTIONS.values() if _overlap_of(each, actors) is not None]
        raise _unfitting(messages.NO_OVERLAP, name, actors, fitting)
    return DyadSpec("overlap", name, found)


def _overlap_of(projection: Projection, actors: Kind) -> Projection | None:
    """Returns the projection if it is an overlap, else that of the actors' mode."""
    if projection.overlap_of is not None:
        return projection if actors in projection.one else None
    if not projection.two_mode:
        return None
    modes = [mode for mode, kinds in (("ONE", projection.one), ("TWO", projection.two)) if actors in kinds]
    return overlap_of_mode(projection, modes[0]) if modes else None


def _hops(name: str, actors: Kind) -> DyadSpec:
    fitting = [each.name for each in PROJECTIONS.values() if actors in (*each.one, *each.two)]
    if name not in fitting:
        raise _unfitting(messages.NO_ACTORS, name, actors, fitting)
    return DyadSpec("hops", name, PROJECTIONS[name])


def _tied(name: str, actors: Kind) -> DyadSpec:
    fitting = [each.name for each in RELATIONS.values() if actors in each.sources and actors in each.targets]
    if name not in fitting:
        raise _unfitting(messages.NOT_TIED, name, actors, fitting)
    return DyadSpec("tied", name, Projection(f"tied {name}", "", (name,), (actors,), directed=True))


def _shared(name: str, actors: Kind) -> DyadSpec:
    fitting = [each.name for each in RELATIONS.values() if actors in (*each.sources, *each.targets)]
    if name not in fitting:
        raise _unfitting(messages.NOT_SHARED, name, actors, fitting)
    relation = RELATIONS[name]
    kinds = tuple(dict.fromkeys((*relation.sources, *relation.targets)))
    return DyadSpec("shared", name, Projection(f"shared {name}", "", (name,), kinds))


def _same(name: str, _: Kind) -> DyadSpec:
    if name == "KIND":
        raise UserError(messages.SAME_KIND)
    return DyadSpec("same", name, grouping=Grouping[name])


def _difference(name: str, actors: Kind) -> DyadSpec:
    numbers = {each.field: each for each in actors.properties if each.type in (int, float)}
    if name not in numbers:
        raise _unfitting(messages.NO_NUMBER, name, actors, numbers)
    return DyadSpec("difference", name, number=numbers[name])


def _unfitting(message: Any, value: str, actors: Kind, fitting: Iterable[str]) -> UserError:
    return UserError(message, value=value, kind=actors.name, fitting=listing(sorted(fitting) or "-"))


_SPECS: Final[Mapping[str, Callable[[str, Kind], DyadSpec]]] = {
    "overlap": _overlap,
    "tied": _tied,
    "same": _same,
    "difference": _difference,
    "shared": _shared,
    "hops": _hops,
}
