"""A slow failure of a fetch reaches all waiting callers, a fast one only the first. No database is needed."""

import asyncio
from typing import Final

import pytest

from graph.snapshot.shared_fetch import SLOW_SECONDS, SharedFetch

FAILURES: Final = {"slowly": (SLOW_SECONDS + 0.1, ["failed", "failed"], 1), "at once": (0.0, ["failed", "fetched"], 2)}


@pytest.mark.parametrize("name", FAILURES)
def test_a_failed_fetch(name: str) -> None:
    """The second caller arrives during the first one's fetch."""
    seconds, outcomes, fetches = FAILURES[name]
    shared: SharedFetch[str] = SharedFetch()
    began: list[bool] = []

    async def fetch() -> str:
        began.append(True)
        if len(began) > 1:
            return "fetched"
        await asyncio.sleep(0)
        await asyncio.sleep(seconds)
        raise ConnectionError

    async def ask() -> str:
        try:
            return await shared.get(fetch, lambda _: False)
        except ConnectionError:
            return "failed"

    async def ask_twice() -> list[str]:
        first = asyncio.create_task(ask())
        while not began:
            await asyncio.sleep(0)
        return list(await asyncio.gather(first, ask()))

    assert asyncio.run(ask_twice()) == outcomes
    assert len(began) == fetches
