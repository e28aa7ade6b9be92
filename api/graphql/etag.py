"""Derives entity tags from the data revision, so that clients can revalidate cached responses."""

import hashlib
from collections.abc import Container
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.graphql.request import GraphQLRequest
from api.graphql.response import VARY
from graph.database.statement import READ_REVISION
from schema.execution.context import Context

NO_REVISION: Final = ""
"""For an operation that reads nothing."""


class ETags:
    def __init__(self, schema_digest: str) -> None:
        self._schema_digest = schema_digest

    async def not_modified(
        self, request: Request, operation: GraphQLRequest, media_type: str, context: Context
    ) -> Response | None:
        """Returns 304 if an `If-None-Match` tag matches the current response. Executes one short read."""
        if_none_match = request.headers.get("if-none-match")
        if not if_none_match or not operation.is_cacheable:
            return None
        current = (await context.database.read(READ_REVISION)).revision
        if not context.database.identifies_revisions:
            return None
        valid = {self._tag(revision, operation, media_type, context) for revision in (current, NO_REVISION)}
        matching = matching_tag(if_none_match, valid)
        return None if matching is None else Response(status_code=304, headers=caching_headers(matching, vary=VARY))

    def set_etag(self, response: Response, operation: GraphQLRequest, media_type: str, context: Context) -> None:
        """Adds a tag unless the response is not cacheable or combines revisions."""
        if context.is_torn:
            response.headers["Cache-Control"] = "no-store"
        elif operation.is_cacheable and context.database.identifies_revisions:
            revision = context.revision if context.revisions_seen else NO_REVISION
            tag = self._tag(revision, operation, media_type, context)
            if tag is not None:
                response.headers.update(caching_headers(tag, vary=VARY))

    def _tag(self, revision: str, operation: GraphQLRequest, media_type: str, context: Context) -> str | None:
        """Returns None for variables that are nested too deeply to be encoded, which no document declares."""
        request = [operation.query, operation.operation_name, operation.variables, operation.extensions]
        return tag_of(revision, str(context.today), self._schema_digest, media_type, context.language.value, *request)


def tag_of(*content: Any) -> str | None:
    """Returns a weak tag, or None if the content is nested too deeply to be encoded."""
    try:
        encoded = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        return None
    return f'W/"{hashlib.blake2s(encoded, digest_size=16).hexdigest()}"'


def matching_tag(if_none_match: str, valid: Container[str | None]) -> str | None:
    """Returns the first valid tag of the header."""
    return next((tag for tag in map(str.strip, if_none_match.split(",")) if tag in valid), None)


def caching_headers(tag: str, *, vary: str | None = None) -> dict[str, str]:
    """Makes caches revalidate before each use."""
    return {"ETag": tag, "Cache-Control": "private, no-cache"} | ({} if vary is None else {"Vary": vary})


def schema_digest(sdl: str) -> str:
    return hashlib.blake2s(sdl.encode(), digest_size=8).hexdigest()
