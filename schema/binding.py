"""Binds the GraphQL schema that Strawberry made to the compiler.

A field of Query that is answered from the graph compiles its whole selection into one statement and reads it; every field below
finds its value in that answer under its response key.
"""

from typing import Any

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema

from graph.compilation.compiler import INSTRUCTION, Compiler, Plan
from graph.compilation.parts import Record
from graph.compilation.roots import Root
from graph.compilation.selections import SelectedField, Selections
from graph.linkage.plan import SearchPlan
from schema.context import Context


def bind(schema: GraphQLSchema) -> None:
    """Gives every declared field its instruction and its resolver."""
    for named in schema.type_map.values():
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            for field in named.fields.values():
                _bind_field(field, is_root=named is schema.query_type)
        if isinstance(named, GraphQLInterfaceType):
            named.resolve_type = _typename
        elif isinstance(named, GraphQLObjectType):
            named.is_type_of = None


def _bind_field(field: GraphQLField, *, is_root: bool) -> None:
    definition: Any = field.extensions.get("strawberry-definition")
    instruction = definition.metadata.get(INSTRUCTION) if definition is not None else None
    if instruction is not None:
        field.extensions[INSTRUCTION] = instruction
        field.resolve = _answer if is_root else _read


def _typename(record: Record, *_: Any) -> str:
    return record.typename


def _read(record: Record, info: GraphQLResolveInfo[Context], **_: Any) -> Any:
    return record[str(info.path.key)]


async def _answer(_: Any, info: GraphQLResolveInfo[Context], **__: Any) -> Any:
    """Answers a field of Query in one statement, after a search where it takes one."""
    context = info.context
    variables: Any = info.variable_values
    plan = _plan(info, variables)
    if isinstance(plan, SearchPlan):
        return await plan.answer(context, variables)
    answer = await context.read(plan.statement(variables, context.today))
    return plan.read(answer.rows)


def _plan(info: GraphQLResolveInfo[Context], variables: dict[str, Any]) -> Plan | SearchPlan:
    definition = info.parent_type.fields[info.field_name]
    root: Root = definition.extensions[INSTRUCTION]
    selected = SelectedField(str(info.path.key), info.field_name, definition, tuple(info.field_nodes))
    compiler = Compiler(Selections(info.schema, info.fragments, variables), selected)
    return root.plan(compiler, selected)
