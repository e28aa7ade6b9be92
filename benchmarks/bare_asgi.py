"""`python -m benchmarks.bare_asgi`: a baseline with the same results by handwritten Cypher, the driver and orjson on uvicorn, without
GraphQL, routing, middleware or logs.
"""

from collections.abc import Mapping
from typing import Final, LiteralString

import orjson
from neo4j import READ_ACCESS, AsyncDriver
from starlette.types import Receive, Scope, Send

from benchmarks.operations import OVERVIEW_RAW, POINT_RAW, TREE_RAW
from benchmarks.serving import serve
from graph.cypher.validity import today

STATEMENTS: Final[Mapping[str, LiteralString]] = {"/overview": OVERVIEW_RAW, "/tree": TREE_RAW, "/point": POINT_RAW}
NOTHING: Final = "/nothing"
"""Measures the limit of the load generator."""


class Bare:
    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self._driver = driver
        self._database = database

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        body = await _body(receive)
        path = scope["path"]
        content = b"{}" if path == NOTHING else await self._answer(STATEMENTS[path], orjson.loads(body)["variables"])
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _answer(self, statement: LiteralString, variables: Mapping[str, str]) -> bytes:
        parameters = {**variables, "day": today("Asia/Shanghai")}
        async with self._driver.session(database=self._database, default_access_mode=READ_ACCESS, fetch_size=-1) as session:
            record = await (await session.run(statement, parameters)).single(strict=True)
        return orjson.dumps({"data": dict(record.items())})


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        assert message["type"] == "http.request"
        body, more = body + message["body"], message.get("more_body", False)
    return body


if __name__ == "__main__":
    serve(Bare)
