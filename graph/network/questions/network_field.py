"""The root field `network`: projects a network, computes measures, then projects the response's entities."""

import asyncio
from typing import Any, ClassVar, Final, Protocol

from graph.compiler.context import CompletedValue, FieldContext
from graph.compiler.plan_cache import CompiledField
from graph.compiler.result_coercion import ResultCoercionError
from graph.compiler.selections import SelectedField
from graph.errors import UserError
from graph.messages import network as messages
from graph.network.projection.network_question import NetworkQuestion
from graph.network.questions.earlier_pages import earlier_network, find_again
from graph.network.questions.measuring import Measuring
from graph.network.questions.network_execution import NetworkExecution
from graph.network.questions.network_fields import NetworkReader
from graph.network.questions.network_source import kept_network
from graph.network.questions.selection_reader import SelectionReader

DEFAULT_BUDGET: Final = 10
MAX_BUDGET: Final = 60


class NetworkField:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Returns null if there is no such scope. Raises UserError (NOT_ALIVE, TOO_LARGE, BAD_ARGUMENT)."""
        question = NetworkQuestion.of(context.arguments(selected), context.as_of(selected).day)
        budget = budget_of(context.arguments(selected).get("budget"))
        compiled = context.compiled((selected,), "network", lambda compiler: NetworkReader(compiler, selected))
        return await network_answer(context, selected, compiled, question, budget)


def budget_of(argument: int | None) -> int:
    """Raises UserError (BAD_ARGUMENT) outside 1 to 60 seconds."""
    budget = DEFAULT_BUDGET if argument is None else argument
    if not 1 <= budget <= MAX_BUDGET:
        raise UserError(messages.BUDGET_OUT_OF_RANGE, budget=budget, maximum=MAX_BUDGET)
    return budget


class ResponseReader(Protocol):
    """Compiled from a selection on a network or its results."""

    @property
    def selection(self) -> SelectionReader: ...

    def read(self, execution: NetworkExecution) -> Any: ...


async def network_answer(
    context: FieldContext,
    selected: SelectedField,
    compiled: CompiledField[Any],
    question: NetworkQuestion,
    budget: int,
    *,
    alone: bool = True,
) -> Any:
    """Returns null if there is no such scope. Raises UserError (NOT_ALIVE, TOO_LARGE). `compiled`: of a ResponseReader.
    `alone`: whether only entities and links of the network are needed.
    """
    earlier = earlier_network(context, compiled.plan.selection.lists, question)
    kept = earlier or await kept_network(context, question, alone=alone)
    if kept is None:
        return None
    measuring = Measuring(kept, context.networks.workers, budget, context.board)
    results = await measuring.results(compiled.plan.selection.all_requests(context.arguments))

    def execution() -> NetworkExecution:
        return NetworkExecution(kept, kept.network, context.variables, context.as_of(selected), results, earlier is not None)

    response = await asyncio.to_thread(_Response.read, context, compiled, execution)
    if earlier is not None:
        await find_again(context, response.execution)
    statement = response.reader.selection.projection.statement(response.execution, context.variables, context.as_of(selected))
    rows = (
        (await context.read(statement)).rows
        if earlier is not None
        else await context.read_at(statement, kept.network.snapshot.revision)
    )
    return await asyncio.to_thread(response.complete, rows)


class _Response:
    """Objects of a response, completed by the statement's entities."""

    def __init__(self, context: FieldContext, compiled: CompiledField[Any], make: Any, *, checked: bool) -> None:
        self._context, self._compiled, self._make, self._checked = context, compiled, make, checked
        self.reader: ResponseReader = compiled.plan if checked else compiled.plan_for_resolvers(context.selections)
        self.execution: NetworkExecution = make()
        self.value = self.reader.read(self.execution)

    @classmethod
    def read(cls, context: FieldContext, compiled: CompiledField[Any], make: Any) -> "_Response":
        if context.bypass_completion and not compiled.needs_resolvers:
            try:
                return cls(context, compiled, make, checked=True)
            except ResultCoercionError:
                pass
        return cls(context, compiled, make, checked=False)

    def complete(self, rows: list[list[Any]]) -> Any:
        """Returns a CompletedValue if all values conform to the schema."""
        if not self._checked:
            self.reader.selection.fill(self.execution, rows)
            return self.value
        try:
            self.reader.selection.fill(self.execution, rows)
        except ResultCoercionError:
            return _Response(self._context, self._compiled, self._make, checked=False).complete(rows)
        return CompletedValue(self.value)
