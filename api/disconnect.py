"""A caller that hangs up: what is being done for it is cancelled, so that nothing runs on for nobody."""

import asyncio
from types import TracebackType
from typing import Final

from starlette.requests import Request

WATCH_AFTER_SECONDS: Final = 0.05
"""Seconds within which most is answered, without anybody watching the caller."""


class ClientDisconnected(Exception):
    """Nobody waits for the answer any more."""


class CancelOnDisconnect:
    """Cancels what is awaited in the block once the caller has hung up; CallerLeft comes out of it then."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._watching: asyncio.Task[None] | None = None
        self._left = False

    async def __aenter__(self) -> None:
        self._task = asyncio.current_task()
        self._timer = asyncio.get_running_loop().call_later(WATCH_AFTER_SECONDS, self._watch)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()
        if self._left:
            assert self._task is not None
            self._task.uncancel()
            raise ClientDisconnected from error

    def _watch(self) -> None:
        self._watching = asyncio.ensure_future(self._hang_up())

    async def _hang_up(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self._left = True
        assert self._task is not None
        self._task.cancel()
