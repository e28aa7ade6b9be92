"""Formats errors: the caller's own errors have a code, all others an id that the log contains."""

import logging
from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from graphql import GraphQLError

from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import execution as messages
from graph.messages.language import Language, in_language

LOG: Final = logging.getLogger(__name__)
MAX_MESSAGE_LENGTH: Final = 1_000
"""In characters; a message may repeat input."""


def format_error(error: GraphQLError, operation_name: str, language: Language) -> GraphQLError:
    """Logs an unexpected error. Messages of graphql-core stay in English."""
    cause = _cause(error)
    if isinstance(cause, UserError):
        return _with_code(error, cause.message.in_language(language), cause.code, in_language(cause.extensions, language))
    if cause is None and error.path is None:
        parse_failed = error.message.startswith("Syntax Error")
        return _with_code(
            error, error.message, ErrorCode.GRAPHQL_PARSE_FAILED if parse_failed else ErrorCode.GRAPHQL_VALIDATION_FAILED
        )
    identifier = uuid4().hex[:12]
    LOG.error("unexpected error %s in operation %r at %s", identifier, operation_name, error.path, exc_info=cause or error)
    message = messages.UNEXPECTED.format(identifier=identifier).in_language(language)
    return _with_code(error, message, ErrorCode.UNEXPECTED, {"id": identifier})


def _cause(error: GraphQLError) -> Exception | None:
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _with_code(error: GraphQLError, message: str, code: ErrorCode, extensions: Mapping[str, Any] | None = None) -> GraphQLError:
    short = message if len(message) <= MAX_MESSAGE_LENGTH else f"{message[:MAX_MESSAGE_LENGTH]} …"
    return GraphQLError(
        short,
        error.nodes,
        error.source,
        error.positions,
        error.path,
        _cause(error),
        extensions={"code": code.name, **(extensions or {})},
    )
