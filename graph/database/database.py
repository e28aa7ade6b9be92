"""The one door to the database: every statement of the product goes through here, over Bolt, by the official async driver."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterable, Mapping
from contextlib import asynccontextmanager, contextmanager
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
from graph.errors import ErrorCode, UserError

LOG: Final = logging.getLogger(__name__)
_SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
YIELD_EVERY_SECONDS: Final = 0.002
MAX_WRITE_SECONDS: Final = 3_600
"""Seconds that a transaction that is to be kept may take."""
CONNECTION_ERRORS: Final = (ServiceUnavailable, SessionExpired)


class DatabaseError(Exception):
    """The database cannot be used at all; the sentence says why and what to do."""


class Transaction:
    """A write transaction: all of it happens, or nothing."""

    def __init__(self, transaction: AsyncTransaction) -> None:
        self._transaction = transaction

    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        result = await self._transaction.run(text, dict(parameters or {}))
        return await result.values()


async def _rows(result: AsyncResult) -> list[list[Any]]:
    """All rows. A long answer that has arrived already is read without a pause: now and then others are let in between."""
    rows: list[list[Any]] = []
    began = time.monotonic()
    async for record in result:
        rows.append(record.values())
        if time.monotonic() > began + YIELD_EVERY_SECONDS:
            await asyncio.sleep(0)
            began = time.monotonic()
    return rows


class Database:
    """A connected database. Reads carry READ access mode, so that the server refuses a write that got into one."""

    def __init__(self, driver: AsyncDriver, name: str, timeout: float) -> None:
        self.version = ""
        self.latest_revision = ""
        """What the last read saw, whoever asked."""
        self._driver = driver
        self._name = name
        self._timeout = timeout
        self._coalescing = ReadBatcher(self._read)

    @classmethod
    async def connect(cls, login: Login, *, timeout: float = 30) -> Self:
        """Connects and checks the login. ``timeout``: seconds that a statement may take. Raises DatabaseError with the way out, or
        Refusal (DATABASE_UNAVAILABLE)."""
        if urlparse(login.uri).scheme not in _SCHEMES:
            raise DatabaseError(f"{login.uri!r} is not an address of Neo4j over Bolt. Set NEO4J_URI like bolt://host:7687.")
        try:
            driver = AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]
                login.uri,
                auth=(login.username, login.password),
                notifications_min_severity="OFF",
                connection_timeout=5,
                connection_acquisition_timeout=20,
                user_agent="tiaokuai",
            )
        except (ConfigurationError, ValueError) as error:
            raise DatabaseError(
                f"{login.uri!r} is not an address of Neo4j ({error}). Set NEO4J_URI like bolt://host:7687."
            ) from error
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
        await self._driver.close()

    async def read(self, statement: Statement) -> StatementResult:
        """Runs one statement and fetches all of its rows. A connection that was lost meanwhile is replaced once."""
        with _translate_errors(), span("neo4j read", {"db.system.name": "neo4j", "db.query.text": statement.text}):
            try:
                return await (self._coalescing.read(statement) if statement.batchable else self._read(statement))
            except CONNECTION_ERRORS:
                return await self._read(statement)

    async def _read(self, statement: Statement) -> StatementResult:
        async with self._session(READ_ACCESS) as session:
            result = await session.run(Query(statement.text, timeout=self._timeout), dict(statement.parameters))
            rows = await _rows(result)
            self.latest_revision = _revision(await session.last_bookmarks())
            return StatementResult(rows, self.latest_revision)

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Transaction]:
        """One write transaction: committed at the end of the block, rolled back where it raises."""
        with _translate_errors(), span("neo4j transaction", {"db.system.name": "neo4j"}):
            # Loading a city takes longer than the server lets a forgotten transaction live.
            async with (
                self._session(WRITE_ACCESS) as session,
                await session.begin_transaction(timeout=MAX_WRITE_SECONDS) as transaction,
            ):
                yield Transaction(transaction)

    @asynccontextmanager
    async def rollback_transaction(self) -> AsyncGenerator[Transaction]:
        """One write transaction that is rolled back at the end of the block, whatever happens in it."""
        with _translate_errors():
            async with (
                self._session(WRITE_ACCESS) as session,
                await session.begin_transaction(timeout=self._timeout) as transaction,
            ):
                yield Transaction(transaction)
                await transaction.rollback()

    async def write_schema(self, statements: Iterable[Statement]) -> None:
        """Runs statements that change the schema (constraints, indexes, names), each in a transaction of its own."""
        with _translate_errors():
            async with self._session(WRITE_ACCESS) as session:
                for statement in statements:
                    await (await session.run(statement.text, dict(statement.parameters))).consume()

    def _session(self, access_mode: str) -> AsyncSession:
        return self._driver.session(  # pyright: ignore[reportUnknownMemberType]
            database=self._name, default_access_mode=access_mode, fetch_size=-1
        )


def _revision(bookmarks: Any) -> str:
    """The mark of the data's state: the bookmark that any read returns changes exactly when somebody has committed."""
    return " ".join(sorted(bookmarks.raw_values))


@contextmanager
def _translate_errors() -> Generator[None]:
    """Raises the driver's errors in the product's terms; one that has none there is passed on as it is."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        ours = _translated(error)
        if ours is None:
            raise
        raise ours from error


def _translated(error: Neo4jError | DriverError) -> UserError | DatabaseError | None:
    if isinstance(error, AuthError):
        return DatabaseError("The database refuses the login. Check NEO4J_USERNAME and NEO4J_PASSWORD.")
    if isinstance(error, ClientError) and error.code in _ERROR_TABLE:
        return _ERROR_TABLE[error.code]()
    if isinstance(error, TransientError | DriverError):
        LOG.debug("database unavailable: %s", error)
        return UserError(ErrorCode.DATABASE_UNAVAILABLE, "The database does not answer at the moment. Try again shortly.")
    return None


_ERROR_TABLE: Final[Mapping[str | None, Callable[[], UserError | DatabaseError]]] = {
    "Neo.ClientError.Transaction.TransactionTimedOut": lambda: UserError(
        ErrorCode.DATABASE_TIMEOUT, "The query took longer than the database allows. Ask for less at once."
    ),
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": lambda: UserError(
        ErrorCode.DATABASE_TIMEOUT, "The query took longer than QUERY_TIMEOUT allows. Ask for less at once."
    ),
    # It was waiting for a lock when its time was over.
    "Neo.ClientError.Transaction.LockClientStopped": lambda: UserError(
        ErrorCode.DATABASE_TIMEOUT, "The query waited for other writers longer than QUERY_TIMEOUT allows. Ask again shortly."
    ),
    "Neo.ClientError.Database.DatabaseNotFound": lambda: DatabaseError(
        "There is no database of that name on the server. Check NEO4J_DATABASE."
    ),
}
