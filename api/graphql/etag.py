"""Entity tags: an answer is as new as the data's revision, so that a cache need not fetch it again until somebody has committed."""

import hashlib
from typing import Final

import orjson
from starlette.responses import Response

from api.graphql.request import GraphQLRequest
from graph.database.statement import READ_REVISION
from schema.execution.context import Context
from schema.schema import SCHEMA

_SCHEMA: Final = hashlib.blake2s(SCHEMA.as_str().encode(), digest_size=8).hexdigest()
NO_REVISION: Final = ""


async def not_modified(known: str, asked: GraphQLRequest, accepted: str, context: Context) -> Response | None:
    """304 where one of the tags that the caller knows is that of the answer it would get now; it costs one short read."""
    now = (await context.database.read(READ_REVISION)).revision
    tags = {_tag(revision, asked, accepted, context) for revision in (now, NO_REVISION)}
    held = next((each for each in map(str.strip, known.split(",")) if each in tags), None)
    return None if held is None else Response(status_code=304, headers=_headers(held))


def set_etag(response: Response, asked: GraphQLRequest, accepted: str, context: Context) -> None:
    """Gives the answer its tag; a cache may keep it, and has to ask each time whether it still holds."""
    revision = next(iter(context.revisions_seen), NO_REVISION)
    response.headers.update(_headers(_tag(revision, asked, accepted, context)))


def _tag(revision: str, asked: GraphQLRequest, accepted: str, context: Context) -> str:
    asking = [asked.query, asked.operation, asked.variables, asked.extensions]
    content = orjson.dumps([revision, str(context.today), _SCHEMA, accepted, *asking], option=orjson.OPT_SORT_KEYS)
    return f'W/"{hashlib.blake2s(content, digest_size=16).hexdigest()}"'


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept"}
