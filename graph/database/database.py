"""The connection that runs every statement, with the official async driver over Bolt."""

import asyncio
import logging
import math
import time
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, Final, LiteralString, Self
from urllib.parse import urlparse

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncResult,
    AsyncSession,
    AsyncTransaction,
    Query,
)
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError

from graph.database.background_planning import BackgroundPlanner
from graph.database.batching import ReadBatcher
from graph.database.commits import Commits
from graph.database.driver_errors import CONNECTION_ERRORS, PANIC_CODES, DatabaseError, translated
from graph.database.epoch import READ_EPOCH, SHARE_SECONDS, Epoch
from graph.database.first_runs import MAX_WAIT_SECONDS, FirstRuns
from graph.database.login import Login
from graph.database.revisions import revision_of
from graph.database.statement import READ_REVISION, Statement, StatementResult
from graph.database.tracing import span
from graph.database.transaction import Transaction
from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import database as messages

LOG: Final = logging.getLogger(__name__)
_SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
YIELD_EVERY_SECONDS: Final = 0.002
MAX_WRITE_SECONDS: Final = 3_600
"""For committed write transactions."""
ANSWER_GRACE_SECONDS: Final = 2
"""Neo4j ends a statement at its timeout; if nothing arrives within this time after it, the connection is closed."""
MAX_CONNECTIONS: Final = 100
"""Of the driver's pool."""
CLOSE_SECONDS: Final = 5
CHANGING_SECONDS: Final = 30
MAX_EPOCHS: Final = 3
"""The number of executions of a read if the epoch changes during each."""
WRITE_EPOCH_SECONDS: Final = 5


class _DriverTransaction:
    def __init__(self, transaction: AsyncTransaction) -> None:
        self._transaction = transaction

    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        if text == READ_REVISION.text:
            return [[]]
        result = await self._transaction.run(text, dict(parameters or {}))
        return await result.values()


async def _rows(result: AsyncResult) -> list[list[Any]]:
    """Returns all rows. Yields to the event loop every 2 ms, since buffered records are read without awaiting."""
    rows: list[list[Any]] = []
    began = time.monotonic()
    async for record in result:
        rows.append(record.values())
        if time.monotonic() > began + YIELD_EVERY_SECONDS:
            await asyncio.sleep(0)
            began = time.monotonic()
    return rows


class Database:
    """Reads use the READ access mode, in which the server rejects writes."""

    def __init__(self, driver: AsyncDriver, name: str, timeout: float) -> None:
        self.version = ""
        self.latest_revision = ""
        """The revision of the last read of any caller."""
        self._changed_at = -math.inf
        self.has_panicked = False
        self.calls = 0
        """Calls in progress; each needs at least one connection of the pool."""
        self._driver = driver
        self._name = name
        self._timeout = timeout
        self._batcher = ReadBatcher(self._read)
        self._first_runs = FirstRuns(min(MAX_WAIT_SECONDS, timeout / 2))
        self.commits_in_progress = Commits(self.read)
        self._epoch = Epoch(self._connections, self._write_epoch)
        self._sharing: asyncio.Task[None] | None = None
        self._planner = BackgroundPlanner(self._run_for, timeout)
        self._is_share_due = False

    @classmethod
    async def connect(cls, login: Login, *, timeout: float = 30) -> Self:
        """Checks the login. `timeout`: seconds per statement. Raises DatabaseError or UserError (DATABASE_UNAVAILABLE)."""
        if urlparse(login.uri).scheme not in _SCHEMES:
            raise DatabaseError(messages.NOT_A_NEO4J_ADDRESS, uri=login.uri)
        try:
            driver = AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
                login.uri,
                auth=(login.username, login.password),
                notifications_min_severity="OFF",
                connection_timeout=5,
                connection_acquisition_timeout=20,
                max_connection_pool_size=MAX_CONNECTIONS,
                user_agent="tiaokuai",
            )
        except (ConfigurationError, ValueError) as error:
            raise DatabaseError(messages.INVALID_ADDRESS, uri=login.uri, error=error) from error
        database = cls(driver, login.database, timeout)
        try:
            components = await database.read(
                Statement("CALL dbms.components() YIELD name, versions, edition RETURN versions[0], edition")
            )
            database.version = "Neo4j {} {}".format(*components.rows[0])
        except BaseException:
            await driver.close()
            raise
        return database

    async def close(self) -> None:
        if self._sharing is not None:
            self._sharing.cancel()
        self._planner.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._driver.close()

    async def read(self, statement: Statement) -> StatementResult:
        """Retries once if the connection was lost. A statement that times out is planned in the background."""
        with span("neo4j read", {"db.system.name": "neo4j", "db.query.text": statement.text}):
            try:
                async with self._answer_within(self._timeout):
                    try:
                        return await (
                            self._batcher.read(statement) if statement.batch_text is not None else self._read(statement)
                        )
                    except CONNECTION_ERRORS:
                        self._distrust()
                        return await self._read(statement)
            except UserError as error:
                if error.code is ErrorCode.DATABASE_TIMEOUT:
                    self._planner.begin(statement)
                raise

    async def _read(self, statement: Statement) -> StatementResult:
        """Executes it again if the epoch changed meanwhile, since the rows may be of the earlier epoch."""
        for _ in range(MAX_EPOCHS):
            epoch = self._epoch.id
            rows, bookmark = await self._run(statement, self._timeout)
            await self._epoch.ensure()
            if epoch == self._epoch.id:
                return StatementResult(rows, self._see(revision_of(bookmark, epoch)))
        raise UserError(messages.UNAVAILABLE)

    async def _run_for(self, statement: Statement, timeout: float) -> None:
        async with self._answer_within(timeout):
            await self._run(statement, timeout)

    async def _run(self, statement: Statement, timeout: float) -> tuple[list[list[Any]], str]:
        """Returns the rows and the bookmark."""
        if statement == READ_REVISION:
            return await self._run_empty(timeout)
        async with (
            self._first_runs.turn(statement.text),
            self._session(READ_ACCESS) as session,
        ):
            result = await session.run(Query(statement.text, timeout=timeout), dict(statement.parameters))
            rows = await _rows(result)
            return rows, _bookmark(await session.last_bookmarks())

    async def _run_empty(self, timeout: float) -> tuple[list[list[Any]], str]:
        async with self._session(READ_ACCESS) as session:
            await (await session.begin_transaction(timeout=timeout)).commit()
            return [[]], _bookmark(await session.last_bookmarks())

    def _see(self, revision: str) -> str:
        if self.latest_revision not in ("", revision):
            self._changed_at = time.monotonic()
            self._share_epoch()
        self.latest_revision = revision
        return revision

    # ------------------------------------------------------------------------------------------------ epoch
    async def begin_epoch(self) -> None:
        """Writes an epoch for all later revisions."""
        async with self._answer_within(self._timeout):
            await self._epoch.begin()

    async def join_epoch(self) -> None:
        """Shares the epoch that another process of the server has stored, or begins one."""
        stored = (await self.read(READ_EPOCH)).rows[0][0]
        if stored:
            self._epoch.join(stored)
        else:
            await self.begin_epoch()

    @property
    def identifies_revisions(self) -> bool:
        """Whether revisions of different data always differ, also after the database was restored."""
        return self._epoch.is_stored

    def _distrust(self) -> None:
        """Forgets what a restarted or another database does not have, since a connection to it was lost."""
        self._epoch.distrust()
        self.forget_plans()

    def forget_plans(self) -> None:
        """Treats each text as new to Neo4j, since its plan cache may be empty."""
        self._first_runs.forget_plans()

    def _share_epoch(self) -> None:
        """Reads the epoch after a commit, since another process may have written it."""
        if not self._epoch.id:
            return
        self._is_share_due = True
        if self._sharing is None or self._sharing.done():
            self._sharing = asyncio.create_task(self._adopt_epoch())

    async def _adopt_epoch(self) -> None:
        while self._is_share_due:
            self._is_share_due, epoch = False, self._epoch.id
            with suppress(UserError, DatabaseError):  # the next commit is another occasion
                self._epoch.adopt((await self.read(READ_EPOCH)).rows[0][0], instead_of=epoch)
            await asyncio.sleep(SHARE_SECONDS)

    async def _write_epoch(self, statement: Statement) -> None:
        async with self._session(WRITE_ACCESS) as session:
            query = Query(statement.text, timeout=min(self._timeout, WRITE_EPOCH_SECONDS))
            await (await session.run(query, dict(statement.parameters))).consume()

    def _connections(self) -> list[Any]:
        """Returns the connections of the driver's pool, which the driver does not publish."""
        pool: Any = self._driver._pool  # pyright: ignore[reportPrivateUsage]
        return [each for connections in pool.connections.values() for each in connections]

    @property
    def shows_commits(self) -> bool:
        """Whether this login sees the commits in progress of all others. Other editions show them only to some users."""
        return self.version.endswith("community")

    @property
    def changed_recently(self) -> bool:
        """Whether a read saw a new revision in the last CHANGING_SECONDS."""
        return time.monotonic() < self._changed_at + CHANGING_SECONDS

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        """Commits at the end of the block, or rolls back if it raises."""
        with span("neo4j transaction", {"db.system.name": "neo4j"}):
            # Loading a city takes longer than the server's timeout for abandoned transactions.
            async with (
                self._answer_within(MAX_WRITE_SECONDS),
                self._session(WRITE_ACCESS) as session,
                await session.begin_transaction(timeout=MAX_WRITE_SECONDS) as transaction,
            ):
                yield _DriverTransaction(transaction)

    @asynccontextmanager
    async def rollback_transaction(self) -> AsyncGenerator[Transaction]:
        async with (
            self._answer_within(self._timeout),
            self._session(WRITE_ACCESS) as session,
            await session.begin_transaction(timeout=self._timeout) as transaction,
        ):
            yield _DriverTransaction(transaction)
            await transaction.rollback()

    async def write_schema(self, statements: Iterable[Statement]) -> None:
        async with self._answer_within(MAX_WRITE_SECONDS), self._session(WRITE_ACCESS) as session:
            for statement in statements:
                await (await session.run(statement.text, dict(statement.parameters))).consume()

    @asynccontextmanager
    async def _answer_within(self, seconds: float) -> AsyncGenerator[None]:
        """Cancels its block ANSWER_GRACE_SECONDS after the database should have answered; the driver then closes the connection.

        Raises UserError or DatabaseError for this and for the driver's errors.
        """
        deadline = asyncio.timeout(seconds + ANSWER_GRACE_SECONDS)
        self.calls += 1
        try:
            async with deadline:
                yield
        except (Neo4jError, DriverError) as error:
            self.has_panicked |= isinstance(error, Neo4jError) and error.code in PANIC_CODES
            if isinstance(error, CONNECTION_ERRORS):
                self._distrust()
            users = translated(error)
            if users is None:
                raise
            raise users from error
        except TimeoutError:
            if not deadline.expired():
                raise
            self._distrust()
            LOG.warning("%s", messages.NO_ANSWER.format(seconds=seconds + ANSWER_GRACE_SECONDS))
            raise UserError(messages.UNAVAILABLE) from None
        finally:
            self.calls -= 1

    def _session(self, access_mode: str) -> AsyncSession:
        return self._driver.session(  # pyright: ignore[reportUnknownMemberType]
            database=self._name, default_access_mode=access_mode, fetch_size=-1
        )


def _bookmark(bookmarks: Any) -> str:
    """Returns the bookmark of a read, which changes exactly with each commit."""
    return " ".join(sorted(bookmarks.raw_values))
