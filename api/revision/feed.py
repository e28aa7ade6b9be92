"""The current revision of the data for all clients that listen."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import Context
from dataclasses import dataclass
from typing import Final

import structlog

from graph.database.database import DatabaseError
from graph.database.revisions import bookmark_of
from graph.errors import UserError
from graph.messages import api as messages

LOG: Final[structlog.typing.FilteringBoundLogger] = structlog.get_logger()
UNKNOWN: Final = ""
USER_ERRORS: Final = (UserError, DatabaseError)


@dataclass(frozen=True)
class FeedLimits:
    """The limits of `/revision`.

    `listeners`: their largest number. In seconds, `interval`: between two reads of the revision; `lifetime`: of one listener.
    """

    listeners: int
    interval: float
    lifetime: float


class RevisionFeed:
    """One task polls the revision while there are listeners."""

    def __init__(self, read_revision: Callable[[], Awaitable[str]], limits: FeedLimits) -> None:
        self.listeners = 0
        self._read_revision = read_revision
        self._limits = limits
        self._revision = UNKNOWN
        self._polled = asyncio.Event()
        self._poller: asyncio.Task[None] | None = None
        self._is_closed = False

    @contextmanager
    def listener(self) -> Generator[None]:
        """Counts a listener while the block runs, and polls the revision meanwhile. Raises UserError (BUSY) for too many listeners."""
        if self.listeners >= self._limits.listeners:
            raise UserError(messages.TOO_MANY_LISTENERS, maximum=self._limits.listeners)
        self.listeners += 1
        if self._poller is None and not self._is_closed:
            self._revision = UNKNOWN
            # Without the context of the request, whose id does not belong to the log lines of the poller.
            self._poller = asyncio.create_task(self._poll(), context=Context())
        try:
            yield
        finally:
            self.listeners -= 1
            if not self.listeners:
                self._stop_poller()

    async def revisions(self, known: str = UNKNOWN) -> AsyncGenerator[str]:
        """Yields the current revision unless it or its bookmark is `known`, and then each later one, until the lifetime ends or the feed is
        closed.

        A revision contains the epoch: a client that knows a revision from before a restore gets the current one. A slow caller gets only
        the latest revision.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + self._limits.lifetime
        # A known revision may be newer than the last poll, since another process or a query can have shown it.
        waits, last = known != UNKNOWN, UNKNOWN
        while not self._is_closed and loop.time() < end:
            polled = self._polled
            if not waits and self._revision not in (UNKNOWN, last):
                last, is_known = self._revision, last == UNKNOWN and known in (self._revision, bookmark_of(self._revision))
                if not is_known:
                    yield last
            else:
                try:
                    await asyncio.wait_for(polled.wait(), end - loop.time())
                except TimeoutError:
                    return
                waits = False

    def close(self) -> None:
        self._is_closed = True
        self._stop_poller()
        self._wake_listeners()

    async def _poll(self) -> None:
        """Continues after an error, since listeners would wait for ever without it."""
        failed = False
        while self._poller is asyncio.current_task():
            try:
                self._revision, failed = await self._read_revision(), False
                self._wake_listeners()
            except Exception as error:
                self._report(error, again=failed)
                failed = True
            except asyncio.CancelledError as error:
                if _is_being_cancelled():
                    raise
                self._report(error, again=failed)  # raised by the driver for a connection of its own
                failed = True
            await asyncio.sleep(self._limits.interval)

    @staticmethod
    def _report(error: BaseException, *, again: bool) -> None:
        if not again:
            exc_info = None if isinstance(error, USER_ERRORS) else error
            LOG.warning("the revision cannot be read", reason=str(error) or type(error).__name__, exc_info=exc_info)

    def _wake_listeners(self) -> None:
        polled, self._polled = self._polled, asyncio.Event()
        polled.set()

    def _stop_poller(self) -> None:
        poller, self._poller = self._poller, None
        if poller is not None:
            poller.cancel()


def _is_being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
