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

from graph.compilation.asking import ManyStatements, Transaction
from graph.compilation.compiler import INSTRUCTION, Compiler, Passed, Plan, instruction_of
from graph.compilation.conditions import CRITERION
from graph.compilation.parts import Record
from graph.compilation.plans import Made, Plans
from graph.compilation.roots import Root
from graph.compilation.selections import SelectedField, Selections, Variables
from graph.coverage.indicator import Indicator
from graph.statements import Answer, Statement
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
        elif isinstance(named, GraphQLInputObjectType):
            for field in named.fields.values():
                _bind_input(field)


def _bind_field(field: GraphQLField, *, is_root: bool) -> None:
    definition: Any = field.extensions.get("strawberry-definition")
    instruction = definition.metadata.get(INSTRUCTION) if definition is not None else None
    if instruction is not None:
        field.extensions[INSTRUCTION] = instruction
        field.resolve = _answer if is_root else _read


def _bind_input(field: GraphQLInputField) -> None:
    definition: Any = field.extensions.get("strawberry-definition")
    if definition is not None and CRITERION in definition.metadata:
        field.extensions[CRITERION] = definition.metadata[CRITERION]


def _typename(record: Record, *_: Any) -> str:
    return record.typename


def _read(record: Mapping[str, Any], info: GraphQLResolveInfo[Context], **_: Any) -> Any:
    return record[str(info.path.key)]


async def _answer(_: Any, info: GraphQLResolveInfo[Context], **__: Any) -> Any:
    """Answers a field of Query, where it has not been asked already."""
    key = str(info.path.key)
    if key in info.context.ready:
        found = info.context.ready[key]
        if isinstance(found, BaseException):
            raise found
        return found
    definition = info.parent_type.fields[info.field_name]
    selected = SelectedField(key, info.field_name, definition, tuple(info.field_nodes))
    variables = Variables(cast(dict[str, Any], info.variable_values))
    return await ask(selected, Selections(info.schema, info.fragments, variables), variables, info.context)


async def ask(selected: SelectedField, selections: Selections, variables: Variables, context: Context) -> Any:
    """The answer of a field of Query: in one statement, or as its instruction asks for more. Passed where nobody needs to complete it."""
    root = instruction_of(selected)
    asking = _Asking(selections, variables, context)
    if _takes_many_statements(type(root)):
        return await cast(ManyStatements, root).answer(asking, selected)
    return await asking.answer(selected, None, lambda compiler: cast(Root, root).plan(compiler, selected))


@cache
def _takes_many_statements(kind: type) -> bool:
    """Remembered of each class: to look through a protocol takes as long as to read a short answer."""
    return issubclass(kind, ManyStatements)


PLANS: Final = Plans()


class _Asking:
    """One field of Query while it is answered."""

    def __init__(self, selections: Selections, variables: Variables, context: Context) -> None:
        self.selections = selections
        self.variables = variables
        self.today = context.today
        self.by_post = context.by_post
        self.snapshots = context.snapshots
        self._context = context

    def compiler(self, root: SelectedField) -> Compiler:
        return Compiler(self.selections, root)

    async def read(self, statement: Statement) -> Answer:
        return await self._context.read(statement)

    async def run(self, plan: Plan) -> Any:
        answer = await self.read(plan.statement(self.variables, self.today))
        return plan.read(answer.rows)

    async def answer(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Plan]) -> Any:
        plan = self.kept(selected, more, make)
        rows = (await self.read(plan.statement(self.variables, self.today))).rows
        return plan.read(rows) if plan.compiler is None else self.pass_on(plan.compiler, lambda: plan.read(rows))

    def pass_on(self, compiler: Compiler, read: Callable[[], Any]) -> Any:
        answer = compiler.passed(read) if self._context.passes else read()
        self._context.passed += isinstance(answer, Passed)
        return answer

    def kept(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Made]) -> Made:
        return PLANS.get(selected, self.variables, more, lambda: make(self.compiler(selected)))

    async def own_indicators(self) -> Mapping[str, Indicator]:
        return await self._context.own_indicators()

    def rehearsal(self) -> AbstractAsyncContextManager[Transaction]:
        return self._context.database.rehearsal()
