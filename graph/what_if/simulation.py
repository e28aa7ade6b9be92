"""What-if: the same questions after edits, asked inside a write transaction that is always rolled back."""

from dataclasses import dataclass, field
from typing import Any, Protocol, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.context import FieldContext, Transaction
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.database.statement import READ_REVISION
from graph.errors import ErrorCode, UserError
from graph.what_if.edits import Changes, LinkEdits


class BeforeAfterQuestion(Protocol):
    """One question of a simulation: asked before the edits, after them, and once more when they have been rolled back."""

    async def before(self) -> None: ...

    async def after(self, transaction: Transaction) -> None: ...

    async def after_rollback(self) -> None: ...

    def result(self) -> Any: ...


class SimulatedField(Protocol):
    """The instruction of a field of ``Simulation``."""

    async def comparison(
        self, context: FieldContext, root: SelectedField, field: SelectedField, changes: "AppliedChanges"
    ) -> BeforeAfterQuestion: ...


@dataclass
class AppliedChanges:
    """The changes, once they have been made."""

    changes: Changes = field(default_factory=lambda: Changes((), ()))


@dataclass(frozen=True)
class Simulate:
    """The instruction of ``Query.simulate``."""

    async def execute(self, context: FieldContext, selected: SelectedField) -> ObjectValue:
        if not context.is_post:
            raise UserError(ErrorCode.METHOD_NOT_ALLOWED, "`simulate` is asked with POST only. Send the operation with POST.")
        arguments = context.selections.arguments(selected, context.variables)
        day = arguments.get("asOf") or context.today
        edits, made = LinkEdits.of(arguments, day), AppliedChanges()
        fields = context.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        comparisons: dict[str, BeforeAfterQuestion] = {}
        refused: dict[str, UserError] = {}
        for each in fields:
            if each.definition is None:
                continue
            simulated = cast(SimulatedField, each.definition.extensions[FIELD_COMPILER])
            try:
                comparison = await simulated.comparison(context, selected, each, made)
                await comparison.before()
                comparisons[each.key] = comparison
            except UserError as refusal:
                # What one field does not take leaves the others standing.
                refused[each.key] = refusal
        async with context.rollback_transaction() as transaction:
            made.changes = await edits.apply(transaction, day)
            for each in comparisons.values():
                await each.after(transaction)
        for each in comparisons.values():
            await each.after_rollback()
        # Somebody who committed meanwhile has moved the revision: then the operation is executed again.
        await context.read(READ_REVISION)
        answers = {key: comparison.result() for key, comparison in comparisons.items()} | refused
        record = ObjectValue.of("Simulation")
        for each in fields:
            record[each.key] = answers.get(each.key, record.typename)
        return record
