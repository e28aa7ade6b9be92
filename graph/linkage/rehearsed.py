"""A question asked within an open transaction: it sees what has been changed there and not been committed."""

from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Any, Final

from graph.compilation.asking import Asking, Transaction
from graph.compilation.compiler import Compiler, Plan
from graph.compilation.plans import Made
from graph.compilation.selections import SelectedField, Selections
from graph.linkage.linkage import Linkage
from graph.linkage.plan import answer
from graph.linkage.snapshots import Snapshots
from graph.statements import Answer, Statement

UNCOMMITTED: Final = "uncommitted"
"""The revision of what only the transaction sees. Nobody else changes it, and no cursor goes on there afterwards."""


class Rehearsed:
    """The operation ``asking``, reading in ``transaction``. Its snapshot is its own."""

    def __init__(self, asking: Asking, transaction: Transaction) -> None:
        self.snapshots = Snapshots(asking.snapshots.limits)
        self._asking = asking
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
    def by_post(self) -> bool:
        return self._asking.by_post

    def compiler(self, root: SelectedField) -> Compiler:
        return self._asking.compiler(root)

    async def read(self, statement: Statement) -> Answer:
        return Answer(await self._transaction.run(statement.text, statement.parameters), UNCOMMITTED)

    async def run(self, plan: Plan) -> Any:
        return plan.read((await self.read(plan.statement(self.variables, self.today))).rows)

    async def answer(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Plan]) -> Any:
        return await self.run(make(self.compiler(selected)))

    def pass_on(self, compiler: Compiler, read: Callable[[], Any]) -> Any:
        """The whole answer of a simulation is completed together."""
        return read()

    def kept(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Made]) -> Made:
        return make(self.compiler(selected))

    async def own_indicators(self) -> Mapping[str, Any]:
        return await self._asking.own_indicators()

    def rehearsal(self) -> AbstractAsyncContextManager[Transaction]:
        return self._asking.rehearsal()


async def linkage_within(asking: Asking, transaction: Transaction, selected: SelectedField, root: SelectedField) -> Any:
    """Answers the linkage that ``selected`` asks for as the transaction sees it, on the day of the field ``root``. Raises Refusal."""
    return await answer(Linkage(), Rehearsed(asking, transaction), selected, root)
