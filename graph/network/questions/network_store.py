"""Caches networks of a revision, and for cursors of earlier ones."""

from collections import OrderedDict
from typing import Final

from graph.network.limits import NetworkLimits
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.network_question import NetworkQuestion
from graph.network.questions.earlier_networks import EarlierNetworks, NetworkKey
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.network_execution import revision_digest
from graph.network.questions.overlap_limit import project_or_name_division
from graph.network.questions.part_store import PartStore
from graph.network.workers.worker_pool import WorkerPool
from graph.snapshot.snapshot import Snapshot, date_to_int

MAX_KEPT_NETWORKS: Final = 64
"""Otherwise hundreds of dates fill the memory. A small network is projected again in milliseconds."""
SHARE_OF_EARLIER: Final = 0.5
"""The largest share of memory for earlier revisions."""


class NetworkStore:
    """Caches a revision's columns, its recently used networks, and networks that cursors continue on, within a bound in
    bytes. `workers`: for long work.
    """

    def __init__(self, limits: NetworkLimits | None = None, workers: WorkerPool | None = None) -> None:
        self.limits = limits or NetworkLimits()
        self._max_bytes = int(self.limits.memory * 1_000_000)
        self.workers = workers or WorkerPool(megabytes=self.limits.worker_memory)
        self.parts = PartStore(self.limits.part_memory)
        self._columns: NetworkColumns | None = None
        self._networks: OrderedDict[NetworkKey, KeptNetwork] = OrderedDict()
        self._earlier = EarlierNetworks(int(self._max_bytes * SHARE_OF_EARLIER))

    def columns(self, snapshot: Snapshot) -> NetworkColumns | None:
        """Returns the columns of this snapshot, if cached."""
        return self._columns if self._columns is not None and self._columns.snapshot is snapshot else None

    def keep_columns(self, columns: NetworkColumns) -> None:
        """Caches columns. Networks of the previous revision remain for their cursors."""
        networks = list(self._networks.items())
        self._columns = columns
        self._networks.clear()
        self._earlier.keep(networks)

    def continued(self, digest: str, question: NetworkQuestion) -> KeptNetwork | None:
        """Returns the cached network of a cursor's revision."""
        for (revision, key), kept in list(self._networks.items()):
            if key == question.key and revision_digest(revision) == digest:
                return kept
        return self._earlier.find(digest, question.key)

    def pinned_to(self, columns: NetworkColumns) -> "NetworkStore":
        """Returns a store with these columns, even if the data change, and their cached networks."""
        store = NetworkStore(self.limits, self.workers)
        store.parts = self.parts
        store._columns = columns
        if columns is self._columns:
            store._networks = self._networks.copy()
        return store

    def network(self, columns: NetworkColumns, question: NetworkQuestion, scope: int) -> KeptNetwork:
        """Returns the cached or new network. Runs in a thread. Raises UserError (TOO_LARGE)."""
        key = columns.snapshot.revision, question.key
        kept = self._networks.pop(key, None)
        if kept is None:
            evaluator = columns.evaluator_of(date_to_int(question.day))
            kept = KeptNetwork(project_or_name_division(columns, evaluator, question, scope, self.limits.pairs))
        if columns is self._columns:
            self._networks[key] = kept
        return kept

    def forget_oldest(self) -> None:
        """Drops the least recently used networks above the bound."""
        self._earlier.forget()
        networks = list(self._networks.items())
        size = self.nbytes
        for key, kept in networks:
            if size <= self._max_bytes and len(self._networks) <= MAX_KEPT_NETWORKS:
                break
            self._networks.pop(key, None)
            size -= kept.nbytes
        if self._columns is not None and not self._networks:
            self._columns.forget_evaluators()

    @property
    def nbytes(self) -> int:
        columns = 0 if self._columns is None else self._columns.nbytes + self._columns.results_nbytes
        return columns + self.parts.nbytes + self._earlier.nbytes + sum(kept.nbytes for kept in list(self._networks.values()))
