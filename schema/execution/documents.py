"""Parses each document, checks its limits and validates it, once."""

import re
from typing import Final

from cachetools import LRUCache
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    get_operation_ast,
    parse,
    specified_rules,
)
from strawberry.schema.schema import validate_document

from graph.errors import UserError
from graph.messages import execution as messages
from schema.execution.limits import Limits, check_document
from schema.execution.prepared_operation import PreparedOperation

MAX_VALIDATION_ERRORS: Final = 10
MAX_DIGITS: Final = 400
"""Python parses numbers in quadratic time and refuses more than 4,300 digits."""
MAX_CACHED_LENGTH: Final = 20_000
"""In characters."""
DOCUMENT_CACHE_SIZE: Final = 256
_DIGITS: Final = re.compile(r"[0-9]+")


class Document:
    """Owns its prepared operations."""

    def __init__(self, schema: GraphQLSchema, text: str, limits: Limits) -> None:
        """Raises UserError for an exceeded limit, or GraphQLSyntaxError."""
        self.node = parse_document(text, limits.tokens)
        self._schema = schema
        self._prepared: dict[str | None, PreparedOperation] = {}
        check_document(schema, self.node, limits)
        self.errors: list[GraphQLError] = validate_document(schema, self.node, tuple(specified_rules))[:MAX_VALIDATION_ERRORS]

    def operation(self, name: str | None) -> PreparedOperation:
        """Returns the operation of this name, or the only one. Raises UserError (BAD_REQUEST) if it is unknown or ambiguous."""
        prepared = self._prepared.get(name)
        if prepared is None:
            prepared = self._prepared[name] = PreparedOperation(self._schema, self.node, choose_operation(self.node, name))
        return prepared


class DocumentCache:
    """The documents used last, by text."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._documents: LRUCache[str, Document] = LRUCache(DOCUMENT_CACHE_SIZE)

    def get(self, text: str) -> Document:
        """Raises UserError or GraphQLSyntaxError; caches nothing then."""
        document = self._documents.get(text)
        if document is None:
            document = Document(self._schema, text, self._limits)
            if len(text) <= MAX_CACHED_LENGTH:
                self._documents[text] = document
        return document


def parse_document(text: str, max_tokens: int) -> DocumentNode:
    """Raises UserError for an exceeded limit, or GraphQLSyntaxError."""
    if any(len(digits.group()) > MAX_DIGITS for digits in _DIGITS.finditer(text)):
        raise UserError(messages.NUMBER_TOO_LONG, maximum=MAX_DIGITS)
    try:
        return parse(text, max_lexical_tokens=max_tokens, max_comments=max_tokens)
    except GraphQLSyntaxError as error:
        if "Parsing aborted" not in error.message:
            raise
        if "too deeply" in error.message:
            raise UserError(messages.SYNTAX_TOO_DEEP) from None
        raise UserError(messages.TOO_MANY_TOKENS, maximum=max_tokens) from None


def choose_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name)
    if operation is not None:
        return operation
    if name is not None:
        raise UserError(messages.UNKNOWN_OPERATION, name=name)
    has_operation = any(isinstance(definition, OperationDefinitionNode) for definition in document.definitions)
    raise UserError(messages.SEVERAL_OPERATIONS if has_operation else messages.NO_OPERATION)
