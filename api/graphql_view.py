"""GraphQL over HTTP."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from api.state import State
from graph.errors import ErrorCode
from graph.moments import today
from schema.context import Context
from schema.execution import Schema


class GraphQLView(GraphQL[Context, None]):
    """Answers operations on the schema; says so while the database is not there yet."""

    def __init__(self, schema: Schema, state: State) -> None:
        super().__init__(schema, graphql_ide=None)
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._state.database is None and scope["type"] == "http":
            await _starting()(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        assert self._state.database is not None
        return Context(self._state.database, today(self._state.timezone), self._state.revisions, self._state.snapshots)

    def decode_json(self, data: str | bytes) -> object:
        """Strict JSON: no lone surrogates, no NaN, no nesting without end, and no bare value."""
        decoded: object = orjson.loads(data)
        if not isinstance(decoded, dict | list):
            raise orjson.JSONDecodeError("an object is expected", str(data), 0)
        return decoded  # pyright: ignore[reportUnknownVariableType]

    def encode_json(self, data: Any) -> bytes:
        return orjson.dumps(data)


def _starting() -> Response:
    sentence = "The database is being started and loaded. Try again shortly; /readyz says when."
    error = {"message": sentence, "extensions": {"code": ErrorCode.DATABASE_UNAVAILABLE.name}}
    return JSONResponse({"data": None, "errors": [error]}, status_code=503)
