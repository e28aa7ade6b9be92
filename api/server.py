"""Runs the server on an open port: opens the database, and closes it on any shutdown.

With WORKERS, the first process does this and starts the others, which share its socket and database.
"""

import asyncio
import signal
import socket
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Any, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from api.daemon_thread import run_in_daemon_thread
from api.database_opening import attach_database, open_database
from api.http_protocol import MAX_HEAD_SIZE, BoundedHttpProtocol, Connections
from api.local_start import LocalStart
from api.local_watch import watch_local_neo4j
from api.observability.health import CHECKED_AT_START_SECONDS
from api.observability.logging import configure_logging
from api.observability.tracing import start_tracing
from api.process_tuning import freeze_objects
from api.server_processes import ServerProcesses
from api.server_tuning import raise_file_limit
from api.settings import Settings
from api.startup import initialize_database
from api.state import AppState
from graph.database.constraints import create_missing
from graph.database.database import MAX_CONNECTIONS, Database
from graph.local import Progress
from graph.messages import api as messages

if TYPE_CHECKING:
    from api.app import Application


async def serve(settings: Settings, listener: socket.socket, local: LocalStart | None, progress: Progress) -> None:
    """Raises SettingsError, InvalidTrustedDocument, DatabaseError or LocalNeo4jError."""
    ready = asyncio.Event()
    ready.set()
    await _serve(
        settings,
        listener,
        ready,
        lambda application, serving: _run_database(settings, listener, local, progress, application, serving),
        lambda application: _build_explorer(settings, progress, application),
    )


async def serve_beside(settings: Settings, listener: socket.socket, ended: Awaitable[None]) -> None:
    """Serves in a further process until it is stopped, or the first process has `ended`. Raises what `serve` raises."""
    ready = asyncio.Event()

    async def until_ended(_application: "asyncio.Task[Application]") -> None:
        await ended
        signal.raise_signal(signal.SIGTERM)

    await _serve(
        settings,
        listener,
        ready,
        lambda application, serving: _attach_database(settings, application, serving, ready),
        until_ended,
    )


async def _serve(
    settings: Settings,
    listener: socket.socket,
    ready: asyncio.Event,
    run_database: Callable[["asyncio.Task[Application]", asyncio.Task[None]], Coroutine[Any, Any, None]],
    run_beside: Callable[["asyncio.Task[Application]"], Coroutine[Any, Any, None]],
) -> None:
    configure_logging(settings)
    stop_tracing = start_tracing(settings.traces_to)
    connections = _connections(settings)
    application = asyncio.create_task(run_in_daemon_thread(partial(_create_application, settings, connections)))
    server = _uvicorn_server(application, connections)
    serving = asyncio.create_task(_accept(server, listener, ready))
    database = asyncio.create_task(run_database(application, serving))
    beside = asyncio.create_task(run_beside(application))
    application.add_done_callback(lambda _: database.cancel() if _failed(application) else None)
    try:
        await asyncio.wait({serving, database}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        if not ready.is_set():
            serving.cancel()
        if serving.done() and not database.done():
            database.cancel()
        beside.cancel()
        await asyncio.wait({serving, database, beside})
        await run_in_daemon_thread(stop_tracing)
    if _failed(application):
        application.result()
    if not database.cancelled():
        database.result()


async def _accept(server: uvicorn.Server, listener: socket.socket, ready: asyncio.Event) -> None:
    await ready.wait()
    await server.serve(sockets=[listener])


def _connections(settings: Settings) -> Connections:
    maximum = raise_file_limit(settings.max_connections, MAX_CONNECTIONS)
    return Connections(maximum, settings.request_timeout, settings.max_body + MAX_HEAD_SIZE)


def _uvicorn_server(application: "asyncio.Task[Application]", connections: Connections) -> uvicorn.Server:
    # Each operation has its own log line, so there is no access log. Nothing uses the client address, so proxy headers are ignored.
    config = uvicorn.Config(
        _deferred_app(application),
        http=cast(type[asyncio.Protocol], partial(BoundedHttpProtocol, connections=connections)),
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    return _Server(config, application)


class _Server(uvicorn.Server):
    """Ends the streams of `/revision` before it waits for open requests. After SIGTERM it closes everything before the process ends."""

    def __init__(self, config: uvicorn.Config, application: "asyncio.Task[Application]") -> None:
        super().__init__(config)
        self._application = application

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if sig == signal.SIGTERM:  # uvicorn raises captured signals again when it has closed the connections
            self._captured_signals.remove(sig)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._application.done() and not _failed(self._application):
            self._application.result().revision.feed.close()
        await super().shutdown(sockets)


def _create_application(settings: Settings, connections: Connections) -> "Application":
    # Imported in a thread while Neo4j starts: creating the schema takes a second.
    from api.app import Application

    application = Application.create(settings, connections)
    freeze_objects()
    return application


def _failed(application: "asyncio.Task[Application]") -> bool:
    return application.done() and not application.cancelled() and application.exception() is not None


def _deferred_app(application: "asyncio.Task[Application]") -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        created = application.result() if application.done() else await asyncio.shield(application)
        await created.app(scope, receive, send)

    return app


async def _run_database(
    settings: Settings,
    listener: socket.socket,
    local: LocalStart | None,
    progress: Progress,
    application: "asyncio.Task[Application]",
    serving: asyncio.Task[None],
) -> None:
    """Opens the database for the application, and closes it when serving ends."""
    if settings.trusted_documents is not None:
        await asyncio.shield(application)  # reports invalid documents before Neo4j is started
    async with open_database(settings, local) as database:
        await initialize_database(database, settings, progress)
        created = await asyncio.shield(application)
        state = _begin(created, database)
        state.local = None if local is None else local.neo4j
        host, port = listener.getsockname()[:2]
        progress.step(messages.READY.format(host=_format_host(host), port=port))
        watch = None if state.local is None else watch_local_neo4j(database, state.local)
        warm_up = created.warm_up.run(database) if settings.warm_up else None
        constraints = create_missing(database, CHECKED_AT_START_SECONDS)
        others = ServerProcesses(listener, settings.workers - 1).run()
        async with (
            _in_background(watch),
            _in_background(warm_up),
            _in_background(constraints),
            _in_background(others),
            _closing_workers(state),
        ):
            await asyncio.shield(serving)


async def _attach_database(
    settings: Settings, application: "asyncio.Task[Application]", serving: asyncio.Task[None], ready: asyncio.Event
) -> None:
    """Uses the database of the first process."""
    async with attach_database(settings) as database:
        await database.join_epoch()
        state = _begin(await asyncio.shield(application), database)
        ready.set()
        async with _closing_workers(state):
            await asyncio.shield(serving)


def _begin(application: "Application", database: Database) -> AppState:
    state = application.state
    state.database, state.began_at = database, time.monotonic()
    if state.columns is not None:
        state.columns.fetch(database.read)
    return state


@asynccontextmanager
async def _closing_workers(state: AppState) -> AsyncGenerator[None]:
    try:
        yield
    finally:
        await state.networks.workers.close()


@asynccontextmanager
async def _in_background(work: Coroutine[Any, Any, None] | None) -> AsyncGenerator[None]:
    """Runs `work` during the block."""
    task = asyncio.create_task(work) if work is not None else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            await asyncio.wait({task})


async def _build_explorer(settings: Settings, progress: Progress, application: "asyncio.Task[Application]") -> None:
    if settings.page:
        await (await asyncio.shield(application)).explorer.prepare(progress)


def _format_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
