"""The current snapshot, and networks derived from it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from cachetools import LRUCache

from graph.database.statement import Statement
from graph.errors import UserError
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot_statements import count_statement, read_snapshot, snapshot_statement
from graph.messages import linkage as messages
from graph.snapshot.snapshot import BYTES_PER_ENTITY, BYTES_PER_LINK, GraphTooLarge, ReadStatement, Snapshot

T = TypeVar("T")
MAX_ATTEMPTS: Final = 3
"""Attempts to fetch a snapshot, or to answer, at one revision."""
_NETWORK_CACHE_SIZE: Final = 8


class RevisionChanged(Exception):
    """The data changed during a question."""


def revision_conflict() -> UserError:
    return UserError(messages.DATA_KEEPS_CHANGING, attempts=MAX_ATTEMPTS)


class SnapshotStore:
    """Caches one snapshot and its latest networks. Readers of another revision request a new one."""

    def __init__(self, limits: SearchLimits) -> None:
        self.limits = limits
        self._current: Snapshot | GraphTooLarge | None = None
        self._networks: LRUCache[tuple[str, int, frozenset[str]], Network] = LRUCache(_NETWORK_CACHE_SIZE)
        self._lock = asyncio.Lock()

    @property
    def size_in_bytes(self) -> int:
        """The estimated memory of the snapshot, 0 without one."""
        current = self._current
        if not isinstance(current, Snapshot):
            return 0
        return len(current.codes) * BYTES_PER_ENTITY + len(current.relation) * BYTES_PER_LINK

    async def get(self, read: ReadStatement, stale: str | None = None) -> Snapshot | GraphTooLarge:
        """Returns the cached snapshot, or a new one if its revision is `stale`.

        Raises UserError (DATA_CHANGED) if the data changes during every attempt.
        """
        async with self._lock:
            if self._current is None or self._current.revision == stale:
                self._current = await self._fetch(read)
                self._networks.clear()
            return self._current

    async def _fetch(self, read: ReadStatement) -> Snapshot | GraphTooLarge:
        for _ in range(MAX_ATTEMPTS):
            counts = await read(count_statement())
            ((entities, links),) = counts.rows
            if entities * BYTES_PER_ENTITY + links * BYTES_PER_LINK > self.limits.megabytes * 1_000_000:
                return GraphTooLarge(counts.revision)
            result = await read(snapshot_statement())
            # The two halves of the statement see one revision only if it is still the revision of the counts.
            if result.revision == counts.revision:
                return await asyncio.to_thread(read_snapshot, result.rows, result.revision)
        raise revision_conflict()

    def network(self, snapshot: Snapshot, as_of: int, relations: frozenset[str]) -> Network:
        key = snapshot.revision, as_of, relations
        network = self._networks.get(key)
        if network is None:
            network = self._networks[key] = Network.of(snapshot, as_of, relations)
        return network


async def read_at_revision(read: ReadStatement, statement: Statement, revision: str) -> list[list[Any]]:
    """Raises RevisionChanged if the revision differs."""
    result = await read(statement)
    if result.revision != revision:
        raise RevisionChanged
    return result.rows


async def answer_at_one_revision(
    store: SnapshotStore, read: ReadStatement, answer: Callable[[Snapshot | GraphTooLarge], Awaitable[T]]
) -> T:
    """Runs `answer`, and again with a new snapshot after RevisionChanged.

    Raises UserError (DATA_CHANGED) after MAX_ATTEMPTS attempts.
    """
    stale: str | None = None
    for _ in range(MAX_ATTEMPTS):
        snapshot = await store.get(read, stale)
        try:
            return await answer(snapshot)
        except RevisionChanged:
            stale = snapshot.revision
    raise revision_conflict()
