"""A question asked within an open transaction: it sees what has been changed there and not been committed."""

from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Any, Final

from graph.compiler.compiler import Compiler, QueryPlan
from graph.compiler.context import FieldContext, Transaction
from graph.compiler.plan_cache import Compiled
from graph.compiler.selections import SelectedField, Selections
from graph.database.statement import Statement, StatementResult
from graph.linkage.questions.linkage import LinkageField
from graph.linkage.questions.search_execution import execute_search
from graph.linkage.snapshot.snapshot_store import SnapshotStore

UNCOMMITTED: Final = "uncommitted"
"""The revision of what only the transaction sees. Nobody else changes it, and no cursor goes on there afterwards."""


class TransactionContext:
    """The operation ``asking``, reading in ``transaction``. Its snapshot is its own."""

    def __init__(self, context: FieldContext, transaction: Transaction) -> None:
        self.snapshots = SnapshotStore(context.snapshots.limits)
        self._asking = context
        self._transaction = transaction

    @property
    def selections(self) -> Selections:
        return self._asking.selections

    @property
    def variables(self) -> Mapping[str, Any]:
        return self._asking.variables

    @property
    def today(self) -> date:
        return self._asking.today

    @property
    def is_post(self) -> bool:
        return self._asking.is_post

    def compiler(self, root: SelectedField) -> Compiler:
        return self._asking.compiler(root)

    async def read(self, statement: Statement) -> StatementResult:
        return StatementResult(await self._transaction.run(statement.text, statement.parameters), UNCOMMITTED)

    async def run_plan(self, plan: QueryPlan) -> Any:
        return plan.decode((await self.read(plan.statement(self.variables, self.today))).rows)

    async def execute_plan(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], QueryPlan]) -> Any:
        return await self.run_plan(make(self.compiler(selected)))

    def complete(self, compiler: Compiler, read: Callable[[], Any]) -> Any:
        """The whole answer of a simulation is completed together."""
        return read()

    def cached_plan(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Compiled]) -> Compiled:
        return make(self.compiler(selected))

    async def own_indicators(self) -> Mapping[str, Any]:
        return await self._asking.own_indicators()

    def rollback_transaction(self) -> AbstractAsyncContextManager[Transaction]:
        return self._asking.rollback_transaction()


async def linkage_within(context: FieldContext, transaction: Transaction, selected: SelectedField, root: SelectedField) -> Any:
    """Answers the linkage that ``selected`` asks for as the transaction sees it, on the day of the field ``root``. Raises Refusal."""
    return await execute_search(LinkageField(), TransactionContext(context, transaction), selected, root)
