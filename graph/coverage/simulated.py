"""Coverage before and after edits that are never kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compilation.asking import Asking, Transaction
from graph.compilation.compiler import Compiler, Plan, Row
from graph.compilation.parts import Part, Record
from graph.compilation.roots import ScopedStatement, echo_of
from graph.compilation.selections import SelectedField
from graph.coverage.comparison import AFTER, BEFORE, LISTS, RECEIPTS, Side, compile_field
from graph.coverage.receipt import Catalogue, Question, Told
from graph.coverage.units import units_below
from graph.labels import EVERY_DIVISION
from graph.moments import AS_OF
from graph.simulation import MadeChanges

REACHED_THERE: Final = "reachedThere"
CHANGED: Final = "changed"


@dataclass(frozen=True)
class SimulatedCoverage:
    """The instruction of ``Simulation.coverage``."""

    catalogue: Catalogue

    async def comparison(
        self, asking: Asking, root: SelectedField, field: SelectedField, changes: MadeChanges
    ) -> "_Comparison":
        return _Comparison(asking, await self.catalogue.question(asking, field), root, field, changes)


class _Comparison:
    """Three statements: the receipt before with the units that are reached; the receipt after and the units gained; the units lost, as
    they were before."""

    def __init__(
        self, asking: Asking, question: Question, root: SelectedField, field: SelectedField, changes: MadeChanges
    ) -> None:
        self.asking = asking
        self.question = question
        self.root = root
        self.field = field
        self.changes = changes
        fields = asking.selections.of(cast(GraphQLObjectType, field.type), field.nodes)
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

    async def afterwards(self) -> None:
        lost = [each for each in self.fields if each.name == "lost"]
        if self.exists and lost:
            plan = self._plan(lost, BEFORE)
            answer = await self.asking.read(plan.statement(self.asking.variables, self.asking.today))
            self._take(plan, answer.rows)

    def answer(self) -> Record | None:
        if not self.exists:
            return None
        record = Record.of("CoverageDiff")
        for key in self.keys:
            record[key] = self.answers[key]
        return record

    def _take(self, plan: Plan, rows: list[list[Any]]) -> None:
        found: tuple[dict[str, Any], list[str]] | None = plan.read(rows)
        self.exists = found is not None
        if found:
            answers, self.reached = found
            self.answers.update(answers)

    def _plan(self, fields: Sequence[SelectedField], side: str) -> Plan:
        """The statement for some fields, on the state of the data in which it runs, and the codes of the units that are reached in it."""
        compiler = self._compiler(side)
        statement, scope = ScopedStatement(compiler, self.field), Row.of("scope", EVERY_DIVISION)
        one_side = Side(AS_OF, lambda unit: f"{unit}.code IN ${REACHED_THERE}", f"elementId({{link}}) IN ${CHANGED}")
        parts = [
            (each, compile_field(compiler, self.question, scope, each, {BEFORE: one_side, AFTER: one_side})) for each in fields
        ]
        reached = self._reached(compiler, scope)
        values = ", ".join(str(part.text) for _, part in parts)

        def read(text: str, answer: Any, reached: list[str], parameters: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
            return _read(parts, answer, text, parameters), reached

        told = {"answer": f"[{values}]", "reached": reached, "parameters": echo_of(compiler)}
        return statement.plan(scope.scope.clauses(), told, read, passes=False)

    def _compiler(self, side: str) -> Compiler:
        compiler, reached = self.asking.compiler(self.root), self.reached
        compiler.recipes[REACHED_THERE] = lambda _: reached
        changes = self.changes.changes
        compiler.recipes[CHANGED] = lambda _: list(changes.added if side == AFTER else changes.removed)
        return compiler

    def _reached(self, compiler: Compiler, scope: Row) -> str:
        """The variable for the codes of the units that are reached; they are told only where a list of units is asked for."""
        if not any(each.name in LISTS for each in self.fields):
            return "[]"
        units, found = units_below(compiler, self.question.indicator, "scope"), compiler.name("v")
        body = f"{units.clauses} WITH {units.unit}, {units.status} WHERE {units.status} = 'REACHED'"
        scope.scope.call(found, body, f"collect({units.unit}.code)")
        return found


def _read(
    parts: Sequence[tuple[SelectedField, Part]], answer: Sequence[Any], text: str, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        field.key: part.read(Told.of(value, text, parameters) if field.name in RECEIPTS else value)
        for (field, part), value in zip(parts, answer, strict=True)
    }
