import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from cachetools import LRUCache

from graph.database.statement import ReadStatement
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.snapshot.snapshot_statements import count_statement, read_snapshot, rows_of, snapshot_statements
from graph.snapshot.shared_fetch import SharedFetch
from graph.snapshot.snapshot import BYTES_PER_ENTITY, BYTES_PER_LINK, GraphTooLarge, Snapshot

_NETWORK_CACHE_SIZE: Final = 8
MAX_CONCURRENT_SEARCHES: Final = 8


class SnapshotStore:
    """Caches one snapshot and its latest simple graphs. A fetch serves all readers that arrived before it began."""

    def __init__(self, limits: SearchLimits, threads: ThreadPoolExecutor | None = None) -> None:
        self.limits = limits
        self.threads = threads or ThreadPoolExecutor(MAX_CONCURRENT_SEARCHES, thread_name_prefix="linkage")
        """Execute searches, also for stores of one request."""
        self._shared: SharedFetch[Snapshot | GraphTooLarge] = SharedFetch()
        self._graphs: LRUCache[tuple[str, int, frozenset[str]], SimpleGraph] = LRUCache(_NETWORK_CACHE_SIZE)

    @property
    def size_in_bytes(self) -> int:
        """Estimated memory of the snapshot, 0 without one."""
        current = self._shared.value
        if not isinstance(current, Snapshot):
            return 0
        return len(current.codes) * BYTES_PER_ENTITY + len(current.relation) * BYTES_PER_LINK

    @property
    def fetch_seconds(self) -> float:
        """Duration of the last fetch."""
        return self._shared.seconds

    def is_at(self, revision: str) -> bool:
        """Returns whether the cached snapshot is of this revision."""
        return self._shared.value is not None and self._shared.value.revision == revision

    async def get(self, read: ReadStatement, revision: str) -> Snapshot | GraphTooLarge:
        """Returns the cached snapshot if it is of this revision, else one whose fetch begins now."""
        return await self._shared.get(partial(self._replace, read), lambda current: current.revision == revision)

    async def _replace(self, read: ReadStatement) -> Snapshot | GraphTooLarge:
        self._graphs.clear()
        return await self.fetch(read)

    async def fetch(self, read: ReadStatement) -> Snapshot | GraphTooLarge:
        """Reads a snapshot without caching it.

        If the data change during reading it may combine two revisions. It has the earlier revision, so that no later read
        confirms it.
        """
        counts = await read(count_statement())
        ((entities, links),) = counts.rows
        if entities * BYTES_PER_ENTITY + links * BYTES_PER_LINK > self.limits.megabytes * 1_000_000:
            return GraphTooLarge(counts.revision)
        rows = await rows_of(read, snapshot_statements(entities + links))
        return await asyncio.to_thread(read_snapshot, rows, counts.revision)

    def pinned_to(self, snapshot: Snapshot | GraphTooLarge) -> "SnapshotStore":
        """Returns a store that always has this snapshot, for several operations on the same data."""
        return _PinnedSnapshots(self, snapshot)

    def graph(self, snapshot: Snapshot, as_of: int, relations: frozenset[str]) -> SimpleGraph:
        key = snapshot.revision, as_of, relations
        graph = self._graphs.get(key)
        if graph is None or graph.snapshot is not snapshot:
            graph = self._graphs[key] = SimpleGraph.of(snapshot, as_of, relations)
        return graph


class _PinnedSnapshots(SnapshotStore):
    def __init__(self, shared: SnapshotStore, snapshot: Snapshot | GraphTooLarge) -> None:
        super().__init__(shared.limits, shared.threads)
        self._pinned = snapshot

    def is_at(self, revision: str) -> bool:
        return True

    async def get(self, read: ReadStatement, revision: str) -> Snapshot | GraphTooLarge:
        return self._pinned
