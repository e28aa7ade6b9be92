"""Documents: parsed and validated once for each text, and held against the limits before every execution."""

import re
from collections.abc import Iterator
from typing import Any, Final, cast

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationType,
    get_operation_ast,
    parse,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from graph.compiler.lru_cache import LRUCache
from graph.errors import ErrorCode, UserError
from schema.execution.context import Context
from schema.execution.limits import OperationRequest, enforce_limits
from schema.execution.prepared_operation import PreparedOperation, name_of

MAX_VALIDATION_ERRORS: Final = 10
"""How many faults of a document are shown; more do not help, and each may be long."""
_DIGITS: Final = re.compile(r"[0-9]+")
MAX_DIGITS: Final = 400
"""Python refuses to read one of more than 4,300 digits, since that is not linear."""
_REMEMBERED: Final = 256
MAX_CACHED_LENGTH: Final = 20_000


class Document:
    """A parsed document, and what is wrong with it."""

    def __init__(self, text: str, tokens: int) -> None:
        self.parsed = _parsed(text, tokens)
        self._faults: list[GraphQLError] | None = None
        self._prepared: dict[str | None, PreparedOperation] = {}

    def prepared(self, schema: GraphQLSchema, name: str | None) -> PreparedOperation | None:
        """The operation of that name, where the document has been found valid and it is a query."""
        if self._faults is None or self._faults:
            return None
        if name not in self._prepared:
            operation = get_operation_ast(self.parsed, name)
            if operation is None or operation.operation is not OperationType.QUERY:
                return None
            self._prepared[name] = PreparedOperation(schema, self.parsed, operation)
        return self._prepared[name]

    def validation_errors(self, schema: GraphQLSchema, rules: tuple[type[ASTValidationRule], ...]) -> list[GraphQLError]:
        if self._faults is None:
            self._faults = validate_document(schema, self.parsed, rules)[:MAX_VALIDATION_ERRORS]
        return self._faults


class ParseAndValidate(SchemaExtension):
    """Puts the limits between the parser and the validation, which takes longer than they allow for a document of any size."""

    def on_parse(self) -> Iterator[None]:
        context: Context = self.execution_context.context
        self._document = get_document(self.execution_context.query or "", context.limits.tokens)
        self.execution_context.graphql_document = self._document.parsed
        yield

    def on_validate(self) -> Iterator[None]:
        execution = self.execution_context
        context: Context = execution.context
        schema: GraphQLSchema = cast(Any, execution.schema).graphql_schema
        # Strawberry would take the first operation where none is named.
        operation = get_operation_ast(self._document.parsed, context.operation_name)
        if operation is None:
            raise UserError(
                ErrorCode.BAD_REQUEST, "The document holds several operations. Name one of them in `operationName`."
            )
        context.selected_operation_name = name_of(operation)
        context.cost = enforce_limits(
            OperationRequest(schema, self._document.parsed, operation, execution.variables or {}), context.limits
        )
        execution.pre_execution_errors = self._document.validation_errors(schema, execution.validation_rules)
        yield


def get_document(text: str, tokens: int) -> Document:
    """The document in the text. Raises Refusal (QUERY_TOO_LONG, QUERY_TOO_DEEP) or GraphQLSyntaxError."""
    found = cached_document(text, tokens)
    if found is not None:
        return found
    made = Document(text, tokens)
    return _documents.put((text, tokens), made) if len(text) <= MAX_CACHED_LENGTH else made


def cached_document(text: str, tokens: int) -> Document | None:
    """The document in the text, where it was asked before."""
    return _documents.get((text, tokens))


_documents: Final = LRUCache[tuple[str, int], Document](_REMEMBERED)


def _parsed(text: str, tokens: int) -> DocumentNode:
    if any(len(each.group()) > MAX_DIGITS for each in _DIGITS.finditer(text)):
        raise UserError(ErrorCode.TOKEN_TOO_LONG, "The document holds a number of more than 400 digits. Send a shorter one.")
    try:
        return parse(text, max_lexical_tokens=tokens, max_comments=tokens)
    except GraphQLSyntaxError as error:
        if "Parsing aborted" not in error.message:
            raise
        if "too deeply" in error.message:
            raise UserError(ErrorCode.QUERY_TOO_DEEP, "The document nests its selections or values too deeply.") from None
        sentence = f"The document has more than {tokens:,} tokens or comments. Ask in several operations."
        raise UserError(ErrorCode.QUERY_TOO_LONG, sentence) from None
