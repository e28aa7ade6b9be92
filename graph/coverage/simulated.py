"""Coverage before and after edits that are never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Binding, Compiler, QueryPlan
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.root_fields import DivisionQuery, parameter_map
from graph.compiler.selections import SelectedField
from graph.coverage.comparison import AFTER, BEFORE, LISTS, RECEIPTS, Side, compile_field
from graph.coverage.receipt import Catalogue, IndicatorQuestion, ReceiptResult
from graph.coverage.units import units_below
from graph.cypher.labels import EVERY_DIVISION
from graph.cypher.variables import AS_OF
from graph.database.transaction import Transaction
from graph.what_if.simulation import AppliedChanges

REACHED_THERE: Final = "reachedThere"
CHANGED: Final = "changed"


@dataclass(frozen=True)
class SimulatedCoverage:
    """The instruction of ``Simulation.coverage``."""

    catalogue: Catalogue

    async def comparison(
        self, context: FieldContext, root: SelectedField, field: SelectedField, changes: AppliedChanges
    ) -> "_CoverageBeforeAfter":
        return _CoverageBeforeAfter(context, await self.catalogue.question(context, field), root, field, changes)


class _CoverageBeforeAfter:
    """Three statements: the receipt before with the units that are reached; the receipt after and the units gained; the units lost, as
    they were before."""

    def __init__(
        self,
        context: FieldContext,
        question: IndicatorQuestion,
        root: SelectedField,
        field: SelectedField,
        changes: AppliedChanges,
    ) -> None:
        self.asking = context
        self.question = question
        self.root = root
        self.field = field
        self.changes = changes
        fields = context.selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        self.fields = [each for each in fields if each.definition is not None]
        self.answers = {each.key: "CoverageDiff" for each in fields if each.definition is None}
        self.keys = [each.key for each in fields]
        self.reached: list[str] = []
        self.exists = True

    async def before(self) -> None:
        plan = self._plan([each for each in self.fields if each.name == BEFORE], BEFORE)
        answer = await self.asking.read(plan.statement(self.asking.variables, self.asking.today))
        self._take(plan, answer.rows)

    async def after(self, transaction: Transaction) -> None:
        if self.exists:
            plan = self._plan([each for each in self.fields if each.name in (AFTER, "gained")], AFTER)
            statement = plan.statement(self.asking.variables, self.asking.today)
            self._take(plan, await transaction.run(statement.text, statement.parameters))

    async def after_rollback(self) -> None:
        lost = [each for each in self.fields if each.name == "lost"]
        if self.exists and lost:
            plan = self._plan(lost, BEFORE)
            answer = await self.asking.read(plan.statement(self.asking.variables, self.asking.today))
            self._take(plan, answer.rows)

    def result(self) -> ObjectValue | None:
        if not self.exists:
            return None
        record = ObjectValue.of("CoverageDiff")
        for key in self.keys:
            record[key] = self.answers[key]
        return record

    def _take(self, plan: QueryPlan, rows: list[list[Any]]) -> None:
        found: tuple[dict[str, Any], list[str]] | None = plan.decode(rows)
        self.exists = found is not None
        if found:
            answers, self.reached = found
            self.answers.update(answers)

    def _plan(self, fields: Sequence[SelectedField], side: str) -> QueryPlan:
        """The statement for some fields, on the state of the data in which it runs, and the codes of the units that are reached in it."""
        compiler = self._compiler(side)
        statement, scope = DivisionQuery(compiler, self.field), Binding.of("scope", EVERY_DIVISION)
        one_side = Side(AS_OF, lambda unit: f"{unit}.code IN ${REACHED_THERE}", f"elementId({{link}}) IN ${CHANGED}")
        parts = [
            (each, compile_field(compiler, self.question, scope, each, {BEFORE: one_side, AFTER: one_side})) for each in fields
        ]
        reached = self._reached(compiler, scope)
        values = ", ".join(str(part.cypher) for _, part in parts)

        def read(text: str, answer: Any, reached: list[str], parameters: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
            return _read(parts, answer, text, parameters), reached

        told = {"answer": f"[{values}]", "reached": reached, "parameters": parameter_map(compiler)}
        return statement.plan(scope.scope.clauses(), told, read)

    def _compiler(self, side: str) -> Compiler:
        compiler, reached = self.asking.compiler(self.root), self.reached
        compiler.parameters[REACHED_THERE] = lambda _: reached
        changes = self.changes.changes
        compiler.parameters[CHANGED] = lambda _: list(changes.added if side == AFTER else changes.removed)
        return compiler

    def _reached(self, compiler: Compiler, scope: Binding) -> str:
        """The variable for the codes of the units that are reached; they are told only where a list of units is asked for."""
        if not any(each.name in LISTS for each in self.fields):
            return "[]"
        units, found = units_below(compiler, self.question.indicator, "scope"), compiler.name("v")
        body = f"{units.clauses} WITH {units.unit}, {units.status} WHERE {units.status} = 'REACHED'"
        scope.scope.call(found, body, f"collect({units.unit}.code)")
        return found


def _read(
    parts: Sequence[tuple[SelectedField, Expression]], answer: Sequence[Any], text: str, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        field.key: part.decode(ReceiptResult.of(value, text, parameters) if field.name in RECEIPTS else value)
        for (field, part), value in zip(parts, answer, strict=True)
    }
