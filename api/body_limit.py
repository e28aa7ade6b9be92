"""The limit on what a request sends: it is refused before it has been read."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graphql.response import error_response
from graph.errors import ErrorCode, UserError


class BodyLimit:
    """Refuses a body, declared or not, and an address of more than ``most`` bytes."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            self._enforce(read)
            return message

        try:
            self._enforce(_content_length(scope))
            await self._app(scope, counted, send)
        except UserError as refusal:
            await error_response(refusal)(scope, receive, send)

    def _enforce(self, size: int) -> None:
        if size > self._most:
            sentence = (
                f"The request is longer than {self._most:,} bytes. Ask in several requests, and page with `first` and `after`."
            )
            raise UserError(ErrorCode.REQUEST_TOO_LARGE, sentence)


def _content_length(scope: Scope) -> int:
    """What the request says of its own length, or the length of its address."""
    declared: bytes = dict(scope["headers"]).get(b"content-length", b"")
    return max(int(declared) if declared.isdigit() else 0, len(scope.get("query_string", b"")))
