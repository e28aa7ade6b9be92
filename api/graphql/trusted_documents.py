"""Trusted documents: named operations in a folder, which clients execute by id."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from graphql import DocumentNode, GraphQLSchema, GraphQLSyntaxError, OperationDefinitionNode, parse, validate

from graph.errors import UserError
from graph.messages import api as messages

_MAX_SHOWN_ID: Final = 100
"""In characters."""


class InvalidTrustedDocument(Exception):
    """The message names the file and the reason."""


@dataclass(frozen=True)
class TrustedDocument:
    text: str
    operation_name: str


@dataclass(frozen=True)
class TrustedDocuments:
    """The id is the name of an operation, or `sha256:` and the digest of a file with one operation."""

    by_id: Mapping[str, TrustedDocument] = field(default_factory=dict[str, TrustedDocument])

    @classmethod
    def read(cls, folder: Path, schema: GraphQLSchema) -> Self:
        """Reads all `.graphql` files of the folder. Raises InvalidTrustedDocument."""
        if not folder.is_dir():
            raise InvalidTrustedDocument(messages.DOCUMENTS_NOT_A_FOLDER.format(folder=folder))
        by_id: dict[str, TrustedDocument] = {}
        for file in sorted(folder.rglob("*.graphql")):
            for document_id, document in _read_file(file, schema):
                if document_id in by_id:
                    raise InvalidTrustedDocument(messages.DUPLICATE_DOCUMENT.format(file=file, name=document_id))
                by_id[document_id] = document
        return cls(by_id)

    def __getitem__(self, document_id: str) -> TrustedDocument:
        """Raises UserError (DOCUMENT_NOT_FOUND)."""
        document = self.by_id.get(document_id)
        if document is None:
            raise UserError(messages.DOCUMENT_NOT_FOUND, document_id=document_id[:_MAX_SHOWN_ID])
        return document


def _read_file(file: Path, schema: GraphQLSchema) -> Iterator[tuple[str, TrustedDocument]]:
    text = file.read_text("utf-8")
    document = _parse_and_validate(file, text, schema)
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    names = [each.name.value for each in operations if each.name]
    if not operations or len(names) < len(operations):
        raise InvalidTrustedDocument(messages.UNNAMED_OPERATION.format(file=file))
    yield from ((name, TrustedDocument(text, name)) for name in names)
    if len(names) == 1:
        yield f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", TrustedDocument(text, names[0])


def _parse_and_validate(file: Path, text: str, schema: GraphQLSchema) -> DocumentNode:
    try:
        document = parse(text)
        error = next(iter(validate(schema, document)), None)
    except GraphQLSyntaxError as syntax_error:
        raise _invalid(file, syntax_error.message) from None
    if error is not None:
        raise _invalid(file, error.message)
    return document


def _invalid(file: Path, reason: str) -> InvalidTrustedDocument:
    return InvalidTrustedDocument(messages.INVALID_DOCUMENT.format(file=file, reason=reason))
