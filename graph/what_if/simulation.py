"""Answers questions before and after edits, in a write transaction that is always rolled back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Protocol, cast

from graphql import GraphQLObjectType

from graph.compiler.as_of import AsOf
from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.selections import SelectedField
from graph.database.statement import READ_REVISION
from graph.database.transaction import Transaction
from graph.errors import UserError
from graph.messages import what_if as messages
from graph.what_if.edits import AppliedEdits, Edits


class BeforeAfterQuestion(Protocol):
    """A question that is read before the edits, after them, and after the rollback."""

    async def before(self) -> None: ...

    async def after(self, transaction: Transaction) -> None: ...

    async def after_rollback(self) -> None: ...

    def result(self) -> Any: ...


class SimulatedField(Protocol):
    async def comparison(
        self, context: FieldContext, root: SelectedField, field: SelectedField, changes: "AppliedChanges"
    ) -> BeforeAfterQuestion: ...


class SimulationInMemory(Protocol):
    """Answers simulations without a transaction."""

    async def execute(
        self,
        context: FieldContext,
        root: SelectedField,
        fields: Sequence[SelectedField],
        edits: Edits,
        states: "AppliedChanges",
    ) -> Mapping[str, Any] | None:
        """Returns values or errors of the fields by key; None if it needs the database. Raises UserError for invalid edits."""
        ...


@dataclass
class AppliedChanges:
    """The dates of both states, and the changes once they have been applied."""

    before: AsOf
    after: AsOf
    changes: AppliedEdits = field(default_factory=lambda: AppliedEdits((), ()))


@dataclass(frozen=True)
class Simulate:
    statements: ClassVar[int] = 1
    """For a simulation in memory. In a transaction, one statement checks the ends, and each question and edited relation
    adds its own.
    """
    in_memory: SimulationInMemory

    async def execute(self, context: FieldContext, selected: SelectedField) -> ObjectValue:
        if not context.is_post:
            raise UserError(messages.ONLY_WITH_POST)
        before = context.as_of(selected)
        as_of = before.day
        edits = Edits.of(context.arguments(selected), as_of)
        applied = AppliedChanges(before, before.after_edits(edits.digest))
        fields = context.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        values = await self.in_memory.execute(context, selected, [each for each in fields if each.definition], edits, applied)
        if values is None:
            values = await self._in_transaction(context, selected, fields, edits, applied, as_of)
        return ObjectValue.of("Simulation", [(each.key, values.get(each.key, "Simulation")) for each in fields])

    async def _in_transaction(
        self,
        context: FieldContext,
        selected: SelectedField,
        fields: Sequence[SelectedField],
        edits: Edits,
        applied: AppliedChanges,
        as_of: date,
    ) -> Mapping[str, Any]:
        questions: dict[str, BeforeAfterQuestion] = {}
        errors: dict[str, UserError] = {}
        for each in (each for each in fields if each.definition is not None):
            try:
                edits.refuse_dissolved_scope(context.arguments(each).get("scope", ""))
                questions[each.key] = await _begin(context, selected, each, applied)
            except UserError as error:  # It leaves the other fields valid.
                errors[each.key] = error
        async with context.rollback_transaction() as transaction:
            applied.changes = await edits.apply(transaction, as_of)
            for question in questions.values():
                await question.after(transaction)
        for question in questions.values():
            await question.after_rollback()
        # If a commit in the meantime changed the revision, the operation is executed again.
        await context.read(READ_REVISION)
        return {key: question.result() for key, question in questions.items()} | errors


async def _begin(
    context: FieldContext, root: SelectedField, selected: SelectedField, applied: AppliedChanges
) -> BeforeAfterQuestion:
    """Returns a field's question after its first read. Raises UserError."""
    assert selected.definition is not None
    simulated = cast(SimulatedField, selected.definition.extensions[FIELD_COMPILER])
    question = await simulated.comparison(context, root, selected, applied)
    await question.before()
    return question
