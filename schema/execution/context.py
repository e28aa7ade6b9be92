"""The context of one operation: services of the process, the as-of date, and what was read."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from graph.coverage.column_store import ColumnStore, CoverageColumns
from graph.coverage.custom_indicator_cache import CustomIndicatorCache
from graph.coverage.custom_indicators import read_custom_indicators
from graph.coverage.indicator import Indicator
from graph.database.database import Database
from graph.database.revisions import Revisions
from graph.database.statement import CHECK_REVISION, Statement, StatementResult
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.execution.limits import Cost

MAX_ATTEMPTS_ON_COLUMNS: Final = 2
"""If the data changes faster than columns are fetched, Cypher answers further attempts."""


@dataclass
class Context:
    """`today` is fixed at the start, so that the whole response has one date."""

    database: Database
    today: date
    revisions: Revisions = field(default_factory=Revisions)
    snapshots: SnapshotStore = field(default_factory=lambda: SnapshotStore(SearchLimits()))
    custom_indicator_cache: CustomIndicatorCache = field(default_factory=CustomIndicatorCache)
    column_store: ColumnStore | None = None
    """None: Cypher answers all questions about coverage."""
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
    is_torn: bool = False
    """Whether parts of the response may be of different revisions, from `revision_before` to `revision`."""
    revision_before: str = ""
    _attempts: int = 0

    def begin_attempt(self) -> None:
        self.revisions_seen.clear()
        self._attempts += 1
        self.revision_before = self.database.latest_revision

    @property
    def revision(self) -> str:
        """The revision of the response: the last one that was read."""
        return self.revisions_seen[-1] if self.revisions_seen else self.revision_before

    async def read(self, statement: Statement) -> StatementResult:
        began = time.perf_counter()
        try:
            result = await self.database.read(statement)
        finally:
            self.database_seconds += time.perf_counter() - began
        self.rows += len(result.rows)
        self.revisions_seen.append(result.revision)
        return result

    async def custom_indicators(self) -> Mapping[str, Indicator]:
        """Returns the custom indicators by name."""
        latest = self.database.latest_revision
        cached = self.custom_indicator_cache.get(latest)
        if cached is None:
            return self.custom_indicator_cache.put(await self.read(read_custom_indicators()))
        self.revisions_seen.append(latest)
        return cached

    async def columns(self) -> CoverageColumns | None:
        """Returns columns of the latest known revision, or None if Cypher answers. A statement of the response must confirm the revision."""
        if self.column_store is None or self._attempts > MAX_ATTEMPTS_ON_COLUMNS:
            return None
        columns = await self.column_store.get(self.database.read, self.database.latest_revision)
        if columns is not None:
            self.revisions_seen.append(columns.revision)
        return columns

    async def saw_one_revision(self) -> bool:
        """Returns whether all that the attempt read is of one revision.

        A statement reports the revision at its end, and reads committed data while it runs. So the revision before the first
        statement must be the same too. Neo4j shows the changes of a commit shortly before its revision, so while data change, the
        revision is read once more.
        """
        if self.revisions_seen and self._is_unchanged and self.database.changed_recently:
            self.revisions_seen.append((await self.database.read(CHECK_REVISION)).revision)
        return self._is_unchanged

    @property
    def _is_unchanged(self) -> bool:
        return all(revision == self.revision_before for revision in self.revisions_seen)
