"""Opens the local Neo4j or an external one, with constraints and data."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Final, TypeVar

from api.held_city import city_held_instead, other_city
from api.settings import Settings
from graph.database.constraints import prepare
from graph.database.database import Database, DatabaseError
from graph.database.epoch import new_epoch, write_epoch
from graph.database.inventory import Contents, contents_of
from graph.database.login import Login
from graph.errors import UserError
from graph.local import LocalNeo4j, Progress, login_to_running
from graph.messages import api as messages
from graph.messages import doctor as doctor_messages
from graph.messages.language import BilingualText, listing
from graph.messages.message import Message
from seeds.loader.load import load
from seeds.loader.parse import read_city

T = TypeVar("T")
_MAX_SHOWN_LABELS: Final = 5


def local_neo4j(settings: Settings, progress: Progress) -> LocalNeo4j | None:
    """Returns the local Neo4j, not started, or None if the settings name an external one."""
    if settings.neo4j_uri is not None:
        return None
    return LocalNeo4j(settings.tiaokuai_home, progress=progress, heap=settings.neo4j_heap, page_cache=settings.neo4j_page_cache)


@asynccontextmanager
async def open_database(settings: Settings, local: LocalNeo4j | None) -> AsyncGenerator[Database]:
    """Connects to the external Neo4j, or starts the local one and stops it after the block. Raises DatabaseError or
    LocalNeo4jError.
    """
    if local is None:
        async with _connect(external_login(settings), settings) as database:
            yield database
        return
    try:
        login = await run_in_daemon_thread(local.start)
        async with _connect(login, settings) as database:
            yield database
    finally:
        local.stop()


@asynccontextmanager
async def open_or_attach_database(settings: Settings, progress: Progress) -> AsyncGenerator[Database]:
    """Connects to the local Neo4j of a running server, or opens the database."""
    login = login_to_running(settings.tiaokuai_home) if settings.neo4j_uri is None else None
    opened = open_database(settings, local_neo4j(settings, progress)) if login is None else _connect(login, settings)
    async with opened as database:
        yield database


@asynccontextmanager
async def attach_database(settings: Settings) -> AsyncGenerator[Database]:
    """Connects to the database of a running server. Raises DatabaseError or LocalNeo4jError."""
    login = external_login(settings) if settings.neo4j_uri is not None else login_to_running(settings.tiaokuai_home)
    if login is None:
        raise DatabaseError(messages.DATABASE_NOT_REACHABLE, uri=settings.tiaokuai_home)
    async with _connect(login, settings) as database:
        yield database


def external_login(settings: Settings) -> Login:
    assert settings.neo4j_uri is not None
    assert settings.neo4j_password is not None
    password = settings.neo4j_password.get_secret_value()
    return Login(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)


@asynccontextmanager
async def _connect(login: Login, settings: Settings) -> AsyncGenerator[Database]:
    try:
        database = await Database.connect(login, timeout=settings.query_timeout)
    except UserError:
        raise DatabaseError(messages.DATABASE_NOT_REACHABLE, uri=login.uri) from None
    try:
        yield database
    finally:
        await database.close()


async def initialize_database(database: Database, settings: Settings, progress: Progress) -> None:
    """Creates the constraints, loads the city into an empty database, and begins an epoch. Raises DatabaseError for foreign data."""
    contents = await _check_contents(database)
    await prepare(database)
    if contents.empty:
        await load_city(database, settings, progress, reset=False)
    elif (held := await other_city(database, settings)) is not None:
        _say_other_city(doctor_messages.OTHER_CITY_SERVED, held, settings, progress)
    await database.begin_epoch()


async def reload_city(database: Database, settings: Settings, progress: Progress, *, reset: bool) -> None:
    """Loads the city even if the database has data. Raises DatabaseError for foreign data, InvalidSeedFolder."""
    contents = await _check_contents(database)
    await prepare(database)
    held = None if reset or contents.empty else await city_held_instead(database, settings.city)
    if held is not None:
        _say_other_city(doctor_messages.OTHER_CITY_KEPT, held, settings, progress)
    await load_city(database, settings, progress, reset=reset)


def _say_other_city(message: Message, held: BilingualText, settings: Settings, progress: Progress) -> None:
    description = doctor_messages.OTHER_CITY.format(held=held, folder=settings.city)
    remedy = doctor_messages.OTHER_CITY_REMEDY.format(folder=settings.city)
    progress.step(message.format(description=description, remedy=remedy))


async def _check_contents(database: Database) -> Contents:
    contents = await contents_of(database)
    if contents.foreign:
        labels = listing(f"{count} {label}" for label, count in list(contents.foreign.items())[:_MAX_SHOWN_LABELS])
        raise DatabaseError(messages.FOREIGN_DATA, labels=labels)
    return contents


async def load_city(database: Database, settings: Settings, progress: Progress, *, reset: bool) -> None:
    """Loads the city in one transaction, and begins an epoch with it. Raises InvalidSeedFolder."""
    city = await run_in_daemon_thread(partial(read_city, settings.city))
    async with database.transaction() as transaction:
        result = await load(transaction, city, progress=progress, reset=reset)
        if result.changed or reset:
            epoch = write_epoch(new_epoch())
            await transaction.run(epoch.text, epoch.parameters)


async def run_in_daemon_thread(function: Callable[[], T]) -> T:
    """Runs blocking work so that the process can stop during a download."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def set_outcome(setter: Callable[..., None], outcome: object) -> None:
        if not future.done():
            setter(outcome)

    def run() -> None:
        try:
            result = function()
        except BaseException as error:  # raised again by the task that awaits the future
            loop.call_soon_threadsafe(set_outcome, future.set_exception, error)
        else:
            loop.call_soon_threadsafe(set_outcome, future.set_result, result)

    threading.Thread(target=run, daemon=True).start()
    return await future
