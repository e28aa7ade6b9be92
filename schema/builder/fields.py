"""GraphQL fields that are compiled to Cypher."""

from collections.abc import Callable, Iterable
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graph.compiler.compiler import FIELD_COMPILER
from graph.model.declarations import Property, StoredEnum, camel_case
from schema.builder.enums import graphql_enum

_strawberry_field: Any = strawberry.field


def graphql_field(
    of_type: Any, description: str, execution: Any, *, name: str | None = None, signature: Callable[..., None] | None = None
) -> Any:
    """Returns a field. The parameters of ``signature`` are its arguments."""
    return _strawberry_field(
        resolver=signature,
        graphql_type=of_type,
        description=description,
        name=name,
        metadata={FIELD_COMPILER: execution},
    )


def property_fields(properties: Iterable[Property], execution: Callable[[Property], Any]) -> dict[str, Any]:
    """Returns a field for each property. Its attribute is neither a Python keyword nor an inherited field."""
    return {
        f"{prop.field}_": graphql_field(graphql_type(prop), prop.meaning, execution(prop), name=prop.field)
        for prop in properties
    }


def graphql_type(prop: Property) -> Any:
    of_type: Any = prop.type
    if of_type is list:
        return list[str]
    if issubclass(of_type, StoredEnum):
        of_type = graphql_enum(of_type)
    return of_type | None if prop.nullable else of_type


def declared_fields(cls: type) -> dict[str, StrawberryField]:
    """Returns the fields of a type and of its interfaces, by GraphQL name."""
    fields = [
        (field.graphql_name or camel_case(attribute), field)
        for base in reversed(cls.__mro__)
        for attribute, field in vars(base).items()
        if isinstance(field, StrawberryField)
    ]
    return dict(fields)
