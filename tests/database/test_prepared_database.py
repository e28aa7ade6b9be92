"""A server starts on a database that an earlier start has prepared."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from bolt_proxy import BoltProxy

from api.settings import Settings
from api.startup import initialize_database
from graph.database.constraints import create_missing, missing
from graph.database.database import Database
from graph.database.login import Login
from graph.local import NoProgress

INDEX = "Entity_code"
SETTINGS = Settings()

pytestmark = pytest.mark.usefixtures("zhongwei")


def _with_database(login: Login, uri: str, use: Callable[[Database], Awaitable[None]]) -> None:
    async def connected() -> None:
        database = await Database.connect(Login(uri, login.username, login.password, login.database))
        try:
            await use(database)
        finally:
            await database.close()

    asyncio.run(connected())


def test_a_prepared_database_is_not_prepared_again(neo4j_login: Login, cypher: Callable[..., list[list[Any]]]) -> None:
    counts: list[int] = []
    with BoltProxy(neo4j_login.uri) as wire:

        async def start(database: Database) -> None:
            with wire.counting() as counted:
                await initialize_database(database, SETTINGS, NoProgress())
            counts.append(counted.runs)

        _with_database(neo4j_login, wire.uri, start)  # another test may have deleted every node
        _with_database(neo4j_login, wire.uri, start)
        cypher("MATCH (e:Epoch) SET e.prepared = 'of an earlier version'")
        _with_database(neo4j_login, wire.uri, start)
        _with_database(neo4j_login, wire.uri, start)
    _, known, other_version, again = counts
    assert known == again == 2, "the contents and the epoch"
    assert other_version > 2


def test_a_removed_index_is_created_after_the_start(neo4j_login: Login, cypher: Callable[..., list[list[Any]]]) -> None:
    cypher(f"DROP INDEX {INDEX}")

    async def check(database: Database) -> None:
        assert await missing(database) == [INDEX]
        await create_missing(database, delay=0)
        assert await missing(database) == []

    _with_database(neo4j_login, neo4j_login.uri, check)
