"""Runs blocking work in a daemon thread, so that the process can stop during it."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def start_in_daemon_thread(function: Callable[[], T]) -> Future[T]:
    future = Future[T]()

    def run() -> None:
        future.set_running_or_notify_cancel()
        try:
            result = function()
        except BaseException as error:  # raised again by the call that takes the result
            future.set_exception(error)
        else:
            future.set_result(result)

    threading.Thread(target=run, daemon=True).start()
    return future


async def run_in_daemon_thread(function: Callable[[], T]) -> T:
    """Returns or raises what the function does. A cancelled caller does not wait for it."""
    return await asyncio.wrap_future(start_in_daemon_thread(function))
