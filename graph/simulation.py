"""What-if: the same questions after edits, asked inside a write transaction that is always rolled back."""

from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from graphql import GraphQLObjectType

from graph.compilation.asking import Asking, Transaction
from graph.compilation.compiler import INSTRUCTION
from graph.compilation.parts import Record
from graph.compilation.selections import SelectedField
from graph.edits import Changes, Edits
from graph.errors import ErrorCode, Refusal
from graph.statements import ONLY_THE_REVISION


class Comparison(Protocol):
    """One question of a simulation: asked before the edits, after them, and once more when they have been rolled back."""

    async def before(self) -> None: ...

    async def after(self, transaction: Transaction) -> None: ...

    async def afterwards(self) -> None: ...

    def answer(self) -> Any: ...


class Simulated(Protocol):
    """The instruction of a field of ``Simulation``."""

    async def comparison(
        self, asking: Asking, root: SelectedField, field: SelectedField, changes: "MadeChanges"
    ) -> Comparison: ...


@dataclass
class MadeChanges:
    """The changes, once they have been made."""

    changes: Changes = field(default_factory=lambda: Changes((), ()))


@dataclass(frozen=True)
class Simulate:
    """The instruction of ``Query.simulate``."""

    async def answer(self, asking: Asking, selected: SelectedField) -> Record:
        if not asking.by_post:
            raise Refusal(ErrorCode.METHOD_NOT_ALLOWED, "`simulate` is asked with POST only. Send the operation with POST.")
        arguments = asking.selections.arguments(selected, asking.variables)
        day = arguments.get("asOf") or asking.today
        edits, made = Edits.of(arguments, day), MadeChanges()
        fields = asking.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        comparisons: dict[str, Comparison] = {}
        refused: dict[str, Refusal] = {}
        for each in fields:
            if each.definition is None:
                continue
            simulated = cast(Simulated, each.definition.extensions[INSTRUCTION])
            try:
                comparison = await simulated.comparison(asking, selected, each, made)
                await comparison.before()
                comparisons[each.key] = comparison
            except Refusal as refusal:
                # What one field does not take leaves the others standing.
                refused[each.key] = refusal
        async with asking.rehearsal() as transaction:
            made.changes = await edits.apply(transaction, day)
            for each in comparisons.values():
                await each.after(transaction)
        for each in comparisons.values():
            await each.afterwards()
        # Somebody who committed meanwhile has moved the revision: then the operation is executed again.
        await asking.read(ONLY_THE_REVISION)
        answers = {key: comparison.answer() for key, comparison in comparisons.items()} | refused
        record = Record.of("Simulation")
        for each in fields:
            record[each.key] = answers.get(each.key, record.typename)
        return record
