"""The context of one operation: services of the process, the as-of date, and what was read."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from graph.coverage.column_store import ColumnStore, CoverageColumns
from graph.coverage.custom_indicator_cache import CustomIndicatorCache
from graph.coverage.custom_indicators import custom_indicators_statement
from graph.coverage.indicator import Indicator
from graph.database.database import Database
from graph.database.revisions import Revisions
from graph.database.statement import CHECK_REVISION, Statement, StatementResult
from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.messages.language import Language
from graph.network.questions.network_store import NetworkStore
from graph.network.workers.progress_board import ProgressBoard
from graph.snapshot.snapshot import GraphTooLarge, Snapshot
from schema.execution.limit_checks import Cost

MAX_RETRIES: Final = 3
"""Further attempts if the data changed during one."""
MAX_ATTEMPTS_ON_COLUMNS: Final = 2
"""Later attempts use Cypher if it needs no lock: the data changes faster than columns are fetched."""
MAX_FETCHES: Final = 2
"""If the data change even faster, the response is marked."""
SETTLE_SECONDS: Final = 0.02
"""Pause before the last check of the revision if the database does not show commits in progress: changes are visible shortly before their
revision.
"""
SETTLE_SECONDS_OF_SEVERAL: Final = 0.05
"""After several statements, as a commit can come between them."""
LONG_READ_SECONDS: Final = 0.02
"""After so long in the database, the last check takes little in comparison."""
LONG_FETCH_SECONDS: Final = 1.0
"""After a longer fetch, an operation waits for one only."""
LONG_ATTEMPT_SECONDS: Final = 5.0
"""A longer attempt is not repeated."""


@dataclass
class Context:
    """The state of one request. `today` is fixed at the start, so that the whole response has one date."""

    database: Database
    today: date
    revisions: Revisions = field(default_factory=Revisions)
    snapshots: SnapshotStore = field(default_factory=lambda: SnapshotStore(SearchLimits()))
    custom_indicator_cache: CustomIndicatorCache = field(default_factory=CustomIndicatorCache)
    column_store: ColumnStore | None = None
    """If None, Cypher answers all questions about coverage."""
    networks: NetworkStore = field(default_factory=NetworkStore)
    board: ProgressBoard = field(default_factory=ProgressBoard)
    """Shows the long work of the operation."""
    is_post: bool = True
    """Some fields refuse GET."""
    language: Language = Language.ENGLISH
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
    """Whether the response may combine revisions from `revision_before` to `revision`."""
    revision_before: str = ""
    is_pinned: bool = False
    """Whether a repeated attempt would change nothing, as the snapshot and the columns keep one revision."""
    hints: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    """Explanations of null fields."""
    _attempts: int = 0
    _began: float = 0
    _fetches: int = 0
    _fetched: bool = False
    """Whether it waited for a snapshot or columns."""
    _is_abandoned: bool = False
    _has_read: bool = False
    _data_seconds: float = 0
    """Of statements that read data."""
    _met_commit: bool = False
    """Whether a commit lasted so long that the current attempt may have read some of its changes."""
    _lost: UserError | None = None
    """The error of a read without response; another read would keep the caller waiting as long again."""
    _in_memory: set[str] = field(default_factory=set[str])
    """Of snapshots and columns."""

    def begin_attempt(self) -> None:
        self.revisions_seen.clear()
        self.hints = []
        self._in_memory.clear()
        self._fetched = self._is_abandoned = self._has_read = self._met_commit = False
        self._attempts += 1
        self._began = time.monotonic()
        self.revision_before = self.database.latest_revision

    @property
    def may_repeat(self) -> bool:
        if self.is_pinned or self._met_commit or self._attempts > MAX_RETRIES or self._is_long:
            return False
        may_succeed = self._may_fetch or not self._in_memory or self.snapshots.is_at(self.database.latest_revision)
        return self._is_abandoned or may_succeed

    def abandon(self) -> bool:
        """Returns whether another attempt follows, so that this one may stop."""
        self._is_abandoned = self.may_repeat
        return self._is_abandoned

    @property
    def _is_long(self) -> bool:
        """Whether another attempt would probably meet a commit too."""
        return time.monotonic() - self._began > LONG_ATTEMPT_SECONDS

    @property
    def _may_fetch(self) -> bool:
        return self._fetches < (MAX_FETCHES if self.snapshots.fetch_seconds <= LONG_FETCH_SECONDS else 1)

    @property
    def revision(self) -> str:
        """The last revision that was read."""
        return self.revisions_seen[-1] if self.revisions_seen else self.revision_before

    async def read(self, statement: Statement) -> StatementResult:
        """Raises the error of an earlier read without response at once."""
        self._check_database()
        began, self._has_read = time.perf_counter(), True
        try:
            result = await self.database.read(statement)
        except UserError as error:
            if error.code is ErrorCode.DATABASE_UNAVAILABLE:
                self._lost = error
            raise
        finally:
            seconds = time.perf_counter() - began
            self.database_seconds += seconds
            self._data_seconds += seconds if statement.reads_data else 0
        self.rows += len(result.rows)
        self.revisions_seen.append(result.revision)
        return result

    def _check_database(self) -> None:
        if self._lost is not None:
            raise self._lost

    async def custom_indicators(self) -> Mapping[str, Indicator]:
        latest = self.database.latest_revision
        cached = self.custom_indicator_cache.get(latest)
        if cached is None:
            return self.custom_indicator_cache.put(await self.read(custom_indicators_statement()))
        self._has_read = True
        self.revisions_seen.append(latest)
        return cached

    async def snapshot(self) -> Snapshot | GraphTooLarge:
        """Returns the snapshot of the latest known revision or a later one. A statement of the response must confirm its revision."""
        latest = self.database.latest_revision
        self._count_fetch(is_needed=not self.snapshots.is_at(latest))
        snapshot = await self.snapshots.get(self.database.read, latest)
        self._see_in_memory(snapshot.revision)
        return snapshot

    async def columns(self, *, patient: bool = False) -> CoverageColumns | None:
        """Works as `snapshot`, and returns None if Cypher answers. `patient`: waits for the columns, since Cypher would take a lock."""
        store, latest = self.column_store, self.database.latest_revision
        if store is None or (not patient and self._attempts > MAX_ATTEMPTS_ON_COLUMNS):
            return None
        if patient:
            self._count_fetch(is_needed=not store.is_at(latest))
        columns = await store.get(self.database.read, latest, patient=patient)
        if columns is not None:
            self._see_in_memory(columns.revision)
        return columns

    def _see_in_memory(self, revision: str) -> None:
        """Begins the attempt at this revision, which may be later than the latest known one, if nothing else has been read."""
        if not self._has_read:
            self._has_read, self.revision_before = True, revision
        self._in_memory.add(revision)

    def _count_fetch(self, *, is_needed: bool) -> None:
        """Counts an attempt once, even if several root fields wait."""
        if is_needed and not self._fetched:
            self._fetched = True
            self._fetches += 1

    async def confirm_revision(self) -> None:
        """Reads the revision once more after all statements of the attempt, if that can show that they saw several.

        A statement reports the revision at its end, and reads committed data while it runs; so the revision before the first statement must
        be equal too. Neo4j shows the changes of a commit shortly before its revision, so the commits in progress have to end first. Short
        statements are not checked if no data changed recently: a commit that ends in time is nearly always counted.
        """
        if self._in_memory and not self.revisions_seen:  # memory may be older than a commit that no statement has shown yet
            await self.read(CHECK_REVISION)
        if not (self.revisions_seen and self.saw_one_revision):
            return
        database = self.database
        if database.shows_commits and (database.changed_recently or self._data_seconds > LONG_READ_SECONDS):
            self._check_database()
            revision = await database.commits_in_progress.revision_after()
            if revision is None:
                self._met_commit = True
            else:
                self.revisions_seen.append(revision)
        elif database.changed_recently:
            self._check_database()
            await asyncio.sleep(SETTLE_SECONDS if len(self.revisions_seen) == 1 else SETTLE_SECONDS_OF_SEVERAL)
            self.revisions_seen.append((await database.read(CHECK_REVISION)).revision)

    @property
    def saw_one_revision(self) -> bool:
        """Whether it read only the revision that was the latest one when it began."""
        seen = (*self.revisions_seen, *self._in_memory)
        return not self._met_commit and all(revision == self.revision_before for revision in seen)
