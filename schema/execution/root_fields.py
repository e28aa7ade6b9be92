"""Attaches resolvers and field compilers to the GraphQL schema of Strawberry.

Root fields are executed before graphql-core starts. A resolver only reads a value from its parent object, by response key.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
)

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.expressions import ObjectValue
from graph.compiler.filters import FILTER_COMPILER


def bind(schema: GraphQLSchema) -> None:
    for named in schema.type_map.values():
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            for field in named.fields.values():
                _bind_field(field)
        if isinstance(named, GraphQLInterfaceType):
            named.resolve_type = _resolve_type
        elif isinstance(named, GraphQLObjectType):
            named.is_type_of = None
        elif isinstance(named, GraphQLInputObjectType):
            for field in named.fields.values():
                _bind_input(field)


def _bind_field(field: GraphQLField) -> None:
    definition: Any = field.extensions.get("strawberry-definition")
    compiler = definition.metadata.get(FIELD_COMPILER) if definition is not None else None
    if compiler is not None:
        field.extensions[FIELD_COMPILER] = compiler
        field.resolve = _resolve_field


def _bind_input(field: GraphQLInputField) -> None:
    definition: Any = field.extensions.get("strawberry-definition")
    if definition is not None and FILTER_COMPILER in definition.metadata:
        field.extensions[FILTER_COMPILER] = definition.metadata[FILTER_COMPILER]


def _resolve_type(value: ObjectValue, *_: Any) -> str:
    return value.typename


def _resolve_field(parent: Mapping[str, Any], info: GraphQLResolveInfo[Any], **_: Any) -> Any:
    return parent[str(info.path.key)]
