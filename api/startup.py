"""Opening the database: the local Neo4j or one's own, with constraints and data, ready to answer."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from api.settings import Settings
from graph.database.constraints import prepare
from graph.database.database import Database, DatabaseError
from graph.database.inventory import Contents, contents_of
from graph.database.login import Login
from graph.errors import UserError
from graph.local import LocalNeo4j, Progress, login_to_running
from seeds.loader.load import load
from seeds.loader.parse import read_city

T = TypeVar("T")


@asynccontextmanager
async def open_database(settings: Settings, progress: Progress) -> AsyncGenerator[Database]:
    """A connected database: one's own, or the local Neo4j, started for as long as the block lasts. Raises DatabaseError or
    LocalNeo4jError, each with the way out."""
    if settings.neo4j_uri is not None:
        async with _connect(external_login(settings), settings) as database:
            yield database
        return
    local = LocalNeo4j(settings.tiaokuai_home, progress=progress)
    try:
        login = await run_in_daemon_thread(local.start)
        async with _connect(login, settings) as database:
            yield database
    finally:
        local.stop()


@asynccontextmanager
async def open_or_attach_database(settings: Settings, progress: Progress) -> AsyncGenerator[Database]:
    """The same, but on the local Neo4j that a server is running already, where one is."""
    login = login_to_running(settings.tiaokuai_home) if settings.neo4j_uri is None else None
    async with open_database(settings, progress) if login is None else _connect(login, settings) as database:
        yield database


def external_login(settings: Settings) -> Login:
    """The login to a Neo4j of one's own."""
    assert settings.neo4j_uri is not None
    assert settings.neo4j_password is not None
    password = settings.neo4j_password.get_secret_value()
    return Login(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)


@asynccontextmanager
async def _connect(login: Login, settings: Settings) -> AsyncGenerator[Database]:
    try:
        database = await Database.connect(login, timeout=settings.query_timeout)
    except UserError:
        raise DatabaseError(
            f"The database at {login.uri} does not answer. Check NEO4J_URI and that it is running, "
            "or leave NEO4J_URI out for the local Neo4j."
        ) from None
    try:
        yield database
    finally:
        await database.close()


async def initialize_database(database: Database, settings: Settings, progress: Progress) -> None:
    """Constraints, and the city where the database is empty. Raises DatabaseError where it holds somebody else's data."""
    contents = await _own_contents(database)
    await prepare(database)
    if contents.empty:
        await load_city(database, settings, progress, reset=False)


async def reload_city(database: Database, settings: Settings, progress: Progress, *, reset: bool) -> None:
    """Loads the city in ``settings.city``, whatever is there. Raises DatabaseError as above, and CityRefused as below."""
    await _own_contents(database)
    await prepare(database)
    await load_city(database, settings, progress, reset=reset)


async def _own_contents(database: Database) -> Contents:
    contents = await contents_of(database)
    if contents.foreign:
        found = ", ".join(f"{count} {labels}" for labels, count in list(contents.foreign.items())[:5])
        raise DatabaseError(
            f"The database holds data that is not Tiaokuai's ({found}). Nothing was changed. Point NEO4J_URI or NEO4J_DATABASE "
            "at an empty database, or leave NEO4J_URI out for the local Neo4j."
        )
    return contents


async def load_city(database: Database, settings: Settings, progress: Progress, *, reset: bool) -> None:
    """Loads the city. Raises CityRefused where a row of it is wrong; then nothing is loaded."""
    city = read_city(settings.city)
    async with database.transaction() as transaction:
        await load(transaction, city, progress=progress, reset=reset)


async def run_in_daemon_thread(function: Callable[[], T]) -> T:
    """Runs blocking work in a thread that does not keep the process alive: a stop need not wait for a download."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(set_outcome: Callable[..., None], outcome: object) -> None:
        if not future.done():
            set_outcome(outcome)

    def run() -> None:
        try:
            result = function()
        except BaseException as error:  # it is raised where the future is awaited
            loop.call_soon_threadsafe(settle, future.set_exception, error)
        else:
            loop.call_soon_threadsafe(settle, future.set_result, result)

    threading.Thread(target=run, daemon=True).start()
    return await future
