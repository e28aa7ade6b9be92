"""The linear measures of a cached network of the city, next to the promised 50 ms."""

import asyncio
from datetime import date
from typing import Final

from benchmarks.cases import Case
from graph.coverage.columns.divisions import find_division
from graph.database.database import Database
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.network.projection.network_columns import NetworkColumns, columns_statements
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projected_network import project
from graph.network.projection.projections import PROJECTIONS, Boundary
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.measuring import Measuring
from graph.network.workers.progress_board import ProgressBoard
from graph.network.workers.worker_pool import WorkerPool
from graph.snapshot.snapshot import Snapshot, date_to_int

CITY: Final = "6405"
DAY: Final = date(2022, 9, 22)
PROMISED_SECONDS: Final = 0.05
LINEAR: Final = ("degree", "strength", "kCore", "components", "articulationPoints", "bridges", "reciprocity")


async def cases(database: Database, pool: WorkerPool) -> list[Case]:
    snapshot = await SnapshotStore(SearchLimits()).fetch(database.read)
    assert isinstance(snapshot, Snapshot)
    (statement,) = columns_statements(snapshot)
    columns = NetworkColumns.of(snapshot, (await database.read(statement)).rows)
    return [_case(columns, pool, name) for name in ("MEMBERSHIP", "UNIT_OVERLAP", "HIERARCHY", "EVERYTHING")]


def _case(columns: NetworkColumns, pool: WorkerPool, projection: str) -> Case:
    question = NetworkQuestion(CITY, PROJECTIONS[projection], Boundary.ANCHOR, DAY)
    scope = find_division(columns.snapshot, CITY)
    assert scope is not None
    network = project(columns, columns.evaluator_of(date_to_int(DAY)), question, scope)
    requests = [MeasureRequest(name) for name in LINEAR]

    async def ours() -> object:
        return await Measuring(KeptNetwork(network), pool, 10, ProgressBoard()).results(requests)

    async def promised() -> None:
        await asyncio.sleep(PROMISED_SECONDS)

    return Case(f"linear measures of the kept network {projection} of the city / 50 ms", ours, promised, 1.0, rounds=20)
