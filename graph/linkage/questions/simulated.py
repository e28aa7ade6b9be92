from dataclasses import dataclass
from typing import Any

from graph.compiler.as_of import AsOf
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.database.transaction import Transaction
from graph.linkage.questions.in_transaction import linkage_within
from graph.what_if.simulation import AppliedChanges


@dataclass(frozen=True)
class SimulatedLinkage:
    async def comparison(
        self, context: FieldContext, root: SelectedField, field: SelectedField, changes: AppliedChanges
    ) -> "_LinkageAfterEdits":
        """Raises UserError (BAD_ARGUMENT) if an id has another date than the simulation."""
        context.as_of(root, field)
        return _LinkageAfterEdits(context, (root, field), changes.after)


class _LinkageAfterEdits:
    """Reads the linkage only after the edits."""

    def __init__(self, context: FieldContext, path: tuple[SelectedField, ...], as_of: AsOf) -> None:
        self._asking = context
        self._path = path
        self._as_of = as_of
        self._found: Any = None

    async def before(self) -> None:
        """Reads nothing."""

    async def after(self, transaction: Transaction) -> None:
        self._found = await linkage_within(self._asking, transaction, self._path, self._as_of)

    async def after_rollback(self) -> None:
        """Reads nothing."""

    def result(self) -> Any:
        return self._found
