"""A statement that times out runs once more in the background, so that Neo4j caches its plan."""

import asyncio

import pytest
from bolt_proxy import BoltProxy

from graph.database.background_planning import TIMEOUT_FACTOR
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement
from graph.error_codes import ErrorCode
from graph.errors import UserError

TIMEOUT_SECONDS = 0.2
WAIT_SECONDS = 30
ENDLESS = Statement("UNWIND range(1, 100000000000) AS number RETURN count(number) AS answer")


async def _time_out(database: Database) -> None:
    with pytest.raises(UserError) as raised:
        await database.read(ENDLESS)
    assert raised.value.code is ErrorCode.DATABASE_TIMEOUT
    assert "first run" in str(raised.value)


def test_a_statement_that_times_out_is_run_once_more(neo4j_login: Login) -> None:
    async def scenario() -> int:
        login = Login(wire.uri, neo4j_login.username, neo4j_login.password, neo4j_login.database)
        database = await Database.connect(login, timeout=TIMEOUT_SECONDS)
        before = wire.runs
        await _time_out(database)
        async with asyncio.timeout(WAIT_SECONDS):
            while wire.runs < before + 2:
                await asyncio.sleep(0.05)
        await _time_out(database)
        await asyncio.sleep(TIMEOUT_SECONDS * TIMEOUT_FACTOR)
        await _time_out(database)
        await database.close()
        return wire.runs - before

    with BoltProxy(neo4j_login.uri) as wire:
        # Three reads, one of them in the background too.
        assert asyncio.run(scenario()) == 4
