"""Bounds the executing and waiting requests, so that an overloaded server answers BUSY soon instead of everything late."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from graph.errors import UserError
from graph.messages import api as messages

MAX_WAIT_SECONDS: Final = 0.5
MAX_WAITING_PER_SLOT: Final = 16
"""Short requests pass through such a queue well within MAX_WAIT_SECONDS."""


class Admission:
    """At most `slots` requests execute. `refused` counts those that got BUSY."""

    def __init__(self, slots: int) -> None:
        self.executing = self.waiting = self.refused = 0
        self._max_waiting = slots * MAX_WAITING_PER_SLOT
        self._semaphore = asyncio.Semaphore(slots)

    @asynccontextmanager
    async def slot(self) -> AsyncGenerator[None]:
        """Raises UserError (BUSY) after MAX_WAIT_SECONDS, or at once if the queue is full."""
        await self._acquire()
        self.executing += 1
        try:
            yield
        finally:
            self.executing -= 1
            self._semaphore.release()

    async def _acquire(self) -> None:
        if not self._semaphore.locked():
            await self._semaphore.acquire()  # returns at once
            return
        if self.waiting >= self._max_waiting:
            raise self._busy()
        self.waiting += 1
        try:
            async with asyncio.timeout(MAX_WAIT_SECONDS):
                await self._semaphore.acquire()
        except TimeoutError:
            raise self._busy() from None
        finally:
            self.waiting -= 1

    def _busy(self) -> UserError:
        self.refused += 1
        return UserError(messages.BUSY)
