"""Parses each document, checks its limits and validates it, once."""

import re
from functools import partial
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
    validate,
)

from graph.compiler.sized_cache import SizedCache
from graph.errors import UserError
from graph.messages import execution as messages
from schema.execution.beside_loop import run_beside_loop
from schema.execution.limit_checks import check_document
from schema.execution.limits import Limits
from schema.execution.prepared_operation import PreparedOperation
from schema.execution.validation_rules import rules_for

MAX_VALIDATION_ERRORS: Final = 10
MAX_DIGITS: Final = 400
"""Python parses numbers in quadratic time and refuses more than 4,300 digits."""
MAX_CACHED_LENGTH: Final = 20_000
"""In characters."""
DOCUMENT_CACHE_BYTES: Final = 64 * 1024 * 1024
PLAN_CACHE_BYTES: Final = 64 * 1024 * 1024
"""Of all operations."""
MAX_SHORT_LENGTH: Final = 500
"""In characters. Validation of repeated fields takes longest, since it compares each pair."""
BYTES_PER_CHARACTER: Final = 300
"""Of a parsed document, at most (`a a a`)."""
FIXED_BYTES: Final = 50_000
"""Of a document with its prepared operations."""
PREPARED_OPERATIONS: Final = 8
"""Per document."""
_DIGITS: Final = re.compile(r"[0-9]+")


class Document:
    def __init__(self, schema: GraphQLSchema, text: str, limits: Limits, plans: SizedCache) -> None:
        """Raises UserError for an exceeded limit, or GraphQLSyntaxError."""
        self.text = text
        self.node = parse_document(text, limits)
        self._schema = schema
        self._plans = plans
        self._prepared: LRUCache[str | None, PreparedOperation] = LRUCache(PREPARED_OPERATIONS)
        check_document(schema, self.node, limits)
        # graphql-core adds an error that says that it stopped.
        rules = rules_for(text, self.node)
        self.errors: list[GraphQLError] = validate(schema, self.node, rules, MAX_VALIDATION_ERRORS)[:MAX_VALIDATION_ERRORS]

    @property
    def size(self) -> int:
        return FIXED_BYTES + BYTES_PER_CHARACTER * len(self.text)

    def operation(self, name: str | None) -> PreparedOperation:
        """Returns the operation of this name, or the only one. Raises UserError (BAD_REQUEST) if it is unknown or ambiguous."""
        prepared = self._prepared.get(name)
        if prepared is None:
            operation = choose_operation(self.node, name)
            prepared = self._prepared[name] = PreparedOperation(self._schema, self.node, operation, self._plans)
        return prepared


class DocumentCache:
    """The documents of accepted requests, by text, and the plans of their operations."""

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits,
        *,
        document_bytes: int = DOCUMENT_CACHE_BYTES,
        plan_bytes: int = PLAN_CACHE_BYTES,
    ) -> None:
        self._schema = schema
        self._limits = limits
        self.documents = SizedCache(document_bytes)
        self.plans = SizedCache(plan_bytes)

    def get(self, text: str) -> Document:
        """Raises UserError or GraphQLSyntaxError. Only `keep` caches the document, once its request is accepted."""
        return self.documents.find(text) or self._parse(text)

    async def get_beside_loop(self, text: str) -> Document:
        """Parses and validates a long document outside the event loop; see `get`."""
        found: Document | None = self.documents.find(text)
        if found is not None:
            return found
        return self._parse(text) if len(text) <= MAX_SHORT_LENGTH else await run_beside_loop(partial(self._parse, text))

    def _parse(self, text: str) -> Document:
        return Document(self._schema, text, self._limits, self.plans)

    def keep(self, document: Document) -> None:
        if self.documents.find(document.text) is None and len(document.text) <= MAX_CACHED_LENGTH:
            self.documents.keep(document.text, document)


def parse_document(text: str, limits: Limits) -> DocumentNode:
    """Raises UserError for an exceeded limit, or GraphQLSyntaxError."""
    if len(text) > limits.document_length:
        raise UserError(messages.DOCUMENT_TOO_LONG, number=len(text), maximum=limits.document_length)
    if any(len(digits.group()) > MAX_DIGITS for digits in _DIGITS.finditer(text)):
        raise UserError(messages.NUMBER_TOO_LONG, maximum=MAX_DIGITS)
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    except GraphQLSyntaxError as error:
        if "Parsing aborted" not in error.message:
            raise
        if "too deeply" in error.message:
            raise UserError(messages.SYNTAX_TOO_DEEP) from None
        raise UserError(messages.TOO_MANY_TOKENS, maximum=limits.tokens) from None


def choose_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    operation = get_operation_ast(document, name)
    if operation is not None:
        return operation
    if name is not None:
        raise UserError(messages.UNKNOWN_OPERATION, name=name)
    has_operation = any(isinstance(definition, OperationDefinitionNode) for definition in document.definitions)
    raise UserError(messages.SEVERAL_OPERATIONS if has_operation else messages.NO_OPERATION)
