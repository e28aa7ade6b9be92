"""A value that one fetch provides for all callers that arrived before the fetch began."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from graph.errors import UserError
from graph.messages.message import MessageError

T = TypeVar("T")
SLOW_SECONDS: Final = 1.0
"""A fetch that fails after so long failed at a deadline: another one would keep the caller waiting as long again."""


class SharedFetch(Generic[T]):
    """Caches the latest value. A fetch is a task of its own, so that it continues if a caller leaves."""

    def __init__(self) -> None:
        self.value: T | None = None
        """None before the first fetch and during each fetch, so that memory holds one value."""
        self.seconds = 0.0
        """Of the last fetch."""
        self._began = -math.inf
        self._fetching: asyncio.Task[None] | None = None

    @property
    def age(self) -> float:
        """Seconds since the latest fetch began, 0 before the first."""
        return 0.0 if math.isinf(self._began) else time.monotonic() - self._began

    async def get(self, fetch: Callable[[], Awaitable[T]], is_current: Callable[[T], bool]) -> T:
        """Returns the value if it is current, otherwise one whose fetch begins after this call. Raises the error of that fetch, or of the
        one before it if that failed slowly.
        """
        arrived = time.monotonic()
        while True:
            if self.value is not None and (self._began >= arrived or is_current(self.value)):
                return self.value
            fetching = self.begin(fetch)
            serves_this_call = self._began >= arrived
            await asyncio.wait({fetching})
            if serves_this_call or time.monotonic() - arrived >= SLOW_SECONDS:
                fetching.result()

    def begin(self, fetch: Callable[[], Awaitable[T]]) -> asyncio.Task[None]:
        if self._fetching is None or self._fetching.done():
            self.value, self._began = None, time.monotonic()
            self._fetching = asyncio.create_task(self._run(fetch))
            self._fetching.add_done_callback(_report_error)
        return self._fetching

    async def _run(self, fetch: Callable[[], Awaitable[T]]) -> None:
        value = await fetch()
        self.value, self.seconds = value, time.monotonic() - self._began


def _report_error(task: asyncio.Task[None]) -> None:
    """Logs an unexpected error: the fetch may have no caller left. The database logs that it is not available."""
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(error, MessageError | UserError):
        task.get_loop().call_exception_handler({"message": "A snapshot or columns could not be fetched", "exception": error})
