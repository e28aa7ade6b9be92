"""Cursors: the order keys of a row, marked with the list they belong to, so that paging is stable while rows come and go."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from graph.errors import ErrorCode, UserError

_MARK_LENGTH: Final = 6
_START_AGAIN: Final = (
    "Use a cursor that this very list gave (same field, same order), or leave it out to start at the beginning."
)


def encode_cursor(listing: str, keys: Sequence[Any]) -> str:
    """The cursor of the row with these keys in the list named ``listing``."""
    content = msgspec.json.encode(keys)
    return base64.urlsafe_b64encode(_mark(listing, content) + content).decode().rstrip("=")


def decode_cursor(listing: str, cursor: str) -> list[Any]:
    """The keys in a cursor. Raises Refusal (BAD_CURSOR) for one that is damaged or of another list."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise UserError(ErrorCode.BAD_CURSOR, f"The cursor is damaged. {_START_AGAIN}") from None
    mark, content = raw[:_MARK_LENGTH], raw[_MARK_LENGTH:]
    if mark != _mark(listing, content) or encode_cursor(listing, msgspec.json.decode(content)) != cursor:
        raise UserError(ErrorCode.BAD_CURSOR, f"The cursor is damaged or belongs to another list. {_START_AGAIN}")
    return msgspec.json.decode(content)


def _mark(listing: str, content: bytes) -> bytes:
    return hashlib.blake2s(listing.encode() + b"\0" + content, digest_size=_MARK_LENGTH).digest()
