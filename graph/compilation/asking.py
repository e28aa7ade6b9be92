"""Questions that take more than one statement: what they may do, and how they are answered."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import date
from typing import Any, LiteralString, Protocol, runtime_checkable

from graph.compilation.compiler import Compiler
from graph.compilation.selections import SelectedField, Selections
from graph.database import Answer
from graph.statements import Statement


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
    def snapshots(self) -> Any:
        """What linkage is searched on: the Snapshots of graph/linkage, which stands above this."""
        ...

    def compiler(self, root: SelectedField) -> Compiler: ...

    async def read(self, statement: Statement) -> Answer: ...

    def rehearsal(self) -> AbstractAsyncContextManager[Transaction]: ...


@runtime_checkable
class ManyStatements(Protocol):
    """How a field of Query is answered that takes more than one statement."""

    async def answer(self, asking: Asking, selected: SelectedField) -> Any: ...
