"""The schema, and how an operation is executed: on one state of the data, with every error presented to the caller."""

import logging
from dataclasses import asdict
from typing import Any, Final
from uuid import uuid4

import strawberry
from graphql import GraphQLError, GraphQLSchema
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionResult

from graph.compiler.compiler import CompletedValue
from graph.errors import ErrorCode, UserError
from schema.execution.context import Context
from schema.execution.documents import cached_document

LOG: Final = logging.getLogger(__name__)
MAX_MESSAGE_LENGTH: Final = 1_000
MAX_RETRIES: Final = 3
"""How often an operation is executed again before its caller is told that the data keeps changing."""


class ExecutionContext(StrawberryGraphQLCoreExecutionContext):
    """Completes values as graphql-core does, but for those that have been found to be complete."""

    def complete_value(
        self, return_type: Any, field_details_list: Any, info: Any, path: Any, result: Any, position_context: Any
    ) -> Any:
        if type(result) is CompletedValue:
            return result.value
        complete: Any = super().complete_value  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return complete(return_type, field_details_list, info, path, result, position_context)


class Schema(strawberry.Schema):
    """Executes an operation again where its root fields ended on different revisions of the data."""

    @property
    def graphql_schema(self) -> GraphQLSchema:
        return self._schema

    async def execute(self, query: str | None, *arguments: Any, **named: Any) -> ExecutionResult:
        context: Context = named["context_value"]
        context.operation_name = named.get("operation_name")
        for _ in range(1 + MAX_RETRIES):
            context.begin_attempt()
            result = await self._execute_prepared(query, *arguments, **named) or await self._execute_with_graphql_core(
                query, *arguments, **named
            )
            if context.saw_one_revision:
                break
        else:
            return ExecutionResult(data=None, errors=[_format_error(_revision_conflict(), "")])
        wanted: dict[str, Any] = named.get("operation_extensions") or {}
        if context.cost and wanted.get("cost"):
            result.extensions = {**(result.extensions or {}), "cost": asdict(context.cost)}
        if result.errors:
            result.errors = [_format_error(error, named.get("operation_name") or "") for error in result.errors]
        return result

    async def _execute_prepared(
        self, query: str | None, variables: dict[str, Any] | None = None, **named: Any
    ) -> ExecutionResult | None:
        """The answer to an operation that has been prepared, where nothing of it is for graphql-core to complete."""
        context: Context = named["context_value"]
        document = cached_document(query, context.limits.tokens) if query and context.bypass_completion else None
        operation = document.prepared(self._schema, context.operation_name) if document else None
        data = await operation.execute(variables or {}, context) if operation else None
        if operation is None or data is None:
            return None
        context.selected_operation_name, context.bypassed_operation = operation.name, True
        return ExecutionResult(data=data, errors=None, extensions={})

    async def _execute_with_graphql_core(self, *arguments: Any, **named: Any) -> ExecutionResult:
        """One execution. What Strawberry raises is an error of the answer like any other."""
        try:
            return await super().execute(*arguments, **named)
        except MissingQueryError:
            sentence = "The request holds no `query`. Send a GraphQL document, or the `documentId` of a trusted one."
            refusal = UserError(ErrorCode.BAD_REQUEST, sentence)
        except CannotGetOperationTypeError as error:
            sentence = "The document holds no operation. Send one with its fragments."
            if error.operation_name is not None:
                sentence = f"{error.as_http_error_reason()} Name one of the document's operations in `operationName`."
            refusal = UserError(ErrorCode.BAD_REQUEST, sentence)
        except InvalidOperationTypeError:
            refusal = UserError(
                ErrorCode.METHOD_NOT_ALLOWED, "Only queries can be asked with GET. Send the operation with POST."
            )
        return ExecutionResult(data=None, errors=[GraphQLError(refusal.message, original_error=refusal)])

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Errors are logged where they are presented, with the id that the caller is given."""


def _revision_conflict() -> GraphQLError:
    sentence = f"The data changed {1 + MAX_RETRIES} times while the answer was made. Ask again."
    return GraphQLError(sentence, original_error=UserError(ErrorCode.DATA_CHANGED, sentence))


def _format_error(error: GraphQLError, operation: str) -> GraphQLError:
    """The error as its caller sees it: a refusal with its code; the document's own faults; anything else only by an id."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if isinstance(cause, UserError):
        return _with_code(error, cause.message, cause.code, cause.extensions)
    if cause is None and error.path is None:
        code = (
            ErrorCode.GRAPHQL_PARSE_FAILED if error.message.startswith("Syntax Error") else ErrorCode.GRAPHQL_VALIDATION_FAILED
        )
        return _with_code(error, error.message, code)
    identifier = uuid4().hex[:12]
    LOG.error("unexpected error %s in operation %r at %s", identifier, operation, error.path, exc_info=cause or error)
    return _with_code(error, f"Unexpected error {identifier}", ErrorCode.UNEXPECTED, {"id": identifier})


def _with_code(error: GraphQLError, message: str, code: ErrorCode, more: dict[str, Any] | None = None) -> GraphQLError:
    """A message may repeat what the caller sent, so that its length is limited."""
    short = message if len(message) <= MAX_MESSAGE_LENGTH else f"{message[:MAX_MESSAGE_LENGTH]} …"
    return GraphQLError(
        short, error.nodes, error.source, error.positions, error.path, extensions={"code": code.name, **(more or {})}
    )
