"""Reads the network of an export at one revision."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from graph.compiler.context import RevisionChanged
from graph.database.statement import Statement, StatementResult
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.exports.export_network import ExportNetwork
from graph.network.questions.export_question import ExportQuestion
from graph.network.questions.export_reading import read_export
from graph.network.questions.kept_network import NetworkStore
from graph.network.questions.network_source import NetworkSource
from graph.snapshot.snapshot import GraphTooLarge, Snapshot
from schema.execution.context import Context

MAX_ATTEMPTS: Final = 4


T = TypeVar("T")


async def export_at_one_revision(context: Context, question: ExportQuestion) -> ExportNetwork:
    """Raises UserError (DATA_CHANGED) if the data changed during each attempt."""
    return await read_at_one_revision(context, lambda source: read_export(source, question))


async def read_at_one_revision(context: Context, read: Callable[[NetworkSource], Awaitable[T]]) -> T:
    """Raises UserError (DATA_CHANGED) if the data changed during each attempt."""
    for _ in range(MAX_ATTEMPTS):
        context.begin_attempt()
        try:
            found = await read(_Source(context))
        except RevisionChanged:
            continue
        await context.confirm_revision()
        if context.saw_one_revision:
            return found
    raise UserError(messages.DATA_KEEPS_CHANGING, attempts=MAX_ATTEMPTS)


@dataclass(frozen=True)
class _Source:
    """A NetworkSource whose reading is repeated if the data change."""

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
        if result.revision != revision:
            raise RevisionChanged
        return result.rows

    def abandon(self) -> bool:
        return True
