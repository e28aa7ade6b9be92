"""If a database does not respond, each call ends at its deadline, and the next one succeeds."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import date

import pytest
from bolt_proxy import BoltProxy

import graph.database.database
from graph.database.commits import Commits
from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement, StatementResult
from graph.error_codes import ErrorCode
from graph.errors import UserError
from schema.execution.context import Context

PATIENCE = 60
"""In seconds, for a call without a deadline."""


@pytest.fixture(autouse=True)
def short_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph.database.database, "ANSWER_GRACE_SECONDS", 0.3)


@pytest.fixture
def wire(neo4j_login: Login) -> Iterator[BoltProxy]:
    with BoltProxy(neo4j_login.uri) as wire:
        yield wire


@asynccontextmanager
async def _connected(wire: BoltProxy, login: Login) -> AsyncGenerator[Database]:
    database = await Database.connect(Login(wire.uri, login.username, login.password, login.database), timeout=0.2)
    try:
        yield database
    finally:
        await database.close()


async def _read(database: Database) -> None:
    await database.read(Statement("RETURN 1"))


async def _read_in_a_batch(database: Database) -> None:
    text = "RETURN row.n AS answer"
    reads = (database.read(Statement("RETURN $n AS answer", {"n": n}, batch_text=text)) for n in range(3))
    outcomes = await asyncio.gather(*reads, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


async def _read_in_a_rolled_back_transaction(database: Database) -> None:
    async with database.rollback_transaction() as transaction:
        await transaction.run("RETURN 1")


CALLS = {"read": _read, "batch": _read_in_a_batch, "transaction": _read_in_a_rolled_back_transaction}


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_a_call_without_answer_ends(wire: BoltProxy, neo4j_login: Login, call: Callable[[Database], Awaitable[None]]) -> None:
    async def main() -> None:
        async with _connected(wire, neo4j_login) as database:
            await call(database)
            with wire.holding(), pytest.raises(UserError) as raised:
                await asyncio.wait_for(call(database), PATIENCE)
            assert raised.value.code is ErrorCode.DATABASE_UNAVAILABLE
            await call(database)

    asyncio.run(main())


def test_a_connection_without_answer_is_closed(wire: BoltProxy, neo4j_login: Login) -> None:
    async def main() -> None:
        async with _connected(wire, neo4j_login) as database:
            assert wire.connections == 1
            with wire.holding(), pytest.raises(UserError):
                await asyncio.wait_for(_read(database), PATIENCE)
            async with asyncio.timeout(PATIENCE):
                while wire.connections:
                    await asyncio.sleep(0.02)

    asyncio.run(main())


def test_a_request_waits_for_one_deadline(wire: BoltProxy, neo4j_login: Login) -> None:
    """Its later reads and revision check fail with the first read."""

    async def main() -> None:
        async with _connected(wire, neo4j_login) as database:
            context = Context(database, date(2022, 9, 22))
            context.begin_attempt()
            await context.read(Statement("RETURN 1"))
            with wire.holding():
                with pytest.raises(UserError) as first:
                    await asyncio.wait_for(context.read(Statement("RETURN 1")), PATIENCE)
                with wire.counting() as counted:
                    for call in (context.read(Statement("RETURN 1")), context.confirm_revision()):
                        with pytest.raises(UserError) as later:
                            await call
                        assert later.value is first.value
            assert counted.runs == 0

    asyncio.run(main())


def test_a_check_of_commits_fails_for_all_who_wait(wire: BoltProxy, neo4j_login: Login) -> None:
    reads: list[Statement] = []

    async def main() -> None:
        async with _connected(wire, neo4j_login) as database:

            async def read(statement: Statement) -> StatementResult:
                reads.append(statement)
                return await database.read(statement)

            commits = Commits(read)
            with wire.holding():
                first = asyncio.create_task(commits.revision_after())
                while not reads:
                    await asyncio.sleep(0)
                outcomes = await asyncio.gather(first, commits.revision_after(), return_exceptions=True)
            assert [type(outcome) for outcome in outcomes] == [UserError, UserError]

    asyncio.run(main())
    assert len(reads) == 1
