"""Questions that take more than one statement: what they may do, and how they are answered."""

from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Any, LiteralString, Protocol, runtime_checkable

from graph.compilation.compiler import Compiler, Plan
from graph.compilation.plans import Made
from graph.compilation.selections import SelectedField, Selections
from graph.statements import Answer, Statement


class Transaction(Protocol):
    """An open write transaction."""

    async def run(self, text: LiteralString, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]: ...


class Asking(Protocol):
    """What such a question may do: compile, read, and rehearse a change that is rolled back."""

    @property
    def selections(self) -> Selections: ...

    @property
    def variables(self) -> Mapping[str, Any]: ...

    @property
    def today(self) -> date: ...

    @property
    def by_post(self) -> bool:
        """Whether the operation came by POST."""
        ...

    @property
    def snapshots(self) -> Any:
        """What linkage is searched on: the Snapshots of graph/linkage, which stands above this."""
        ...

    def compiler(self, root: SelectedField) -> Compiler: ...

    async def read(self, statement: Statement) -> Answer: ...

    async def run(self, plan: Plan) -> Any:
        """Runs a plan with the operation's variables; answers what it reads."""
        ...

    async def answer(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Plan]) -> Any:
        """The answer of a field that takes one statement: by the plan that ``make`` makes, or made when the same was asked before.
        ``more``: what the plan depends on besides the selection and the shape of the variables."""
        ...

    def pass_on(self, compiler: Compiler, read: Callable[[], Any]) -> Any:
        """What ``read`` makes of an answer that ``compiler`` compiled: as Passed, where it can be."""
        ...

    def kept(self, selected: SelectedField, more: Hashable, make: Callable[[Compiler], Made]) -> Made:
        """What ``make`` makes for a field, or made when the same was asked before."""
        ...

    async def own_indicators(self) -> Mapping[str, Any]:
        """The city's own indicators, by name, as of the revision that the operation speaks of."""
        ...

    def rehearsal(self) -> AbstractAsyncContextManager[Transaction]: ...


@runtime_checkable
class ManyStatements(Protocol):
    """How a field of Query is answered that takes more than one statement."""

    async def answer(self, asking: Asking, selected: SelectedField) -> Any: ...
