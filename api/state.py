"""What the application holds while it runs."""

from dataclasses import dataclass, field

from api.metrics import Metrics
from api.settings import Settings
from api.trusted_documents import TrustedDocuments
from graph.database import Database
from graph.linkage.effort import SearchLimits
from graph.linkage.snapshots import Snapshots
from graph.revisions import Revisions


@dataclass
class State:
    """``database`` is None until it has been opened and loaded."""

    settings: Settings
    trusted_documents: TrustedDocuments = field(default_factory=TrustedDocuments)
    database: Database | None = None
    metrics: Metrics = field(default_factory=Metrics)
    revisions: Revisions = field(default_factory=Revisions)
    snapshots: Snapshots = field(default_factory=lambda: Snapshots(SearchLimits()))
