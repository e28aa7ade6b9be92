"""Runs long CPU work in one thread, so that the event loop serves other requests. More threads would delay the loop longer."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

T = TypeVar("T")
_THREAD: Final = ThreadPoolExecutor(1, "beside_loop")


async def run_beside_loop(function: Callable[[], T]) -> T:
    """Returns or raises what the function does. A cancelled caller does not wait for it."""
    context = copy_context()
    return await asyncio.get_running_loop().run_in_executor(_THREAD, lambda: context.run(function))
