"""HTTP responses: content negotiation, body and status."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.responses import Response
from strawberry.types import ExecutionResult

from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import api as messages

GRAPHQL: Final = "application/graphql-response+json"
LEGACY: Final = "application/json"
_RANGES: Final = ("application/*", "*/*")
"""Ranges that match both media types, the more specific first."""
HTTP_STATUS: Final = {
    ErrorCode.REQUEST_TOO_LARGE: 413,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.NOT_ACCEPTABLE: 406,
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: 415,
    ErrorCode.DOCUMENT_NOT_FOUND: 404,
    ErrorCode.ONLY_TRUSTED_DOCUMENTS: 403,
    ErrorCode.ORIGIN_NOT_ALLOWED: 403,
    ErrorCode.HOST_NOT_ALLOWED: 421,
    ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED: 200,
}
"""The status of a request without valid GraphQL; 400 for all other codes."""


def negotiate_media_type(accept: str) -> str:
    """Returns the media type that the `Accept` header prefers. Raises UserError (NOT_ACCEPTABLE)."""
    if not accept.strip():
        return LEGACY
    ranges = dict(map(_parse_range, accept.split(",")))
    # On equal quality the legacy type wins, unless the header names the other one: every client understands it.
    candidates = (GRAPHQL, LEGACY) if GRAPHQL in ranges else (LEGACY, GRAPHQL)
    best = max(candidates, key=lambda media_type: _quality(media_type, ranges))
    if not _quality(best, ranges):
        raise UserError(messages.NOT_ACCEPTABLE, graphql=GRAPHQL, legacy=LEGACY)
    return best


def _quality(media_type: str, ranges: Mapping[str, float]) -> float:
    return next((ranges[each] for each in (media_type, *_RANGES) if each in ranges), 0)


def _parse_range(text: str) -> tuple[str, float]:
    name, *parameters = (each.strip().lower() for each in text.split(";"))
    quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    return name, float(quality) if quality.replace(".", "", 1).isdecimal() else 0


def response_body(result: ExecutionResult) -> dict[str, Any]:
    """Omits `data` for a request error."""
    body: dict[str, Any] = {} if is_request_error(result) else {"data": result.data}
    if result.errors:
        body["errors"] = [error.formatted for error in result.errors]
    if result.extensions:
        body["extensions"] = result.extensions
    return body


def is_request_error(result: ExecutionResult) -> bool:
    """Checks whether the operation failed before execution began (GraphQL specification, section 7.1.2)."""
    return result.data is None and all(error.path is None for error in result.errors or ())


def response_for(result: ExecutionResult, media_type: str) -> Response:
    """Returns the response to one operation.

    Clients that accept `application/json` treat any status but 200 as a transport failure, so most errors have status 200
    there.
    """
    codes = {error.extensions["code"] for error in result.errors or () if error.extensions}
    if ErrorCode.METHOD_NOT_ALLOWED.name in codes:
        return json_response(response_body(result), media_type, 405, {"Allow": "POST"})
    has_status = media_type == GRAPHQL or ErrorCode.BAD_REQUEST.name in codes
    return json_response(response_body(result), media_type, 400 if has_status and is_request_error(result) else 200)


def error_response(error: UserError, media_type: str = LEGACY) -> Response:
    status = HTTP_STATUS.get(error.code, 400)
    headers = {"Allow": "GET, POST"} if status == 405 else {}
    return json_response(error_body(error), media_type, status, headers)


def error_body(error: UserError) -> dict[str, Any]:
    return {"errors": [{"message": error.message, "extensions": {"code": error.code.name, **error.extensions}}]}


def json_response(content: Any, media_type: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """Returns UTF-8 JSON without `\\u` escapes."""
    return Response(orjson.dumps(content), status, {"Vary": "Accept", **(headers or {})}, f"{media_type}; charset=utf-8")
