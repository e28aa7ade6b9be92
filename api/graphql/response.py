"""What is answered over HTTP: the media type that the caller takes, and the status that goes with it."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.responses import Response
from strawberry.types import ExecutionResult

from graph.errors import ErrorCode, UserError

GRAPHQL: Final = "application/graphql-response+json"
LEGACY: Final = "application/json"
_RANGES: Final = ("application/*", "*/*")
"""What either may be meant by, the more specific first."""
HTTP_STATUS: Final = {
    ErrorCode.REQUEST_TOO_LARGE: 413,
    ErrorCode.METHOD_NOT_ALLOWED: 405,
    ErrorCode.NOT_ACCEPTABLE: 406,
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: 415,
    ErrorCode.DOCUMENT_NOT_FOUND: 404,
    ErrorCode.ONLY_TRUSTED_DOCUMENTS: 403,
}
"""The statuses of requests that never became an operation; of the others it is 400."""


def negotiate_media_type(accept: str) -> str:
    """The media type that the caller likes best of the two that there are. Raises Refusal (NOT_ACCEPTABLE)."""
    if not accept.strip():
        return LEGACY
    sent = dict(map(_range, accept.split(",")))
    # Where both are liked alike the legacy one is safer, unless the other one is named.
    liked = {each: _quality(each, sent) for each in ((GRAPHQL, LEGACY) if GRAPHQL in sent else (LEGACY, GRAPHQL))}
    best = max(liked, key=lambda each: liked[each])
    if not liked[best]:
        raise UserError(ErrorCode.NOT_ACCEPTABLE, f"The answer is JSON. Accept {GRAPHQL} or {LEGACY}.")
    return best


def _quality(name: str, sent: Mapping[str, float]) -> float:
    """How much the caller likes a media type: by its name, or by the most specific range that it falls in."""
    return next((sent[each] for each in (name, *_RANGES) if each in sent), 0)


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (each.strip().lower() for each in text.split(";"))
    quality = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    return name, float(quality) if quality.replace(".", "", 1).isdecimal() else 0


def response_body(result: ExecutionResult) -> dict[str, Any]:
    """The answer to an operation; without data where it was refused before it was executed."""
    content: dict[str, Any] = {} if is_request_error(result) else {"data": result.data}
    if result.errors:
        content["errors"] = [each.formatted for each in result.errors]
    if result.extensions:
        content["extensions"] = result.extensions
    return content


def is_request_error(result: ExecutionResult) -> bool:
    return result.data is None and all(each.path is None for each in result.errors or ())


def response_for(result: ExecutionResult, accepted: str) -> Response:
    """The answer to one operation. A legacy client takes any status but 200 for a failure of the network."""
    codes = {each.extensions["code"] for each in result.errors or () if each.extensions}
    if ErrorCode.METHOD_NOT_ALLOWED.name in codes:
        return json_response(response_body(result), accepted, 405, {"Allow": "POST"})
    no_operation = ErrorCode.BAD_REQUEST.name in codes
    return json_response(
        response_body(result), accepted, 400 if is_request_error(result) and (accepted == GRAPHQL or no_operation) else 200
    )


def error_response(error: UserError, accepted: str = LEGACY) -> Response:
    """The answer to a request that never became an operation."""
    status = HTTP_STATUS.get(error.code, 400)
    content = {"message": error.message, "extensions": {"code": error.code.name, **error.extensions}}
    headers = {"Allow": "GET, POST"} if status == 405 else {}
    return json_response({"errors": [content]}, accepted, status, headers)


def json_response(content: Any, accepted: str, status: int, headers: dict[str, str] | None = None) -> Response:
    """JSON in UTF-8, nothing escaped that need not be."""
    return Response(orjson.dumps(content), status, {"Vary": "Accept", **(headers or {})}, f"{accepted}; charset=utf-8")
