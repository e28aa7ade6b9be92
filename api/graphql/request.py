"""What a caller asks over HTTP: read strictly, and refused with a sentence where it is not a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import orjson
from starlette.requests import Request

from api.graphql.trusted_documents import TrustedDocuments
from api.settings import Settings
from graph.errors import ErrorCode, UserError


@dataclass(frozen=True)
class GraphQLRequest:
    """One operation to execute. ``cacheable``: the same request may be asked again by a cache."""

    query: str | None
    operation: str | None
    variables: dict[str, Any]
    extensions: dict[str, Any]
    method: str
    cacheable: bool


async def parse_requests(
    request: Request, settings: Settings, trusted: TrustedDocuments
) -> GraphQLRequest | list[GraphQLRequest]:
    """The one operation that is asked, or a batch. Raises Refusal with the code of what is wrong."""
    sent = (
        _params_from_query_string(request, settings) if request.method == "GET" else _from_body(request, await request.body())
    )
    if isinstance(sent, list):
        batch = cast(list[Any], sent)
        _check_batch(batch, settings)
        return [_operation(each, request.method, settings, trusted) for each in batch]
    return _operation(sent, request.method, settings, trusted)


def _params_from_query_string(request: Request, settings: Settings) -> dict[str, Any]:
    if not settings.allow_get:
        raise UserError(ErrorCode.METHOD_NOT_ALLOWED, "GET is not allowed here. Send the operation with POST.")
    sent: dict[str, Any] = dict(request.query_params)
    return sent | {name: parse_json(sent[name]) if sent[name] else None for name in _OBJECTS if name in sent}


def _from_body(request: Request, body: bytes) -> Any:
    media_type, *parameters = (each.strip().lower() for each in request.headers.get("content-type", "").split(";"))
    charset = next((each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset=")), "utf-8")
    if media_type != "application/json" or charset not in ("utf-8", "utf8"):
        raise UserError(
            ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The body is not JSON in UTF-8. Send it with Content-Type: application/json."
        )
    return parse_json(body)


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text: no NaN, no lone surrogate, no invalid UTF-8, no nesting without end. Raises Refusal."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _bad(f"The request is not JSON: {error.msg}. Send an object with a `query`.") from None
    except UnicodeEncodeError:
        raise _bad("The request is not UTF-8. Send JSON in UTF-8.") from None


def _check_batch(sent: list[Any], settings: Settings) -> None:
    if not sent and settings.max_batch:
        raise _bad("The request is an empty list. Send an operation, or several in a list.")
    if not 0 < len(sent) <= settings.max_batch:
        sentence = f"The request holds {len(sent)} operations in a list; MAX_BATCH allows {settings.max_batch}. Send one for each request."
        raise UserError(ErrorCode.BATCHING_NOT_ENABLED, sentence)


_OBJECTS: Final = ("variables", "extensions")
_TEXTS: Final = ("query", "operationName", "documentId")


def _operation(sent: Any, method: str, settings: Settings, trusted: TrustedDocuments) -> GraphQLRequest:
    if not isinstance(sent, dict):
        raise _bad("The request is not an object. Send one with a `query`.")
    fields = cast(dict[str, Any], sent)
    for name, kind, said in [(name, str, "text") for name in _TEXTS] + [(name, dict, "an object") for name in _OBJECTS]:
        if not isinstance(fields.get(name), kind | None):
            raise _bad(f"`{name}` is not {said}. Send {said}, or leave it out.")
    query, operation = _document(fields, settings, trusted)
    cacheable = method == "GET" or fields.get("documentId") is not None
    return GraphQLRequest(query, operation, fields.get("variables") or {}, fields.get("extensions") or {}, method, cacheable)


def _document(fields: Mapping[str, Any], settings: Settings, trusted: TrustedDocuments) -> tuple[str | None, str | None]:
    """The text and the name of the operation, the caller's own or a trusted one."""
    identifier, query = fields.get("documentId"), fields.get("query")
    if identifier is None:
        if settings.only_trusted_documents:
            sentence = "Only trusted documents are answered here. Send the `documentId` of one instead of a `query`."
            raise UserError(ErrorCode.ONLY_TRUSTED_DOCUMENTS, sentence)
        return query, fields.get("operationName") or None
    if query is not None:
        raise _bad("Both `query` and `documentId` are given. Leave one out.")
    document = trusted[identifier]
    return document.text, document.operation


def _bad(sentence: str) -> UserError:
    return UserError(ErrorCode.BAD_REQUEST, sentence)
