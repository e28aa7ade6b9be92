"""Writes an export to a file, for the command line."""

from collections.abc import Mapping
from pathlib import Path

from api.exports.exporter import export_at_one_revision
from api.exports.view import in_chunks, named, writer
from api.settings import Settings
from graph.cypher.validity import today
from graph.database.database import Database
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.kept_network import NetworkStore
from schema.execution.context import Context


async def export_to_file(
    database: Database, settings: Settings, name: str, parameters: Mapping[str, str], path: Path
) -> tuple[int, int]:
    """Takes the name and the parameters of an address below /exports. Returns the numbers of actors and ties. Raises UserError."""
    projection, of_format = named(name)
    limits = SearchLimits(settings.linkage_time, settings.linkage_budget, settings.linkage_memory)
    networks = NetworkStore(settings.network_memory)
    context = Context(database, today(settings.timezone), snapshots=SnapshotStore(limits), networks=networks)
    question = ExportQuestion.of(projection, parameters, context.today)
    write = writer(of_format, question)
    try:
        network = await export_at_one_revision(context, question)
    finally:
        await networks.workers.close()
    of_format.require_fits(network)
    with path.open("wb") as file:
        file.writelines(in_chunks(write(network)))
    return len(network.actors), len(network.ties)
