"""The endpoint /exports/{projection}.{extension}: a network as a file."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.disconnect import CancelOnDisconnect, ClientDisconnected
from api.exports.exporter import export_at_one_revision
from api.graphql.response import LEGACY, error_response, service_unavailable
from api.state import AppState
from graph.database.database import Database
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.messages import api as api_messages
from graph.messages import network as messages
from graph.network.exports.csv_zip import write_csv_zip
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.formats import FORMATS_BY_EXTENSION, Format
from graph.network.questions.export_question import ExportQuestion, path_of_projection, projection_of_path
from schema.execution.context import Context

ALLOWED_METHODS: Final = ("GET", "HEAD")
CHUNK_BYTES: Final = 65_536
CLIENT_CLOSED_REQUEST: Final = 499
"""The status for middleware and logs after a disconnect."""


class ExportView:
    """The ASGI endpoint. Returns 503 until the database is ready. `sdl`: changes with each version of the product."""

    def __init__(self, state: AppState, sdl: str) -> None:
        self._state = state
        self._version = hashlib.blake2s(sdl.encode(), digest_size=8).hexdigest()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except UserError as error:
            response = error_response(error, allow=", ".join(ALLOWED_METHODS))
        except ClientDisconnected:
            response = Response(status_code=CLIENT_CLOSED_REQUEST)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method not in ALLOWED_METHODS:
            raise UserError(api_messages.ONLY_GET)
        if self._state.database is None:
            return service_unavailable(LEGACY)
        projection, of_format = named(request.path_params["name"])
        async with CancelOnDisconnect(request), self._state.admission.slot():
            context = self._state.context(self._state.database)
            question = ExportQuestion.of(projection, _parameters(request), context.today)
            write = writer(of_format, question)
            if (not_modified := await self._not_modified(request, self._state.database, context)) is not None:
                return not_modified
            network = await export_at_one_revision(context, question)
            of_format.require_fits(network)
        tag = self._tag(request, context.revision, context)
        headers = {
            **(_caching(tag) if self._state.database.identifies_revisions else {}),
            "Content-Disposition": f'attachment; filename="{_file_name(question, of_format)}"',
        }
        if request.method == "HEAD":
            return Response(None, 200, headers, of_format.media_type)
        return StreamingResponse(in_chunks(write(network)), 200, headers, of_format.media_type)

    async def _not_modified(self, request: Request, database: Database, context: Context) -> Response | None:
        """Returns 304 if an `If-None-Match` tag is that of the current revision. Executes one short read."""
        if_none_match = request.headers.get("if-none-match")
        if not if_none_match:
            return None
        tag = self._tag(request, (await database.read(READ_REVISION)).revision, context)
        if not database.identifies_revisions:
            return None
        return Response(status_code=304, headers=_caching(tag)) if tag in map(str.strip, if_none_match.split(",")) else None

    def _tag(self, request: Request, revision: str, context: Context) -> str:
        parameters = sorted(_parameters(request).items())
        content = [revision, str(context.today), self._version, request.path_params["name"], parameters]
        return f'W/"{hashlib.blake2s(orjson.dumps(content), digest_size=16).hexdigest()}"'


def named(name: str) -> tuple[str, Format]:
    """Returns the projection and the format of a file name. Raises UserError (NOT_FOUND)."""
    path, _, extension = name.partition(".")
    projection, of_format = projection_of_path(path), FORMATS_BY_EXTENSION.get(extension)
    if projection is None or of_format is None:
        raise UserError(messages.NO_SUCH_EXPORT, name=name, extensions=", ".join(FORMATS_BY_EXTENSION))
    return projection.name, of_format


def _parameters(request: Request) -> dict[str, str]:
    """Returns the parameters; the values of a repeated one are joined like a list."""
    found: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


def _file_name(question: ExportQuestion, of_format: Format) -> str:
    network = question.network
    projection = network.projection.base if network.projection.name.endswith(")") else network.projection
    scope = "".join(each for each in network.scope if each.isascii() and each.isalnum())
    return f"{path_of_projection(projection)}-{scope}-{network.day.isoformat()}.{of_format.extension}"


def _caching(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache"}


def writer(of_format: Format, question: ExportQuestion) -> Callable[[ExportNetwork], Iterator[bytes]]:
    """Returns the function that writes the file. Raises UserError (BAD_ARGUMENT) for an encoding that only CSV has."""
    if of_format.write is write_csv_zip:
        return partial(write_csv_zip, encoding=question.encoding)
    if question.encoding != "utf-8":
        raise UserError(messages.ENCODING_OF_CSV, encoding=question.encoding, extension=of_format.extension)
    return of_format.write


def in_chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yields the pieces joined to chunks of at least 64 KiB."""
    chunk = bytearray()
    for piece in pieces:
        chunk += piece
        if len(chunk) >= CHUNK_BYTES:
            yield bytes(chunk)
            chunk.clear()
    yield bytes(chunk)
