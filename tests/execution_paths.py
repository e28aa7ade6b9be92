"""Executes operations in this process with and without the completion by graphql-core."""

import asyncio
from collections.abc import Coroutine
from itertools import count
from typing import Any, TypeVar

from graphql import GraphQLError
from product_schema import SCHEMA

from api.graphql.response import encode_json
from graph.coverage.column_store import ColumnStore
from graph.cypher.validity import today
from graph.database.database import Database
from graph.database.login import Login
from graph.database.revisions import Revisions
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.network.questions.network_store import NetworkStore
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.execution.limits import Limits

T = TypeVar("T")


class ExecutionPaths:
    """On one connection and without limits."""

    def __init__(self, login: Login) -> None:
        self.runner = asyncio.Runner()
        self.database = self.run(Database.connect(login))
        self.snapshots = SnapshotStore(SearchLimits())
        self.columns = ColumnStore(self.snapshots)
        self.networks = NetworkStore()
        self.revisions = Revisions()
        limits = Limits(tokens=10**6, aliases=10**6, fields=10**6, directives=10**6, root_fields=10**6, cost=10**9)
        self._executors = {
            bypass: Executor(SCHEMA.graphql_schema, limits, bypass_completion=bypass) for bypass in (True, False)
        }
        self._numbers = count()
        self.bypassed_fields = 0
        self.bypassed = False

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def close(self) -> None:
        self.run(self.networks.workers.close())
        self.run(self.database.close())
        self.runner.close()

    def answers(self, query: str, variables: dict[str, Any]) -> tuple[Any, Any, Any]:
        """Returns data as bytes and errors, as graphql-core completes them, and as of a text's first and repeated execution."""
        text = f"{query} # {next(self._numbers)}"
        first = self.run(self.answer(text, variables, bypass=True))
        completed = self.run(self.answer(query, variables, bypass=False))
        assert not self.bypassed
        assert not self.bypassed_fields
        return completed, first, self.run(self.answer(text, variables, bypass=True))

    async def answer(self, query: str, variables: dict[str, Any], *, bypass: bool) -> Any:
        context = Context(
            self.database,
            today("Asia/Shanghai"),
            self.revisions,
            self.snapshots,
            column_store=self.columns,
            networks=self.networks,
        )
        result = await self._executors[bypass].execute(query, variables, context=context)
        self.bypassed, self.bypassed_fields = context.bypassed, context.bypassed_fields
        return encode_json(result.data), [_told(error) for error in result.errors or []]


def _told(error: GraphQLError) -> Any:
    code = (error.extensions or {}).get("code")
    return error.path, code, "" if code == "UNEXPECTED" else error.message
