"""The schema, and how an operation is executed: on one state of the data, with every error presented to the caller."""

import logging
from typing import Any, Final
from uuid import uuid4

import strawberry
from graphql import GraphQLError, GraphQLSchema
from strawberry.types import ExecutionResult

from graph.errors import ErrorCode, Refusal
from schema.context import Context

LOG: Final = logging.getLogger(__name__)
REPETITIONS: Final = 3
"""How often an operation is executed again before its caller is told that the data keeps changing."""


class Schema(strawberry.Schema):
    """Executes an operation again where its root fields ended on different revisions of the data."""

    @property
    def graphql_schema(self) -> GraphQLSchema:
        return self._schema

    async def execute(self, query: str | None, *arguments: Any, **named: Any) -> ExecutionResult:
        context: Context = named["context_value"]
        for _ in range(1 + REPETITIONS):
            context.begin()
            result = await super().execute(query, *arguments, **named)
            if context.saw_one_revision:
                break
        else:
            return ExecutionResult(data=None, errors=[_presented(_changing(), "")])
        if result.errors:
            result.errors = [_presented(error, named.get("operation_name") or "") for error in result.errors]
        return result

    def process_errors(self, errors: list[GraphQLError], execution_context: Any = None) -> None:
        """Errors are logged where they are presented, with the id that the caller is given."""


def _changing() -> GraphQLError:
    sentence = f"The data changed {1 + REPETITIONS} times while the answer was made. Ask again."
    return GraphQLError(sentence, original_error=Refusal(ErrorCode.DATA_CHANGED, sentence))


def _presented(error: GraphQLError, operation: str) -> GraphQLError:
    """The error as its caller sees it: a refusal with its code; the document's own faults; anything else only by an id."""
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    if isinstance(cause, Refusal):
        return _with_code(error, cause.sentence, cause.code)
    if cause is None and error.path is None:
        code = (
            ErrorCode.GRAPHQL_PARSE_FAILED if error.message.startswith("Syntax Error") else ErrorCode.GRAPHQL_VALIDATION_FAILED
        )
        return _with_code(error, error.message, code)
    identifier = uuid4().hex[:12]
    LOG.error("unexpected error %s in operation %r at %s", identifier, operation, error.path, exc_info=cause or error)
    return _with_code(error, f"Unexpected error {identifier}", ErrorCode.UNEXPECTED, {"id": identifier})


def _with_code(error: GraphQLError, message: str, code: ErrorCode, more: dict[str, Any] | None = None) -> GraphQLError:
    return GraphQLError(message, error.nodes, path=error.path, extensions={"code": code.name, **(more or {})})
