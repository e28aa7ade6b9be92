"""Contexts that share one snapshot, so that the numbers of a workbook agree."""

from collections.abc import Callable
from dataclasses import replace

from api.exports.exporter import read_at_one_revision
from graph.network.projection.network_columns import NetworkColumns
from graph.network.questions.network_source import NetworkSource, network_columns
from graph.snapshot.snapshot import GraphTooLarge, Snapshot
from schema.execution.context import Context


async def pinned(make: Callable[[], Context]) -> Callable[[], Context]:
    """Returns a factory of contexts with the current snapshot and columns."""
    context = make()
    snapshot, networks = await read_at_one_revision(context, _snapshot_and_columns)
    columns = None if context.column_store is None else await context.columns(patient=True)
    snapshots = context.snapshots.pinned_to(snapshot)
    store = None if context.column_store is None else context.column_store.pinned_to(columns)
    kept = context.networks if networks is None else context.networks.pinned_to(networks)
    return lambda: replace(make(), snapshots=snapshots, column_store=store, networks=kept, is_pinned=True)


async def _snapshot_and_columns(source: NetworkSource) -> tuple[Snapshot | GraphTooLarge, NetworkColumns | None]:
    snapshot = await source.snapshot()
    return snapshot, None if isinstance(snapshot, GraphTooLarge) else await network_columns(source, snapshot)
