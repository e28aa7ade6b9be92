"""The snapshot in force: fetched when somebody asks, and kept for as long as no answer shows another revision of the data."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Final

from graph.database.statement import Statement, StatementResult
from graph.errors import ErrorCode, UserError
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import BYTES_OF_A_LINK, BYTES_OF_AN_ENTITY, COUNT, Snapshot, all_links

Read = Callable[[Statement], Awaitable[StatementResult]]
ATTEMPTS: Final = 3
"""How often the links are fetched, or a question is answered, before its caller is told that the data keeps changing."""
_REMEMBERED_NETWORKS: Final = 8


class SnapshotStore:
    """One snapshot, or None where the graph is larger than the limits allow, and the networks that were last made of it."""

    def __init__(self, limits: SearchLimits) -> None:
        self.limits = limits
        self._held: Snapshot | None = None
        self._too_large_at: str | None = None
        self._networks: OrderedDict[tuple[str, int, frozenset[str]], Network] = OrderedDict()
        self._fetching = asyncio.Lock()

    async def get(self, read: Read, stale: str | None = None) -> Snapshot | str:
        """The snapshot that is held, or a new one where that is of the revision ``stale``. The bare revision where the graph is too
        large for one. Raises Refusal (DATA_CHANGED) where the data changes faster than it can be fetched."""
        async with self._fetching:
            held = self._held or self._too_large_at
            if held is None or _revision(held) == stale:
                held = await self._fetched(read)
                self._held, self._too_large_at = (None, held) if isinstance(held, str) else (held, None)
                self._networks.clear()
            return held

    async def _fetched(self, read: Read) -> Snapshot | str:
        for _ in range(ATTEMPTS):
            counted = await read(Statement(COUNT))
            ((entities, links),) = counted.rows
            if entities * BYTES_OF_AN_ENTITY + links * BYTES_OF_A_LINK > self.limits.megabytes * 1_000_000:
                return counted.revision
            answer = await read(all_links())
            # Two halves of one statement may see a commit that falls between them: none did where the revision is the same.
            if answer.revision == counted.revision:
                return await asyncio.to_thread(Snapshot.of, answer.rows, answer.revision)
        raise revision_conflict()

    def network(self, snapshot: Snapshot, day: int, relations: frozenset[str]) -> Network:
        """The network of that day and these relations."""
        key = snapshot.revision, day, relations
        network = self._networks.get(key)
        if network is None:
            network = self._networks[key] = Network.of(snapshot, day, relations)
            while len(self._networks) > _REMEMBERED_NETWORKS:
                self._networks.popitem(last=False)
        return network


def _revision(held: Snapshot | str) -> str:
    return held if isinstance(held, str) else held.revision


def revision_conflict() -> UserError:
    return UserError(ErrorCode.DATA_CHANGED, f"The data changed {ATTEMPTS} times while the answer was made. Ask again.")
