"""Operations in files on the server, which clients execute by id."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

from graphql import GraphQLSchema, GraphQLSyntaxError, OperationDefinitionNode, parse, validate

from api.graphql.document_manifests import InvalidManifest, ManifestEntry, read_manifest
from graph.errors import UserError
from graph.messages import api as messages
from graph.messages.message import MessageError
from graph.reasons import reading_reason

_MAX_SHOWN_ID: Final = 100
"""In characters."""
_DIGEST_PREFIX: Final = "sha256:"


class InvalidTrustedDocument(MessageError):
    pass


@dataclass(frozen=True)
class TrustedDocument:
    """A document that clients request by its id. `operation_name` is None if the only operation is anonymous."""

    text: str
    operation_name: str | None


@dataclass(frozen=True)
class TrustedDocuments:
    """Documents by id, without the optional prefix `sha256:`. A `.graphql` file has operation names as ids, and its digest if it has one
    operation. A manifest states its ids.
    """

    by_id: Mapping[str, TrustedDocument] = field(default_factory=dict[str, TrustedDocument])

    @classmethod
    def read(cls, path: Path, schema: GraphQLSchema) -> Self:
        """Reads a manifest, or all `.graphql` files and manifests of a folder. Raises InvalidTrustedDocument."""
        if not path.exists():
            raise InvalidTrustedDocument(messages.NO_DOCUMENTS, path=path)
        by_id: dict[str, TrustedDocument] = {}
        for file in _document_files(path) if path.is_dir() else [path]:
            for document_id, document in _read_file(file, schema):
                if by_id.setdefault(document_id.removeprefix(_DIGEST_PREFIX), document) != document:
                    raise InvalidTrustedDocument(messages.DUPLICATE_DOCUMENT, file=file, document_id=document_id)
        return cls(by_id)

    def __getitem__(self, document_id: str) -> TrustedDocument:
        """Raises UserError (DOCUMENT_NOT_FOUND)."""
        document = self.get(document_id)
        if document is None:
            raise UserError(messages.DOCUMENT_NOT_FOUND, document_id=document_id[:_MAX_SHOWN_ID])
        return document

    def get(self, document_id: str) -> TrustedDocument | None:
        return self.by_id.get(document_id.removeprefix(_DIGEST_PREFIX))


def _document_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in (".graphql", ".json") and file.is_file())


def _read_file(file: Path, schema: GraphQLSchema) -> list[tuple[str, TrustedDocument]]:
    try:
        content = file.read_bytes()
        if file.suffix == ".graphql":
            return _read_operations(file, content, schema)
        return [(each.id, _read_entry(file, each, schema)) for each in read_manifest(content)]
    except InvalidManifest as error:
        raise InvalidTrustedDocument(messages.INVALID_MANIFEST, file=file, reason=error.message) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidTrustedDocument(messages.UNREADABLE_DOCUMENT, file=file, reason=reading_reason(error)) from None


def _read_operations(file: Path, content: bytes, schema: GraphQLSchema) -> list[tuple[str, TrustedDocument]]:
    text = content.decode()
    operations = _parse_and_validate(str(file), text, schema)
    names = [each.name.value for each in operations if each.name]
    if not operations or len(names) < len(operations):
        raise InvalidTrustedDocument(messages.UNNAMED_OPERATION, file=file)
    ids = [(name, name) for name in names]
    if len(names) == 1:
        ids.append((hashlib.sha256(content).hexdigest(), names[0]))
    return [(document_id, TrustedDocument(text, name)) for document_id, name in ids]


def _read_entry(file: Path, entry: ManifestEntry, schema: GraphQLSchema) -> TrustedDocument:
    place = f"{file}, {entry.id[:_MAX_SHOWN_ID]!r}"
    operations = _parse_and_validate(place, entry.body, schema)
    if len(operations) != 1:
        raise InvalidTrustedDocument(messages.NOT_ONE_OPERATION, place=place, number=len(operations))
    name = operations[0].name
    return TrustedDocument(entry.body, name.value if name else None)


def _parse_and_validate(place: str, text: str, schema: GraphQLSchema) -> list[OperationDefinitionNode]:
    try:
        document = parse(text)
        error = next(iter(validate(schema, document)), None)
    except GraphQLSyntaxError as syntax_error:
        raise _invalid(place, syntax_error.message) from None
    if error is not None:
        raise _invalid(place, error.message)
    return [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]


def _invalid(place: str, reason: str) -> InvalidTrustedDocument:
    return InvalidTrustedDocument(messages.INVALID_DOCUMENT, place=place, reason=reason)
