"""The endpoint /graphql: GraphQL over HTTP."""

import asyncio
import time
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send
from strawberry.types import ExecutionResult

from api.disconnect import CLIENT_CLOSED_REQUEST, CancelOnDisconnect, ClientDisconnected
from api.graphql.etag import ETags
from api.graphql.request import GraphQLRequest, parse_requests
from api.graphql.response import (
    LEGACY,
    EncodedResult,
    accept_header,
    encode_batch,
    encode_json,
    encode_result,
    encoded_response,
    error_body,
    error_response,
    negotiate_media_type,
    response_for,
    service_unavailable,
)
from api.graphql.trusted_documents import TrustedDocuments
from api.language import language_of
from api.observability.instrumentation import LOG, record_cancellation, record_operation
from api.state import AppState
from graph.database.tracing import span
from graph.errors import UserError
from graph.messages import api as messages
from graph.messages.language import Language
from schema.execution.context import Context
from schema.execution.executor import Executor


class GraphQLView:
    """Responds with 503 until the database is ready."""

    def __init__(self, executor: Executor, documents: TrustedDocuments, etags: ETags, state: AppState) -> None:
        self._executor = executor
        self._documents = documents
        self._etags = etags
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, media_type, language = Request(scope, receive), LEGACY, language_of(scope)
        try:
            if _wants_html(request):
                response: Response = RedirectResponse("./", 303)
            else:
                media_type = negotiate_media_type(accept_header(request))
                response = await self._respond(request, media_type, language)
        except UserError as error:
            response = error_response(error, language, media_type)
        except ClientDisconnect:
            LOG.info("upload interrupted")
            response = Response(status_code=CLIENT_CLOSED_REQUEST)
        except ClientDisconnected:
            response = Response(status_code=CLIENT_CLOSED_REQUEST)
        await response(scope, receive, send)

    async def _respond(self, request: Request, media_type: str, language: Language) -> Response:
        state, database = self._state, self._state.database
        if request.method not in ("GET", "POST"):
            raise UserError(messages.METHOD_NOT_ALLOWED)
        if database is None:
            return service_unavailable(media_type, language)
        operation = await parse_requests(request, state.settings, self._documents)
        async with CancelOnDisconnect(request), state.admission.slot():
            with state.progress.shown(request) as board:
                if isinstance(operation, list):
                    contexts = [state.context(database, language, board) for _ in operation]
                    items = await asyncio.gather(*map(partial(self._batch_item, request), operation, contexts))
                    return encoded_response(encode_batch(items, state.settings.max_response_bytes, language), media_type, 200)
                context = state.context(database, language, board)
                if not_modified := await self._etags.not_modified(request, operation, media_type, context):
                    return not_modified
                encoded = await self._execute(request, operation, context)
                response = response_for(encoded, media_type)
                if context.is_torn or not encoded.result.errors:
                    self._etags.set_etag(response, operation, media_type, context)
                return response

    async def _batch_item(self, request: Request, operation: GraphQLRequest | UserError, context: Context) -> EncodedResult:
        if isinstance(operation, UserError):
            return EncodedResult(ExecutionResult(data=None, errors=None), encode_json(error_body(operation, context.language)))
        return await self._execute(request, operation, context)

    async def _execute(self, request: Request, operation: GraphQLRequest, context: Context) -> EncodedResult:
        context.is_post = operation.method == "POST"
        start = time.perf_counter()
        try:
            with span("graphql operation", {}, request.headers):
                result = await self._executor.execute(
                    operation.query,
                    operation.variables,
                    context=context,
                    operation_name=operation.operation_name,
                    only_queries=operation.method == "GET",
                    extensions=operation.extensions,
                )
        except asyncio.CancelledError:
            record_cancellation(context, time.perf_counter() - start)
            raise
        encoded = encode_result(result, self._state.settings.max_response_bytes, context.language)
        record_operation(encoded.result, context, time.perf_counter() - start, self._state.metrics)
        return encoded


def _wants_html(request: Request) -> bool:
    if request.method != "GET" or "text/html" not in accept_header(request):
        return False
    return "query" not in request.query_params and "documentId" not in request.query_params
