"""Columns of the current revision, fetched in the background, and results of recent dates."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from graph.coverage.catalogue import load_catalogue
from graph.coverage.columns.columns import Columns
from graph.coverage.columns.days import Days
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.property_column import UnreadableValue
from graph.coverage.columns.property_records import ReadProperties
from graph.coverage.columns.unit_rule import UnitRule
from graph.coverage.custom_indicators import custom_indicators_statement, decode_custom_indicators
from graph.coverage.indicator import Indicator
from graph.database.statement import ReadStatement
from graph.model.declarations import ModelError
from graph.snapshot.shared_fetch import SharedFetch
from graph.snapshot.snapshot import GraphTooLarge, Snapshot

T = TypeVar("T")
PATIENCE_SECONDS: Final = 1.0
"""A question waits so long for columns, and not at all if the last fetch took longer. Then Cypher answers, and the fetch
goes on.
"""
FIRST_PATIENCE_SECONDS: Final = 10.0
"""Questions wait longer for the first columns: that fetch also plans its statements, in less time than planning a question
takes.
"""
DEFAULT_MEGABYTES: Final = 256
MAX_KEPT_DATES: Final = 16
"""Otherwise hundreds of dates fill the memory. Results of a date are computed again in milliseconds."""
BYTES_PER_ENTITY: Final = 40
BYTES_PER_LINK: Final = 24
"""Measured memory of columns and one date's results, beyond the snapshot, rounded up."""


class SnapshotSource(Protocol):
    """The SnapshotStore of linkage."""

    async def get(self, read: ReadStatement, revision: str) -> Snapshot | GraphTooLarge: ...


@dataclass
class CoverageColumns:
    """Columns of one revision. `read`: their properties. `max_bytes`: of cached results."""

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
        """Runs `compute` in a thread with the caching evaluator of up to 64 ascending dates."""
        evaluator = self._evaluator(tuple(dates))
        result = await asyncio.to_thread(compute, evaluator)
        self._forget_oldest()
        return result

    async def compare(self, dates: Sequence[int], compute: Callable[[Sequence[Evaluator]], T]) -> T:
        """Runs `compute` in a thread with an evaluator per date."""
        result = await asyncio.to_thread(compute, [self._evaluator((day,)) for day in dates])
        self._forget_oldest()
        return result

    @property
    def nbytes(self) -> int:
        return self.columns.nbytes + self._results_nbytes()

    def _results_nbytes(self) -> int:
        return sum(evaluator.nbytes for evaluator in list(self._evaluators.values()))

    def _evaluator(self, dates: tuple[int, ...]) -> Evaluator:
        evaluator = self._evaluators.pop(dates, None) or Evaluator(self.columns, Days.of(dates))
        self._evaluators[dates] = evaluator
        return evaluator

    def _forget_oldest(self) -> None:
        size = self._results_nbytes()
        while len(self._evaluators) > MAX_KEPT_DATES or (self._evaluators and size > self.max_bytes):
            size -= self._evaluators.popitem(last=False)[1].nbytes


@dataclass(frozen=True)
class NoColumns:
    """In place of columns that would exceed the memory limit or cannot be read."""

    revision: str


class ColumnStore:
    """One fetch of columns serves all waiting questions. Without columns Cypher gives the same results."""

    def __init__(self, snapshots: SnapshotSource, megabytes: float = DEFAULT_MEGABYTES) -> None:
        self._snapshots = snapshots
        self._max_bytes = int(megabytes * 1_000_000)
        self._catalogue = load_catalogue()
        self._shared: SharedFetch[CoverageColumns | NoColumns] = SharedFetch()

    async def get(self, read: ReadStatement, revision: str, *, patient: bool = False) -> CoverageColumns | None:
        """Returns the cached columns if they are of this revision, else columns whose fetch begins now. `patient`: without a
        time limit. Returns None if they would exceed the memory limit, are late, or cannot be read.
        """
        if not patient and self._shared.seconds > PATIENCE_SECONDS and not self.is_at(revision):
            self.fetch(read)
            return None
        getting = self._shared.get(partial(self._fetch, read), lambda current: current.revision == revision)
        try:
            async with asyncio.timeout(None if patient else self._patience()):
                columns = await getting
        except TimeoutError:
            return None
        except Exception:  # SharedFetch has reported it, and Cypher can answer.
            return None
        return None if isinstance(columns, NoColumns) else columns

    def _patience(self) -> float:
        is_first = self._shared.seconds == 0
        return max(PATIENCE_SECONDS, FIRST_PATIENCE_SECONDS - self._shared.age) if is_first else PATIENCE_SECONDS

    @property
    def nbytes(self) -> int:
        """Memory of columns and results, 0 without columns."""
        current = self._shared.value
        return current.nbytes if isinstance(current, CoverageColumns) else 0

    def is_at(self, revision: str) -> bool:
        """Returns whether the cached columns, or their absence, are of this revision."""
        return self._shared.value is not None and self._shared.value.revision == revision

    def pinned_to(self, columns: CoverageColumns | None) -> "ColumnStore":
        """Returns a store that always has these columns, for several operations on the same data."""
        return _PinnedColumns(self._snapshots, columns)

    def fetch(self, read: ReadStatement) -> "asyncio.Task[None]":
        """Fetches the latest columns in the background."""
        return self._shared.begin(partial(self._fetch, read))

    async def _fetch(self, read: ReadStatement) -> CoverageColumns | NoColumns:
        """Reads columns. If the data change during reading, they have the earlier revision, so that no later read confirms
        them.
        """
        own = await read(custom_indicators_statement())
        snapshot = await self._snapshots.get(read, own.revision)
        if isinstance(snapshot, GraphTooLarge) or self._is_too_large(snapshot):
            return NoColumns(own.revision)
        properties = ReadProperties.of(each.rule for each in (*self._catalogue.values(), *_custom(own.rows).values()))
        rows = (await read(properties.statement())).rows
        return await asyncio.to_thread(self._build, snapshot, properties, rows, own.revision)

    def _is_too_large(self, snapshot: Snapshot) -> bool:
        return len(snapshot) * BYTES_PER_ENTITY + len(snapshot.source) * BYTES_PER_LINK > self._max_bytes

    def _build(
        self, snapshot: Snapshot, properties: ReadProperties, rows: list[list[Any]], revision: str
    ) -> CoverageColumns | NoColumns:
        try:
            columns = Columns.of(snapshot, properties.decode(rows))
        except UnreadableValue:
            return NoColumns(revision)
        return CoverageColumns(revision, columns, properties, self._max_bytes - columns.nbytes)


class _PinnedColumns(ColumnStore):
    def __init__(self, snapshots: SnapshotSource, columns: CoverageColumns | None) -> None:
        super().__init__(snapshots)
        self._pinned = columns

    async def get(self, read: ReadStatement, revision: str, *, patient: bool = False) -> CoverageColumns | None:
        return self._pinned

    def is_at(self, revision: str) -> bool:
        return True


def _custom(rows: list[list[Any]]) -> Mapping[str, Indicator]:
    try:
        return decode_custom_indicators(rows)
    except ModelError:  # Written by another client. The question that names it shows the error.
        return {}
