"""Waits for the commits in progress, whose changes a statement may have read before their revision.

Neo4j applies the changes of a commit, and then counts it in the bookmark of reads. In between, a statement reads some of the changes and
reports the earlier revision. A transaction holds its locks and is shown as closing until its commit counts.
"""

import asyncio
import time
from typing import Final

from graph.database.statement import ReadStatement, Statement, StatementResult

TRANSACTIONS: Final = Statement("SHOW TRANSACTIONS YIELD transactionId, status, activeLockCount")
"""Without a filter, Neo4j plans it in half the time."""
CLOSING: Final = "Closing"
PAUSE_SECONDS: Final = 0.005
MAX_SECONDS: Final = 0.5
"""For a commit in progress to end."""


class Commits:
    """One check serves all callers that arrived before it began."""

    def __init__(self, read: ReadStatement) -> None:
        self._read = read
        self._running: asyncio.Task[str | None] | None = None
        self._next: asyncio.Task[str | None] | None = None

    async def revision_after(self) -> str | None:
        """Returns the revision after all commits now in progress, or None if one takes longer than MAX_SECONDS."""
        if self._next is None:
            self._next = asyncio.create_task(self._check_after(self._running))
        return await asyncio.shield(self._next)

    async def _check_after(self, running: "asyncio.Task[str | None] | None") -> str | None:
        if running is not None and not running.done():
            await asyncio.wait({running})
            running.result()  # a database that did not answer it would not answer another one
        self._running, self._next = self._next, None
        return await _revision_without_commits(self._read)


async def _revision_without_commits(read: ReadStatement) -> str | None:
    result, deadline = await read(TRANSACTIONS), time.monotonic() + MAX_SECONDS
    committing = _committing(result)
    while committing:
        if time.monotonic() > deadline:
            return None
        await asyncio.sleep(PAUSE_SECONDS)
        result = await read(TRANSACTIONS)
        committing &= _committing(result)
    return result.revision


def _committing(transactions: StatementResult) -> set[str]:
    """Returns the ids of transactions whose commit does not count yet."""
    return {id_ for id_, status, locks in transactions.rows if status == CLOSING and locks}
