"""A statement that shows a part of a commit is not attributed to the revision before the commit."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import pytest

from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import READ_REVISION, Statement

NODES: Final = 5_000
COMMITS: Final = 20
SPREAD: Final = Statement("MATCH (n:Note) RETURN min(n.number), max(n.number)")
Cypher = Callable[..., list[list[Any]]]


@pytest.mark.slow
def test_a_revision_is_confirmed_only_after_the_commits_in_progress(
    neo4j_login: Login, cypher: Cypher, modifies_data: None
) -> None:
    cypher("UNWIND range(1, $nodes) AS i CREATE (:Note {number: 0})", nodes=NODES)

    async def commit(database: Database) -> None:
        for number in range(1, COMMITS + 1):
            async with database.transaction() as transaction:
                await transaction.run("MATCH (n:Note) SET n.number = $number", {"number": number})

    async def main() -> int:
        database, torn = await Database.connect(neo4j_login), 0
        commits = asyncio.create_task(commit(database))
        while not commits.done():
            before = (await database.read(READ_REVISION)).revision
            read = await database.read(SPREAD)
            least, greatest = read.rows[0]
            confirmed = await database.commits_in_progress.revision_after()
            assert least == greatest or not before == read.revision == confirmed
            torn += least != greatest
        await commits
        assert await database.commits_in_progress.revision_after() is not None
        await database.close()
        return torn

    torn = asyncio.run(main())
    cypher("MATCH (n:Note) DELETE n")
    if not torn:
        pytest.skip("no statement met a commit")
