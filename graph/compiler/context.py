"""The execution of root fields."""

from collections.abc import Awaitable, Callable, Coroutine, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar

from graph.compiler.as_of import AsOf
from graph.compiler.compiler import Compiler
from graph.compiler.parameter_style import BATCH_PARAMETERS, JSON_PARAMETERS
from graph.compiler.plan_cache import CompiledField, PlanCache
from graph.compiler.query_plan import QueryPlan
from graph.compiler.result_coercion import ResultCoercionError
from graph.compiler.selections import SelectedField, Selections, Variables
from graph.database.statement import ReadStatement, Statement
from graph.database.transaction import Transaction

Plan = TypeVar("Plan")


@dataclass(frozen=True)
class CompletedValue:
    """A value that graphql-core need not complete."""

    value: Any


class RevisionChanged(Exception):
    """The data changed during an attempt, which is repeated."""


async def _no_columns(*, patient: bool = False) -> None:
    return None


@dataclass(frozen=True)
class FieldContext:
    """The context of an operation's root fields.

    `snapshot` returns the Snapshot of the attempt, or GraphTooLarge; `snapshots` is its SnapshotStore. `networks` and `board` are the NetworkStore and the
    ProgressBoard of graph/network. `columns` returns the CoverageColumns of graph/coverage, or None if Cypher answers; if `patient`, it waits for them.
    `abandon` returns whether the field may fail because the operation will be executed again. `is_latest` checks for the latest known
    revision. `bypass_completion`: whether checked values bypass graphql-core.
    """

    read: ReadStatement
    selections: Selections
    variables: Variables
    today: date
    is_post: bool
    snapshots: Any
    snapshot: Callable[[], Awaitable[Any]]
    custom_indicators: Callable[[], Awaitable[Mapping[str, Any]]]
    rollback_transaction: Callable[[], AbstractAsyncContextManager[Transaction]]
    plans: PlanCache
    bypass_completion: bool = True
    columns: Callable[..., Awaitable[Any]] = _no_columns
    abandon: Callable[[], bool] = lambda: False
    is_latest: Callable[[str], bool] = lambda _: True
    networks: Any = None
    board: Any = None

    def within(self, read: ReadStatement, snapshots: Any, snapshot: Callable[[], Awaitable[Any]]) -> "FieldContext":
        """Returns the context for an open transaction: it caches no plans, and graphql-core completes its values."""
        return replace(
            self,
            read=read,
            snapshots=snapshots,
            snapshot=snapshot,
            plans=PlanCache.disabled(),
            bypass_completion=False,
            columns=_no_columns,
            abandon=lambda: False,
        )

    async def read_at(self, statement: Statement, revision: str) -> list[list[Any]]:
        """Raises RevisionChanged if the rows are of another revision and the operation is executed again."""
        result = await self.read(statement)
        if result.revision != revision and self.abandon():
            raise RevisionChanged
        return result.rows

    def arguments(self, selected: SelectedField) -> dict[str, Any]:
        return self.variables.arguments(selected)

    def as_of(self, root: SelectedField, *nested: SelectedField) -> AsOf:
        """Raises UserError (BAD_ARGUMENT) if the root field has several dates, also in nested fields."""
        return AsOf.of(self.variables, self.today, root, *nested)

    def compiler(self, *path: SelectedField) -> Compiler:
        return Compiler(self.selections, *path, for_resolvers=True)

    def compiled(
        self, path: tuple[SelectedField, ...], key: Hashable, compile_plan: Callable[[Compiler], Plan]
    ) -> CompiledField[Plan]:
        """Caches the compiled field. `path`: from the root field to the compiled one. `key`: what its plan depends on besides the selection
        and the variables' shape.
        """
        keys = tuple(selected.key for selected in path)
        return self.plans.get((keys, key), lambda: CompiledField(path, self.selections, compile_plan))

    async def run(self, plan: QueryPlan, as_of: AsOf) -> Any:
        return plan.decode((await self.read(plan.statement(self.variables, as_of))).rows)

    async def execute(self, selected: SelectedField, key: Hashable, compile_plan: Callable[[Compiler], QueryPlan]) -> Any:
        """Executes a root field in one statement; see `complete`."""
        compiled = self.compiled((selected,), key, lambda compiler: compile_texts(compile_plan, compiler))
        rows = (await self.read(compiled.plan.statement(self.variables, self.as_of(selected)))).rows
        return self.complete(compiled, lambda plan: plan.decode(rows))

    def complete(self, compiled: CompiledField[Plan], decode: Callable[[Plan], Any]) -> Any:
        """Returns a CompletedValue if the values conform to the schema and no field needs a resolver."""
        if self.bypass_completion and not compiled.needs_resolvers:
            try:
                value = decode(compiled.plan)
            except ResultCoercionError:
                pass
            else:
                return None if value is None else CompletedValue(value)
        return decode(compiled.plan_for_resolvers(self.selections))

    async def complete_list(self, read: "Callable[[FieldContext], Awaitable[list[Any]]]", *, nullable: bool) -> Any:
        """Returns a CompletedValue if all elements are complete, or null if they are `nullable`. Otherwise reads them for graphql-core,
        which places their errors.
        """
        if self.bypass_completion:
            found = await read(self)
            if all(isinstance(each, CompletedValue) or (nullable and each is None) for each in found):
                return CompletedValue([each and each.value for each in found])
        return await read(replace(self, bypass_completion=False))


def compile_texts(compile_plan: Callable[[Compiler], QueryPlan], compiler: Compiler) -> QueryPlan:
    """Returns the compiled plan, with the text that reads its parameters from a batch, or else the text for the response, if it needs one."""
    plan = compile_plan(compiler)
    if plan.batchable:
        return replace(plan, batch_text=compile_plan(compiler.with_style(BATCH_PARAMETERS)).text)
    if compiler.requirements.echoes_parameters:
        return replace(plan, shown_text=compile_plan(compiler.with_style(JSON_PARAMETERS)).text)
    return plan


class RootField(Protocol):
    """A field of Query. `statements`: how many it runs if its plan and the revision are cached."""

    statements: ClassVar[int]

    def execute(self, context: FieldContext, selected: SelectedField) -> Coroutine[Any, Any, Any]: ...


class SingleStatementField:
    statements: ClassVar[int] = 1

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        raise NotImplementedError

    def execute(self, context: FieldContext, selected: SelectedField) -> Coroutine[Any, Any, Any]:
        return context.execute(selected, None, lambda compiler: self.plan(compiler, selected))
