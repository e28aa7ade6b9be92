"""Linkage after edits that are never kept."""

from dataclasses import dataclass
from typing import Any

from graph.compilation.asking import Asking, Transaction
from graph.compilation.selections import SelectedField
from graph.linkage.rehearsed import linkage_within
from graph.simulation import MadeChanges


@dataclass(frozen=True)
class SimulatedLinkage:
    """The instruction of ``Simulation.linkage``."""

    async def comparison(self, asking: Asking, root: SelectedField, field: SelectedField, changes: MadeChanges) -> "_After":
        return _After(asking, root, field)


class _After:
    """Tells only what holds after the edits."""

    def __init__(self, asking: Asking, root: SelectedField, field: SelectedField) -> None:
        self._asking = asking
        self._root = root
        self._field = field
        self._found: Any = None

    async def before(self) -> None:
        """Nothing is compared."""

    async def after(self, transaction: Transaction) -> None:
        self._found = await linkage_within(self._asking, transaction, self._field, self._root)

    async def afterwards(self) -> None:
        """Nothing is compared."""

    def answer(self) -> Any:
        return self._found
