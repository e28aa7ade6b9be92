"""Finds a question's network, cached or projected."""

import asyncio
from collections.abc import Awaitable, Iterable
from typing import Any, Protocol

from graph.compiler.context import RevisionChanged
from graph.compiler.root_fields import require_valid
from graph.coverage.columns.divisions import find_division
from graph.database.statement import READ_REVISION, Statement, StatementResult
from graph.network.projection.graph_part import GraphPart
from graph.network.projection.network_columns import NetworkColumns, columns_statements
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projections import Projection
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.network_store import NetworkStore
from graph.network.questions.part_store import PartQuestion
from graph.snapshot.snapshot import GraphTooLarge, Snapshot, date_to_int


class NetworkSource(Protocol):
    """The context of a field or export, from which networks are read."""

    @property
    def networks(self) -> NetworkStore: ...

    def snapshot(self) -> Awaitable[Snapshot | GraphTooLarge]: ...

    def read(self, statement: Statement, /) -> Awaitable[StatementResult]: ...

    def read_at(self, statement: Statement, revision: str) -> Awaitable[list[list[Any]]]: ...

    def abandon(self) -> bool:
        """Returns whether reading may fail because it will be repeated."""
        ...


async def kept_network(source: NetworkSource, question: NetworkQuestion, *, alone: bool = True) -> KeptNetwork | None:
    """Returns None if there is no such scope. Raises UserError (NOT_ALIVE, TOO_LARGE) and RevisionChanged. `alone`: whether
    only entities and links of the network are needed.
    """
    asked = PartQuestion(question.scope, question.day) if alone else None
    return await network_on(source, await network_snapshot(source, [question.projection], asked), question)


async def network_on(source: NetworkSource, snapshot: Snapshot, question: NetworkQuestion) -> KeptNetwork | None:
    """Returns the network like `kept_network`, on a sufficient snapshot."""
    scope = find_division(snapshot, question.scope)
    if scope is None or not snapshot.is_valid(scope, date_to_int(question.day)):
        await source.read_at(READ_REVISION, snapshot.revision)
    if scope is None:
        return None
    require_valid(snapshot.is_valid(scope, date_to_int(question.day)), "scope")
    columns = await network_columns(source, snapshot)
    kept = await asyncio.to_thread(source.networks.network, columns, question, scope)
    source.networks.forget_oldest()
    return kept


async def network_snapshot(
    source: NetworkSource, projections: Iterable[Projection], asked: PartQuestion | None = None
) -> Snapshot:
    """Returns the snapshot, or of a larger graph the part for these projections. `asked`: the only division needed. Raises
    UserError (TOO_LARGE).
    """
    snapshot = await source.snapshot()
    if isinstance(snapshot, Snapshot):
        return snapshot
    return await source.networks.parts.get(GraphPart.of(projections), asked, snapshot.revision, source.read)


async def network_columns(source: NetworkSource, snapshot: Snapshot) -> NetworkColumns:
    """Raises RevisionChanged."""
    columns = source.networks.columns(snapshot)
    if columns is None:
        results = [await source.read(statement) for statement in columns_statements(snapshot)]
        changed = any(result.revision != snapshot.revision for result in results)
        if changed and source.abandon():
            raise RevisionChanged
        columns = await asyncio.to_thread(NetworkColumns.of, snapshot, [row for result in results for row in result.rows])
        if not changed:
            source.networks.keep_columns(columns)
    return columns
