"""Why a unit has its status: its witness path, or what fails and which fixes would reach it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding, SubqueryScope
from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Expression, ObjectValue, constant, object_expression
from graph.compiler.global_ids import KeyReader
from graph.compiler.query_plan import QueryPlan
from graph.compiler.root_fields import require_valid
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.coverage.fixes import EntitySelection, fixes_from
from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import Catalogue, IndicatorQuestion
from graph.coverage.path_cypher import path_exists
from graph.coverage.repairs import FROM, TO, match_found_repairs, match_repairs
from graph.coverage.units import UnitRow, bind_status, is_surveyed, is_unit, survey_covers
from graph.coverage.witness_path import collect_steps, match_witness
from graph.cypher.home_division import match_home
from graph.cypher.labels import labels
from graph.cypher.validity import node_is_valid
from graph.errors import UserError
from graph.messages import coverage as messages


@dataclass(frozen=True)
class WhyOfUnit:
    """The compiler of the field ``CoverageUnit.why``."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return _WhyCompiler(compiler, cast(UnitRow, binding)).compile(selected)


@dataclass(frozen=True)
class Why:
    """The execution of ``Query.why``."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue
    locate: KeyReader

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))

    def _plan(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
        indicator, unit = question.indicator, compiler.argument(selected, self.locate)
        scope = SubqueryScope(("unit", "home", "status"))
        row = UnitRow("unit", frozenset({indicator.kind}), None, scope, indicator, "home", "status")
        why = _WhyCompiler(compiler, row).compile(selected)
        home = f"{match_home(compiler, 'unit', (indicator.kind,), 'found')} RETURN found ORDER BY found.code LIMIT 1"
        is_counted = f"unit{labels(row.kinds)} AND {is_unit(compiler, indicator, 'unit')}"
        text = (
            f"MATCH (unit:Entity {{code: {unit}[1]}}) WHERE {unit}[0] IN labels(unit) "
            f"WITH unit, {node_is_valid('unit', compiler.as_of)} AS alive, {is_counted} AS counted, head(COLLECT {{ {home} }}) AS home "
            f"WITH *, {is_surveyed(compiler, indicator, 'home')} AS kept "
            f"{bind_status(compiler, indicator, 'unit', 'kept', ('unit', 'alive', 'counted', 'home'), 'status')} "
            f"{row.scope.clauses()} RETURN alive, counted, home IS NOT NULL AS has_home, {why.cypher} AS answer"
        )
        return QueryPlan(text, compiler.parameters, _decoder(question, why))


def _decoder(question: IndicatorQuestion, why: Expression) -> Callable[[list[list[Any]], str], Any]:
    def decode(rows: list[list[Any]], _: str) -> Any:
        """Raises UserError (NOT_ALIVE, NOT_COUNTED)."""
        if not rows:
            return None
        is_valid, is_counted, has_home, value = rows[0]
        require_valid(is_valid, "unit")
        if not is_counted:
            raise UserError(messages.NOT_COUNTED, indicator=question.name, unit=question.indicator.unit)
        if not has_home:
            raise UserError(messages.UNIT_WITHOUT_HOME, indicator=question.name)
        return why.decode(value)

    return decode


class _WhyCompiler:
    """Compiles ``why`` of one bound unit."""

    def __init__(self, compiler: Compiler, binding: UnitRow) -> None:
        self.compiler = compiler
        self.row = binding
        self.indicator = binding.indicator
        self.is_gap = f"{binding.status} <> 'REACHED'"

    def compile(self, selected: SelectedField) -> Expression:
        why_type = cast(GraphQLObjectType, selected.type)
        fields = self.compiler.selections.of(why_type, selected.nodes)
        return object_expression([field.key for field in fields], in_canonical_order(fields, self._field))

    def _field(self, field: SelectedField) -> Expression:
        match field.name:
            case "status":
                return Expression(self.row.status)
            case "witness":
                return self._witness(field)
            case "failing":
                return self._failing()
            case "fixes":
                return self._fixes(field)
            case _:
                return constant("Why")

    def _witness(self, field: SelectedField) -> Expression:
        hops, witness = self.compiler.name("hops"), self.compiler.name("v")
        clauses, steps = collect_steps(self.compiler, field, hops, self.indicator.kinds_on_paths)
        match = match_witness(self.compiler, self.indicator, self.row.node, hops)
        self.row.scope.call(self.compiler, witness, f"{match} {clauses}", str(steps.cypher))
        return replace(steps, cypher=f"CASE WHEN {self.is_gap} THEN [] ELSE {witness} END")

    def _failing(self) -> Expression:
        values = self.indicator.unit_values(self.compiler, self.row.node)
        lengths, surveyed = self._existing_steps(), self._surveyed()
        text = f"CASE WHEN {self.is_gap} THEN [{values.expression}, {lengths}, {surveyed}] END"

        def decode(row: list[Any] | None) -> list[str]:
            if row is None:
                return []
            tested, existing, is_relation_surveyed = row
            paths = _incomplete_paths(self.indicator, existing)
            return [*values.decode(tested).failing, *paths, *_not_surveyed(self.indicator, is_relation_surveyed)]

        return Expression(text, decode)

    def _existing_steps(self) -> str:
        """Returns the number of existing steps of each path."""
        if self.row.found:
            return f"{self.row.found}[0]"
        return f"[{', '.join(self._length(path) for path in range(len(self.indicator.steps)))}]"

    def _length(self, path: int) -> str:
        steps = self.indicator.steps[path]
        exists = [path_exists(self.compiler, self.row.node, steps[:length]) for length in range(1, len(steps) + 1)]
        return " + ".join(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in exists)

    def _surveyed(self) -> str:
        """Returns for each required relation whether it is surveyed."""
        if self.row.found:
            return f"{self.row.found}[1]"
        covers = [survey_covers(self.compiler, self.row.home, relation) for relation in self.indicator.required_relations]
        return f"[{', '.join(covers)}]"

    def _fixes(self, field: SelectedField) -> Expression:
        values = self.indicator.unit_values(self.compiler, self.row.node)
        candidates = self.compiler.name("v")
        entities = EntitySelection(self.compiler, field, self.indicator)
        match = self._match_repairs()
        body = f"WITH * WHERE {self.is_gap} {match} WITH repair, {FROM}, {TO}, place {entities.clauses}"
        self.row.scope.call(self.compiler, candidates, body, f"collect([repair, place, {entities.cypher}])")
        text = f"CASE WHEN {self.is_gap} THEN [{values.expression}, {self._existing_steps()}, {candidates}] END"

        def decode(row: list[Any] | None) -> list[ObjectValue]:
            if row is None:
                return []
            tested, existing, rows = row
            fixes = fixes_from(self.indicator, values.decode(tested), existing, entities.decode(rows))
            return [entities.fix(fix) for fix in fixes]

        return Expression(text, decode)

    def _match_repairs(self) -> str:
        if self.row.found:
            return match_found_repairs(f"{self.row.found}[2]")
        return match_repairs(self.compiler, self.indicator, self.row.node, self.row.home)


def _incomplete_paths(indicator: Indicator, existing: list[int]) -> list[str]:
    """Returns nothing if one path is complete."""
    paths = list(zip(indicator.paths, indicator.steps, existing, strict=True))
    if any(length == len(steps) for _, steps, length in paths):
        return []
    return [messages.PATH_INCOMPLETE.format(path=path, steps=len(steps), existing=length) for path, steps, length in paths]


def _not_surveyed(indicator: Indicator, surveyed: list[bool]) -> list[str]:
    relations = zip(indicator.required_relations, surveyed, strict=True)
    return [messages.NOT_SURVEYED.format(relation=relation) for relation, is_surveyed in relations if not is_surveyed]
