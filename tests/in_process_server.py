"""The application in this process, over a database whose reads a test observes or disturbs."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

import httpx
import orjson

from api.app import Application
from api.http_protocol import Connections
from api.settings import Settings
from graph.database.database import Database
from graph.database.login import Login

T = TypeVar("T")
D = TypeVar("D", bound=Database)


class InProcessServer(Generic[D]):
    def __init__(self, database_type: type[D], login: Login) -> None:
        self._runner = asyncio.Runner()
        self.database: D = self.run(database_type.connect(login))
        self.application = Application.create(Settings(), Connections(maximum=10, request_seconds=10, max_url=1_000_000))
        self.application.state.database = self.database

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)

    def respond(self, query: str, variables: dict[str, Any] | None = None) -> httpx.Response:
        """Sends the operation with GET, so that the response can be cached."""
        return self._send("GET", params={"query": query, "variables": orjson.dumps(variables or {}).decode()})

    def post(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        return self._send("POST", json={"query": query, "variables": variables}).json()

    def _send(self, method: str, **content: Any) -> httpx.Response:
        async def respond() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.application.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, "/graphql", **content)

        return self.run(respond())

    def close(self) -> None:
        self.run(self.application.state.networks.workers.close())
        self.run(self.database.close())
        self._runner.close()
