"""Continuation: the cursor with which a linkage goes on just where it stopped, on the same question and the same data."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Final

from graph.compiler.cursors import decode_cursor, encode_cursor
from graph.errors import ErrorCode, UserError
from graph.linkage.algorithms.fixed_length_paths import Position
from graph.linkage.snapshot.snapshot import Snapshot
from graph.model.registry import KIND_BY_LABEL

_LISTING: Final = "Linkage"


@dataclass(frozen=True)
class PathCursor:
    """A cursor that was read: the revision it speaks of, and where the search stood, entities by [label, code]."""

    revision: str
    hops: int
    behind: bool
    keys: list[list[str]]

    @classmethod
    def of(cls, cursor: str, fingerprint: str, day: date) -> "PathCursor":
        """Raises Refusal: BAD_CURSOR for one that is damaged or of another question, DATA_CHANGED for one of another day."""
        values = decode_cursor(_LISTING, cursor)
        mark, asked_on, revision, hops, behind, keys = values
        if mark != _mark(fingerprint):
            raise UserError(
                ErrorCode.BAD_CURSOR,
                "The cursor belongs to another question. Ask with the arguments it was given for, or leave `after` out.",
            )
        if asked_on != day.isoformat():
            raise _outdated(f"The cursor speaks of {asked_on}. Ask with that `asOf`, or leave `after` out to start again.")
        return cls(revision, hops, behind, keys)

    def check(self, revision: str) -> None:
        """Raises Refusal (DATA_CHANGED) where the data has another revision by now."""
        if self.revision != blake2s(revision.encode(), digest_size=8).hexdigest():
            raise _outdated("The data has changed since the cursor was given. Leave `after` out to start again.")


def next_cursor(snapshot: Snapshot, position: Position | None, fingerprint: str, day: date) -> str | None:
    """The cursor of a position; null where there is nothing to go on to."""
    if position is None:
        return None
    revision = blake2s(snapshot.revision.encode(), digest_size=8).hexdigest()
    keys = [snapshot.key(entity) for entity in position.entities]
    values = [_mark(fingerprint), day.isoformat(), revision, position.hops, position.behind, keys]
    return encode_cursor(_LISTING, values)


def resumed(snapshot: Snapshot, after: PathCursor | None) -> Position | None:
    """The position that a cursor names. Raises Refusal (BAD_CURSOR) where it is none on this data."""
    if after is None:
        return None
    entities = [snapshot.find(KIND_BY_LABEL[label], code) for label, code in after.keys]
    if None in entities:
        raise UserError(ErrorCode.BAD_CURSOR, "The cursor is damaged. Leave `after` out to start again.")
    return Position(after.hops, tuple(each for each in entities if each is not None), after.behind)


def _mark(fingerprint: str) -> str:
    return blake2s(fingerprint.encode(), digest_size=8).hexdigest()


def _outdated(sentence: str) -> UserError:
    return UserError(ErrorCode.DATA_CHANGED, sentence)
