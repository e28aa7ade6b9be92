"""HTTP responses: content negotiation, body and status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from strawberry.types import ExecutionResult

from api.language import VARY as VARY_BY_LANGUAGE
from graph.error_codes import ErrorCode
from graph.errors import UserError
from graph.messages import api as messages
from graph.messages import execution as execution_messages
from graph.messages.language import Language
from schema.execution.errors import format_error

VARY: Final = f"Accept, {VARY_BY_LANGUAGE}"
GRAPHQL: Final = "application/graphql-response+json"
LEGACY: Final = "application/json"
_RANGES: Final = ("application/*", "*/*")
"""Both match both media types; the more specific is first."""
_PLAIN_DATA: Final = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
"""By default orjson writes these objects with their internal names and formats."""
UNAVAILABLE_CODES: Final = {ErrorCode.BUSY.name, ErrorCode.DATABASE_UNAVAILABLE.name}
HTTP_STATUS: Final = {
    ErrorCode.REQUEST_TOO_LARGE: 413,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.TIME_BUDGET: 504,
    ErrorCode.DATA_CHANGED: 503,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.NOT_ACCEPTABLE: 406,
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: 415,
    ErrorCode.DOCUMENT_NOT_FOUND: 404,
    ErrorCode.ONLY_TRUSTED_DOCUMENTS: 403,
    ErrorCode.ORIGIN_NOT_ALLOWED: 403,
    ErrorCode.HOST_NOT_ALLOWED: 421,
    ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED: 200,
    ErrorCode.BUSY: 503,
    ErrorCode.DATABASE_UNAVAILABLE: 503,
    ErrorCode.DATABASE_TIMEOUT: 504,
    ErrorCode.UNEXPECTED: 500,
}
"""By code of an error before execution; 400 for all others."""
RETRY_AFTER_SECONDS: Final = 5


def negotiate_media_type(accept: str) -> str:
    """Reads the `Accept` header. Raises UserError (NOT_ACCEPTABLE)."""
    if not accept.strip():
        return LEGACY
    ranges = parse_ranges(accept)
    # On equal quality the legacy type wins, unless the header names the other one: every client understands it.
    candidates = (GRAPHQL, LEGACY) if GRAPHQL in ranges else (LEGACY, GRAPHQL)
    best = max(candidates, key=lambda media_type: quality(media_type, ranges))
    if not quality(best, ranges):
        raise UserError(messages.NOT_ACCEPTABLE, first=GRAPHQL, second=LEGACY)
    return best


def accept_header(request: Request) -> str:
    return b",".join([value for name, value in request.scope["headers"] if name == b"accept"]).decode("latin-1")


def parse_ranges(accept: str) -> dict[str, float]:
    """Returns the quality of each range."""
    return dict(map(_parse_range, accept.split(",")))


def quality(media_type: str, ranges: Mapping[str, float]) -> float:
    """Returns 0 for a media type that is not accepted."""
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
    """Checks for a failure before execution (GraphQL specification, section 7.1.2)."""
    return result.data is None and all(error.path is None for error in result.errors or ())


@dataclass(frozen=True)
class EncodedResult:
    result: ExecutionResult
    content: bytes


def encode_result(result: ExecutionResult, max_bytes: int, language: Language) -> EncodedResult:
    """Returns an error if the response is too large or not plain data."""
    try:
        content = encode_json(response_body(result))
    except TypeError as error:
        return _encode_error(error, language)
    if len(content) > max_bytes:
        error = UserError(execution_messages.RESPONSE_TOO_LARGE, number=len(content), maximum=max_bytes)
        return _encode_error(error, language)
    return EncodedResult(result, content)


def encode_batch(items: Sequence[EncodedResult], max_bytes: int, language: Language) -> bytes:
    """Replaces items beyond `max_bytes` of the whole response by errors."""
    contents: list[bytes] = []
    size = 0
    for item in items:
        size += len(item.content)
        error = UserError(execution_messages.RESPONSE_TOO_LARGE, number=size, maximum=max_bytes)
        contents.append(item.content if size <= max_bytes else _encode_error(error, language).content)
    return b"[" + b",".join(contents) + b"]"


def _encode_error(error: Exception, language: Language) -> EncodedResult:
    result = ExecutionResult(data=None, errors=[format_error(GraphQLError(str(error), original_error=error), "", language)])
    return EncodedResult(result, encode_json(response_body(result)))


def response_for(encoded: EncodedResult, media_type: str) -> Response:
    """Returns the response to one operation.

    Most errors have status 200 for clients that accept `application/json`, as these treat any other status as a transport failure. If the
    database is not available and no field has data, the status is 503, so that clients and proxies try again.
    """
    result = encoded.result
    codes = {error.extensions["code"] for error in result.errors or () if error.extensions}
    if ErrorCode.METHOD_NOT_ALLOWED.name in codes:
        return encoded_response(encoded.content, media_type, 405, {"Allow": "POST"})
    if codes & UNAVAILABLE_CODES and not any(value is not None for value in (result.data or {}).values()):
        return encoded_response(encoded.content, media_type, 503, _retry_after(503))
    has_status = media_type == GRAPHQL or ErrorCode.BAD_REQUEST.name in codes
    return encoded_response(encoded.content, media_type, 400 if has_status and is_request_error(result) else 200)


def error_response(error: UserError, language: Language, media_type: str = LEGACY, *, allow: str = "GET, POST") -> Response:
    """Returns the response to an error before execution. `allow`: the methods of the endpoint."""
    status = HTTP_STATUS.get(error.code, 400)
    headers = {"Allow": allow} if status == 405 else _retry_after(status)
    return json_response(error_body(error, language), media_type, status, headers)


def service_unavailable(media_type: str, language: Language) -> Response:
    content = {"data": None, **error_body(UserError(messages.STARTING), language)}
    return json_response(content, media_type, 503, _retry_after(503))


def _retry_after(status: int) -> dict[str, str]:
    return {"Retry-After": str(RETRY_AFTER_SECONDS)} if status == 503 else {}


def error_body(error: UserError, language: Language) -> dict[str, Any]:
    return {"errors": [error.formatted(language)]}


def json_response(content: Any, media_type: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return encoded_response(encode_json(content), media_type, status, headers)


def encoded_response(content: bytes, media_type: str, status: int, headers: dict[str, str] | None = None) -> Response:
    headers = {"Vary": VARY, **(headers or {})}
    return Response(content, status, headers, f"{media_type}; charset=utf-8")


def encode_json(content: Any) -> bytes:
    r"""Writes no `\u` escapes. Raises TypeError for an object that is no plain data."""
    return orjson.dumps(content, option=_PLAIN_DATA)
