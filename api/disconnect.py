"""Cancels the work of a request when the client disconnects."""

import asyncio
from types import TracebackType
from typing import Final

from starlette.requests import Request

CLIENT_CLOSED_REQUEST: Final = 499
"""For middleware and logs after a disconnect."""
WATCH_AFTER_SECONDS: Final = 0.05
"""Most requests finish sooner and need no watcher."""


class ClientDisconnected(Exception):
    pass


class CancelOnDisconnect:
    """Raises ClientDisconnected after it has cancelled its block."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._watcher: asyncio.Task[None] | None = None
        self._disconnected = False

    async def __aenter__(self) -> None:
        self._task = asyncio.current_task()
        self._timer = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._start_watcher)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        if self._disconnected:
            assert self._task is not None
            self._task.uncancel()
            raise ClientDisconnected from error

    def _start_watcher(self) -> None:
        self._watcher = asyncio.ensure_future(self._watch())

    async def _watch(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self._disconnected = True
        assert self._task is not None
        self._task.cancel()
