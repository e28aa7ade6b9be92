"""The cursor that resumes a linkage for an unchanged question and revision."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Final

from graph.compiler.cursors import decode_cursor, encode_cursor
from graph.errors import UserError
from graph.linkage.algorithms.fixed_length_paths import PathPosition
from graph.linkage.questions.arguments import find_entities
from graph.messages import linkage as messages
from graph.snapshot.snapshot import Snapshot

_LISTING: Final = "Linkage"
Content = tuple[str, str, str, int, bool, list[tuple[str, str]]]


@dataclass(frozen=True)
class PathCursor:
    """`keys`: [label, code] of the prefix's entities."""

    revision_digest: str
    hops: int
    exclusive: bool
    keys: list[tuple[str, str]]

    @classmethod
    def of(cls, cursor: str, fingerprint: str, as_of: date) -> "PathCursor":
        """Raises UserError: BAD_CURSOR for a damaged cursor or another question, DATA_CHANGED for another as-of date."""
        question_digest, cursor_as_of, revision_digest, hops, exclusive, keys = decode_cursor(_LISTING, cursor, Content)
        if question_digest != _digest(fingerprint):
            raise UserError(messages.CURSOR_OF_OTHER_QUESTION)
        if cursor_as_of != as_of.isoformat():
            raise UserError(messages.CURSOR_OF_OTHER_DATE, as_of=cursor_as_of)
        return cls(revision_digest, hops, exclusive, keys)

    def check_revision(self, revision: str) -> None:
        """Raises UserError (DATA_CHANGED) for a cursor of another revision."""
        if self.revision_digest != _digest(revision):
            raise UserError(messages.CURSOR_OF_OTHER_REVISION)


def next_cursor(snapshot: Snapshot, position: PathPosition | None, fingerprint: str, as_of: date) -> str | None:
    if position is None:
        return None
    keys = [snapshot.key(entity) for entity in position.prefix]
    values = [_digest(fingerprint), as_of.isoformat(), _digest(snapshot.revision), position.hops, position.exclusive, keys]
    return encode_cursor(_LISTING, values)


def position_of(snapshot: Snapshot, cursor: PathCursor | None) -> PathPosition | None:
    """Raises UserError (BAD_CURSOR) if an entity does not exist."""
    if cursor is None:
        return None
    entities = find_entities(snapshot, cursor.keys)
    if entities is None:
        raise UserError(messages.DAMAGED_CURSOR)
    return PathPosition(cursor.hops, tuple(entities), cursor.exclusive)


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=8).hexdigest()
