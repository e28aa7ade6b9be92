"""How the schema is declared.

A kind of entity is a class marked ``@entity``; its stored properties are those of the model and need no line here. A relation is
one line that names it: ``links`` for a connection, ``link`` for at most one, ``back=True`` against its direction::

    @entity(COMMUNITY)
    class Community(Division):
        grids: Connection[Grid] = links("HAS_GRID", description="小网格。 Its small grids.")
        joint_committee: JointCommittee | None = link("SERVES", back=True, description="联合党委。 Its joint committee.")

``schema/builder/build.py`` turns the declarations into Strawberry types, and refuses what the model does not have.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from graph.compiler.compiler import FieldCompiler
from graph.compiler.context import MultiStatementField
from graph.compiler.root_fields import RootFieldCompiler
from graph.model.declarations import Kind, Property
from graph.what_if.simulation import SimulatedField

T = TypeVar("T")
C = TypeVar("C", bound=type)
Signature = Callable[..., None]
FieldExecution = FieldCompiler | RootFieldCompiler | MultiStatementField | SimulatedField
"""How a field is answered."""


class Connection(Generic[T]):
    """In an annotation: a Relay connection of ``T``."""


@dataclass(frozen=True)
class DeclaredLink:
    """A field line that names a relation."""

    relation: str
    back: bool
    description: str


@dataclass(frozen=True)
class DeclaredPath:
    """A line that names two field lines, the second of what the first leads to: asked about in ``where`` and ``orderBy`` only."""

    first: str
    second: str
    description: str


@dataclass(frozen=True)
class DeclaredField:
    """A field line that names how it is answered. ``signature``: a function whose parameters are the field's arguments."""

    instruction: FieldExecution
    signature: Signature | None
    description: str
    name: str | None


@dataclass(frozen=True)
class DeclaredGroups:
    """The line of the groups that a connection declared by hand has: those of a list of ``of``."""

    of: str


@dataclass(frozen=True)
class DeclaredType:
    """A class that becomes a GraphQL type. ``properties``: the stored properties that it shows beside its field lines."""

    cls: type
    description: str
    properties: tuple[Property, ...]
    is_interface: bool = False
    kind: Kind | None = None


DECLARED: dict[str, DeclaredType] = {}
"""All that has been declared, by name, in the order of declaration."""


def entity(kind: Kind) -> Callable[[C], C]:
    """Declares the GraphQL type of a kind. The class is named as the kind's label."""

    def declare(cls: C) -> C:
        if cls.__name__ != kind.label:
            raise TypeError(f"The type of {kind.name} is to be named {kind.label}, not {cls.__name__}.")
        DECLARED[cls.__name__] = DeclaredType(cls, kind.meaning, kind.properties, kind=kind)
        return cls

    return declare


def interface(description: str, *, properties: Iterable[Property] = ()) -> Callable[[C], C]:
    """Declares a GraphQL interface."""

    def declare(cls: C) -> C:
        DECLARED[cls.__name__] = DeclaredType(cls, description, tuple(properties), is_interface=True)
        return cls

    return declare


def object_type(description: str, *, properties: Iterable[Property] = ()) -> Callable[[C], C]:
    """Declares a GraphQL object that is no entity; its ``properties`` are those of the link in whose row it stands."""

    def declare(cls: C) -> C:
        DECLARED[cls.__name__] = DeclaredType(cls, description, tuple(properties))
        return cls

    return declare


def links(relation: str, *, description: str, back: bool = False) -> Any:
    """The entities at the other end of the links of ``relation``, as a connection whose edges carry the link."""
    return DeclaredLink(relation, back, description)


def link(relation: str, *, description: str, back: bool = False) -> Any:
    """The one entity at the other end of a link of ``relation``, or null."""
    return DeclaredLink(relation, back, description)


def derived_filter(first: str, second: str, *, description: str) -> Any:
    """What the field line ``first`` (a link to one) and then ``second`` (links to many) lead to. Not a field of its own: callers can
    ask about it in ``where`` and ``orderBy`` without the step between."""
    return DeclaredPath(first, second, description)


def group_field(of: str) -> Any:
    """The field ``group`` of a connection that is declared by hand: as lists of that type have it."""
    return DeclaredGroups(of)


def field(instruction: FieldExecution, *, description: str, takes: Signature | None = None, name: str | None = None) -> Any:
    """A field that is answered by ``instruction``, with the arguments that ``takes`` has, under another ``name`` if need be."""
    return DeclaredField(instruction, takes, description, name)
