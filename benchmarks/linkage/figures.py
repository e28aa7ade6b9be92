"""Figures without counterpart: build time and memory of the snapshot, and blocking of the event loop."""

import time
import tracemalloc

from benchmarks.linkage import event_loop_blocking
from benchmarks.linkage.graph import DAY
from graph.database.database import Database
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.snapshot.snapshot_statements import read_snapshot, snapshot_statement
from graph.model.registry import RELATIONS
from graph.snapshot.snapshot import date_to_int


async def figures(database: Database) -> dict[str, float]:
    answer = await database.read(snapshot_statement())
    begin = time.perf_counter()
    read_snapshot(answer.rows, answer.revision)
    built = time.perf_counter() - begin
    tracemalloc.start()
    snapshot = read_snapshot(answer.rows, answer.revision)
    graph = SimpleGraph.of(snapshot, date_to_int(DAY), RELATIONS)
    traced, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(graph.snapshot) == len(snapshot)
    return {
        "build, ms": built * 1_000,
        "memory, MB": traced / 1e6,
        "estimated, MB": snapshot.bytes / 1e6,
        "longest blocking of the event loop while it is built, ms": await event_loop_blocking.of_snapshot_building(database),
        "and while a hub of 100,000 links is searched, ms": await event_loop_blocking.of_search(),
    }
