"""Reads and caches the part of a graph that a network needs, if the graph is too large for a snapshot."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from graph.database.statement import ReadStatement, StatementResult
from graph.errors import UserError
from graph.linkage.snapshot.snapshot_statements import read_snapshot, rows_of
from graph.messages import network as messages
from graph.messages.message import Message
from graph.network.projection.graph_part import GraphPart
from graph.network.questions.fitting_part import FittingPart
from graph.network.questions.scope_reading import ScopeReading
from graph.snapshot.snapshot import BYTES_PER_ENTITY, BYTES_PER_LINK, Snapshot

MEGABYTES_OF_ALL: Final = 64
"""Up to this size a part is read for all divisions, to serve every scope; a larger one for the scope only."""


@dataclass(frozen=True)
class PartQuestion:
    """For which division a part is read. `day`: the date on which a smaller division must be valid for an error to name it."""

    scope: str
    day: date


@dataclass(frozen=True)
class _KeptPart:
    part: GraphPart
    snapshot: Snapshot


class PartStore:
    """Caches the last part. One part is read at a time, so that memory has at most two. `megabytes`: the largest size of a part.
    `megabytes_of_all`: the largest size at which it is read for all divisions.
    """

    def __init__(self, megabytes: float, megabytes_of_all: float = MEGABYTES_OF_ALL) -> None:
        self._megabytes, self._megabytes_of_all = megabytes, min(megabytes, megabytes_of_all)
        self._kept: _KeptPart | None = None
        self._reading = asyncio.Lock()

    @property
    def nbytes(self) -> int:
        return 0 if self._kept is None else self._kept.snapshot.bytes

    async def get(self, part: GraphPart, asked: PartQuestion | None, revision: str, read: ReadStatement) -> Snapshot:
        """Returns a part of this revision or a later one. `part`: for all divisions. Raises UserError (TOO_LARGE).

        If the data change during reading, it may combine revisions, as a snapshot may: no later read confirms it.
        """
        async with self._reading:
            kept, wanted = self._kept, part if asked is None else replace(part, scope=asked.scope)
            if kept is not None and kept.snapshot.revision == revision and kept.part.includes(wanted):
                return kept.snapshot
            self._kept = None
            self._kept = await self._read(part, asked, read)
            return self._kept.snapshot

    async def _read(self, part: GraphPart, asked: PartQuestion | None, read: ReadStatement) -> _KeptPart:
        counts = await read(part.count_statement())
        needed = _megabytes_of(counts)
        if needed <= self._megabytes_of_all or (asked is None and needed <= self._megabytes):
            rows = await rows_of(read, part.statements(sum(number for _, number in counts.rows)))
            return _KeptPart(part, await asyncio.to_thread(read_snapshot, rows, counts.revision, complete=False))
        if asked is None:
            raise _too_large(messages.GRAPH_PART_TOO_LARGE, needed, self._megabytes)
        of_scope = replace(part, scope=asked.scope)
        snapshot = await ScopeReading(of_scope, read, self._megabytes * 1_000_000).snapshot()
        if snapshot is not None:
            return _KeptPart(of_scope, snapshot)
        division = await FittingPart(of_scope, asked.day, read, self._megabytes * 1_000_000).division()
        if division is None:
            raise _too_large(messages.SCOPE_PART_TOO_LARGE, needed, self._megabytes)
        raise UserError(
            messages.SCOPE_PART_TOO_LARGE_FITS,
            {"fits": division.code},
            needed=f"{needed:,.1f}",
            megabytes=f"{self._megabytes:g}",
            kind=division.kind,
            code=division.code,
        )


def _too_large(message: Message, needed: float, megabytes: float) -> UserError:
    return UserError(message, needed=f"{needed:,.1f}", megabytes=f"{megabytes:g}")


def _megabytes_of(counts: StatementResult) -> float:
    bytes_of = {"entities": BYTES_PER_ENTITY, "links": BYTES_PER_LINK}
    return sum(bytes_of[content] * number for content, number in counts.rows) / 1_000_000
