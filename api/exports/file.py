"""Writes an export to a file, for the command line."""

from collections.abc import Mapping
from pathlib import Path

from api.exports.requested import ExportContent, requested
from api.exports.workbooks.questions import LIMITS
from api.settings import Settings
from graph.coverage.column_store import ColumnStore
from graph.cypher.validity import today
from graph.database.database import Database
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.network.questions.network_store import NetworkStore
from graph.network.workers.progress_board import ProgressBoard
from schema.execution.context import Context
from schema.execution.executor import Executor
from schema.schema import make_schema


async def export_to_file(
    database: Database, settings: Settings, name: str, parameters: Mapping[str, str], path: Path, board: ProgressBoard
) -> ExportContent:
    """Takes the name and parameters of an address below /exports. Raises UserError."""
    limits = SearchLimits(settings.linkage_time, settings.linkage_budget, settings.linkage_memory)
    snapshots, networks = SnapshotStore(limits), NetworkStore(settings.network_limits)
    columns = ColumnStore(snapshots, settings.coverage_memory)
    day = today(settings.timezone)

    def context() -> Context:
        return Context(database, day, snapshots=snapshots, column_store=columns, networks=networks, board=board)

    executor = Executor(make_schema().graphql_schema, LIMITS)
    try:
        content = await requested(name, parameters, context()).read(executor, context)
    finally:
        await networks.workers.close()
    with path.open("wb") as file:
        file.writelines(content.chunks)
    return content
