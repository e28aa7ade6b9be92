"""Binds the GraphQL schema that Strawberry made to the compiler.

A field of Query that is answered from the graph compiles its whole selection into one statement and reads it; every field below
finds its value in that answer under its response key.
"""

from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any, Final, cast

from graphql import (
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
)

from graph.compiler.compiler import FIELD_COMPILER, Compiler, CompletedValue, QueryPlan, field_compiler
from graph.compiler.context import MultiStatementField, Transaction
from graph.compiler.expressions import ObjectValue
from graph.compiler.filters import FILTER_COMPILER
from graph.compiler.plan_cache import Compiled, PlanCache
from graph.compiler.root_fields import RootFieldCompiler
from graph.compiler.selections import SelectedField, Selections, Variables
from graph.coverage.indicator import Indicator
from graph.database.statement import Statement, StatementResult
from schema.execution.context import Context


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
        elif isinstance(named, GraphQLInputObjectType):
            for field in named.fields.values():
                _bind_input(field)


def _bind_field(field: GraphQLField, *, is_root: bool) -> None:
    definition: Any = field.extensions.get("strawberry-definition")
    instruction = definition.metadata.get(FIELD_COMPILER) if definition is not None else None
    if instruction is not None:
        field.extensions[FIELD_COMPILER] = instruction
        field.resolve = _resolve_root if is_root else _resolve_field


def _bind_input(field: GraphQLInputField) -> None:
    definition: Any = field.extensions.get("strawberry-definition")
    if definition is not None and FILTER_COMPILER in definition.metadata:
        field.extensions[FILTER_COMPILER] = definition.metadata[FILTER_COMPILER]


def _typename(record: ObjectValue, *_: Any) -> str:
    return record.typename


def _resolve_field(record: Mapping[str, Any], info: GraphQLResolveInfo[Context], **_: Any) -> Any:
    return record[str(info.path.key)]


async def _resolve_root(_: Any, info: GraphQLResolveInfo[Context], **__: Any) -> Any:
    """Answers a field of Query, where it has not been asked already."""
    key = str(info.path.key)
    if key in info.context.prefetched:
        found = info.context.prefetched[key]
        if isinstance(found, BaseException):
            raise found
        return found
    definition = info.parent_type.fields[info.field_name]
    selected = SelectedField(key, info.field_name, definition, tuple(info.field_nodes))
    variables = Variables(cast(dict[str, Any], info.variable_values))
    return await resolve_root_field(selected, Selections(info.schema, info.fragments, variables), variables, info.context)


async def resolve_root_field(selected: SelectedField, selections: Selections, variables: Variables, context: Context) -> Any:
    """The answer of a field of Query: in one statement, or as its instruction asks for more. Passed where nobody needs to complete it."""
    root = field_compiler(selected)
    asking = RootFieldContext(selections, variables, context)
    if _takes_many_statements(type(root)):
        return await cast(MultiStatementField, root).execute(asking, selected)
    return await asking.execute_plan(selected, None, lambda compiler: cast(RootFieldCompiler, root).plan(compiler, selected))


@cache
def _takes_many_statements(kind: type) -> bool:
    """Remembered of each class: to look through a protocol takes as long as to read a short answer."""
    return issubclass(kind, MultiStatementField)


PLANS: Final = PlanCache()


class RootFieldContext:
    """One field of Query while it is answered."""

    def __init__(self, selections: Selections, variables: Variables, context: Context) -> None:
        self.selections = selections
        self.variables = variables
        self.today = context.today
        self.is_post = context.is_post
        self.snapshots = context.snapshots
        self._context = context

    def compiler(self, root: SelectedField) -> Compiler:
        return Compiler(self.selections, root)

    async def read(self, statement: Statement) -> StatementResult:
        return await self._context.read(statement)

    async def run_plan(self, plan: QueryPlan) -> Any:
        answer = await self.read(plan.statement(self.variables, self.today))
        return plan.decode(answer.rows)

    async def execute_plan(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], QueryPlan]) -> Any:
        plan = self.cached_plan(selected, more, make)
        rows = (await self.read(plan.statement(self.variables, self.today))).rows
        return plan.decode(rows) if plan.compiler is None else self.complete(plan.compiler, lambda: plan.decode(rows))

    def complete(self, compiler: Compiler, read: Callable[[], Any]) -> Any:
        answer = compiler.complete(read) if self._context.bypass_completion else read()
        self._context.bypassed_fields += isinstance(answer, CompletedValue)
        return answer

    def cached_plan(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Compiled]) -> Compiled:
        return PLANS.get(selected, self.variables, more, lambda: make(self.compiler(selected)))

    async def own_indicators(self) -> Mapping[str, Indicator]:
        return await self._context.own_indicators()

    def rollback_transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self._context.database.rollback_transaction()
