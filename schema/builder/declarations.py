"""Declares a GraphQL type that is not derived from the model: a class whose fields state how they are executed.

::

    @object_type("一条路径。 A path.")
    class Path:
        hops: int = field(CompiledByParent(), description="步数。 The number of hops.")
        entities: list[Entity] = field(CompiledByParent(), description="途经的实体。 The entities on it.")

An annotation may also be ``Connection[Entity]``, ``Annotated[Connection[Link], "EntityLinks"]`` for a connection of another name, and
``Annotated[Entity, POST]`` for the type of one kind.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final, Generic, TypeVar

from graph.compiler.compiler import FieldCompiler
from graph.compiler.context import RootField
from graph.model.declarations import Property
from graph.what_if.simulation import SimulatedField

T = TypeVar("T")
C = TypeVar("C", bound=type)
Signature = Callable[..., None]
"""Its parameters are the arguments of a field."""
FieldExecution = FieldCompiler | RootField | SimulatedField
_ATTRIBUTE: Final = "__graphql_declaration__"


class Connection(Generic[T]):
    """As an annotation, a Relay connection of ``T``."""


@dataclass(frozen=True)
class DeclaredField:
    execution: FieldExecution
    signature: Signature | None
    description: str
    name: str | None


@dataclass(frozen=True)
class DeclaredGroups:
    """The field ``group`` of a connection class: the groups of a list of ``of``."""

    of: str


@dataclass(frozen=True)
class DeclaredType:
    """What the decorator of a declared class keeps about it.

    ``properties``: stored properties that become fields in addition to the annotations.
    """

    description: str
    properties: tuple[Property, ...]
    is_interface: bool


def interface(description: str, *, properties: Iterable[Property] = ()) -> Callable[[C], C]:
    return _declaration(DeclaredType(description, tuple(properties), is_interface=True))


def object_type(description: str, *, properties: Iterable[Property] = ()) -> Callable[[C], C]:
    """Declares an object type that is no entity. ``properties`` are those of the link in its row."""
    return _declaration(DeclaredType(description, tuple(properties), is_interface=False))


def _declaration(declared: DeclaredType) -> Callable[[C], C]:
    def declare(cls: C) -> C:
        setattr(cls, _ATTRIBUTE, declared)
        return cls

    return declare


def declaration_of(cls: type) -> DeclaredType:
    return vars(cls)[_ATTRIBUTE]


def declared_types(modules: Iterable[ModuleType]) -> Iterator[type]:
    """Returns the declared classes of the modules, in their order."""
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and _ATTRIBUTE in vars(value):
                yield value


def field(execution: FieldExecution, *, description: str, takes: Signature | None = None, name: str | None = None) -> Any:
    """Declares a field with the arguments of ``takes``. ``name``: its GraphQL name; by default the attribute in camelCase."""
    return DeclaredField(execution, takes, description, name)


def group_field(of: str) -> Any:
    return DeclaredGroups(of)
