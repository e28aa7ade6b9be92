"""The endpoint /exports/{name}: a network or a workbook as a file."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.disconnect import CLIENT_CLOSED_REQUEST, CancelOnDisconnect, ClientDisconnected
from api.exports.read_at import ReadAt
from api.exports.requested import requested
from api.graphql.etag import caching_headers, matching_tag, tag_of
from api.graphql.response import LEGACY, error_response, service_unavailable
from api.language import language_of
from api.state import AppState
from graph.database.database import Database
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.messages import api as api_messages
from graph.messages.language import Language
from graph.network.questions.export_question import joined_parameters
from schema.execution.context import Context
from schema.execution.executor import Executor

ALLOWED_METHODS: Final = ("GET", "HEAD")


class ExportView:
    """Responds with 503 until the database is ready. `executor`: of workbooks. `schema_digest`: changes with each version."""

    def __init__(self, executor: Executor, state: AppState, schema_digest: str) -> None:
        self._executor = executor
        self._state = state
        self._schema_digest = schema_digest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request, language = Request(scope, receive), language_of(scope)
        try:
            response = await self._respond(request, language)
        except UserError as error:
            response = error_response(error, language, allow=", ".join(ALLOWED_METHODS))
        except ClientDisconnected:
            response = Response(status_code=CLIENT_CLOSED_REQUEST)
        await response(scope, receive, send)

    async def _respond(self, request: Request, language: Language) -> Response:
        if request.method not in ALLOWED_METHODS:
            raise UserError(api_messages.ONLY_GET)
        database = self._state.database
        if database is None:
            return service_unavailable(LEGACY, language)
        async with CancelOnDisconnect(request), self._state.admission.slot():
            context = self._state.context(database)
            file = requested(request.path_params["name"], _parameters(request), context)
            if (not_modified := await self._not_modified(request, database, context)) is not None:
                return not_modified
            with self._state.progress.shown(request) as board:
                content = await file.read(self._executor, lambda: self._state.context(database, board=board))
        disposition = {"Content-Disposition": f'attachment; filename="{file.file_name}"'}
        headers = disposition | self._caching_headers(request, content.read_at, context)
        if request.method == "HEAD":
            return Response(None, 200, headers, file.media_type)
        return StreamingResponse(content.chunks, 200, headers, file.media_type)

    def _caching_headers(self, request: Request, read_at: ReadAt, context: Context) -> dict[str, str]:
        if read_at.is_torn:
            return read_at.torn_headers()
        tag = self._tag(request, read_at.revision, context) if context.database.identifies_revisions else None
        return {} if tag is None else caching_headers(tag)

    async def _not_modified(self, request: Request, database: Database, context: Context) -> Response | None:
        """Returns 304 if an `If-None-Match` tag is that of the current revision. Executes one short read."""
        if_none_match = request.headers.get("if-none-match")
        if not if_none_match:
            return None
        tag = self._tag(request, (await database.read(READ_REVISION)).revision, context)
        if not database.identifies_revisions:
            return None
        matching = matching_tag(if_none_match, {tag})
        return None if matching is None else Response(status_code=304, headers=caching_headers(matching))

    def _tag(self, request: Request, revision: str, context: Context) -> str | None:
        parameters = sorted(_parameters(request).items())
        return tag_of(revision, str(context.today), self._schema_digest, request.path_params["name"], parameters)


def _parameters(request: Request) -> dict[str, str]:
    return joined_parameters(request.query_params.multi_items())
