"""Linkage after simulated edits."""

from dataclasses import dataclass
from typing import Any

from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.database.transaction import Transaction
from graph.linkage.questions.in_transaction import linkage_within
from graph.what_if.simulation import AppliedChanges


@dataclass(frozen=True)
class SimulatedLinkage:
    """Executes ``Simulation.linkage``."""

    async def comparison(
        self, context: FieldContext, root: SelectedField, field: SelectedField, changes: AppliedChanges
    ) -> "_LinkageAfterEdits":
        return _LinkageAfterEdits(context, root, field)


class _LinkageAfterEdits:
    """Reads the linkage after the edits only."""

    def __init__(self, context: FieldContext, root: SelectedField, field: SelectedField) -> None:
        self._asking = context
        self._root = root
        self._field = field
        self._found: Any = None

    async def before(self) -> None:
        """Compares nothing."""

    async def after(self, transaction: Transaction) -> None:
        self._found = await linkage_within(self._asking, transaction, self._field, self._root)

    async def after_rollback(self) -> None:
        """Compares nothing."""

    def result(self) -> Any:
        return self._found
