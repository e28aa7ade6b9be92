"""Instructions for the fields of a unit that is counted: itself, its home, its status, and the links that a comparison shows."""

from dataclasses import dataclass
from typing import cast

from graph.compilation.compiler import Compiler, Row, Scope
from graph.compilation.parts import Part, constant, each
from graph.compilation.selections import SelectedField
from graph.coverage.units import UnitRow
from graph.coverage.witness import match_witness
from graph.labels import EVERY_DIVISION, EVERY_KIND
from graph.model import Kind


@dataclass(frozen=True)
class UnitItself:
    """The unit of a row of units."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return compiler.project(row, selected.type, selected.nodes)


@dataclass(frozen=True)
class HomeOfUnit:
    """The home of the unit."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        home = cast(UnitRow, row).home
        return compiler.project(Row(home, EVERY_DIVISION, None, row.scope), selected.type, selected.nodes)


@dataclass(frozen=True)
class StatusOfUnit:
    """The status of the unit."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(cast(UnitRow, row).status)


@dataclass(frozen=True)
class PeopleOfUnit:
    """The residents of the unit; null where it is no community."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(f"{row.node}.population") if Kind.COMMUNITY in row.kinds else constant(None)


@dataclass(frozen=True)
class ChangedBy:
    """The links that did what a comparison shows of the unit, in the order of its witness; none elsewhere."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        unit = cast(UnitRow, row)
        if unit.changed == "false":
            return constant([])
        variable, found = compiler.name("link"), compiler.name("v")
        link = Row("", EVERY_KIND, variable, Scope((variable,)))
        part = compiler.project(link, selected.type, selected.nodes)
        hops = compiler.name("hops")
        changed = unit.changed.format(link=variable)
        body = (
            f"{match_witness(compiler, unit.indicator, unit.node, hops)} UNWIND range(0, size({hops}) - 1) AS place "
            f"WITH place, {hops}[place][1] AS {variable} WHERE {changed} "
            f"WITH place, {variable} ORDER BY place {link.scope.clauses()}"
        )
        row.scope.call(found, body, f"collect({part.text})")
        return Part(found, each(part))
