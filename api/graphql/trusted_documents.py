"""Trusted documents: a folder of named operations that callers ask by id, so that a closed installation answers nothing else."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from graphql import DocumentNode, GraphQLError, GraphQLSchema, GraphQLSyntaxError, OperationDefinitionNode, parse, validate

from graph.errors import ErrorCode, UserError


class InvalidTrustedDocument(Exception):
    """A file of the folder cannot be answered; the sentence says which and why."""


@dataclass(frozen=True)
class TrustedDocument:
    """One operation, and the text that holds it."""

    text: str
    operation: str


@dataclass(frozen=True)
class TrustedDocuments:
    """The documents by id: the name of the operation, or ``sha256:`` and the digest of a file that holds only one."""

    by_id: Mapping[str, TrustedDocument] = field(default_factory=dict[str, TrustedDocument])

    @classmethod
    def read(cls, folder: Path, schema: GraphQLSchema) -> Self:
        """All operations of the ``.graphql`` files in the folder. Raises UntrustworthyDocument."""
        if not folder.is_dir():
            raise InvalidTrustedDocument(f"{folder} is not a folder. Set TRUSTED_DOCUMENTS to one that holds .graphql files.")
        by_id: dict[str, TrustedDocument] = {}
        for file in sorted(folder.rglob("*.graphql")):
            for identifier, document in _read_file(file, schema):
                if identifier in by_id:
                    raise InvalidTrustedDocument(f"{file}: there are two operations named {identifier}. Rename one.")
                by_id[identifier] = document
        return cls(by_id)

    def __getitem__(self, identifier: str) -> TrustedDocument:
        """The document of that id. Raises Refusal (DOCUMENT_NOT_FOUND)."""
        try:
            return self.by_id[identifier]
        except KeyError:
            sentence = (
                f"There is no trusted document {identifier[:100]!r}. Put it into the folder TRUSTED_DOCUMENTS and start again."
            )
            raise UserError(ErrorCode.DOCUMENT_NOT_FOUND, sentence) from None


def _read_file(file: Path, schema: GraphQLSchema) -> Iterator[tuple[str, TrustedDocument]]:
    text = file.read_text("utf-8")
    document = _parse_and_validate(file, text, schema)
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    names = [each.name.value for each in operations if each.name]
    if not operations or len(names) < len(operations):
        raise InvalidTrustedDocument(f"{file}: every operation needs a name, by which it is asked. Write: query Name {{ … }}")
    yield from ((name, TrustedDocument(text, name)) for name in names)
    if len(names) == 1:
        yield f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", TrustedDocument(text, names[0])


def _parse_and_validate(file: Path, text: str, schema: GraphQLSchema) -> DocumentNode:
    try:
        document = parse(text)
        fault = next(iter(validate(schema, document)), None)
    except GraphQLSyntaxError as error:
        raise _invalid(file, error) from None
    if fault is not None:
        raise _invalid(file, fault)
    return document


def _invalid(file: Path, fault: GraphQLError) -> InvalidTrustedDocument:
    return InvalidTrustedDocument(f"{file} cannot be answered: {fault.message} Mend it, or take it out of the folder.")
