"""Linkage with the uncommitted edits of an open transaction."""

from functools import partial
from typing import Any, Final

from graph.compiler.as_of import AsOf
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.database.statement import Statement, StatementResult
from graph.database.transaction import Transaction
from graph.linkage.questions.linkage import LinkageField
from graph.linkage.questions.search_execution import execute_search
from graph.linkage.snapshot.snapshot_store import SnapshotStore

UNCOMMITTED: Final = "uncommitted"
"""In place of a revision: no other client sees or changes the data."""


async def linkage_within(context: FieldContext, transaction: Transaction, path: tuple[SelectedField, ...], as_of: AsOf) -> Any:
    """Executes the field at the end of `path`. Raises UserError."""

    async def read(statement: Statement) -> StatementResult:
        return StatementResult(await transaction.run(statement.text, statement.parameters), UNCOMMITTED)

    snapshots = SnapshotStore(context.snapshots.limits, context.snapshots.threads)
    inside = context.within(read, snapshots, partial(snapshots.fetch, read))
    return await execute_search(LinkageField(), inside, path, as_of)
