"""Why a unit has its status: its witness path, or what fails and which fixes would reach it."""

from dataclasses import dataclass, replace
from typing import Any, cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import Expression, ObjectValue, constant, object_expression
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.coverage.fixes import EntitySelection, fixes_from
from graph.coverage.indicator import Indicator
from graph.coverage.path_cypher import path_exists
from graph.coverage.path_repairs import FROM, TO, match_found_path_repairs, match_path_repairs
from graph.coverage.units import UnitRow, survey_covers
from graph.coverage.witness_path import collect_steps, match_witness
from graph.messages import coverage as messages


@dataclass(frozen=True)
class WhyOfUnit:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return WhyCompiler(compiler, cast(UnitRow, binding)).compile(selected)


class WhyCompiler:
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
        self.row.subqueries.call(self.compiler, witness, f"{match} {clauses}", str(steps.cypher))
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
        if self.row.found:
            return f"{self.row.found}[0]"
        return f"[{', '.join(self._length(path) for path in range(len(self.indicator.steps)))}]"

    def _length(self, path: int) -> str:
        steps = self.indicator.steps[path]
        exists = [path_exists(self.compiler, self.row.node, steps[:length]) for length in range(1, len(steps) + 1)]
        return " + ".join(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in exists)

    def _surveyed(self) -> str:
        """Returns by required relation whether it is surveyed."""
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
        self.row.subqueries.call(self.compiler, candidates, body, f"collect([repair, place, {entities.cypher}])")
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
            return match_found_path_repairs(f"{self.row.found}[2]")
        return match_path_repairs(self.compiler, self.indicator, self.row.node, self.row.home)


def _incomplete_paths(indicator: Indicator, existing: list[int]) -> list[str]:
    """Returns nothing if one path is complete."""
    paths = list(zip(indicator.paths, indicator.steps, existing, strict=True))
    if any(length == len(steps) for _, steps, length in paths):
        return []
    return [
        f"{path}：{messages.PATH_INCOMPLETE.format(steps=len(steps), existing=length).both}" for path, steps, length in paths
    ]


def _not_surveyed(indicator: Indicator, surveyed: list[bool]) -> list[str]:
    relations = zip(indicator.required_relations, surveyed, strict=True)
    return [f"{relation}：{messages.NOT_SURVEYED.format().both}" for relation, is_surveyed in relations if not is_surveyed]
