"""Questions that take more than one statement: what they may do, and how they are answered."""

from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Any, LiteralString, Protocol, runtime_checkable

from graph.compiler.compiler import Compiler, QueryPlan
from graph.compiler.plan_cache import Compiled
from graph.compiler.selections import SelectedField, Selections
from graph.database.statement import Statement, StatementResult


class Transaction(Protocol):
    """An open write transaction."""

    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]: ...


class FieldContext(Protocol):
    """What such a question may do: compile, read, and rehearse a change that is rolled back."""

    @property
    def selections(self) -> Selections: ...

    @property
    def variables(self) -> Mapping[str, Any]: ...

    @property
    def today(self) -> date: ...

    @property
    def is_post(self) -> bool:
        """Whether the operation came by POST."""
        ...

    @property
    def snapshots(self) -> Any:
        """What linkage is searched on: the Snapshots of graph/linkage, which stands above this."""
        ...

    def compiler(self, root: SelectedField) -> Compiler: ...

    async def read(self, statement: Statement) -> StatementResult: ...

    async def run_plan(self, plan: QueryPlan) -> Any:
        """Runs a plan with the operation's variables; answers what it reads."""
        ...

    async def execute_plan(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], QueryPlan]) -> Any:
        """The answer of a field that takes one statement: by the plan that ``make`` makes, or made when the same was asked before.
        ``more``: what the plan depends on besides the selection and the shape of the variables."""
        ...

    def complete(self, compiler: Compiler, read: Callable[[], Any]) -> Any:
        """What ``read`` makes of an answer that ``compiler`` compiled: as Passed, where it can be."""
        ...

    def cached_plan(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Compiled]) -> Compiled:
        """What ``make`` makes for a field, or made when the same was asked before."""
        ...

    async def own_indicators(self) -> Mapping[str, Any]:
        """The city's own indicators, by name, as of the revision that the operation speaks of."""
        ...

    def rollback_transaction(self) -> AbstractAsyncContextManager[Transaction]: ...


@runtime_checkable
class MultiStatementField(Protocol):
    """How a field of Query is answered that takes more than one statement."""

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any: ...
