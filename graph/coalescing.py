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

from graph.statements import PARAMETER, Answer, Statement

MOST_TOGETHER: Final = 64
"""How many go at once; others go beside them."""
LONGEST_WAIT: Final = 0.002
"""Seconds after which those who wait go, though the one before them is not back: the database is far away, or busy."""
_REMEMBERED: Final = 1_000
Read = Callable[[Statement], Awaitable[Answer]]


class Coalescing:
    """Asks statements that may be coalesced, alone or together, by ``read``."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._queues: dict[str, _Queue] = {}

    async def read(self, statement: Statement) -> Answer:
        """What the statement answers, or raises."""
        queue = self._queues.get(statement.text)
        if queue is not None:
            return await queue.join(statement)
        queue = self._queues[statement.text] = _Queue(self._read, lambda: self._queues.pop(statement.text))
        return await queue.begin(statement)


@dataclass(eq=False)
class _Caller:
    """One who waits. ``answer``: None where it is to ask alone. ``journey``: with whom it is under way."""

    statement: Statement
    answer: asyncio.Future[Answer | None]
    journey: "_Journey | None" = None


@dataclass(eq=False)
class _Journey:
    """Callers whose statements are under way as one."""

    callers: Sequence[_Caller]
    task: asyncio.Task[None] | None = None

    def leave(self) -> None:
        """One of the callers has gone; after the last nobody needs the answer."""
        if self.task is not None and all(each.answer.cancelled() for each in self.callers):
            self.task.cancel()


@dataclass(eq=False)
class _Queue:
    """The statements of one text, while any of them is under way. ``under_way``: how many are; ``end`` is called once none is."""

    read: Read
    end: Callable[[], object]
    waiting: list[_Caller] = field(default_factory=list[_Caller])
    under_way: int = 0
    patience: asyncio.TimerHandle | None = None

    async def begin(self, statement: Statement) -> Answer:
        """Asks while nobody else does."""
        self.under_way += 1
        try:
            return await self.read(statement)
        finally:
            self._back()

    async def join(self, statement: Statement) -> Answer:
        """Waits, and asks together with whoever waits too."""
        loop = asyncio.get_running_loop()
        caller = _Caller(statement, loop.create_future())
        self.waiting.append(caller)
        if len(self.waiting) == MOST_TOGETHER:
            self._go()
        elif self.patience is None:
            self.patience = loop.call_later(LONGEST_WAIT, self._go)
        try:
            answer = await caller.answer
        except asyncio.CancelledError:
            self._leave(caller)
            raise
        return await self.read(statement) if answer is None else answer

    def _leave(self, caller: _Caller) -> None:
        if caller.journey is not None:
            caller.journey.leave()
        else:
            self.waiting.remove(caller)

    def _go(self) -> None:
        """All who wait go."""
        if self.patience is not None:
            self.patience.cancel()
            self.patience = None
        if not self.waiting:
            return
        journey = _Journey(self.waiting)
        self.waiting = []
        for each in journey.callers:
            each.journey = journey
        self.under_way += 1
        journey.task = asyncio.create_task(self._ask(journey.callers))
        # A task that is cancelled before it begins would not come to the end of its own.
        journey.task.add_done_callback(lambda _: self._back())

    async def _ask(self, callers: Sequence[_Caller]) -> None:
        try:
            answers = await self._answers([each.statement for each in callers])
        except Exception as error:
            _fail(callers, error)
        else:
            for caller, answer in zip(callers, answers, strict=True):
                if not caller.answer.done():
                    caller.answer.set_result(answer)

    async def _answers(self, statements: Sequence[Statement]) -> Sequence[Answer]:
        if len(statements) == 1:
            return [await self.read(statements[0])]
        answer = await self.read(_together(statements))
        found: dict[int, list[list[object]]] = {place: [[value]] for place, value in answer.rows[0][0]}
        return [Answer(found.get(place, []), answer.revision) for place in range(len(statements))]

    def _back(self) -> None:
        self.under_way -= 1
        if self.waiting:
            self._go()
        elif not self.under_way:
            self.end()


def _fail(callers: Sequence[_Caller], error: Exception) -> None:
    """Of several, the error may be another's: each asks again, alone."""
    for caller in callers:
        if not caller.answer.done():
            caller.answer.set_exception(error) if len(callers) == 1 else caller.answer.set_result(None)


def _together(statements: Sequence[Statement]) -> Statement:
    return Statement(_text_together(statements[0].text), {"asked": [dict(each.parameters) for each in statements]})


@lru_cache(_REMEMBERED)
def _text_together(text: LiteralString) -> LiteralString:
    """The statement for a list of its parameters: it answers [place in the list, answer] of each that has one."""
    one = PARAMETER.sub(r"asked.\1", text)
    every = "UNWIND range(0, size($asked) - 1) AS place WITH place, $asked[place] AS asked"
    return cast(LiteralString, f"{every} CALL (asked) {{ {one} }} RETURN collect([place, answer]) AS answers")
