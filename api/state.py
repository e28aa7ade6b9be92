"""What the application holds while it runs."""

from dataclasses import dataclass, field

from api.graphql.trusted_documents import TrustedDocuments
from api.observability.metrics import Metrics
from api.settings import Settings
from graph.database.database import Database
from graph.database.revisions import Revisions
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore


@dataclass
class AppState:
    """``database`` is None until it has been opened and loaded."""

    settings: Settings
    trusted_documents: TrustedDocuments = field(default_factory=TrustedDocuments)
    database: Database | None = None
    metrics: Metrics = field(default_factory=Metrics)
    revisions: Revisions = field(default_factory=Revisions)
    snapshots: SnapshotStore = field(default_factory=lambda: SnapshotStore(SearchLimits()))
