"""Adds request ids and limits the size of requests."""

import re
from random import getrandbits
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graphql.response import error_response
from api.language import language_of
from graph.errors import UserError
from graph.messages import api as messages

REQUEST_ID_HEADER: Final = "X-Request-Id"
_RAW_REQUEST_ID_HEADER: Final = REQUEST_ID_HEADER.lower().encode()
_SAFE_REQUEST_ID: Final = re.compile(rb"[\w.:/+=-]{1,100}")


class RequestIdMiddleware:
    """Adds an id to log lines and the response: the client's `X-Request-Id` if that is safe to log."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        client_id: bytes = dict(scope["headers"]).get(_RAW_REQUEST_ID_HEADER, b"")
        request_id = client_id if _SAFE_REQUEST_ID.fullmatch(client_id) else b"%032x" % getrandbits(128)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (_RAW_REQUEST_ID_HEADER, request_id)]
            await send(message)

        scope["state"] = {**scope.get("state", {}), "request_id": request_id.decode()}
        # The binding ends with the task of this request.
        structlog.contextvars.bind_contextvars(request_id=request_id.decode())
        await self._app(scope, receive, send_with_id)


class BodyLimitMiddleware:
    """Responds with 413 to a body or query string above `max_size` bytes, without reading all of it."""

    def __init__(self, app: ASGIApp, max_size: int) -> None:
        self._app = app
        self._max_size = max_size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        size = 0

        async def receive_limited() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            self._check(size)
            return message

        try:
            self._check(_declared_size(scope))
            await self._app(scope, receive_limited, send)
        except UserError as error:
            await error_response(error, language_of(scope))(scope, receive, send)

    def _check(self, size: int) -> None:
        if size > self._max_size:
            raise UserError(messages.REQUEST_TOO_LARGE, maximum=self._max_size)


def _declared_size(scope: Scope) -> int:
    content_length: bytes = dict(scope["headers"]).get(b"content-length", b"")
    return max(int(content_length) if content_length.isdigit() else 0, len(scope.get("query_string", b"")))
