"""Coalescing: short statements of one text that many callers ask at the same moment go to the database as one.

What a short statement takes is mostly the way there and back, and eight together take about what one takes alone. So while one is under way,
others of its text wait, and go together once it is back. What a caller reads is never older than its question: those who go together have
all asked before they go.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, LiteralString, cast

from graph.database.statement import PARAMETER, Statement, StatementResult

MAX_BATCH_SIZE: Final = 64
"""How many go at once; others go beside them."""
MAX_WAIT_SECONDS: Final = 0.002
"""Seconds after which those who wait go, though the one before them is not back: the database is far away, or busy."""
_REMEMBERED: Final = 1_000
Read = Callable[[Statement], Awaitable[StatementResult]]


class ReadBatcher:
    """Asks statements that may be coalesced, alone or together, by ``read``."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._queues: dict[str, _BatchQueue] = {}

    async def read(self, statement: Statement) -> StatementResult:
        """What the statement answers, or raises."""
        queue = self._queues.get(statement.text)
        if queue is not None:
            return await queue.join(statement)
        queue = self._queues[statement.text] = _BatchQueue(self._read, lambda: self._queues.pop(statement.text))
        return await queue.begin(statement)


@dataclass(eq=False)
class _PendingRead:
    """One who waits. ``answer``: None where it is to ask alone. ``journey``: with whom it is under way."""

    statement: Statement
    result: asyncio.Future[StatementResult | None]
    batch: "_Batch | None" = None


@dataclass(eq=False)
class _Batch:
    """Callers whose statements are under way as one."""

    callers: Sequence[_PendingRead]
    task: asyncio.Task[None] | None = None

    def leave(self) -> None:
        """One of the callers has gone; after the last nobody needs the answer."""
        if self.task is not None and all(each.result.cancelled() for each in self.callers):
            self.task.cancel()


@dataclass(eq=False)
class _BatchQueue:
    """The statements of one text, while any of them is under way. ``under_way``: how many are; ``end`` is called once none is."""

    read: Read
    end: Callable[[], object]
    waiting: list[_PendingRead] = field(default_factory=list[_PendingRead])
    in_flight: int = 0
    flush_timer: asyncio.TimerHandle | None = None

    async def begin(self, statement: Statement) -> StatementResult:
        """Asks while nobody else does."""
        self.in_flight += 1
        try:
            return await self.read(statement)
        finally:
            self._on_batch_done()

    async def join(self, statement: Statement) -> StatementResult:
        """Waits, and asks together with whoever waits too."""
        loop = asyncio.get_running_loop()
        caller = _PendingRead(statement, loop.create_future())
        self.waiting.append(caller)
        if len(self.waiting) == MAX_BATCH_SIZE:
            self._flush()
        elif self.flush_timer is None:
            self.flush_timer = loop.call_later(MAX_WAIT_SECONDS, self._flush)
        try:
            answer = await caller.result
        except asyncio.CancelledError:
            self._leave(caller)
            raise
        return await self.read(statement) if answer is None else answer

    def _leave(self, caller: _PendingRead) -> None:
        if caller.batch is not None:
            caller.batch.leave()
        else:
            self.waiting.remove(caller)

    def _flush(self) -> None:
        """All who wait go."""
        if self.flush_timer is not None:
            self.flush_timer.cancel()
            self.flush_timer = None
        if not self.waiting:
            return
        journey = _Batch(self.waiting)
        self.waiting = []
        for each in journey.callers:
            each.batch = journey
        self.in_flight += 1
        journey.task = asyncio.create_task(self._ask(journey.callers))
        # A task that is cancelled before it begins would not come to the end of its own.
        journey.task.add_done_callback(lambda _: self._on_batch_done())

    async def _ask(self, callers: Sequence[_PendingRead]) -> None:
        try:
            answers = await self._answers([each.statement for each in callers])
        except Exception as error:
            _fail(callers, error)
        else:
            for caller, answer in zip(callers, answers, strict=True):
                if not caller.result.done():
                    caller.result.set_result(answer)

    async def _answers(self, statements: Sequence[Statement]) -> Sequence[StatementResult]:
        if len(statements) == 1:
            return [await self.read(statements[0])]
        answer = await self.read(_batched(statements))
        found: dict[int, list[list[object]]] = {place: [[value]] for place, value in answer.rows[0][0]}
        return [StatementResult(found.get(place, []), answer.revision) for place in range(len(statements))]

    def _on_batch_done(self) -> None:
        self.in_flight -= 1
        if self.waiting:
            self._flush()
        elif not self.in_flight:
            self.end()


def _fail(callers: Sequence[_PendingRead], error: Exception) -> None:
    """Of several, the error may be another's: each asks again, alone."""
    for caller in callers:
        if not caller.result.done():
            caller.result.set_exception(error) if len(callers) == 1 else caller.result.set_result(None)


def _batched(statements: Sequence[Statement]) -> Statement:
    return Statement(_text_together(statements[0].text), {"asked": [dict(each.parameters) for each in statements]})


@lru_cache(_REMEMBERED)
def _text_together(text: LiteralString) -> LiteralString:
    """The statement for a list of its parameters: it answers [place in the list, answer] of each that has one."""
    one = PARAMETER.sub(r"asked.\1", text)
    every = "UNWIND range(0, size($asked) - 1) AS place WITH place, $asked[place] AS asked"
    return cast(LiteralString, f"{every} CALL (asked) {{ {one} }} RETURN collect([place, answer]) AS answers")
