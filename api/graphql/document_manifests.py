"""Reads manifests: JSON files of ids and documents that compilers of GraphQL clients write."""

from typing import Any, Literal, cast

import msgspec

from graph.messages import api as messages
from graph.messages.message import MessageError


class InvalidManifest(MessageError):
    pass


class ManifestEntry(msgspec.Struct):
    id: str
    body: str


class _ApolloManifest(msgspec.Struct):
    format: Literal["apollo-persisted-query-manifest"]
    version: Literal[1]
    operations: list[ManifestEntry]


def read_manifest(content: bytes) -> list[ManifestEntry]:
    """Keeps the order of the file. Raises InvalidManifest.

    Relay's `persisted.json` and graphql-codegen's `persisted-documents.json` map ids to texts. Apollo's manifest has a format, a version
    and a list of operations.
    """
    try:
        manifest: Any = msgspec.json.decode(content)
        if isinstance(manifest, dict) and not {"format", "operations"} & manifest.keys():
            return [_entry(document_id, text) for document_id, text in cast(dict[str, Any], manifest).items()]
        return msgspec.convert(manifest, _ApolloManifest).operations
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidManifest(messages.MANIFEST_UNREADABLE, error=error) from None


def _entry(document_id: str, text: Any) -> ManifestEntry:
    if not isinstance(text, str):
        raise InvalidManifest(messages.MANIFEST_TEXT_MISSING, document_id=document_id)
    return ManifestEntry(document_id, text)
