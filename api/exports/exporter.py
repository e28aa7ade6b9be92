"""Reads the network of an export at one revision, or else names the two between which it was read."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from graph.compiler.context import RevisionChanged
from graph.database.statement import Statement, StatementResult
from graph.network.exports.export_network import ExportNetwork
from graph.network.exports.formats import Format
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.export_reading import export_of, read_named
from graph.network.questions.network_source import NetworkSource
from graph.network.questions.network_store import NetworkStore
from graph.snapshot.snapshot import GraphTooLarge, Snapshot
from schema.execution.context import Context

T = TypeVar("T")


async def export_at_one_revision(context: Context, question: ExportQuestion, of_format: Format) -> ExportNetwork:
    """Computes measures after the revision is confirmed, however long they take. Raises UserError."""
    named = await read_at_one_revision(context, lambda source: read_named(source, question, of_format))
    if context.is_torn:
        named = replace(named, read_until=context.revision)
    return await export_of(named, question, context.networks, context.board)


async def read_at_one_revision(context: Context, read: Callable[[NetworkSource], Awaitable[T]]) -> T:
    """Reads again if the data changed meanwhile. After the last attempt `context.is_torn` may be set: the result may then combine
    revisions.
    """
    while True:
        context.begin_attempt()
        try:
            found = await read(_Source(context))
        except RevisionChanged:  # only if there is another attempt
            continue
        await context.confirm_revision()
        if context.saw_one_revision:
            return found
        if not context.may_repeat:
            context.is_torn = True
            return found


@dataclass(frozen=True)
class _Source:
    context: Context

    @property
    def networks(self) -> NetworkStore:
        return self.context.networks

    async def snapshot(self) -> Snapshot | GraphTooLarge:
        return await self.context.snapshot()

    async def read(self, statement: Statement, /) -> StatementResult:
        return await self.context.read(statement)

    async def read_at(self, statement: Statement, revision: str) -> list[list[Any]]:
        result = await self.context.read(statement)
        if result.revision != revision and self.abandon():
            raise RevisionChanged
        return result.rows

    def abandon(self) -> bool:
        return self.context.abandon()
