"""Executes GraphQL requests: a response is of one revision or says that it may not be, and every error has a code."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from graphql import GraphQLError, GraphQLSchema
from strawberry.types import ExecutionResult

from graph.database.revisions import bookmark_of
from graph.errors import UserError
from graph.messages import execution as messages
from graph.messages.language import in_language
from schema.execution.context import Context
from schema.execution.documents import DocumentCache
from schema.execution.errors import format_error
from schema.execution.limits import DEFAULT_LIMITS, Limits
from schema.execution.prepared_operation import BoundOperation, PreparedOperation


class Executor:
    """Executes operations on a schema.

    `bypass_completion`: whether values that pass result coercion need no completion by graphql-core.
    """

    def __init__(self, schema: GraphQLSchema, limits: Limits = DEFAULT_LIMITS, *, bypass_completion: bool = True) -> None:
        self.documents = DocumentCache(schema, limits)
        self._limits = limits
        self._bypass_completion = bypass_completion

    async def execute(
        self,
        query: str | None,
        variables: Mapping[str, Any] | None = None,
        *,
        context: Context,
        operation_name: str | None = None,
        only_queries: bool = False,
        extensions: Mapping[str, Any] | None = None,
    ) -> ExecutionResult:
        """Returns the errors of a bad request in the response."""
        data: dict[str, Any] | None = None
        try:
            bound = await self._bind(query, variables or {}, operation_name, context, only_queries=only_queries)
            if isinstance(bound, list):
                errors = bound
            else:
                data, errors = await self._execute_at_one_revision(bound, context)
        except GraphQLError as error:
            data, errors = None, [error]
        except Exception as error:
            data, errors = None, [GraphQLError(str(error), original_error=error)]
        result = ExecutionResult(
            data=data, errors=[format_error(each, operation_name or "", context.language) for each in errors] or None
        )
        result.extensions = _extensions(context, with_cost=bool((extensions or {}).get("cost")))
        return result

    async def _execute_at_one_revision(
        self, bound: BoundOperation, context: Context
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        """Returns (data, errors). Executes again if the data changed meanwhile, and marks the last attempt as torn if it changed again."""
        while True:
            context.begin_attempt()
            result = await bound.execute(context, bypass_completion=self._bypass_completion)
            if context.saw_one_revision:
                return result
            if not context.may_repeat:
                context.is_torn = True
                return result

    async def _bind(
        self, query: str | None, variables: Mapping[str, Any], name: str | None, context: Context, *, only_queries: bool
    ) -> BoundOperation | list[GraphQLError]:
        """Returns validation or coercion errors. Raises UserError."""
        if not query:
            raise UserError(messages.NO_QUERY)
        document = await self.documents.get_beside_loop(query)
        operation = document.operation(name)
        if only_queries and not operation.is_query:
            raise UserError(messages.ONLY_QUERIES_WITH_GET)
        context.operation_name = operation.name
        if document.errors:
            return document.errors
        bound = self._bind_variables(operation, variables, context)
        if isinstance(bound, BoundOperation):
            self.documents.keep(document)
        return bound

    def _bind_variables(
        self, operation: PreparedOperation, variables: Mapping[str, Any], context: Context
    ) -> BoundOperation | list[GraphQLError]:
        try:
            bound = operation.bind(variables, self._limits)
        except RecursionError:
            raise UserError(messages.TOO_DEEP, maximum=self._limits.depth) from None
        if isinstance(bound, BoundOperation):
            context.cost = bound.cost
        return bound


def _extensions(context: Context, *, with_cost: bool) -> dict[str, Any] | None:
    extensions: dict[str, Any] = {"cost": asdict(context.cost)} if context.cost and with_cost else {}
    if context.is_torn:
        extensions["revision"] = {"from": bookmark_of(context.revision_before), "to": bookmark_of(context.revision)}
    if context.hints:
        extensions["hints"] = in_language(context.hints, context.language)
    return extensions or None
