"""The Bolt connection that runs every statement, with the official async driver."""

import asyncio
import logging
import math
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
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
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.database.batching import ReadBatcher
from graph.database.login import Login
from graph.database.statement import Statement, StatementResult
from graph.database.tracing import span
from graph.errors import UserError
from graph.messages import database as messages
from graph.messages.message import MessageError

LOG: Final = logging.getLogger(__name__)
_SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
YIELD_EVERY_SECONDS: Final = 0.002
MAX_WRITE_SECONDS: Final = 3_600
"""For write transactions that are committed."""
ANSWER_GRACE_SECONDS: Final = 2
"""Neo4j ends a statement at its timeout; if nothing arrives within this time after it, the connection is closed."""
MAX_CONNECTIONS: Final = 100
"""Of the driver's pool."""
CLOSE_SECONDS: Final = 5
CHANGING_SECONDS: Final = 10
PANIC_CODES: Final = (
    "Neo.DatabaseError.Transaction.TransactionStartFailed",
    "Neo.DatabaseError.Transaction.TransactionCommitFailed",
    "Neo.DatabaseError.Transaction.TransactionLogError",
)
"""Neo4j could not write its transaction log, such as on a full disk. It refuses all statements until it is restarted."""
CONNECTION_ERRORS: Final = (ServiceUnavailable, SessionExpired)


class DatabaseError(MessageError):
    """The database cannot be used. The message states why and what to do."""


class Transaction:
    def __init__(self, transaction: AsyncTransaction) -> None:
        self._transaction = transaction

    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
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
    """A connected database. Reads use the READ access mode, in which the server rejects writes."""

    def __init__(self, driver: AsyncDriver, name: str, timeout: float) -> None:
        self.version = ""
        self.latest_revision = ""
        """The revision that the last read of any caller saw."""
        self._changed_at = -math.inf
        self.has_panicked = False
        self.calls = 0
        """Calls in progress; each needs at least one connection of the pool."""
        self._driver = driver
        self._name = name
        self._timeout = timeout
        self._batcher = ReadBatcher(self._read)

    @classmethod
    async def connect(cls, login: Login, *, timeout: float = 30) -> Self:
        """Connects and checks the login. `timeout`: seconds per statement. Raises DatabaseError or UserError
        (DATABASE_UNAVAILABLE).
        """
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
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._driver.close()

    async def read(self, statement: Statement) -> StatementResult:
        """Runs one statement. Retries once with a new connection if the connection was lost."""
        with span("neo4j read", {"db.system.name": "neo4j", "db.query.text": statement.text}):
            async with self._answer_within(self._timeout):
                try:
                    return await (self._batcher.read(statement) if statement.batch_text else self._read(statement))
                except CONNECTION_ERRORS:
                    return await self._read(statement)

    async def _read(self, statement: Statement) -> StatementResult:
        async with self._session(READ_ACCESS) as session:
            result = await session.run(Query(statement.text, timeout=self._timeout), dict(statement.parameters))
            rows = await _rows(result)
            return StatementResult(rows, self._see(_revision(await session.last_bookmarks())))

    def _see(self, revision: str) -> str:
        if self.latest_revision not in ("", revision):
            self._changed_at = time.monotonic()
        self.latest_revision = revision
        return revision

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
                yield Transaction(transaction)

    @asynccontextmanager
    async def rollback_transaction(self) -> AsyncGenerator[Transaction]:
        """Rolls back at the end of the block."""
        async with (
            self._answer_within(self._timeout),
            self._session(WRITE_ACCESS) as session,
            await session.begin_transaction(timeout=self._timeout) as transaction,
        ):
            yield Transaction(transaction)
            await transaction.rollback()

    async def write_schema(self, statements: Iterable[Statement]) -> None:
        """Runs each statement in its own transaction."""
        async with self._answer_within(MAX_WRITE_SECONDS), self._session(WRITE_ACCESS) as session:
            for statement in statements:
                await (await session.run(statement.text, dict(statement.parameters))).consume()

    @asynccontextmanager
    async def _answer_within(self, seconds: float) -> AsyncGenerator[None]:
        """Cancels its block ANSWER_GRACE_SECONDS after the database should have answered; then the driver closes the connection.

        Raises UserError or DatabaseError for this and for the driver's errors; others are unchanged.
        """
        deadline = asyncio.timeout(seconds + ANSWER_GRACE_SECONDS)
        self.calls += 1
        try:
            async with deadline:
                yield
        except (Neo4jError, DriverError) as error:
            self.has_panicked |= isinstance(error, Neo4jError) and error.code in PANIC_CODES
            translated = _translated(error)
            if translated is None:
                raise
            raise translated from error
        except TimeoutError:
            if not deadline.expired():
                raise
            LOG.warning("%s", messages.NO_ANSWER.format(seconds=seconds + ANSWER_GRACE_SECONDS))
            raise UserError(messages.UNAVAILABLE) from None
        finally:
            self.calls -= 1

    def _session(self, access_mode: str) -> AsyncSession:
        return self._driver.session(  # pyright: ignore[reportUnknownMemberType]
            database=self._name, default_access_mode=access_mode, fetch_size=-1
        )


def _revision(bookmarks: Any) -> str:
    """Returns the revision of the data: the bookmark of a read, which changes exactly with each commit."""
    return " ".join(sorted(bookmarks.raw_values))


def _translated(error: Neo4jError | DriverError) -> UserError | DatabaseError | None:
    if isinstance(error, AuthError):
        return DatabaseError(messages.LOGIN_REJECTED)
    if isinstance(error, ClientError) and error.code in _ERROR_TABLE:
        return _ERROR_TABLE[error.code]()
    if isinstance(error, Neo4jError) and error.code in PANIC_CODES:
        return UserError(messages.PANICKED)
    if isinstance(error, TransientError | DriverError):
        LOG.debug("database unavailable: %s", error)
        return UserError(messages.UNAVAILABLE)
    return None


_ERROR_TABLE: Final[Mapping[str | None, Callable[[], UserError | DatabaseError]]] = {
    "Neo.ClientError.Transaction.TransactionTimedOut": lambda: UserError(messages.SERVER_TIMEOUT),
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": lambda: UserError(messages.QUERY_TIMEOUT),
    # The timeout passed while it waited for a lock.
    "Neo.ClientError.Transaction.LockClientStopped": lambda: UserError(messages.LOCK_TIMEOUT),
    "Neo.ClientError.Database.DatabaseNotFound": lambda: DatabaseError(messages.NO_SUCH_DATABASE),
}
