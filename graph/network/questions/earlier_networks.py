"""Caches networks of earlier revisions, so that cursors of their lists remain usable."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Final

from graph.coverage.columns.evaluator import Evaluator
from graph.network.projection.network_columns import NetworkColumns
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.network_execution import revision_digest

KEPT_SECONDS: Final = 600
"""Counted from the change of the data, then from each further page."""
NetworkKey = tuple[str, Hashable]
"""Revision and question."""


@dataclass
class _Earlier:
    kept: KeptNetwork
    until: float


class EarlierNetworks:
    """A cache bounded in bytes. Entries last for KEPT_SECONDS of the clock `now`."""

    def __init__(self, max_bytes: int, now: Callable[[], float] = time.monotonic) -> None:
        self._max_bytes = max_bytes
        self._now = now
        self._networks: OrderedDict[NetworkKey, _Earlier] = OrderedDict()

    def keep(self, networks: Iterable[tuple[NetworkKey, KeptNetwork]]) -> None:
        """Adds the networks of an outdated revision that gave a cursor."""
        until = self._now() + KEPT_SECONDS
        for key, kept in networks:
            if kept.gave_cursor:
                kept.network.columns.forget_evaluators()
                self._networks[key] = _Earlier(kept, until)
        self.forget()

    def find(self, digest: str, question: Hashable) -> KeptNetwork | None:
        """Returns the cached network of a cursor's revision."""
        self.forget()
        for key in list(self._networks):
            if key[1] == question and revision_digest(key[0]) == digest:
                earlier = self._networks[key]
                earlier.until = self._now() + KEPT_SECONDS
                self._networks.move_to_end(key)
                return earlier.kept
        return None

    def forget(self) -> None:
        """Drops expired networks, then the least recently used above the bound."""
        now = self._now()
        for key in [key for key, earlier in self._networks.items() if earlier.until < now]:
            del self._networks[key]
        while self._networks and self.nbytes > self._max_bytes:
            self._networks.popitem(last=False)

    @property
    def nbytes(self) -> int:
        """Bytes of networks, and once of the snapshots, columns and homes that they share."""
        found = [earlier.kept for earlier in list(self._networks.values())]
        columns: dict[str, NetworkColumns] = {}
        evaluators: dict[tuple[str, str], Evaluator] = {}
        for kept in found:
            revision = kept.network.snapshot.revision
            columns[revision] = kept.network.columns
            evaluators[revision, kept.network.question.day.isoformat()] = kept.network.evaluator
        of_columns = sum(each.nbytes + each.snapshot.bytes for each in columns.values())
        return of_columns + sum(each.nbytes for each in evaluators.values()) + sum(kept.nbytes for kept in found)
