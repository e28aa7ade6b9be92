"""Batches concurrent short reads that have the same text into one statement.

Short queries are dominated by the round trip: a batch of eight takes about as long as one. While a query is in flight, others with the
same text are queued and sent as one batch when it returns. No read sees data older than its call, because a batch is sent after all
its calls.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, LiteralString, cast

from graph.database.statement import PARAMETER, Statement, StatementResult

MAX_BATCH_SIZE: Final = 64
"""Further reads are sent in another batch at the same time."""
MAX_WAIT_SECONDS: Final = 0.002
"""A queue is flushed after this time even if the query in flight has not returned, as with a remote or busy database."""
_TEXT_CACHE_SIZE: Final = 1_000
Read = Callable[[Statement], Awaitable[StatementResult]]


class ReadBatcher:
    """Runs batchable statements through ``read``, alone or in batches."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._queues: dict[str, _BatchQueue] = {}

    async def read(self, statement: Statement) -> StatementResult:
        """Returns the result of the statement, or raises its error."""
        queue = self._queues.get(statement.text)
        if queue is not None:
            return await queue.enqueue(statement)
        queue = self._queues[statement.text] = _BatchQueue(self._read, lambda: self._queues.pop(statement.text))
        return await queue.run_first(statement)


@dataclass(eq=False)
class _PendingRead:
    """A queued read. ``result`` is None if it must be retried alone; ``batch`` is set while it is in flight."""

    statement: Statement
    result: asyncio.Future[StatementResult | None]
    batch: "_Batch | None" = None


@dataclass(eq=False)
class _Batch:
    """Reads that are in flight as one statement."""

    reads: Sequence[_PendingRead]
    task: asyncio.Task[None] | None = None

    def on_read_cancelled(self) -> None:
        """Cancels the statement if all its reads are cancelled."""
        if self.task is not None and all(each.result.cancelled() for each in self.reads):
            self.task.cancel()


@dataclass(eq=False)
class _BatchQueue:
    """The reads of one text while at least one is in flight. ``in_flight`` counts statements; ``on_idle`` is called when it falls to 0."""

    read: Read
    on_idle: Callable[[], object]
    waiting: list[_PendingRead] = field(default_factory=list[_PendingRead])
    in_flight: int = 0
    flush_timer: asyncio.TimerHandle | None = None

    async def run_first(self, statement: Statement) -> StatementResult:
        """Runs the first read immediately in the caller's task, so that it has no overhead."""
        self.in_flight += 1
        try:
            return await self.read(statement)
        finally:
            self._on_batch_done()

    async def enqueue(self, statement: Statement) -> StatementResult:
        """Queues a read and returns its result from a batch."""
        loop = asyncio.get_running_loop()
        pending = _PendingRead(statement, loop.create_future())
        self.waiting.append(pending)
        if len(self.waiting) == MAX_BATCH_SIZE:
            self._flush()
        elif self.flush_timer is None:
            self.flush_timer = loop.call_later(MAX_WAIT_SECONDS, self._flush)
        try:
            result = await pending.result
        except asyncio.CancelledError:
            self._cancel(pending)
            raise
        return await self.read(statement) if result is None else result

    def _cancel(self, pending: _PendingRead) -> None:
        if pending.batch is not None:
            pending.batch.on_read_cancelled()
        else:
            self.waiting.remove(pending)

    def _flush(self) -> None:
        """Sends all queued reads as one batch."""
        if self.flush_timer is not None:
            self.flush_timer.cancel()
            self.flush_timer = None
        if not self.waiting:
            return
        batch = _Batch(self.waiting)
        self.waiting = []
        for each in batch.reads:
            each.batch = batch
        self.in_flight += 1
        batch.task = asyncio.create_task(self._run_batch(batch.reads))
        # A task that is cancelled before its first step would not run a `finally` of its own.
        batch.task.add_done_callback(lambda _: self._on_batch_done())

    async def _run_batch(self, reads: Sequence[_PendingRead]) -> None:
        try:
            results = await self._results([each.statement for each in reads])
        except Exception as error:
            _fail(reads, error)
        else:
            for pending, result in zip(reads, results, strict=True):
                if not pending.result.done():
                    pending.result.set_result(result)

    async def _results(self, statements: Sequence[Statement]) -> Sequence[StatementResult]:
        if len(statements) == 1:
            return [await self.read(statements[0])]
        batch_result = await self.read(_batched(statements))
        rows: dict[int, list[list[object]]] = {index: [[value]] for index, value in batch_result.rows[0][0]}
        return [StatementResult(rows.get(index, []), batch_result.revision) for index in range(len(statements))]

    def _on_batch_done(self) -> None:
        self.in_flight -= 1
        if self.waiting:
            self._flush()
        elif not self.in_flight:
            self.on_idle()


def _fail(reads: Sequence[_PendingRead], error: Exception) -> None:
    """Fails a single read with the error. Retries the reads of a batch alone, so that one read's error does not reach another."""
    for pending in reads:
        if not pending.result.done():
            pending.result.set_exception(error) if len(reads) == 1 else pending.result.set_result(None)


def _batched(statements: Sequence[Statement]) -> Statement:
    return Statement(_batched_text(statements[0].text), {"batch": [dict(each.parameters) for each in statements]})


@lru_cache(_TEXT_CACHE_SIZE)
def _batched_text(text: LiteralString) -> LiteralString:
    """Returns the statement for a list of parameter maps; it returns pairs of index and answer, for those that have an answer."""
    one = PARAMETER.sub(r"batch_item.\1", text)
    every = "UNWIND range(0, size($batch) - 1) AS batch_index WITH batch_index, $batch[batch_index] AS batch_item"
    return cast(LiteralString, f"{every} CALL (batch_item) {{ {one} }} RETURN collect([batch_index, answer]) AS answers")
