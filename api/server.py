"""Serving: the port first, then the database, and an end to both however the server is stopped."""

import asyncio
import socket
from functools import partial
from typing import TYPE_CHECKING

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from api.gc_tuning import tune_gc
from api.observability.logging import configure_logs
from api.observability.tracing import send_traces
from api.settings import Settings
from api.startup import initialize_database, open_database, run_in_daemon_thread
from api.write_buffering import BufferedHttpProtocol
from graph.local import Progress

if TYPE_CHECKING:
    from api.app import Application


class PortInUse(Exception):
    """Somebody else listens on the port."""


async def serve(settings: Settings, progress: Progress) -> None:
    """Serves until it is stopped. Raises PortTaken, UntrustworthyDocument, DatabaseError or LocalNeo4jError, each with the way
    out."""
    configure_logs(settings)
    end_traces = send_traces(settings.traces_to)
    listening = listen(settings)
    application = asyncio.create_task(run_in_daemon_thread(partial(_application, settings)))
    # Each operation has its own line in the log, and nothing asks who the caller is.
    config = uvicorn.Config(
        _deferred_app(application),
        http=BufferedHttpProtocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    opening = asyncio.create_task(_open(settings, progress, application, serving, listening))
    building = asyncio.create_task(_build(settings, progress, application))
    application.add_done_callback(lambda _: opening.cancel() if _failed(application) else None)
    try:
        await asyncio.wait({serving, opening}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        if serving.done() and not opening.done():
            opening.cancel()
        building.cancel()
        await asyncio.wait({serving, opening, building})
        await run_in_daemon_thread(end_traces)
    if _failed(application):
        application.result()
    if not opening.cancelled():
        opening.result()


def _application(settings: Settings) -> "Application":
    # Imported while Neo4j starts: the schema alone takes a second.
    from api.app import Application

    return Application.create(settings)


def _failed(application: "asyncio.Task[Application]") -> bool:
    return application.done() and not application.cancelled() and application.exception() is not None


def _deferred_app(application: "asyncio.Task[Application]") -> ASGIApp:
    """The application, also for who calls before it is there."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        there = application.result() if application.done() else await asyncio.shield(application)
        await there.app(scope, receive, send)

    return answer


async def _open(
    settings: Settings,
    progress: Progress,
    application: "asyncio.Task[Application]",
    serving: asyncio.Task[None],
    listening: socket.socket,
) -> None:
    """Opens the database, and keeps it open as long as the server runs."""
    if settings.trusted_documents is not None:
        await asyncio.shield(application)  # what is wrong with them is said before anything is started
    async with open_database(settings, progress) as database:
        await initialize_database(database, settings, progress)
        state = (await asyncio.shield(application)).state
        tune_gc()
        state.database = database
        host, port = listening.getsockname()[:2]
        progress.say(f"条块 Tiaokuai is ready: http://{_format_host(host)}:{port}/graphql")
        await asyncio.shield(serving)


async def _build(settings: Settings, progress: Progress, application: "asyncio.Task[Application]") -> None:
    if settings.page:
        await (await asyncio.shield(application)).page.prepare(progress)


def listen(settings: Settings) -> socket.socket:
    """A socket that listens on HOST and PORT. Raises PortTaken in one sentence."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With the protocol named, asyncio sends each answer at once instead of waiting for more to fill a packet.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise PortInUse(
            f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). Stop what listens there, or choose another "
            "port: make serve PORT=8001"
        ) from None
    return listening


def _format_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
