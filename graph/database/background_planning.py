"""Runs a statement that timed out once more in the background, so that the next run finds its plan.

An aborted statement leaves no plan, and EXPLAIN stores none, so a statement whose planning takes longer than QUERY_TIMEOUT would never run.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from hashlib import blake2s
from typing import Final

from cachetools import TTLCache

from graph.database.driver_errors import DatabaseError
from graph.database.statement import Statement
from graph.errors import UserError
from graph.messages import database as messages

LOG: Final = logging.getLogger(__name__)
TIMEOUT_FACTOR: Final = 3
"""A multiple of QUERY_TIMEOUT."""
PAUSE_SECONDS: Final = 600
"""A text is run at most once in this time."""
MAX_TEXTS: Final = 100


class BackgroundPlanner:
    """Runs one statement at a time; others that time out meanwhile are run after their next timeout."""

    def __init__(self, run: Callable[[Statement, float], Awaitable[object]], timeout: float) -> None:
        self._run = run
        self._timeout = timeout * TIMEOUT_FACTOR
        self._tried = TTLCache[bytes, bool](MAX_TEXTS, PAUSE_SECONDS)
        self._task: asyncio.Task[None] | None = None

    def begin(self, statement: Statement) -> None:
        digest = blake2s(statement.text.encode(), digest_size=16).digest()
        if digest in self._tried or (self._task is not None and not self._task.done()):
            return
        self._tried[digest] = True
        self._task = asyncio.create_task(self._plan(statement))

    async def _plan(self, statement: Statement) -> None:
        try:
            await self._run(statement, self._timeout)
        except (UserError, DatabaseError) as error:
            LOG.info("%s", messages.NOT_PLANNED.format(seconds=self._timeout, error=error))

    def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
