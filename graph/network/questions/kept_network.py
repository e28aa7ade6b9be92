"""Networks that are kept for further questions of the same revision, with the results of their measures."""

import sys
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.overlap import MAX_SHARED_PAIRS
from graph.network.projection.projected_network import ProjectedNetwork, project
from graph.network.questions.part_store import PartStore
from graph.network.workers.worker_pool import WorkerPool
from graph.snapshot.snapshot import Snapshot, date_to_int

MAX_KEPT_NETWORKS: Final = 64
"""Small networks are made again in milliseconds; without this bound, hundreds of dates fill the memory."""
FIXED_BYTES: Final = 20_000
"""What a network needs beyond its arrays."""


@dataclass(frozen=True)
class NetworkLimits:
    """`memory`: of kept networks, in megabytes. `pairs`: of an overlap. `export_seconds`: for the measures of an export.

    `part_memory`: of the part that is read of a graph too large for a snapshot, in megabytes.
    """

    memory: float = 256
    pairs: int = MAX_SHARED_PAIRS
    export_seconds: float = 60
    part_memory: float = 256


@dataclass
class KeptNetwork:
    """A network, and results by what they are of. Threads can share one: at worst both compute a result."""

    network: ProjectedNetwork
    results: dict[Hashable, Any] = field(default_factory=dict[Hashable, Any])

    @property
    def nbytes(self) -> int:
        return FIXED_BYTES + self.network.nbytes + sum(map(_size, list(self.results.values())))


def _size(result: Any) -> int:
    """Returns the estimated memory of a result: what it states, or what its fields and items have."""
    nbytes = getattr(result, "nbytes", None)
    if isinstance(nbytes, int):
        return nbytes
    return sys.getsizeof(result) + sum(map(_size, _items(result)))


def _items(result: Any) -> list[Any]:
    if isinstance(result, list | tuple):
        return list(cast(Any, result))
    fields: dict[str, Any] = getattr(result, "__dict__", {})
    return list(fields.values())


class NetworkStore:
    """Keeps the columns of one revision and the networks asked last, within a bound in bytes. `workers`: for long work."""

    def __init__(self, limits: NetworkLimits | None = None, workers: WorkerPool | None = None) -> None:
        self.limits = limits or NetworkLimits()
        self._max_bytes = int(self.limits.memory * 1_000_000)
        self.workers = workers or WorkerPool()
        self.parts = PartStore()
        self._columns: NetworkColumns | None = None
        self._networks: OrderedDict[Hashable, KeptNetwork] = OrderedDict()

    def columns(self, snapshot: Snapshot) -> NetworkColumns | None:
        """Returns the columns of this snapshot, if they are kept."""
        return self._columns if self._columns is not None and self._columns.snapshot is snapshot else None

    def keep_columns(self, columns: NetworkColumns) -> None:
        """Forgets the networks of other revisions."""
        self._columns = columns
        self._networks.clear()

    def pinned_to(self, columns: NetworkColumns) -> "NetworkStore":
        """Returns a store that has these columns however the data change, and the networks of them that this one keeps."""
        store = NetworkStore(self.limits, self.workers)
        store.parts = self.parts
        store._columns = columns
        if columns is self._columns:
            store._networks = self._networks.copy()
        return store

    def network(self, columns: NetworkColumns, question: NetworkQuestion, scope: int) -> KeptNetwork:
        """Returns the network, kept or new. Runs in a thread. Raises UserError (TOO_LARGE)."""
        key = columns.snapshot.revision, question.key
        kept = self._networks.pop(key, None)
        if kept is None:
            evaluator = columns.evaluator_of(date_to_int(question.day))
            kept = KeptNetwork(project(columns, evaluator, question, scope, self.limits.pairs))
        if columns is self._columns:
            self._networks[key] = kept
        return kept

    def forget_oldest(self) -> None:
        """Frees memory above the bound, beginning with the network that was asked longest ago."""
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
        return columns + self.parts.nbytes + sum(kept.nbytes for kept in list(self._networks.values()))
