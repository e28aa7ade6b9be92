"""The state of the server as metrics."""

from collections.abc import Iterator

from api.observability.metrics import Reading
from api.state import AppState
from graph.database.database import MAX_CONNECTIONS
from graph.local.disk import free_bytes
from schema.execution.documents import DocumentCache


def readings(state: AppState, documents: DocumentCache) -> Iterator[Reading]:
    yield from _requests(state)
    yield from _connections(state)
    yield from _database(state)
    yield from _caches(state, documents)


def _caches(state: AppState, documents: DocumentCache) -> Iterator[Reading]:
    columns = 0 if state.columns is None else state.columns.nbytes
    yield Reading("snapshot_bytes", "Memory of the snapshot of all links, estimated.", state.snapshots.size_in_bytes)
    yield Reading("columns_bytes", "Memory of the columns for coverage and of their results, estimated.", columns)
    yield Reading(
        "networks_bytes", "Memory of the networks that are kept with their measures, estimated.", state.networks.nbytes
    )
    yield Reading("documents_bytes", "Memory of the documents that are kept, estimated.", documents.documents.size)
    yield Reading("plans_bytes", "Memory of the query plans that are kept, estimated.", documents.plans.size)


def _requests(state: AppState) -> Iterator[Reading]:
    admission = state.admission
    yield Reading("requests_executing", "Requests that execute.", admission.executing)
    yield Reading("requests_waiting", "Requests that wait for a slot.", admission.waiting)
    yield Reading("requests_max", "Requests that may execute at once.", state.settings.max_requests)
    yield Reading("requests_refused", "Requests that got BUSY.", admission.refused, is_counter=True)


def _connections(state: AppState) -> Iterator[Reading]:
    connections = state.connections
    yield Reading("connections_open", "Open client connections.", connections.open)
    yield Reading("connections_max", "Client connections that may be open.", connections.maximum)
    yield Reading("connections_timed_out", "Connections closed at REQUEST_TIMEOUT.", connections.timed_out, is_counter=True)
    yield Reading("connections_evicted", "Connections closed to make room.", connections.evicted, is_counter=True)


def _database(state: AppState) -> Iterator[Reading]:
    calls = 0 if state.database is None else state.database.calls
    yield Reading("database_calls", "Calls of the database in progress; each uses a connection of the pool.", calls)
    yield Reading("database_connections_max", "Size of the pool of database connections.", MAX_CONNECTIONS)
    if state.local is not None:
        yield Reading("neo4j_restarts", "Restarts of the local Neo4j.", state.local.restarts, is_counter=True)
        yield Reading("disk_free_bytes", "Free space of the disk with the data.", free_bytes(state.local.home))
