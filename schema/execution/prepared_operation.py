"""Prepared operations: what has been parsed, validated and compiled once is asked again for little more than its statement costs.

Only fields of Query that the graph answers are asked here. Their answers stand where each of them can be passed on as it is; otherwise
they are left in the context, for graphql-core to complete the same data into the same nulls and errors as ever.
"""

import asyncio
from collections.abc import Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    get_nullable_type,  # pyright: ignore[reportUnknownVariableType]
    is_leaf_type,
    type_from_ast,  # pyright: ignore[reportUnknownVariableType]
)
from graphql.execution.values import get_variable_values

from graph.compiler.compiler import FIELD_COMPILER, CompletedValue
from graph.compiler.lru_cache import LRUCache
from graph.compiler.selections import SelectedField, Selections, Variables
from graph.errors import UserError
from schema.execution.context import Context
from schema.execution.limits import Cost, Limits, OperationRequest, enforce_limits
from schema.execution.root_fields import resolve_root_field


@dataclass(frozen=True)
class BoundOperation:
    """What one execution asks: the fields at the root, with the values of its variables."""

    roots: list[SelectedField]
    selections: Selections
    variables: Variables


CACHE_SIZE: Final = 100
"""How many shapes of an operation's variables are remembered."""


def name_of(operation: OperationDefinitionNode) -> str | None:
    return operation.name.value if operation.name else None


class PreparedOperation:
    """One query of a document that has been found valid."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self.name = name_of(operation)
        self._schema = schema
        self._document = document
        self._operation = operation
        self._fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
        self._leaves = _leaves(schema, operation)
        self._costs = LRUCache[Hashable, Cost](CACHE_SIZE)
        self._roots = LRUCache[Hashable, list[SelectedField]](CACHE_SIZE)

    async def execute(self, given: Mapping[str, Any], context: Context) -> dict[str, Any] | None:
        """The data of the answer; None where it is for graphql-core to say."""
        try:
            asked = self._bind(given, context)
        except RecursionError:
            return None
        return await self._execute_root_fields(asked, context) if asked else None

    def _bind(self, given: Mapping[str, Any], context: Context) -> "BoundOperation | None":
        # The limits come first here too, and one wrong value says enough: to tell of each of a hundred thousand would take minutes.
        cost = self._cost(given, context.limits)
        if cost is None:
            return None
        values = self._coerce_variables(given)
        if values is None:
            return None
        variables = Variables(values)
        roots = self._roots_for(variables)
        if not roots:
            return None
        context.cost = cost
        return BoundOperation(roots, Selections(self._schema, self._fragments, variables), variables)

    async def _execute_root_fields(self, asked: "BoundOperation", context: Context) -> dict[str, Any] | None:
        """The answers of all root fields, asked side by side."""
        answers = await _gather([resolve_root_field(root, asked.selections, asked.variables, context) for root in asked.roots])
        if all(map(_is_complete, asked.roots, answers)):
            return {root.key: answer and answer.value for root, answer in zip(asked.roots, answers, strict=True)}
        context.prefetched.update({root.key: answer for root, answer in zip(asked.roots, answers, strict=True)})
        return None

    def _coerce_variables(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """The values of the variables; None where one is not what its type takes."""
        coerced = self._coerce_leaf_variables(given)
        return self._coerce_variables_slow(given) if coerced is None else coerced

    def _coerce_leaf_variables(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        """The same where they are all leaves, given, and right: then none of the care is needed that graphql-core takes of others."""
        leaves = self._leaves
        if leaves is None or any(given.get(name) is None for name in leaves):
            return None
        try:
            coerced = {name: leaf.coerce_input_value(given[name]) for name, leaf in leaves.items()}
        except Exception:
            return None
        return None if Undefined in coerced.values() else coerced

    def _coerce_variables_slow(self, given: Mapping[str, Any]) -> dict[str, Any] | None:
        values = get_variable_values(self._schema, self._operation.variable_definitions or (), dict(given), max_errors=1)
        return None if isinstance(values, list) else values.coerced

    def _roots_for(self, variables: Variables) -> list[SelectedField]:
        """The fields at the root; none where one of them is not answered from the graph."""
        shape = variables.shape
        known = self._roots.get(shape)
        if known is not None:
            return known
        roots = Selections(self._schema, self._fragments, variables).roots(self._operation)
        return self._roots.put(shape, roots if all(map(_is_compiled, roots)) else [])

    def _cost(self, given: Mapping[str, Any], limits: Limits) -> Cost | None:
        """None where a limit is exceeded."""
        sizes = limits, tuple((name, _shape(value)) for name, value in given.items())
        try:
            return self._costs.get(sizes) or self._costs.put(
                sizes, enforce_limits(OperationRequest(self._schema, self._document, self._operation, given), limits)
            )
        except UserError:
            return None


def _leaves(schema: GraphQLSchema, operation: OperationDefinitionNode) -> dict[str, Any] | None:
    """The types of the variables, where each is a scalar or an enum, which may be required."""
    types: dict[str, Any] = {}
    for each in operation.variable_definitions or ():
        types[each.variable.name.value] = get_nullable_type(cast(Any, type_from_ast(schema, each.type)))
    return types if all(map(is_leaf_type, types.values())) else None


async def _gather(asking: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """What each answers, or raises."""
    if len(asking) > 1:
        return await asyncio.gather(*asking, return_exceptions=True)
    # One alone needs no task of its own, which would cost a tenth of a short answer.
    try:
        return [await asking[0]]
    except Exception as error:
        return [error]


def _is_compiled(root: SelectedField) -> bool:
    return root.definition is not None and FIELD_COMPILER in root.definition.extensions


def _is_complete(root: SelectedField, answer: Any) -> bool:
    return isinstance(answer, CompletedValue) or (
        answer is None and not isinstance(cast(Any, root.definition).type, GraphQLNonNull)
    )


def _shape(value: Any) -> Hashable:
    """What of a variable the cost, and the limits on values, may depend on: any text is like any other."""
    if isinstance(value, Mapping):
        return tuple((name, _shape(each)) for name, each in cast(Mapping[str, Any], value).items())
    if isinstance(value, list):
        values = cast(list[Any], value)
        return len(values), tuple(dict.fromkeys(map(_shape, values)))
    return value if isinstance(value, int) else None
