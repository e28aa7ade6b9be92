"""Serving: the port first, then the database, and an end to both however the server is stopped."""

import asyncio
import socket

import uvicorn

from api.app import make_app
from api.logs import configure_logs
from api.opening import in_daemon_thread, make_ready, opened
from api.page import Page
from api.page_build import PageBuild
from api.settings import Settings
from api.state import State
from api.traces import send_traces
from api.trusted_documents import TrustedDocuments
from graph.linkage.effort import Limits
from graph.linkage.snapshots import Snapshots
from graph.local import Progress


class PortTaken(Exception):
    """Somebody else listens on the port."""


async def serve(settings: Settings, progress: Progress) -> None:
    """Serves until it is stopped. Raises PortTaken, UntrustworthyDocument, DatabaseError or LocalNeo4jError, each with the way
    out."""
    configure_logs(settings)
    end_traces = send_traces(settings.traces_to)
    limits = Limits(settings.linkage_time, settings.linkage_budget, settings.linkage_memory)
    state = State(settings, trusted_documents(settings), snapshots=Snapshots(limits))
    listening = listen(settings)
    page = Page(PageBuild())
    config = uvicorn.Config(make_app(state, page), log_config=None, timeout_graceful_shutdown=5)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    opening = asyncio.create_task(_open(settings, progress, state, serving, listening))
    building = asyncio.create_task(page.prepare(progress) if settings.page else asyncio.sleep(0))
    try:
        await asyncio.wait({serving, opening}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        if serving.done() and not opening.done():
            opening.cancel()
        building.cancel()
        await asyncio.wait({serving, opening, building})
        await in_daemon_thread(end_traces)
    if not opening.cancelled():
        opening.result()


async def _open(
    settings: Settings, progress: Progress, state: State, serving: asyncio.Task[None], listening: socket.socket
) -> None:
    """Opens the database, and keeps it open as long as the server runs."""
    async with opened(settings, progress) as database:
        await make_ready(database, settings, progress)
        state.database = database
        host, port = listening.getsockname()[:2]
        progress.say(f"条块 Tiaokuai is ready: http://{_shown(host)}:{port}/graphql")
        await asyncio.shield(serving)


def trusted_documents(settings: Settings) -> TrustedDocuments:
    folder = settings.trusted_documents
    return TrustedDocuments() if folder is None else TrustedDocuments.read(folder)


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
        raise PortTaken(
            f"Cannot listen on {settings.host}:{settings.port} ({error.strerror}). Stop what listens there, or choose another "
            "port: make serve PORT=8001"
        ) from None
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
