"""The product in this process, with the caches of a running server."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import orjson
from graphql import GraphQLSchema

from benchmarks.cases import Run
from graph.coverage.column_store import ColumnStore
from graph.cypher.validity import today
from graph.database.database import Database
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.execution.limits import Limits
from schema.schema import make_schema

TODAY: Final = today("Asia/Shanghai")
UNLIMITED: Final = Limits(cost=10**15, aliases=1_000, fields=10_000, root_fields=1_000)
"""No case is rejected for its size."""


@cache
def graphql_schema() -> GraphQLSchema:
    return make_schema().graphql_schema


class Product:
    """The product in the process of the benchmark. `snapshots` replaces the usual ones; Cypher then counts coverage."""

    def __init__(self, database: Database, snapshots: SnapshotStore | None = None) -> None:
        self.database = database
        self._context = Context(database, TODAY)
        self._snapshots = snapshots or self._context.snapshots
        self._columns = ColumnStore(self._snapshots) if snapshots is None else None
        self._executor = Executor(graphql_schema(), UNLIMITED)

    def forget_documents(self) -> None:
        """Forgets what earlier runs of queries left in this process: documents, compiled statements, and which of these have plans."""
        self._executor = Executor(graphql_schema(), UNLIMITED)
        self.database.forget_plans()

    async def execute(self, query: str, variables: Mapping[str, Any] | None = None) -> Any:
        shared = self._context
        context = Context(self.database, TODAY, shared.revisions, self._snapshots, shared.custom_indicator_cache, self._columns)
        return await self._executor.execute(query, variables or {}, context=context)

    def run(self, query: str, variables: Mapping[str, Any] | None = None) -> Run:
        """Measures from the text of the operation to JSON bytes. Fails if the result has errors."""

        async def run() -> bytes:
            result = await self.execute(query, variables)
            assert not result.errors, result.errors
            return orjson.dumps(result.data)

        return run
