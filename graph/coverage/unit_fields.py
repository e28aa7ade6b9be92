"""Compiles fields of a counted unit."""

from dataclasses import dataclass
from typing import Final, cast

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import Expression, constant, decode_lists
from graph.compiler.selections import SelectedField
from graph.coverage.units import UnitRow
from graph.coverage.witness_path import match_home_links, match_witness
from graph.cypher.labels import EVERY_DIVISION, EVERY_KIND
from graph.cypher.validity import subquery_call
from graph.model.divisions import COMMUNITY

AFTER_WITNESS: Final = 1_000_000
"""The place of a link outside the witness path."""


@dataclass(frozen=True)
class UnitItself:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return compiler.project(binding, selected.type, selected.nodes)


@dataclass(frozen=True)
class HomeOfUnit:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        home = cast(UnitRow, binding).home
        return compiler.project(Binding(home, EVERY_DIVISION, None, binding.subqueries), selected.type, selected.nodes)


@dataclass(frozen=True)
class StatusOfUnit:
    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(cast(UnitRow, binding).status)


@dataclass(frozen=True)
class PeopleOfUnit:
    """The residents of a community; null for other units."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return Expression(f"{binding.node}.population") if COMMUNITY in binding.kinds else constant(None)


@dataclass(frozen=True)
class ChangedBy:
    """The links that caused a change: on the witness path, or else those by which the unit counts for its division."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        unit = cast(UnitRow, binding)
        if unit.changed == "false":
            return constant([])
        variable, links = compiler.name("link"), compiler.name("v")
        link = Binding("", EVERY_KIND, variable, Subqueries((variable,)))
        projection = compiler.project(link, selected.type, selected.nodes)
        hops = compiler.name("hops")
        changed = unit.changed.format(link=variable)
        witness = f"{match_witness(compiler, unit.indicator, unit.node, hops)} UNWIND range(0, size({hops}) - 1) AS place "
        home_links = match_home_links(compiler, unit.indicator, unit.node, unit.home, variable)
        body = (
            f"{subquery_call(compiler, unit.node, unit.home)} {{ {witness} RETURN {hops}[place][1] AS {variable}, place UNION ALL "
            f"{home_links} RETURN {variable}, {AFTER_WITNESS} AS place }} "
            f"WITH {variable}, min(place) AS place WHERE {changed} "
            f"WITH collect([place, {variable}]) AS changes "
            f"WITH [each IN changes WHERE each[0] < {AFTER_WITNESS}] AS own, changes "
            f"UNWIND CASE WHEN size(own) > 0 THEN own ELSE changes END AS change "
            f"WITH change[0] AS place, change[1] AS {variable} ORDER BY place, type({variable}) {link.subqueries.clauses()}"
        )
        binding.subqueries.call(compiler, links, body, f"collect({projection.cypher})")
        return Expression.from_column_decoder(links, decode_lists(projection))
