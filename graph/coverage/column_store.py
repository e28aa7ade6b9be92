"""The columns of the current revision, fetched in the background, and the results of the dates asked last."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar

from graph.coverage.catalogue import load_catalogue
from graph.coverage.columns.columns import Columns
from graph.coverage.columns.days import Days
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.property_column import UnreadableValue
from graph.coverage.columns.property_records import ReadProperties
from graph.coverage.columns.unit_rule import UnitRule
from graph.coverage.custom_indicators import decode_custom_indicators, read_custom_indicators
from graph.coverage.indicator import Indicator
from graph.errors import UserError
from graph.model.declarations import ModelError
from graph.snapshot.snapshot import GraphTooLarge, ReadStatement, Snapshot

T = TypeVar("T")
PATIENCE_SECONDS: Final = 1.0
"""How long a question waits for columns, unless the last fetch took longer. Then Cypher answers, and the fetch goes on."""
MAX_ATTEMPTS: Final = 3
DEFAULT_MEGABYTES: Final = 256
BYTES_PER_ENTITY: Final = 40
BYTES_PER_LINK: Final = 24
"""Measured memory of columns and of the results of one date beyond the snapshot, rounded up."""


class SnapshotSource(Protocol):
    """The SnapshotStore of linkage."""

    async def get(self, read: ReadStatement, stale: str | None = None) -> Snapshot | GraphTooLarge: ...


@dataclass
class CoverageColumns:
    """The columns of one revision. `read`: the properties in them. `max_bytes`: of the results that are kept."""

    revision: str
    columns: Columns
    read: ReadProperties
    max_bytes: int
    _evaluable: set[UnitRule] = field(default_factory=set[UnitRule])
    _evaluators: "OrderedDict[tuple[int, ...], Evaluator]" = field(default_factory=OrderedDict[tuple[int, ...], Evaluator])

    def can_evaluate(self, rules: Iterable[UnitRule]) -> bool:
        new = set(rules) - self._evaluable
        self._evaluable |= {rule for rule in new if self.read.covers(rule)}
        return new <= self._evaluable

    async def evaluate(self, dates: Sequence[int], compute: Callable[[Evaluator], T]) -> T:
        """Runs `compute` in a thread with the evaluator of up to 64 ascending dates, which remembers its results."""
        evaluator = self._evaluator(tuple(dates))
        result = await asyncio.to_thread(compute, evaluator)
        self._forget_oldest()
        return result

    def _evaluator(self, dates: tuple[int, ...]) -> Evaluator:
        evaluator = self._evaluators.pop(dates, None) or Evaluator(self.columns, Days.of(dates))
        self._evaluators[dates] = evaluator
        return evaluator

    def _forget_oldest(self) -> None:
        size = sum(evaluator.nbytes for evaluator in self._evaluators.values())
        while self._evaluators and size > self.max_bytes:
            size -= self._evaluators.popitem(last=False)[1].nbytes


class ColumnStore:
    """Fetches columns once for all questions that wait. Without columns Cypher gives the same results."""

    def __init__(self, snapshots: SnapshotSource, megabytes: float = DEFAULT_MEGABYTES) -> None:
        self._snapshots = snapshots
        self._max_bytes = int(megabytes * 1_000_000)
        self._catalogue = load_catalogue()
        self._current: CoverageColumns | None = None
        self._unavailable: str | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._last_fetch_seconds = 0.0

    async def get(self, read: ReadStatement, revision: str) -> CoverageColumns | None:
        """Returns the columns of a revision, or of a later one.

        Returns None if they would exceed the memory limit, are not there in time, or cannot be read.
        """
        if self._current is not None and self._current.revision == revision:
            return self._current
        if self._unavailable == revision:
            return None
        fetching = self.fetch(read)
        if self._last_fetch_seconds <= PATIENCE_SECONDS:
            await asyncio.wait({fetching}, timeout=PATIENCE_SECONDS)
        return self._current

    def fetch(self, read: ReadStatement) -> "asyncio.Task[None]":
        """Fetches the columns of the latest revision in the background."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch(read))
            self._fetching.add_done_callback(self._on_fetched)
        return self._fetching

    def _on_fetched(self, task: "asyncio.Task[None]") -> None:
        self._fetching = None
        error = None if task.cancelled() else task.exception()
        if error is not None and not isinstance(error, UserError):
            task.get_loop().call_exception_handler({"message": "Columns for coverage could not be fetched", "exception": error})

    async def _fetch(self, read: ReadStatement) -> None:
        """Raises UserError (DATA_CHANGED) if the data change during every attempt."""
        began, stale = time.monotonic(), None if self._current is None else self._current.revision
        self._current = None
        for _ in range(MAX_ATTEMPTS):
            snapshot = await self._snapshots.get(read, stale)
            stale = snapshot.revision
            own = await read(read_custom_indicators())
            if own.revision != snapshot.revision:
                continue
            if isinstance(snapshot, GraphTooLarge) or self._is_too_large(snapshot):
                self._unavailable = snapshot.revision
                return
            properties = ReadProperties.of(each.rule for each in (*self._catalogue.values(), *_custom(own.rows).values()))
            result = await read(properties.statement())
            if result.revision == snapshot.revision:
                self._current = await asyncio.to_thread(self._build, snapshot, properties, result.rows)
                self._last_fetch_seconds = time.monotonic() - began
                return

    def _is_too_large(self, snapshot: Snapshot) -> bool:
        return len(snapshot) * BYTES_PER_ENTITY + len(snapshot.source) * BYTES_PER_LINK > self._max_bytes

    def _build(self, snapshot: Snapshot, properties: ReadProperties, rows: list[list[Any]]) -> CoverageColumns | None:
        try:
            columns = Columns.of(snapshot, properties.decode(rows))
        except UnreadableValue:
            self._unavailable = snapshot.revision
            return None
        return CoverageColumns(snapshot.revision, columns, properties, self._max_bytes - columns.nbytes)


def _custom(rows: list[list[Any]]) -> Mapping[str, Indicator]:
    try:
        return decode_custom_indicators(rows)
    except ModelError:  # Written by another client. The question that names it shows the error.
        return {}
