"""Batches short statements with the same text.

The round trip dominates a short query; eight in one statement take about as long as one. While a statement is in flight, further ones with
the same text wait and are sent together when it returns. A batch is sent after all its requests have arrived, so no result is older than
its request.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, LiteralString, cast

from graph.database.statement import BATCH_ROW, READ_REVISION, ReadStatement, Statement, StatementResult

MAX_BATCH_SIZE: Final = 64
MAX_WAIT_SECONDS: Final = 0.002
"""After this, waiting statements are sent even if the statement in flight has not returned."""


class ReadBatcher:
    def __init__(self, read: ReadStatement) -> None:
        self._read = read
        self._queues: dict[str, _BatchQueue] = {}

    async def read(self, statement: Statement) -> StatementResult:
        queue = self._queues.get(statement.text)
        if queue is not None:
            return await queue.join(statement)
        # The first statement is sent at once, in its caller's task, so that it has no overhead.
        queue = self._queues[statement.text] = _BatchQueue(self._read, lambda: self._queues.pop(statement.text))
        try:
            return await self._read(statement)
        finally:
            queue.on_returned()


@dataclass(eq=False)
class _PendingRead:
    """A statement that waits for its batch.

    `result` is None if the statement must be sent alone. `batch`: the batch in which it was sent.
    """

    statement: Statement
    result: asyncio.Future[StatementResult | None]
    batch: "_Batch | None" = None


@dataclass(eq=False)
class _Batch:
    reads: Sequence[_PendingRead]
    task: asyncio.Task[None] | None = None

    def cancel_if_abandoned(self) -> None:
        if self.task is not None and all(read.result.cancelled() for read in self.reads):
            self.task.cancel()


@dataclass(eq=False)
class _BatchQueue:
    """Exists while a statement of one text is in flight. `on_idle` is called when none is left."""

    read: ReadStatement
    on_idle: Callable[[], object]
    waiting: list[_PendingRead] = field(default_factory=list[_PendingRead])
    in_flight: int = 1
    flush_timer: asyncio.TimerHandle | None = None

    async def join(self, statement: Statement) -> StatementResult:
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
            self._abandon(pending)
            raise
        return await self.read(statement) if result is None else result

    def on_returned(self) -> None:
        self.in_flight -= 1
        if self.waiting:
            self._flush()
        elif not self.in_flight:
            self.on_idle()

    def _abandon(self, pending: _PendingRead) -> None:
        if pending.batch is not None:
            pending.batch.cancel_if_abandoned()
        else:
            self.waiting.remove(pending)

    def _flush(self) -> None:
        if self.flush_timer is not None:
            self.flush_timer.cancel()
            self.flush_timer = None
        if not self.waiting:
            return
        batch = _Batch(self.waiting)
        self.waiting = []
        for pending in batch.reads:
            pending.batch = batch
        self.in_flight += 1
        batch.task = asyncio.create_task(self._run(batch.reads))
        # A task that is cancelled before it starts would not run its own `finally`.
        batch.task.add_done_callback(lambda _: self.on_returned())

    async def _run(self, reads: Sequence[_PendingRead]) -> None:
        try:
            results = await self._results([pending.statement for pending in reads])
        except Exception as error:
            _fail(reads, error)
        else:
            for pending, result in zip(reads, results, strict=True):
                if not pending.result.done():
                    pending.result.set_result(result)

    async def _results(self, statements: Sequence[Statement]) -> Sequence[StatementResult]:
        if len(statements) == 1 or statements[0] == READ_REVISION:
            return [await self.read(statements[0])] * len(statements)
        result = await self.read(_batched(statements))
        rows: dict[int, list[list[object]]] = {index: [[answer]] for index, answer in result.rows[0][0]}
        return [StatementResult(rows.get(index, []), result.revision) for index in range(len(statements))]


def _fail(reads: Sequence[_PendingRead], error: Exception) -> None:
    """Sends each statement of a failed batch alone, so that an error reaches only its own caller."""
    for pending in reads:
        if not pending.result.done():
            pending.result.set_exception(error) if len(reads) == 1 else pending.result.set_result(None)


def _batched(statements: Sequence[Statement]) -> Statement:
    batch_text = cast(LiteralString, statements[0].batch_text)
    return Statement(_batch_statement(batch_text), {"requests": [dict(each.parameters) for each in statements]})


def _batch_statement(batch_text: LiteralString) -> LiteralString:
    """Returns the statement that lists [index, answer] of each request with a row."""
    unwind = f"UNWIND range(0, size($requests) - 1) AS place WITH place, $requests[place] AS {BATCH_ROW}"
    return f"{unwind} CALL ({BATCH_ROW}) {{ {batch_text} }} RETURN collect([place, answer]) AS answers"
