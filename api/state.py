import math
from dataclasses import dataclass, field

from api.admission import Admission
from api.http_protocol import Connections
from api.observability.metrics import Metrics
from api.observability.request_progress import RequestProgress
from api.settings import Settings
from graph.coverage.column_store import ColumnStore
from graph.coverage.custom_indicator_cache import CustomIndicatorCache
from graph.cypher.validity import today
from graph.database.database import Database
from graph.database.revisions import Revisions
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.local import LocalNeo4j
from graph.messages.language import Language
from graph.network.questions.network_store import NetworkStore
from graph.network.workers.progress_board import ProgressBoard
from schema.execution.context import Context


@dataclass
class AppState:
    """What the requests of a process share.

    `database` is None until it is open and loaded; `local` if it is external. `began_at`: when it was passed; monotonic clock.
    """

    settings: Settings
    admission: Admission
    connections: Connections
    database: Database | None = None
    local: LocalNeo4j | None = None
    began_at: float = -math.inf
    metrics: Metrics = field(default_factory=Metrics)
    progress: RequestProgress = field(default_factory=RequestProgress)
    revisions: Revisions = field(default_factory=Revisions)
    custom_indicators: CustomIndicatorCache = field(default_factory=CustomIndicatorCache)
    snapshots: SnapshotStore = field(default_factory=lambda: SnapshotStore(SearchLimits()))
    columns: ColumnStore | None = None
    networks: NetworkStore = field(default_factory=NetworkStore)

    def context(self, database: Database, language: Language = Language.ENGLISH, board: ProgressBoard | None = None) -> Context:
        """Makes the context of one operation. `language`: of its messages. `board`: of its request."""
        date = today(self.settings.timezone)
        stores = (self.revisions, self.snapshots, self.custom_indicators, self.columns, self.networks)
        return Context(database, date, *stores, board or ProgressBoard(), language=language)
