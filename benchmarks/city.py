"""Operations on Zhongwei against handwritten Cypher, both in this process and up to JSON bytes."""

from collections.abc import Mapping
from typing import Any, Final, LiteralString

import orjson

from benchmarks.cases import Case, Run
from benchmarks.operations import (
    CITY,
    COMMUNITY,
    DAY,
    FILTERED,
    FILTERED_RAW,
    GAP,
    GAP_RAW,
    OVERVIEW,
    OVERVIEW_RAW,
    POINT,
    POINT_RAW,
    RECEIPT,
    RECEIPT_RAW,
    TREE,
    TREE_RAW,
)
from graph.cypher.validity import today
from graph.database.database import Database
from graph.database.revisions import Revisions
from graph.database.statement import Statement
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.execution.limits import Limits
from schema.schema import make_schema

SCHEMA: Final = make_schema()
TODAY: Final = today("Asia/Shanghai")
LIMITS: Final = Limits(cost=10**9)
ROUNDS: Final = 200


def cases(database: Database) -> list[Case]:
    city, today_parameter = {"code": CITY}, {"day": TODAY}
    return [
        Case(
            "one community, 5 fields",
            ours(database, POINT, {"code": COMMUNITY}),
            raw(database, POINT_RAW, {"code": COMMUNITY} | today_parameter),
            1.1,
            ROUNDS,
        ),
        Case(
            "city overview: 68 communities, 448 units",
            ours(database, OVERVIEW, city),
            raw(database, OVERVIEW_RAW, city | today_parameter),
            1.0,
            ROUNDS,
        ),
        Case(
            "filtered, ordered, 20 with their total, 2022",
            ours(database, FILTERED, {"day": str(DAY)}),
            raw(database, FILTERED_RAW, {"day": DAY}),
            1.1,
            ROUNDS,
        ),
        Case("tree of five levels", ours(database, TREE, city), raw(database, TREE_RAW, city | today_parameter), 1.05, ROUNDS),
        Case(
            "coverage of the city to its communities",
            ours(database, RECEIPT, city),
            raw(database, RECEIPT_RAW, city | today_parameter),
            1.2,
            ROUNDS,
        ),
        Case("gap, first page", ours(database, GAP, city), raw(database, GAP_RAW, city | today_parameter), 1.2, ROUNDS),
    ]


def ours(database: Database, query: str, variables: Mapping[str, Any]) -> Run:
    revisions, snapshots = Revisions(), SnapshotStore(SearchLimits())
    executor = Executor(make_schema().graphql_schema, LIMITS)

    async def run() -> object:
        context = Context(database, TODAY, revisions, snapshots)
        result = await executor.execute(query, variables, context=context)
        assert not result.errors, result.errors
        return orjson.dumps(result.data)

    return run


def raw(database: Database, text: LiteralString, parameters: Mapping[str, Any]) -> Run:
    async def run() -> object:
        return orjson.dumps((await database.read(Statement(text, parameters))).rows[0][0])

    return run
