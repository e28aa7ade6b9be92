"""Cursors: a row's order keys and a digest of the list's name. Paging is stable while rows are added and removed."""

import base64
import binascii
import hashlib
from typing import Final, TypeVar

import msgspec

from graph.errors import UserError
from graph.messages import compiler as messages

_DIGEST_SIZE: Final = 6
Keys = TypeVar("Keys")


def encode_cursor(list_name: str, keys: object) -> str:
    content = msgspec.json.encode(keys)
    return base64.urlsafe_b64encode(_digest(list_name, content) + content).decode().rstrip("=")


def decode_cursor(list_name: str, cursor: str, keys_type: type[Keys]) -> Keys:
    """Returns the keys in a cursor. Raises UserError (BAD_CURSOR) if it is damaged, of another list or not of `keys_type`."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise UserError(messages.DAMAGED_CURSOR) from None
    digest, content = raw[:_DIGEST_SIZE], raw[_DIGEST_SIZE:]
    if digest != _digest(list_name, content):
        raise UserError(messages.FOREIGN_CURSOR)
    try:
        keys = msgspec.json.decode(content, type=keys_type)
    except (msgspec.DecodeError, RecursionError):
        raise UserError(messages.FOREIGN_CURSOR) from None
    if encode_cursor(list_name, keys) != cursor:
        raise UserError(messages.FOREIGN_CURSOR)
    return keys


def _digest(list_name: str, content: bytes) -> bytes:
    return hashlib.blake2s(list_name.encode() + b"\0" + content, digest_size=_DIGEST_SIZE).digest()
