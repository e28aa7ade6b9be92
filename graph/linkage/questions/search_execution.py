"""Executes a linkage question: searches a snapshot in a thread, then projects the result by one statement. If their
revisions differ, the executor repeats both or marks the response.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final, NoReturn, Protocol

from graph.compiler.as_of import AsOf, dated_ids
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.cursors import CursorCodec, ListQuestion
from graph.compiler.plan_cache import CompiledField
from graph.compiler.result_projection import ProjectedResult, ResultProjection, SnapshotResult
from graph.compiler.selections import SelectedField
from graph.database.statement import CHECK_REVISION
from graph.errors import UserError
from graph.linkage.questions.arguments import find_valid_entities
from graph.linkage.search_budget import BudgetExceeded, CancellationToken, SearchBudget, SearchCancelled, search_stopped
from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from graph.linkage.snapshot.subgraph_loader import SubgraphLoader, SubgraphRequest
from graph.snapshot.snapshot import GraphTooLarge, NodeKey, Snapshot, date_to_int

RECHECK_AFTER_SECONDS: Final = 0.05
"""A longer search checks whether its snapshot is current."""


@dataclass(frozen=True)
class SearchInput:
    snapshot: Snapshot
    store: SnapshotStore
    budget: SearchBudget

    def graph(self, as_of: date, relations: frozenset[str]) -> SimpleGraph:
        if not self.snapshot.complete:
            return SimpleGraph.of(self.snapshot, date_to_int(as_of), relations)
        return self.store.graph(self.snapshot, date_to_int(as_of), relations)


class SearchQuestion(Protocol):
    @property
    def as_of(self) -> date: ...

    @property
    def subgraph_request(self) -> SubgraphRequest:
        """What to load of a graph too large for a snapshot."""
        ...

    async def load_subgraph(self, loader: SubgraphLoader) -> None: ...

    def needs_more(self, result: Any, loader: SubgraphLoader) -> bool:
        """Returns whether more loading could change the result."""
        ...

    def truncated_to(self, loader: SubgraphLoader, exceeded: BudgetExceeded) -> "SearchQuestion":
        """Returns a question that the loaded subgraph can answer, or raises UserError."""
        ...

    def search(self, search_input: SearchInput) -> SnapshotResult | None:
        """Returns None if an entity does not exist. Raises UserError. Runs in a thread."""
        ...


class QuestionWithoutPartialAnswer:
    """A question that needs exactly its whole subgraph."""

    def needs_more(self, result: Any, loader: SubgraphLoader) -> bool:
        return False

    def truncated_to(self, loader: SubgraphLoader, exceeded: BudgetExceeded) -> NoReturn:
        raise search_stopped(exceeded)


@dataclass(frozen=True)
class FollowUpQuery:
    """A second statement, for entities known only after the first. `select`: runs in a thread, and returns what to project.
    `fill`: writes it into the answer.
    """

    projection: ResultProjection
    select: Callable[[Any, Any], SnapshotResult | None]
    fill: Callable[[Any, ProjectedResult], None]


@dataclass(frozen=True)
class SearchPlan:
    projection: ResultProjection
    make_question: Callable[[Mapping[str, Any], date, CursorCodec], SearchQuestion]
    """Takes the arguments, the as-of date and the codec of cursors."""
    decode: Callable[[ProjectedResult], Any]
    follow_up: FollowUpQuery | None = None


class SearchField(Protocol):
    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan: ...


@dataclass(frozen=True)
class SearchRequest:
    """A question to search for. `dated`: the entities that the question names by dated ids; they must be valid on the as-of date."""

    context: FieldContext
    question: SearchQuestion
    as_of: AsOf
    dated: Sequence[NodeKey]


async def execute_search(
    field: SearchField, context: FieldContext, path: tuple[SelectedField, ...], as_of: AsOf | None = None
) -> Any:
    """Executes the last field of `path`, which begins with a root field. Returns null if an entity does not exist. Raises
    UserError. `as_of`: replaces the date of the root field.
    """
    selected = path[-1]
    compiled = context.compiled(path, "search", lambda compiler: field.plan(compiler, selected))
    as_of = as_of or context.as_of(*path)
    cursors = CursorCodec(ListQuestion(path).digest(context.variables), as_of.id_suffix)
    question = compiled.plan.make_question(context.arguments(selected), as_of.day, cursors)
    dated = [(each.label, each.code) for each in dated_ids(context.variables, selected)]
    return await _answer(compiled, SearchRequest(context, question, as_of, dated), await context.snapshot())


async def _answer(compiled: CompiledField[SearchPlan], request: SearchRequest, snapshot: Snapshot | GraphTooLarge) -> Any:
    context = request.context
    if isinstance(snapshot, Snapshot):
        outcome = await _search_in_thread(request, snapshot)
    else:
        outcome = await _search_subgraph(request, snapshot.revision)
    # graphql-core completes values that a follow-up query fills in.
    plan = compiled.plan if compiled.plan.follow_up is None else compiled.plan_for_resolvers(context.selections)
    statement = plan.projection.statement(outcome.result, context.variables, request.as_of)
    rows = await context.read_at(statement, snapshot.revision)
    if plan.follow_up is None:
        return context.complete(compiled, partial(outcome.decode, rows=rows))
    value = outcome.decode(plan, rows)
    if value is not None:
        await _run_follow_up(plan.follow_up, value, outcome, request, snapshot.revision)
    return value


async def _run_follow_up(
    query: FollowUpQuery, value: Any, outcome: "SearchOutcome", request: SearchRequest, revision: str
) -> None:
    result = await asyncio.to_thread(query.select, value, outcome.result)
    if result is not None:
        statement = query.projection.statement(result, request.context.variables, request.as_of)
        rows = await request.context.read_at(statement, revision)
        query.fill(value, query.projection.decode(result, rows))


async def _search_subgraph(request: SearchRequest, revision: str) -> "SearchOutcome":
    """Searches the graph loaded around the question's entities. Raises RevisionChanged."""
    question, context = request.question, request.context
    budget = SearchBudget(context.snapshots.limits)
    loader = SubgraphLoader(context.read_at, revision, question.subgraph_request, budget)
    await loader.load_named_entities()
    try:
        await question.load_subgraph(loader)
        outcome = await _search_in_thread(request, loader.snapshot())
        while outcome.result and question.needs_more(outcome.result, loader):
            await loader.load_layer()
            await loader.load_degrees()
            outcome = await _search_in_thread(request, loader.snapshot())
    except BudgetExceeded as exceeded:
        return await _search_in_thread(replace(request, question=question.truncated_to(loader, exceeded)), loader.snapshot())
    return outcome


@dataclass(frozen=True)
class SearchOutcome:
    """What a search found. `error` is raised only after the revision of the snapshot is confirmed, since older data may have caused it."""

    result: SnapshotResult | None
    error: Exception | None = None

    def decode(self, plan: SearchPlan, rows: list[list[Any]]) -> Any:
        if self.error is not None:
            raise self.error
        return None if self.result is None else plan.decode(plan.projection.decode(self.result, rows))


async def _search_in_thread(request: SearchRequest, snapshot: Snapshot) -> SearchOutcome:
    """Raises RevisionChanged if a long search is outdated and may be repeated. Cancelling the task stops the thread."""
    cancellation, context = CancellationToken(), request.context
    search = partial(_search, request, snapshot, cancellation)
    future = asyncio.get_running_loop().run_in_executor(context.snapshots.threads, search)
    try:
        done, _ = await asyncio.wait({future}, timeout=RECHECK_AFTER_SECONDS)
        if not done:
            await context.read_at(CHECK_REVISION, snapshot.revision)
        return await future
    finally:
        cancellation.cancelled = True


def _search(request: SearchRequest, snapshot: Snapshot, cancellation: CancellationToken) -> SearchOutcome:
    """Begins the time limit once a thread is free."""
    store = request.context.snapshots
    try:
        find_valid_entities(snapshot, request.dated, date_to_int(request.as_of.day))
        return SearchOutcome(request.question.search(SearchInput(snapshot, store, SearchBudget(store.limits, cancellation))))
    except SearchCancelled:
        return SearchOutcome(None)
    except UserError as error:
        return SearchOutcome(None, error)
