"""The context of one operation: services of the process, the as-of date, and what was read."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.coverage.custom_indicator_cache import CustomIndicatorCache
from graph.coverage.custom_indicators import read_custom_indicators
from graph.coverage.indicator import Indicator
from graph.database.database import Database
from graph.database.revisions import Revisions
from graph.database.statement import Statement, StatementResult
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.execution.limits import Cost


@dataclass
class Context:
    """`today` is fixed at the start, so that the whole response has one date."""

    database: Database
    today: date
    revisions: Revisions = field(default_factory=Revisions)
    snapshots: SnapshotStore = field(default_factory=lambda: SnapshotStore(SearchLimits()))
    custom_indicator_cache: CustomIndicatorCache = field(default_factory=CustomIndicatorCache)
    is_post: bool = True
    """Some fields refuse GET."""
    operation_name: str | None = None
    cost: Cost | None = None
    bypassed: bool = False
    """Whether the response needed no completion by graphql-core."""
    bypassed_fields: int = 0
    rows: int = 0
    database_seconds: float = 0
    revisions_seen: list[str] = field(default_factory=list[str])
    """The revision of each statement of the current attempt."""
    _revision_before: str = ""

    def begin_attempt(self) -> None:
        self.revisions_seen.clear()
        self._revision_before = self.database.latest_revision

    async def read(self, statement: Statement) -> StatementResult:
        began = time.perf_counter()
        try:
            result = await self.database.read(statement)
        finally:
            self.database_seconds += time.perf_counter() - began
        self.rows += len(result.rows)
        self.revisions_seen.append(result.revision)
        return result

    async def custom_indicators(self, *, refresh: bool = False) -> Mapping[str, Indicator]:
        """Returns the custom indicators by name.

        `refresh` bypasses the cache, for a response whose revision no other statement determines.
        """
        latest = self.database.latest_revision
        cached = None if refresh else self.custom_indicator_cache.get(latest)
        if cached is None:
            return self.custom_indicator_cache.put(await self.read(read_custom_indicators()))
        self.revisions_seen.append(latest)
        return cached

    @property
    def saw_one_revision(self) -> bool:
        """Whether all statements of the attempt saw one revision.

        A statement reports the revision at its end. Several statements certainly saw one state only if that revision is also
        the one before the first of them.
        """
        return len(self.revisions_seen) <= 1 or {self._revision_before, *self.revisions_seen} == {self._revision_before}
