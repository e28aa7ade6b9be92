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

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.cypher.variables import AS_OF_NAME
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.linkage.algorithms.subgraph import RevisionChanged, SubgraphLoader, SubgraphRequest
from graph.linkage.questions.projection import ProjectedResult, Projection, SearchResult
from graph.linkage.search_budget import BudgetExceeded, CancellationToken, SearchBudget, SearchCancelled
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import Snapshot, day_number
from graph.linkage.snapshot.snapshot_store import ATTEMPTS, SnapshotStore, revision_conflict

SEARCHES_AT_ONCE: Final = 8
RECHECK_AFTER_SECONDS: Final = 0.05
"""Seconds after which a search is worth asking the database whether its snapshot still holds."""
_THREADS: Final = ThreadPoolExecutor(SEARCHES_AT_ONCE, thread_name_prefix="linkage")


@dataclass(frozen=True)
class SearchInput:
    """What a search runs on."""

    snapshot: Snapshot
    snapshots: SnapshotStore
    budget: SearchBudget

    def network(self, day: date, relations: frozenset[str]) -> Network:
        if not self.snapshot.whole:
            return Network.of(self.snapshot, day_number(day), relations)
        return self.snapshots.network(self.snapshot, day_number(day), relations)


class SearchQuestion(Protocol):
    """A question, its arguments read and checked."""

    @property
    def day(self) -> date: ...

    @property
    def around(self) -> SubgraphRequest:
        """What is to be gathered for it where the graph is too large for a snapshot."""
        ...

    async def load_subgraph(self, gathering: SubgraphLoader) -> None:
        """Gathers enough to answer. Raises Stopped, Moved."""
        ...

    def needs_more(self, finding: Any, gathering: SubgraphLoader) -> bool:
        """Whether what was found may still change by what was not gathered."""
        ...

    def truncated_to(self, gathering: SubgraphLoader, stopped: BudgetExceeded) -> "SearchQuestion":
        """The question that can be answered with what had been gathered when it was stopped. Raises Refusal where there is none."""
        ...

    def search(self, ground: SearchInput) -> SearchResult | None:
        """Runs in a thread of its own. None: what is asked about is not there. Raises Refusal."""
        ...


@dataclass(frozen=True)
class FollowUpQuery:
    """A second statement, about what only the answer of the first one names. ``finding``: what is to be projected, run in a thread;
    None for nothing. ``fill`` puts it into the answer."""

    projection: Projection
    result: Callable[[Any, Any], SearchResult | None]
    fill: Callable[[Any, ProjectedResult], None]


@dataclass(frozen=True)
class SearchPlan:
    """A compiled question. ``ask`` reads its arguments for a day; ``read`` makes the answer."""

    compiler: Compiler
    projection: Projection
    make_question: Callable[[Mapping[str, Any], date], SearchQuestion]
    decode: Callable[[ProjectedResult], Any]
    follow_up: FollowUpQuery | None = None


class SearchField(Protocol):
    """A question that is answered by a search."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan: ...


async def execute_search(
    searched: SearchField, context: FieldContext, selected: SelectedField, root: SelectedField | None = None
) -> Any:
    """Answers the question at ``selected``; its day is that of ``root``, where the two are not one. Null where what is asked about is
    not there. Raises Refusal."""
    if root is None:
        plan = context.cached_plan(selected, "searched", lambda compiler: searched.plan(compiler, selected))
    else:
        plan = searched.plan(context.compiler(root), selected)
    day = plan.compiler.parameters[AS_OF_NAME](context.variables) or context.today
    question = plan.make_question(context.selections.arguments(selected, context.variables), day)
    stale: str | None = None
    for _ in range(ATTEMPTS):
        held = await context.snapshots.current(context.read, stale)
        whole = isinstance(held, Snapshot)
        outcome = await (_search_in_thread(question, held, context) if whole else _search_subgraph(question, held, context))
        stale = held.revision if whole else held
        if outcome is not None:
            projected = await context.read(plan.projection.statement(outcome.result, context.variables, question.day))
            if projected.revision == stale:
                if root is None and plan.follow_up is None:
                    return context.complete(plan.compiler, partial(outcome.decode, plan, projected.rows))
                value = outcome.decode(plan, projected.rows)
                if await _run_follow_up(plan.follow_up, value, outcome, context, question.day) in (None, stale):
                    return value
    raise revision_conflict()


async def _run_follow_up(
    sequel: FollowUpQuery | None, value: Any, outcome: "SearchOutcome", context: FieldContext, day: date
) -> str | None:
    """Fills in what the answer still lacks; the revision of what it was filled with, where it lacked anything."""
    if sequel is None or value is None:
        return None
    finding = await asyncio.to_thread(sequel.result, value, outcome.result)
    if finding is None:
        return None
    projected = await context.read(sequel.projection.statement(finding, context.variables, day))
    sequel.fill(value, sequel.projection.drawn(finding, projected.rows))
    return projected.revision


async def _search_subgraph(question: SearchQuestion, revision: str, context: FieldContext) -> "SearchOutcome | None":
    """Gathers what lies around the question's entities, and searches that. None where the data changed meanwhile."""
    gathering = SubgraphLoader(context.read, revision, question.around, SearchBudget(context.snapshots.limits))
    try:
        await gathering.begin()
        try:
            await question.load_subgraph(gathering)
            outcome = await _search_in_thread(question, gathering.snapshot(), context)
            while outcome is not None and outcome.result and question.needs_more(outcome.result, gathering):
                await gathering.expand()
                await gathering.know_degrees()
                outcome = await _search_in_thread(question, gathering.snapshot(), context)
        except BudgetExceeded as stopped:
            return await _search_in_thread(question.truncated_to(gathering, stopped), gathering.snapshot(), context)
        return outcome
    except RevisionChanged:
        return None


@dataclass(frozen=True)
class SearchOutcome:
    """What a search came to: a finding, nothing, or a refusal, which stands only if its snapshot does."""

    result: SearchResult | None
    error: Exception | None = None

    def decode(self, plan: SearchPlan, rows: list[list[Any]]) -> Any:
        if self.error is not None:
            raise self.error
        return None if self.result is None else plan.decode(plan.projection.drawn(self.result, rows))


async def _search_in_thread(question: SearchQuestion, snapshot: Snapshot, context: FieldContext) -> SearchOutcome | None:
    """Searches in a thread. None where the data was seen to have changed meanwhile. Ends the search where nobody waits any more."""
    caller = CancellationToken()
    limits = context.snapshots.limits

    def find() -> SearchOutcome:
        return _outcome(question, SearchInput(snapshot, context.snapshots, SearchBudget(limits, caller)))

    searching = asyncio.get_running_loop().run_in_executor(_THREADS, find)
    try:
        done, _ = await asyncio.wait({searching}, timeout=RECHECK_AFTER_SECONDS)
        if not done and (await context.read(READ_REVISION)).revision != snapshot.revision:
            caller.cancelled = True
            return None
        return await searching
    finally:
        caller.cancelled = True


def _outcome(question: SearchQuestion, ground: SearchInput) -> SearchOutcome:
    try:
        return SearchOutcome(question.search(ground))
    except SearchCancelled:
        return SearchOutcome(None)
    except UserError as refusal:
        return SearchOutcome(None, refusal)
