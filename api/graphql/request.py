"""Parses GraphQL requests strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import orjson
from starlette.requests import Request

from api.graphql.trusted_documents import TrustedDocument, TrustedDocuments
from api.settings import Settings
from graph.errors import UserError
from graph.messages import api as messages
from graph.messages.message import Message
from graph.reasons import json_reason

_PARAMETERS: Final[tuple[tuple[str, type, Message], ...]] = (
    ("query", str, messages.NOT_A_STRING),
    ("operationName", str, messages.NOT_A_STRING),
    ("documentId", str, messages.NOT_A_STRING),
    ("variables", dict, messages.PARAMETER_NOT_AN_OBJECT),
    ("extensions", dict, messages.PARAMETER_NOT_AN_OBJECT),
)
"""Name, type, and the error for other types."""
_MAX_SHOWN: Final = 40
"""Characters of a header in a message."""


@dataclass(frozen=True)
class GraphQLRequest:
    """A parsed request, by GET or POST. `is_cacheable`: HTTP caches may store the response."""

    query: str | None
    operation_name: str | None
    variables: dict[str, Any]
    extensions: dict[str, Any]
    method: str
    is_cacheable: bool


async def parse_requests(
    request: Request, settings: Settings, documents: TrustedDocuments
) -> GraphQLRequest | list[GraphQLRequest | UserError]:
    """Returns a list for a batch; an invalid request of it becomes an error in its place. Raises UserError."""
    content: Any = (
        _params_from_query_string(request, settings) if request.method == "GET" else _parse_body(request, await request.body())
    )
    if not isinstance(content, list):
        return _parse_request(content, request.method, settings, documents)
    batch = cast(list[Any], content)
    _check_batch_size(len(batch), settings.max_batch)
    return [_request_or_error(each, request.method, settings, documents) for each in batch]


def _params_from_query_string(request: Request, settings: Settings) -> dict[str, Any]:
    if not settings.allow_get:
        raise UserError(messages.GET_NOT_ALLOWED)
    params: dict[str, Any] = dict(request.query_params)
    objects = [name for name, expected, _ in _PARAMETERS if expected is dict and name in params]
    return params | {name: parse_json(params[name]) if params[name] else None for name in objects}


def _parse_body(request: Request, body: bytes) -> Any:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise UserError(messages.UNSUPPORTED_CONTENT_ENCODING, encoding=encoding[:_MAX_SHOWN])
    media_type, *parameters = (each.strip().lower() for each in request.headers.get("content-type", "").split(";"))
    charset = next((each.partition("=")[2].strip('"') for each in parameters if each.startswith("charset=")), "utf-8")
    if media_type != "application/json" or charset not in ("utf-8", "utf8"):
        raise UserError(messages.UNSUPPORTED_MEDIA_TYPE)
    return parse_json(body)


def parse_json(text: str | bytes) -> Any:
    """Raises UserError, also for NaN, lone surrogates, invalid UTF-8 and excessive nesting."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UserError(messages.INVALID_JSON, reason=json_reason(error.msg, error.lineno, error.colno)) from None
    except UnicodeEncodeError:
        raise UserError(messages.INVALID_UTF8) from None


def _check_batch_size(size: int, maximum: int) -> None:
    if not size and maximum:
        raise UserError(messages.EMPTY_BATCH)
    if not 0 < size <= maximum:
        raise UserError(messages.BATCH_TOO_LARGE, size=size, maximum=maximum)


def _request_or_error(content: Any, method: str, settings: Settings, documents: TrustedDocuments) -> GraphQLRequest | UserError:
    try:
        return _parse_request(content, method, settings, documents)
    except UserError as error:
        return error


def _parse_request(content: Any, method: str, settings: Settings, documents: TrustedDocuments) -> GraphQLRequest:
    if not isinstance(content, dict):
        raise UserError(messages.NOT_AN_OBJECT)
    params = cast(dict[str, Any], content)
    for name, expected, message in _PARAMETERS:
        if not isinstance(params.get(name), expected | None):
            raise UserError(message, name=name)
    extensions: dict[str, Any] = params.get("extensions") or {}
    document = _trusted_document(params, extensions, settings, documents)
    query = params.get("query") if document is None else document.text
    operation_name = (params.get("operationName") or None) if document is None else document.operation_name
    is_cacheable = method == "GET" or document is not None
    return GraphQLRequest(query, operation_name, params.get("variables") or {}, extensions, method, is_cacheable)


def _trusted_document(
    params: Mapping[str, Any], extensions: Mapping[str, Any], settings: Settings, documents: TrustedDocuments
) -> TrustedDocument | None:
    """Returns None if the request contains its own document."""
    document_id, query, persisted_query = params.get("documentId"), params.get("query"), extensions.get("persistedQuery")
    if document_id is not None:
        if query is not None:
            raise UserError(messages.QUERY_AND_DOCUMENT_ID)
        return documents[document_id]
    if query is None and persisted_query is not None:
        return _persisted_query(persisted_query, documents)
    if settings.only_trusted_documents:
        raise UserError(messages.ONLY_TRUSTED_DOCUMENTS)
    return None


def _persisted_query(persisted_query: Any, documents: TrustedDocuments) -> TrustedDocument:
    """Finds a document by the hash of Apollo's automatic persisted queries."""
    digest = cast(dict[str, Any], persisted_query).get("sha256Hash") if isinstance(persisted_query, dict) else None
    document = documents.get(digest) if isinstance(digest, str) else None
    if document is None:
        raise UserError(messages.PERSISTED_QUERY_NOT_SUPPORTED)
    return document
