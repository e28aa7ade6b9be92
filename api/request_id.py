"""An id for each request: the caller's own where it sends one, in every line that is logged for it and in the answer."""

import re
from random import getrandbits
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER: Final = "X-Request-Id"
_RAW_HEADER: Final = HEADER.lower().encode()
_HARMLESS: Final = re.compile(rb"[\w.:/+=-]{1,100}")


class RequestId:
    """Gives every request its id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sent: bytes = dict(scope["headers"]).get(_RAW_HEADER, b"")
        identifier = sent if _HARMLESS.fullmatch(sent) else b"%032x" % getrandbits(128)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (_RAW_HEADER, identifier)]
            await send(message)

        # Nothing is left to undo: what is bound stays in the task of this request.
        structlog.contextvars.bind_contextvars(request_id=identifier.decode())
        await self._app(scope, receive, send_with_id)
