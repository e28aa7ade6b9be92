"""Coverage before and after edits that are rolled back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext, compile_texts
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import DivisionQuery, parameter_map
from graph.compiler.selections import SelectedField
from graph.coverage.comparison import SideConditions, compile_field, decode_field
from graph.coverage.comparison_sides import AFTER, BEFORE, LISTS
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.units import units_below
from graph.cypher.labels import EVERY_DIVISION
from graph.database.transaction import Transaction
from graph.what_if.simulation import AppliedChanges

REACHED_THERE: Final = "reachedThere"
"""Parameter: codes of units that the other side reaches."""
CHANGED: Final = "changed"
"""Parameter: element ids of the links that only this side has."""


@dataclass(frozen=True)
class SimulatedCoverage:
    catalogue: Catalogue

    async def comparison(
        self, context: FieldContext, root: SelectedField, field: SelectedField, changes: AppliedChanges
    ) -> "_CoverageBeforeAfter":
        return _CoverageBeforeAfter(context, await self.catalogue.question(context, field), root, field, changes)


class _CoverageBeforeAfter:
    """Runs three statements: `before` and the reached units; `after` and the units gained; after the rollback, the units
    lost.
    """

    def __init__(
        self,
        context: FieldContext,
        question: IndicatorQuestion,
        root: SelectedField,
        field: SelectedField,
        changes: AppliedChanges,
    ) -> None:
        self.context = context
        self.question = question
        self.root = root
        self.field = field
        self.changes = changes
        fields = context.selections.of(cast(GraphQLObjectType, field.type), field.nodes)
        self.fields = [each for each in fields if each.definition is not None]
        self.values = {each.key: "CoverageDiff" for each in fields if each.definition is None}
        self.keys = [each.key for each in fields]
        self.reached: list[str] = []
        self.exists = True

    async def before(self) -> None:
        plan = self._plan([each for each in self.fields if each.name == BEFORE], BEFORE)
        await self._read(plan)

    async def after(self, transaction: Transaction) -> None:
        if self.exists:
            plan = self._plan([each for each in self.fields if each.name in (AFTER, "gained")], AFTER)
            statement = plan.statement(self.context.variables, self.changes.after)
            self._add(plan, await transaction.run(statement.text, statement.parameters))

    async def after_rollback(self) -> None:
        lost = [each for each in self.fields if each.name == "lost"]
        if self.exists and lost:
            plan = self._plan(lost, BEFORE)
            await self._read(plan)

    def result(self) -> ObjectValue | None:
        if not self.exists:
            return None
        diff = ObjectValue.of("CoverageDiff")
        for key in self.keys:
            diff[key] = self.values[key]
        return diff

    async def _read(self, plan: QueryPlan) -> None:
        result = await self.context.read(plan.statement(self.context.variables, self.changes.before))
        self._add(plan, result.rows)

    def _add(self, plan: QueryPlan, rows: list[list[Any]]) -> None:
        decoded: tuple[dict[str, Any], list[str]] | None = plan.decode(rows)
        self.exists = decoded is not None
        if decoded:
            values, self.reached = decoded
            self.values.update(values)

    def _plan(self, fields: Sequence[SelectedField], side: str) -> QueryPlan:
        """Returns a plan for some fields and the codes of reached units."""
        return compile_texts(
            lambda compiler: self._compile(compiler, fields, side), self.context.compiler(self.root, self.field)
        )

    def _compile(self, compiler: Compiler, fields: Sequence[SelectedField], side: str) -> QueryPlan:
        self._add_parameters(compiler, side)
        statement, scope = DivisionQuery(compiler, self.field), Binding.of("scope", EVERY_DIVISION)
        one_side = SideConditions(
            compiler, lambda unit: f"{unit}.code IN ${REACHED_THERE}", f"elementId({{link}}) IN ${CHANGED}"
        )
        sides = {BEFORE: one_side, AFTER: one_side}
        compiled = [(each, compile_field(self.question, scope, each, sides)) for each in fields]
        reached = self._reached(compiler, scope)
        values = ", ".join(str(expression.cypher) for _, expression in compiled)
        columns = {"answer": f"[{values}]", "reached": reached, "parameters": parameter_map(compiler)}
        return statement.plan(scope.subqueries.clauses(), columns, _decoder(compiled))

    def _add_parameters(self, compiler: Compiler, side: str) -> None:
        reached = self.reached
        compiler.parameters[REACHED_THERE] = lambda _: reached
        changes = self.changes.changes
        compiler.parameters[CHANGED] = lambda _: list(changes.added if side == AFTER else changes.removed)

    def _reached(self, compiler: Compiler, scope: Binding) -> str:
        """Returns an expression for codes of reached units, which only lists need."""
        if not any(each.name in LISTS for each in self.fields):
            return "[]"
        units, codes = units_below(compiler, self.question.indicator, "scope"), compiler.name("v")
        body = f"{units.clauses} WITH {units.unit}, {units.status} WHERE {units.status} = 'REACHED'"
        scope.subqueries.call(compiler, codes, body, f"collect({units.unit}.code)")
        return codes


def _decoder(compiled: Sequence[tuple[SelectedField, Expression]]) -> Callable[..., tuple[dict[str, Any], list[str]]]:
    def decode(
        text: str, values: Sequence[Any], reached: list[str], parameters: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str]]:
        decoded = {
            field.key: decode_field(field, expression, value, text, parameters)
            for (field, expression), value in zip(compiled, values, strict=True)
        }
        return decoded, reached

    return decode
