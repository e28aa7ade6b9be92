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

from api.entity_tags import mark, not_modified
from api.graphql_request import GraphQLRequest, requests_of
from api.graphql_response import LEGACY, answer, answer_of, content_of, media_type, refusal_of
from api.hanging_up import CallerLeft, WhileCallerWaits
from api.operations import observed
from api.state import State
from graph.database import Database
from graph.errors import ErrorCode, Refusal
from graph.moments import today
from schema.context import Context
from schema.execution import Schema

_BY_GET: Final = (OperationType.QUERY,)
_BY_POST: Final = tuple(OperationType)
CLIENT_CLOSED_REQUEST: Final = 499
"""Seen by middleware and logs only: there is nobody to send it to."""


class GraphQLView:
    """Answers operations on the schema; says so while the database is not there yet."""

    def __init__(self, schema: Schema, state: State) -> None:
        self._schema = schema
        self._state = state
        self._limits = state.settings.limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        accepted = LEGACY
        try:
            if _is_browser_at_the_door(request):
                return RedirectResponse("/", 303)
            accepted = media_type(_accept(request))
            if request.method not in ("GET", "POST"):
                raise Refusal(ErrorCode.METHOD_NOT_ALLOWED, "Ask with POST, or queries with GET.")
            if self._state.database is None:
                return _starting(accepted)
            asked = await requests_of(request, self._state.settings, self._state.trusted_documents)
            async with WhileCallerWaits(request):
                if isinstance(asked, GraphQLRequest):
                    return await self._answer_one(request, asked, accepted, self._state.database)
                return await self._answer_batch(request, asked, accepted, self._state.database)
        except Refusal as refusal:
            return refusal_of(refusal, accepted)
        except CallerLeft:
            return Response(status_code=CLIENT_CLOSED_REQUEST)

    async def _answer_batch(
        self, request: Request, asked: Sequence[GraphQLRequest], accepted: str, database: Database
    ) -> Response:
        results = await asyncio.gather(*(self._execute(request, each, self._context(database)) for each in asked))
        return answer([content_of(each) for each in results], accepted, 200)

    async def _answer_one(self, request: Request, asked: GraphQLRequest, accepted: str, database: Database) -> Response:
        context = self._context(database)
        known = request.headers.get("if-none-match") if asked.cacheable else None
        if known and (unchanged := await not_modified(known, asked, accepted, context)):
            return unchanged
        result = await self._execute(request, asked, context)
        response = answer_of(result, accepted)
        if asked.cacheable and not result.errors:
            mark(response, asked, accepted, context)
        return response

    async def _execute(self, request: Request, asked: GraphQLRequest, context: Context) -> ExecutionResult:
        context.by_post = asked.method == "POST"
        execute = partial(
            self._schema.execute,
            asked.query,
            asked.variables,
            context_value=context,
            operation_name=asked.operation,
            allowed_operation_types=_BY_GET if asked.method == "GET" else _BY_POST,
            operation_extensions=asked.extensions,
        )
        return await observed(execute, context, request.headers, self._state.metrics)

    def _context(self, database: Database) -> Context:
        settings = self._state.settings
        return Context(database, today(settings.timezone), self._state.revisions, self._state.snapshots, self._limits)


def _accept(request: Request) -> str:
    """What the caller accepts, in however many headers."""
    return b",".join([value for name, value in request.scope["headers"] if name == b"accept"]).decode("latin-1")


def _is_browser_at_the_door(request: Request) -> bool:
    """Somebody opened the address in a browser: the page at / is what they look for."""
    if request.method != "GET" or "text/html" not in _accept(request):
        return False
    return "query" not in request.query_params and "documentId" not in request.query_params


def _starting(accepted: str) -> Response:
    sentence = "The database is being started and loaded. Try again shortly; /readyz says when."
    error = {"message": sentence, "extensions": {"code": ErrorCode.DATABASE_UNAVAILABLE.name}}
    return answer({"data": None, "errors": [error]}, accepted, 503)
