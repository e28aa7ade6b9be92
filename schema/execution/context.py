"""What one operation carries along: the database, the day it is, and the revisions that its root fields saw."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.coverage.custom_indicators import decode_custom_indicators, read_custom_indicators
from graph.coverage.indicator import Indicator
from graph.database.database import Database
from graph.database.revisions import Revisions
from graph.database.statement import Statement, StatementResult
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.execution.limits import DEFAULT_LIMITS, Cost, Limits


@dataclass
class Context:
    """Made afresh for each operation. ``today`` is fixed once, so that all of an answer speaks of one day."""

    database: Database
    today: date
    revisions: Revisions
    snapshots: SnapshotStore = field(default_factory=lambda: SnapshotStore(SearchLimits()))
    limits: Limits = DEFAULT_LIMITS
    cost: Cost | None = None
    bypass_completion: bool = True
    """Whether answers that fit are passed on; a test holds that they would be completed to the same."""
    bypassed_fields: int = 0
    """How many root fields were, in the last attempt."""
    bypassed_operation: bool = False
    """Whether the whole answer was, so that graphql-core had no part in it."""
    is_post: bool = True
    """Whether the operation came by POST: what rehearses a change is refused otherwise."""
    prefetched: dict[str, Any] = field(default_factory=dict[str, Any])
    """Answers of root fields, by response key, or what asking for one raised: found before graphql-core completes them."""
    operation_name: str | None = None
    """The name by which the caller chose one of the document's operations."""
    selected_operation_name: str | None = None
    """The name of the operation that is answered."""
    rows: int = 0
    database_seconds: float = 0
    revisions_seen: list[str] = field(default_factory=list[str])
    _before: str = ""

    def begin_attempt(self) -> None:
        """An attempt to answer the operation begins."""
        self.revisions_seen.clear()
        self.prefetched.clear()
        self.bypassed_fields, self.bypassed_operation = 0, False
        self._before = self.database.latest_revision

    async def read(self, statement: Statement) -> StatementResult:
        began = time.perf_counter()
        try:
            answer = await self.database.read(statement)
        finally:
            self.database_seconds += time.perf_counter() - began
        self.rows += len(answer.rows)
        self.revisions_seen.append(answer.revision)
        return answer

    async def own_indicators(self, *, again: bool = False) -> Mapping[str, Indicator]:
        """The city's own indicators; they are read again only where the data has changed since, as far as the last read could tell.
        ``again``: for an answer of which no other statement tells whether it has."""
        own = self.revisions.own_indicators
        if again or own is None or own[0] != self.database.latest_revision:
            answer = await self.read(read_custom_indicators())
            own = self.revisions.own_indicators = (answer.revision, decode_custom_indicators(answer.rows))
        else:
            self.revisions_seen.append(own[0])
        return own[1]

    @property
    def saw_one_revision(self) -> bool:
        """Whether all statements since ``begin`` saw the same state of the data. A statement tells the revision at its end: that no
        commit fell between two of them is certain only where it is also the one from before the first began."""
        return len(self.revisions_seen) <= 1 or {self._before, *self.revisions_seen} == {self._before}
