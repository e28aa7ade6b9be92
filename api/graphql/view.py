"""GraphQL over HTTP."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.disconnect import CancelOnDisconnect, ClientDisconnected
from api.graphql.etag import not_modified, set_etag
from api.graphql.request import GraphQLRequest, parse_requests
from api.graphql.response import LEGACY, error_response, json_response, negotiate_media_type, response_body, response_for
from api.observability.instrumentation import instrument
from api.state import AppState
from graph.cypher.validity import today
from graph.database.database import Database
from graph.errors import ErrorCode, UserError
from schema.execution.context import Context
from schema.execution.executor import Schema

_BY_GET: Final = (OperationType.QUERY,)
_BY_POST: Final = tuple(OperationType)
CLIENT_CLOSED_REQUEST: Final = 499
"""Seen by middleware and logs only: there is nobody to send it to."""


class GraphQLView:
    """Answers operations on the schema; says so while the database is not there yet."""

    def __init__(self, schema: Schema, state: AppState) -> None:
        self._schema = schema
        self._state = state
        self._limits = state.settings.limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        accepted = LEGACY
        try:
            if _wants_html(request):
                return RedirectResponse("/", 303)
            accepted = negotiate_media_type(_accept(request))
            if request.method not in ("GET", "POST"):
                raise UserError(ErrorCode.METHOD_NOT_ALLOWED, "Ask with POST, or queries with GET.")
            if self._state.database is None:
                return _service_unavailable(accepted)
            asked = await parse_requests(request, self._state.settings, self._state.trusted_documents)
            async with CancelOnDisconnect(request):
                if isinstance(asked, GraphQLRequest):
                    return await self._respond_to_request(request, asked, accepted, self._state.database)
                return await self._respond_to_batch(request, asked, accepted, self._state.database)
        except UserError as refusal:
            return error_response(refusal, accepted)
        except ClientDisconnected:
            return Response(status_code=CLIENT_CLOSED_REQUEST)

    async def _respond_to_batch(
        self, request: Request, asked: Sequence[GraphQLRequest], accepted: str, database: Database
    ) -> Response:
        results = await asyncio.gather(*(self._execute(request, each, self._context(database)) for each in asked))
        return json_response([response_body(each) for each in results], accepted, 200)

    async def _respond_to_request(self, request: Request, asked: GraphQLRequest, accepted: str, database: Database) -> Response:
        context = self._context(database)
        known = request.headers.get("if-none-match") if asked.cacheable else None
        if known and (unchanged := await not_modified(known, asked, accepted, context)):
            return unchanged
        result = await self._execute(request, asked, context)
        response = response_for(result, accepted)
        if asked.cacheable and not result.errors:
            set_etag(response, asked, accepted, context)
        return response

    async def _execute(self, request: Request, asked: GraphQLRequest, context: Context) -> ExecutionResult:
        context.is_post = asked.method == "POST"
        execute = partial(
            self._schema.execute,
            asked.query,
            asked.variables,
            context_value=context,
            operation_name=asked.operation,
            allowed_operation_types=_BY_GET if asked.method == "GET" else _BY_POST,
            operation_extensions=asked.extensions,
        )
        return await instrument(execute, context, request.headers, self._state.metrics)

    def _context(self, database: Database) -> Context:
        settings = self._state.settings
        return Context(database, today(settings.timezone), self._state.revisions, self._state.snapshots, self._limits)


def _accept(request: Request) -> str:
    """What the caller accepts, in however many headers."""
    return b",".join([value for name, value in request.scope["headers"] if name == b"accept"]).decode("latin-1")


def _wants_html(request: Request) -> bool:
    """Somebody opened the address in a browser: the page at / is what they look for."""
    if request.method != "GET" or "text/html" not in _accept(request):
        return False
    return "query" not in request.query_params and "documentId" not in request.query_params


def _service_unavailable(accepted: str) -> Response:
    sentence = "The database is being started and loaded. Try again shortly; /readyz says when."
    error = {"message": sentence, "extensions": {"code": ErrorCode.DATABASE_UNAVAILABLE.name}}
    return json_response({"data": None, "errors": [error]}, accepted, 503)
