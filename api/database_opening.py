"""Opens the local Neo4j or an external one."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from api.local_start import LocalStart
from api.settings import Settings
from graph.database.database import Database, DatabaseError
from graph.database.login import Login
from graph.errors import UserError
from graph.local import Progress, login_to_running
from graph.messages import api as messages


@asynccontextmanager
async def open_database(settings: Settings, local: LocalStart | None) -> AsyncGenerator[Database]:
    """Starts the local Neo4j for the block if none is external. Raises DatabaseError or LocalNeo4jError."""
    if local is None:
        async with _connect(external_login(settings), settings) as database:
            yield database
        return
    try:
        login = await local.login()
        async with _connect(login, settings) as database:
            yield database
    finally:
        local.neo4j.stop()


@asynccontextmanager
async def open_or_attach_database(settings: Settings, progress: Progress) -> AsyncGenerator[Database]:
    """Attaches to the local Neo4j of a running server, or else opens the database."""
    login = login_to_running(settings.tiaokuai_home) if settings.neo4j_uri is None else None
    opened = open_database(settings, LocalStart.of(settings, progress)) if login is None else _connect(login, settings)
    async with opened as database:
        yield database


@asynccontextmanager
async def attach_database(settings: Settings) -> AsyncGenerator[Database]:
    """Raises DatabaseError or LocalNeo4jError."""
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
