"""The cursor that resumes a linkage."""

from dataclasses import dataclass
from hashlib import blake2s

from graph.compiler.cursors import CursorCodec
from graph.errors import UserError
from graph.linkage.algorithms.fixed_length_paths import PathPosition
from graph.linkage.questions.arguments import find_entities
from graph.messages import compiler as compiler_messages
from graph.messages import linkage as messages
from graph.snapshot.snapshot import Snapshot

PathCursorContent = tuple[int, str, int, bool, list[tuple[str, str]]]


@dataclass(frozen=True)
class PathCursor:
    """The decoded cursor of a list of paths.

    `as_of`: date of the page, as in the snapshot. `keys`: [label, code] of the prefix's entities.
    """

    as_of: int
    revision_digest: str
    hops: int
    exclusive: bool
    keys: list[tuple[str, str]]

    @classmethod
    def of(cls, cursor: str, codec: CursorCodec) -> "PathCursor":
        """Raises UserError (BAD_CURSOR) for a damaged cursor, another question or another date."""
        return cls(*codec.decode(cursor, PathCursorContent))

    def check_data(self, snapshot: Snapshot, as_of: int) -> None:
        """Raises UserError (DATA_CHANGED) for another revision, or if validity changed since the cursor's date."""
        if self.revision_digest != _digest(snapshot.revision) or snapshot.changes_between(self.as_of, as_of):
            raise UserError(messages.CURSOR_OF_OTHER_REVISION)


def next_cursor(snapshot: Snapshot, position: PathPosition | None, codec: CursorCodec, as_of: int) -> str | None:
    if position is None:
        return None
    keys = [snapshot.key(entity) for entity in position.prefix]
    return codec.encode([as_of, _digest(snapshot.revision), position.hops, position.exclusive, keys])


def position_of(snapshot: Snapshot, cursor: PathCursor | None) -> PathPosition | None:
    """Raises UserError (BAD_CURSOR) if an entity does not exist."""
    if cursor is None:
        return None
    entities = find_entities(snapshot, cursor.keys)
    if entities is None:
        raise UserError(compiler_messages.INVALID_CURSOR)
    return PathPosition(cursor.hops, tuple(entities), cursor.exclusive)


def _digest(text: str) -> str:
    return blake2s(text.encode(), digest_size=6).hexdigest()
