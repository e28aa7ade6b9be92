from collections.abc import AsyncGenerator
from typing import Final

import orjson
from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import AppStatus, SendTimeoutError
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.graphql.response import (
    LEGACY,
    accept_header,
    error_response,
    json_response,
    parse_ranges,
    quality,
    service_unavailable,
)
from api.language import language_of
from api.revision.feed import UNKNOWN, FeedLimits, RevisionFeed
from api.state import AppState
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.messages import api as messages
from schema.types.revision import Revision

EVENT_STREAM: Final = "text/event-stream"
RETRY_MILLISECONDS: Final = 3_000
"""Pause before a client connects again."""
MIN_SEND_SECONDS: Final = 5.0
"""A slower client is disconnected, unless heartbeats are even rarer."""
REVISION_HEADERS: Final = {"Cache-Control": "no-store", "Vary": "Accept"}
ALLOWED_METHODS: Final = ("GET", "HEAD")
# RevisionFeed.close ends the streams, with their last chunk. sse-starlette would cancel them before it is sent.
AppStatus.disable_automatic_graceful_drain()


class RevisionView:
    """Responds with 503 until the database is ready."""

    def __init__(self, state: AppState) -> None:
        settings = state.settings
        limits = FeedLimits(settings.max_listeners, settings.listener_interval, settings.listener_lifetime)
        self.feed = RevisionFeed(self._read_revision, limits)
        self._state = state
        state.metrics.observe_listeners(lambda: self.feed.listeners)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, language = Request(scope, receive), language_of(scope)
        try:
            if request.method not in ALLOWED_METHODS:
                raise UserError(messages.ONLY_GET)
            if self._state.database is None:
                response = service_unavailable(LEGACY, language)
            elif _wants_stream(request):
                await self._stream(request, scope, receive, send)
                return
            else:
                response = json_response(self._content(await self._read_revision()), LEGACY, 200, REVISION_HEADERS)
        except UserError as error:
            response = error_response(error, language, allow=", ".join(ALLOWED_METHODS))
        await response(scope, receive, send)

    async def _stream(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        heartbeat = self._state.settings.listener_heartbeat
        with self.feed.listener():
            response = EventSourceResponse(
                self._events(request.headers.get("last-event-id", UNKNOWN)),
                ping=heartbeat,
                ping_message_factory=lambda: ServerSentEvent(comment="heartbeat", sep="\n"),
                send_timeout=max(heartbeat, MIN_SEND_SECONDS),
                headers={"Vary": "Accept"},
            )
            try:
                await response(scope, receive, send)
            except SendTimeoutError:
                return

    async def _events(self, known: str) -> AsyncGenerator[ServerSentEvent]:
        yield ServerSentEvent(retry=RETRY_MILLISECONDS, sep="\n")
        async for revision in self.feed.revisions(known):
            yield ServerSentEvent(orjson.dumps(self._content(revision)).decode(), id=revision, sep="\n")

    async def _read_revision(self) -> str:
        assert self._state.database is not None
        return (await self._state.database.read(READ_REVISION)).revision

    def _content(self, revision: str) -> dict[str, str]:
        assert self._state.database is not None
        shown = Revision.of(revision, self._state.revisions, self._state.database)
        return {"id": shown.id, "at": shown.at, "database": shown.database, "schemaVersion": shown.schema_version}


def _wants_stream(request: Request) -> bool:
    """Checks for a client that names the stream and does not prefer JSON. Raises UserError (NOT_ACCEPTABLE)."""
    accept = accept_header(request)
    ranges = parse_ranges(accept)
    stream, json = ranges.get(EVENT_STREAM, 0), quality(LEGACY, ranges)
    if accept.strip() and not stream and not json:
        raise UserError(messages.NOT_ACCEPTABLE, first=EVENT_STREAM, second=LEGACY)
    return 0 < stream >= json
