"""An operation of a valid document, with its query plans and its cost by the shape of its variables."""

import asyncio
from collections.abc import Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, cast

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)

from graph.compiler.compiler import FIELD_COMPILER, field_compiler
from graph.compiler.context import CompletedValue, FieldContext, RootField
from graph.compiler.plan_cache import PlanCache
from graph.compiler.selections import SelectedField, Selections, Variables
from graph.compiler.sized_cache import SizedCache
from graph.references.resolution import resolve_references
from schema.execution.completion import complete_with_graphql_core
from schema.execution.complexity import cost_shape
from schema.execution.context import Context
from schema.execution.explain import explain
from schema.execution.limit_checks import Cost, OperationCost, check_variables
from schema.execution.limits import Limits
from schema.execution.variables import VariableCoercion

COSTS: Final = 8
"""Per operation."""
BYTES_PER_FIELD: Final = 1_000
DIGEST_SIZE: Final = 16


@dataclass(frozen=True)
class RootSelection:
    """The root fields for one shape of the variables."""

    fields: tuple[SelectedField, ...]
    plans: PlanCache

    @property
    def size(self) -> int:
        return BYTES_PER_FIELD * (1 + len(self.fields))

    @property
    def compiled(self) -> list[SelectedField]:
        """The fields that the graph answers; graphql-core resolves the others."""
        return [each for each in self.fields if each.definition is not None and FIELD_COMPILER in each.definition.extensions]

    @property
    def introspects(self) -> bool:
        return any(each.name in ("__schema", "__type") for each in self.fields)


class PreparedOperation:
    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, plans: SizedCache
    ) -> None:
        self.schema = schema
        self.document = document
        self.node = operation
        self.name = operation.name.value if operation.name else None
        self.is_query = operation.operation is OperationType.QUERY
        self._fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
        self._variables = VariableCoercion(schema, operation)
        self._cost = OperationCost(schema, document, operation)
        self._plans = plans
        self._costs: LRUCache[bytes, Cost] = LRUCache(COSTS)
        self._owner = object()

    def bind(self, raw_variables: Mapping[str, Any], limits: Limits) -> "BoundOperation | list[GraphQLError]":
        """Checks first the limits that bound the work of coercion. Returns coercion errors. Raises UserError, and then caches nothing."""
        declared = self._variables.declared(raw_variables)
        check_variables(declared, limits)
        variables = self._variables.coerce(declared)
        if isinstance(variables, list):
            return variables
        cost = self._check_cost(variables, limits)
        selections = Selections(self.schema, self._fragments, variables)
        return BoundOperation(self, variables, selections, self._root_selection(selections, variables), cost)

    def _check_cost(self, variables: Variables, limits: Limits) -> Cost:
        shape = _digest(tuple((name, cost_shape(value)) for name, value in variables.items()))
        cost = self._costs.get(shape)
        if cost is None:
            cost = self._costs[shape] = self._cost.check(variables, limits)
        return cost

    def _root_selection(self, selections: Selections, variables: Variables) -> RootSelection:
        def select() -> RootSelection:
            return RootSelection(tuple(selections.roots(self.node)) if self.is_query else (), PlanCache(self._plans))

        return self._plans.get((self._owner, _digest(variables.shape)), select)


@dataclass(frozen=True)
class BoundOperation:
    operation: PreparedOperation
    variables: Variables
    selections: Selections
    root: RootSelection
    cost: Cost

    async def execute(self, context: Context, *, bypass_completion: bool) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        """Executes the root fields concurrently and returns (data, errors).

        graphql-core completes them unless all values are complete. `bypass_completion`: whether values that pass result coercion count as
        complete.
        """
        fields = self.root.compiled
        values = await self._values(fields, self._field_context(context, bypass_completion=bypass_completion))
        await context.confirm_revision()  # before the fields that show it are completed
        context.bypassed_fields = sum(isinstance(each, CompletedValue) for each in values)
        context.bypassed = bypass_completion and len(fields) == len(self.root.fields) and all(map(_is_complete, fields, values))
        if context.bypassed:
            data = {each.key: value and value.value for each, value in zip(fields, values, strict=True)}
            return data, await explain(context, self.selections, self.variables, fields, data, [])
        root_value = {each.key: value for each, value in zip(fields, values, strict=True)}
        operation = self.operation
        result = await complete_with_graphql_core(
            operation.schema,
            operation.document,
            operation.node,
            self.variables,
            root_value,
            context,
            introspects=self.root.introspects,
        )
        errors = await explain(context, self.selections, self.variables, fields, result.data, result.errors or [])
        return result.data, errors

    async def _values(self, fields: Sequence[SelectedField], field_context: FieldContext) -> list[Any]:
        """Returns exceptions in the place of values."""
        try:
            references = await resolve_references(
                field_context.read, self.selections, fields, self.variables, field_context.today
            )
        except Exception as error:
            return [error] * len(fields)
        self.variables.resolve(references)
        executions = [_execute(each, field_context) for each in fields]
        if len(executions) != 1:
            return await asyncio.gather(*executions, return_exceptions=True)
        try:  # A task costs 10 % of a short operation.
            return [await executions[0]]
        except Exception as error:
            return [error]

    def _field_context(self, context: Context, *, bypass_completion: bool) -> FieldContext:
        return FieldContext(
            read=context.read,
            selections=self.selections,
            variables=self.variables,
            today=context.today,
            is_post=context.is_post,
            snapshots=context.snapshots,
            snapshot=context.snapshot,
            networks=context.networks,
            board=context.board,
            columns=context.columns,
            abandon=context.abandon,
            is_latest=lambda revision: revision == context.database.latest_revision,
            custom_indicators=context.custom_indicators,
            rollback_transaction=context.database.rollback_transaction,
            plans=self.root.plans,
            bypass_completion=bypass_completion,
        )


def _execute(selected: SelectedField, context: FieldContext) -> Coroutine[Any, Any, Any]:
    return cast(RootField, field_compiler(selected)).execute(context, selected)


def _is_complete(selected: SelectedField, value: Any) -> bool:
    if value is None:
        return not isinstance(cast(Any, selected.definition).type, GraphQLNonNull)
    return isinstance(value, CompletedValue)


def _digest(shape: Hashable) -> bytes:
    """Returns a key of fixed length, however large the variables."""
    return blake2b(repr(shape).encode("utf-8", "surrogatepass"), digest_size=DIGEST_SIZE).digest()
