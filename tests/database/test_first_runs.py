"""A text that Neo4j has not planned is sent once, and others with the same text wait until it returns."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, LiteralString

from bolt_proxy import BoltProxy

from graph.database.database import Database
from graph.database.first_runs import FirstRuns
from graph.database.login import Login
from graph.database.statement import Statement

AT_ONCE = 12
FIRST_TAKES_LONG = 20_000_000


class Runs:
    """Sends that take a moment each. `most`: sends in progress at the same time."""

    def __init__(self, fails: Callable[[int], bool] = lambda _: False) -> None:
        self.begun = self.most = self._open = 0
        self._fails = fails

    async def send(self) -> int:
        self.begun += 1
        number = self.begun
        self._open += 1
        self.most = max(self.most, self._open)
        await asyncio.sleep(0.01)
        self._open -= 1
        if self._fails(number):
            raise ConnectionError(number)
        return number


async def run(first: FirstRuns, text: str, send: Callable[[], Awaitable[Any]]) -> Any:
    async with first.turn(text):
        return await send()


async def _at_once(first: FirstRuns, runs: Runs, text: str = "RETURN 1") -> list[Any]:
    return await asyncio.gather(*(run(first, text, runs.send) for _ in range(AT_ONCE)), return_exceptions=True)


def test_the_first_run_is_alone() -> None:
    async def scenario() -> list[int]:
        first, cold, warm = FirstRuns(), Runs(), Runs()
        await _at_once(first, cold)
        await _at_once(first, warm)
        return [cold.begun, cold.most, warm.most]

    assert asyncio.run(scenario()) == [AT_ONCE, AT_ONCE - 1, AT_ONCE]


def test_other_texts_do_not_wait() -> None:
    async def scenario() -> int:
        first, runs = FirstRuns(), Runs()
        await asyncio.gather(*(run(first, f"RETURN {number}", runs.send) for number in range(AT_ONCE)))
        return runs.most

    assert asyncio.run(scenario()) == AT_ONCE


def test_after_a_failure_the_next_one_is_the_first() -> None:
    async def scenario() -> tuple[list[Any], int]:
        runs = Runs(fails=lambda number: number <= 2)
        return await _at_once(FirstRuns(), runs), runs.most

    results, most = asyncio.run(scenario())
    assert [type(each) for each in results].count(ConnectionError) == 2
    assert most == AT_ONCE - 3


def test_a_cancelled_first_run_lets_the_next_one_go() -> None:
    async def scenario() -> int:
        first, runs = FirstRuns(), Runs()
        gone = asyncio.create_task(run(first, "RETURN 1", runs.send))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(run(first, "RETURN 1", runs.send))
        await asyncio.sleep(0)
        gone.cancel()
        return await waiting

    assert asyncio.run(scenario()) == 2


def test_a_restarted_database_has_no_plans() -> None:
    async def scenario() -> int:
        first, runs = FirstRuns(), Runs()
        await _at_once(first, Runs())
        first.forget_plans()
        await _at_once(first, runs)
        return runs.most

    assert asyncio.run(scenario()) == AT_ONCE - 1


def test_a_slow_first_run_delays_others_briefly() -> None:
    async def scenario() -> int:
        first, runs, silent = FirstRuns(max_wait=0.05), Runs(), asyncio.Event()
        slow = asyncio.create_task(run(first, "RETURN 1", silent.wait))
        await asyncio.sleep(0)
        result = await run(first, "RETURN 1", runs.send)
        silent.set()
        await slow
        return result

    assert asyncio.run(scenario()) == 1


def test_reads_of_a_new_text_wait_for_the_first(neo4j_login: Login) -> None:
    text: LiteralString = "UNWIND range(1, $last) AS number_of_a_first_run RETURN count(number_of_a_first_run)"
    last = [FIRST_TAKES_LONG, *range(1, AT_ONCE)]

    async def scenario() -> tuple[int, list[int]]:
        login = Login(wire.uri, neo4j_login.username, neo4j_login.password, neo4j_login.database)
        database = await Database.connect(login)
        before = wire.runs
        reads = [asyncio.create_task(database.read(Statement(text, {"last": each}))) for each in last]
        await asyncio.sleep(0.3)
        sent = wire.runs - before
        results = await asyncio.gather(*reads)
        await database.close()
        return sent, [each.rows[0][0] for each in results]

    with BoltProxy(neo4j_login.uri) as wire:
        assert asyncio.run(scenario()) == (1, last)
