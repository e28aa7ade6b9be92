"""GraphQL fields that are answered from the graph: one made of an instruction, and those of the model's stored properties."""

from collections.abc import Callable, Iterable
from typing import Any

import strawberry

from graph.compiler.compiler import FIELD_COMPILER
from graph.model.declarations import Property, StoredEnum
from schema.builder.enums import graphql_enum

_strawberry_field: Any = strawberry.field


def graphql_field(
    of_type: Any, description: str, instruction: Any, *, name: str | None = None, signature: Callable[..., None] | None = None
) -> Any:
    """A field of ``of_type`` that ``instruction`` answers; the parameters of ``signature`` are its arguments."""
    return _strawberry_field(
        resolver=signature,
        graphql_type=of_type,
        description=description,
        name=name,
        metadata={FIELD_COMPILER: instruction},
    )


def property_fields(properties: Iterable[Property], instruction: Callable[[Property], Any]) -> dict[str, Any]:
    """A field for each property, by an attribute that Python allows and no inherited field has."""
    return {
        f"{prop.field}_": graphql_field(graphql_type(prop), prop.meaning, instruction(prop), name=prop.field)
        for prop in properties
    }


def graphql_type(prop: Property) -> Any:
    """The type of a property; null where it may be absent."""
    of_type: Any = prop.type
    if of_type is list:
        return list[str]
    if issubclass(of_type, StoredEnum):
        of_type = graphql_enum(of_type)
    return of_type | None if prop.nullable else of_type
