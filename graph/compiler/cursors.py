"""Cursors: a row's order keys, bound to the question of the list and to its owner and date.

Paging is stable while rows are added and removed. The digest of the question is checked before the statement; that of the owner and the
date after it, since only the statement knows them.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar, cast

import msgspec
from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull, Undefined

from graph.compiler.global_ids import key_of_reference, undated_ids
from graph.compiler.selections import SelectedField, Variables
from graph.errors import UserError
from graph.messages import compiler as messages

NOT_COMPARED: Final = frozenset({"first", "last", "after", "before", "k", "asOf"})
"""May change from page to page; the as-of date belongs to the owner."""
_OWNER_SIZE: Final = 4
_DIGEST_SIZE: Final = 6
Keys = TypeVar("Keys")


@dataclass(frozen=True)
class ListQuestion:
    """The fields that decide the rows: only the list if an entity owns it, otherwise all from the root field on."""

    path: tuple[SelectedField, ...]

    def digest(self, variables: Variables) -> str:
        content = [(field.name, list(_compared(field, variables))) for field in self.path]
        return hashlib.blake2s(msgspec.json.encode(content), digest_size=8).hexdigest()


def _compared(field: SelectedField, variables: Variables) -> Iterator[tuple[str, Any]]:
    """Yields the arguments with a value, in the order of the schema."""
    arguments = variables.arguments(field)
    for name, definition in cast(Any, field.definition).args.items():
        value = arguments.get(definition.out_name or name)
        if value is None and definition.default_value is not Undefined:
            value = definition.default_value
        if value is not None and name not in NOT_COMPARED:
            yield name, _comparable(value, definition.type)


def _comparable(value: Any, of_type: Any) -> Any:
    """Undates ids and replaces references by keys, since it does not matter how an entity is named."""
    if isinstance(of_type, GraphQLNonNull):
        return _comparable(value, cast(Any, of_type).of_type)
    if value is None:
        return None
    if isinstance(of_type, GraphQLList):
        return [_comparable(each, cast(Any, of_type).of_type) for each in value]
    if of_type.name == "EntityRef":
        return key_of_reference(value)
    if isinstance(of_type, GraphQLInputObjectType):
        return [(name, _comparable(value[name], field.type)) for name, field in of_type.fields.items() if name in value]
    return undated_ids(value) if of_type.name == "ID" else value


@dataclass(frozen=True)
class CursorCodec:
    """Encodes and decodes the cursors of one list.

    `question`: the digest of a ListQuestion. `owner`: the dated id of the entity that owns the rows, or else the part of the question and the date.
    """

    question: str
    owner: str

    @cached_property
    def owner_digest(self) -> bytes:
        return hashlib.blake2s(self.owner.encode(), digest_size=_OWNER_SIZE).digest()

    def encode(self, keys: object) -> str:
        return _encode(self.question, self.owner_digest, msgspec.json.encode(keys))

    def decode(self, cursor: str, keys_type: type[Keys]) -> Keys:
        """Raises UserError (BAD_CURSOR)."""
        keys, owner = read_cursor(self.question, cursor, keys_type)
        self.require_owner(owner)
        return keys

    def require_owner(self, owner: str) -> None:
        """Raises UserError (BAD_CURSOR) for the owner digest of another list."""
        if owner != self.owner_digest.hex():
            raise UserError(messages.INVALID_CURSOR)


def read_cursor(question: str, cursor: str, keys_type: type[Keys]) -> tuple[Keys, str]:
    """Returns the keys and the digest of the owner, which the caller must compare.

    Raises UserError (BAD_CURSOR) if the cursor is damaged, of another question or not of `keys_type`.
    """
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise UserError(messages.INVALID_CURSOR) from None
    owner, content = raw[_DIGEST_SIZE : _DIGEST_SIZE + _OWNER_SIZE], raw[_DIGEST_SIZE + _OWNER_SIZE :]
    if _encode(question, owner, content) != cursor:
        raise UserError(messages.INVALID_CURSOR)
    try:
        return msgspec.json.decode(content, type=keys_type), owner.hex()
    except (msgspec.DecodeError, RecursionError):
        raise UserError(messages.INVALID_CURSOR) from None


def content_of(cursor: str, content_type: type[Keys]) -> Keys | None:
    """Returns None for a damaged cursor."""
    with suppress(binascii.Error, ValueError, RecursionError):
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(raw[_DIGEST_SIZE + _OWNER_SIZE :], type=content_type)
    return None


def _encode(question: str, owner: bytes, content: bytes) -> str:
    digest = hashlib.blake2s(question.encode() + b"\0" + owner + content, digest_size=_DIGEST_SIZE).digest()
    return base64.urlsafe_b64encode(digest + owner + content).decode().rstrip("=")
