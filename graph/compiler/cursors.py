"""Cursors: a row's order keys and a digest of the list's name. Paging is stable while rows are added and removed."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from graph.errors import UserError
from graph.messages import compiler as messages

_DIGEST_SIZE: Final = 6


def encode_cursor(list_name: str, keys: Sequence[Any]) -> str:
    content = msgspec.json.encode(keys)
    return base64.urlsafe_b64encode(_digest(list_name, content) + content).decode().rstrip("=")


def decode_cursor(list_name: str, cursor: str) -> list[Any]:
    """Returns the keys in a cursor. Raises UserError (BAD_CURSOR) if it is damaged or of another list."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise UserError.of(messages.DAMAGED_CURSOR) from None
    digest, content = raw[:_DIGEST_SIZE], raw[_DIGEST_SIZE:]
    if digest != _digest(list_name, content) or encode_cursor(list_name, msgspec.json.decode(content)) != cursor:
        raise UserError.of(messages.FOREIGN_CURSOR)
    return msgspec.json.decode(content)


def _digest(list_name: str, content: bytes) -> bytes:
    return hashlib.blake2s(list_name.encode() + b"\0" + content, digest_size=_DIGEST_SIZE).digest()
