"""How a question about linkage is answered: searched on a snapshot, outside the event loop, then projected in one statement.

The answer is of one revision: where the projection saw another than the search did, both are done again.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final, Protocol

from graph.compilation.asking import Asking
from graph.compilation.compiler import Compiler
from graph.compilation.selections import SelectedField
from graph.errors import Refusal
from graph.linkage.effort import Abandoned, Caller, Effort, Stopped
from graph.linkage.gathering import Around, Gathering, Moved
from graph.linkage.network import Network
from graph.linkage.projection import Drawn, Finding, Projection
from graph.linkage.snapshot import Snapshot, day_number
from graph.linkage.snapshots import ATTEMPTS, Snapshots, changing
from graph.moments import AS_OF_NAME
from graph.statements import ONLY_THE_REVISION

SEARCHES_AT_ONCE: Final = 8
LONG: Final = 0.05
"""Seconds after which a search is worth asking the database whether its snapshot still holds."""
_THREADS: Final = ThreadPoolExecutor(SEARCHES_AT_ONCE, thread_name_prefix="linkage")


@dataclass(frozen=True)
class Ground:
    """What a search runs on."""

    snapshot: Snapshot
    snapshots: Snapshots
    effort: Effort

    def network(self, day: date, relations: frozenset[str]) -> Network:
        if not self.snapshot.whole:
            return Network.of(self.snapshot, day_number(day), relations)
        return self.snapshots.network(self.snapshot, day_number(day), relations)


class Question(Protocol):
    """A question, its arguments read and checked."""

    @property
    def day(self) -> date: ...

    @property
    def around(self) -> Around:
        """What is to be gathered for it where the graph is too large for a snapshot."""
        ...

    async def gather(self, gathering: Gathering) -> None:
        """Gathers enough to answer. Raises Stopped, Moved."""
        ...

    def needs_more(self, finding: Any, gathering: Gathering) -> bool:
        """Whether what was found may still change by what was not gathered."""
        ...

    def cut_short(self, gathering: Gathering, stopped: Stopped) -> "Question":
        """The question that can be answered with what had been gathered when it was stopped. Raises Refusal where there is none."""
        ...

    def find(self, ground: Ground) -> Finding | None:
        """Runs in a thread of its own. None: what is asked about is not there. Raises Refusal."""
        ...


@dataclass(frozen=True)
class Sequel:
    """A second statement, about what only the answer of the first one names. ``finding``: what is to be projected, run in a thread;
    None for nothing. ``fill`` puts it into the answer."""

    projection: Projection
    finding: Callable[[Any, Any], Finding | None]
    fill: Callable[[Any, Drawn], None]


@dataclass(frozen=True)
class SearchPlan:
    """A compiled question. ``ask`` reads its arguments for a day; ``read`` makes the answer."""

    compiler: Compiler
    projection: Projection
    ask: Callable[[Mapping[str, Any], date], Question]
    read: Callable[[Drawn], Any]
    sequel: Sequel | None = None


class Searched(Protocol):
    """A question that is answered by a search."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan: ...


async def answer(searched: Searched, asking: Asking, selected: SelectedField, root: SelectedField | None = None) -> Any:
    """Answers the question at ``selected``; its day is that of ``root``, where the two are not one. Null where what is asked about is
    not there. Raises Refusal."""
    if root is None:
        plan = asking.kept(selected, "searched", lambda compiler: searched.plan(compiler, selected))
    else:
        plan = searched.plan(asking.compiler(root), selected)
    day = plan.compiler.recipes[AS_OF_NAME](asking.variables) or asking.today
    question = plan.ask(asking.selections.arguments(selected, asking.variables), day)
    stale: str | None = None
    for _ in range(ATTEMPTS):
        held = await asking.snapshots.current(asking.read, stale)
        whole = isinstance(held, Snapshot)
        outcome = await (_found(question, held, asking) if whole else _gathered(question, held, asking))
        stale = held.revision if whole else held
        if outcome is not None:
            projected = await asking.read(plan.projection.statement(outcome.finding, asking.variables, question.day))
            if projected.revision == stale:
                if root is None and plan.sequel is None:
                    return asking.pass_on(plan.compiler, partial(outcome.read, plan, projected.rows))
                value = outcome.read(plan, projected.rows)
                if await _filled(plan.sequel, value, outcome, asking, question.day) in (None, stale):
                    return value
    raise changing()


async def _filled(sequel: Sequel | None, value: Any, outcome: "_Outcome", asking: Asking, day: date) -> str | None:
    """Fills in what the answer still lacks; the revision of what it was filled with, where it lacked anything."""
    if sequel is None or value is None:
        return None
    finding = await asyncio.to_thread(sequel.finding, value, outcome.finding)
    if finding is None:
        return None
    projected = await asking.read(sequel.projection.statement(finding, asking.variables, day))
    sequel.fill(value, sequel.projection.drawn(finding, projected.rows))
    return projected.revision


async def _gathered(question: Question, revision: str, asking: Asking) -> "_Outcome | None":
    """Gathers what lies around the question's entities, and searches that. None where the data changed meanwhile."""
    gathering = Gathering(asking.read, revision, question.around, Effort(asking.snapshots.limits))
    try:
        await gathering.begin()
        try:
            await question.gather(gathering)
            outcome = await _found(question, gathering.snapshot(), asking)
            while outcome is not None and outcome.finding and question.needs_more(outcome.finding, gathering):
                await gathering.grow()
                await gathering.know_degrees()
                outcome = await _found(question, gathering.snapshot(), asking)
        except Stopped as stopped:
            return await _found(question.cut_short(gathering, stopped), gathering.snapshot(), asking)
        return outcome
    except Moved:
        return None


@dataclass(frozen=True)
class _Outcome:
    """What a search came to: a finding, nothing, or a refusal, which stands only if its snapshot does."""

    finding: Finding | None
    refusal: Exception | None = None

    def read(self, plan: SearchPlan, rows: list[list[Any]]) -> Any:
        if self.refusal is not None:
            raise self.refusal
        return None if self.finding is None else plan.read(plan.projection.drawn(self.finding, rows))


async def _found(question: Question, snapshot: Snapshot, asking: Asking) -> _Outcome | None:
    """Searches in a thread. None where the data was seen to have changed meanwhile. Ends the search where nobody waits any more."""
    caller = Caller()
    limits = asking.snapshots.limits

    def find() -> _Outcome:
        return _outcome(question, Ground(snapshot, asking.snapshots, Effort(limits, caller)))

    searching = asyncio.get_running_loop().run_in_executor(_THREADS, find)
    try:
        done, _ = await asyncio.wait({searching}, timeout=LONG)
        if not done and (await asking.read(ONLY_THE_REVISION)).revision != snapshot.revision:
            caller.gone = True
            return None
        return await searching
    finally:
        caller.gone = True


def _outcome(question: Question, ground: Ground) -> _Outcome:
    try:
        return _Outcome(question.find(ground))
    except Abandoned:
        return _Outcome(None)
    except Refusal as refusal:
        return _Outcome(None, refusal)
