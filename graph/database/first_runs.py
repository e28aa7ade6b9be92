"""Sends a text that Neo4j has not planned yet once: others with the same text wait until it returns.

Neo4j plans a text that arrives several times at once as often as it arrives, which takes as long as one plan after the other.
"""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Final

from cachetools import LRUCache

MAX_TEXTS: Final = 1_000
"""As many plans as Neo4j keeps by default."""
MAX_WAIT_SECONDS: Final = 2.0
"""Plans rarely take longer; a text may also return late because its rows are many."""


class FirstRuns:
    """The texts that Neo4j has planned, and those whose first run is on its way.

    If Neo4j has dropped a plan that counts as known here, its next runs are sent at once, and Neo4j may plan it several times.
    `max_wait`: seconds for which a run waits for the first one.
    """

    def __init__(self, max_wait: float = MAX_WAIT_SECONDS) -> None:
        self._max_wait = max_wait
        self._planned = LRUCache[int, bool](MAX_TEXTS)
        self._running: dict[int, asyncio.Event] = {}

    def forget_plans(self) -> None:
        """Counts no text as planned: a restarted database has no plans."""
        self._planned.clear()

    @asynccontextmanager
    async def turn(self, text: str) -> AsyncGenerator[None]:
        """Waits for a first run, if one is on its way, before its block sends the text. The text counts as planned unless the block raises."""
        key = hash(text)
        if self._planned.get(key) or not await self._is_first(key):
            yield
            return
        returned = self._running[key] = asyncio.Event()
        try:
            yield
            self._planned[key] = True
        finally:
            del self._running[key]
            returned.set()

    async def _is_first(self, key: int) -> bool:
        """Waits while another run of the text is on its way. Returns False if its plan is known or does not come in time."""
        deadline = time.monotonic() + self._max_wait
        while (running := self._running.get(key)) is not None:
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    await running.wait()
            except TimeoutError:
                return False
        return key not in self._planned
