"""Reads and keeps the part of a graph that a network needs, if the whole graph is too large for a snapshot."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from graph.database.statement import Statement, StatementResult
from graph.errors import UserError
from graph.linkage.snapshot.snapshot_statements import read_snapshot
from graph.messages import network as messages
from graph.network.projection.graph_part import GraphPart
from graph.snapshot.snapshot import BYTES_PER_ENTITY, BYTES_PER_LINK, Snapshot


@dataclass(frozen=True)
class _KeptPart:
    part: GraphPart
    snapshot: Snapshot


class PartStore:
    """Keeps the part that was read last. Parts are read one after another, so that memory holds two at most."""

    def __init__(self) -> None:
        self._kept: _KeptPart | None = None
        self._reading = asyncio.Lock()

    @property
    def nbytes(self) -> int:
        return 0 if self._kept is None else self._kept.snapshot.bytes

    async def get(
        self, part: GraphPart, revision: str, read: Callable[[Statement], Awaitable[StatementResult]], megabytes: float
    ) -> Snapshot:
        """Returns a part of this revision, or of a later one. Raises UserError (TOO_LARGE) above a size.

        If the data change while it is read, it may combine revisions, as a snapshot may: no later read confirms it.
        """
        async with self._reading:
            kept = self._kept
            if kept is not None and kept.snapshot.revision == revision and kept.part.includes(part):
                return kept.snapshot
            self._kept = None
            counts = await read(part.count_statement())
            _require_fits(counts, megabytes)
            rows = (await read(part.statement())).rows
            snapshot = await asyncio.to_thread(read_snapshot, rows, counts.revision, complete=False)
            self._kept = _KeptPart(part, snapshot)
            return snapshot


def _require_fits(counts: StatementResult, megabytes: float) -> None:
    bytes_of = {"entities": BYTES_PER_ENTITY, "links": BYTES_PER_LINK}
    needed = sum(bytes_of[content] * number for content, number in counts.rows) / 1_000_000
    if needed > megabytes:
        raise UserError(messages.GRAPH_PART_TOO_LARGE, needed=f"{needed:,.1f}", megabytes=f"{megabytes:g}")
