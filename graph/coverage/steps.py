"""Instructions for the fields of a step from one entity to the next over a link."""

from dataclasses import dataclass
from typing import cast

from graph.compilation.compiler import Compiler, Row, Scope
from graph.compilation.parts import Part, each
from graph.compilation.selections import SelectedField
from graph.labels import EVERY_KIND


@dataclass(frozen=True)
class StepRow(Row):
    """A step: the node it comes from, the row's link, and the node it leads to (the row's node)."""

    start: str

    @classmethod
    def between(cls, start: str, link: str, end: str) -> "StepRow":
        return cls(end, EVERY_KIND, link, Scope((start, link, end)), start)


@dataclass(frozen=True)
class StepEnd:
    """The entity at which the step begins or ends."""

    start: bool

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        step = cast(StepRow, row)
        end = Row(step.start if self.start else step.node, EVERY_KIND, None, row.scope)
        return compiler.project(end, selected.type, selected.nodes)


@dataclass(frozen=True)
class StepLinks:
    """The link of the step, as a list of one."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        part = compiler.project(row, selected.type, selected.nodes)
        return Part(f"[{part.text}]", each(part))


def collect_steps(compiler: Compiler, selected: SelectedField, hops: str) -> tuple[str, Part]:
    """Clauses that follow on a bound list of [node, link, node], and the list of its steps as an aggregate."""
    step = StepRow.between(compiler.name("n"), compiler.name("r"), compiler.name("n"))
    part = compiler.project(step, selected.type, selected.nodes)
    clauses = (
        f"UNWIND range(0, size({hops}) - 1) AS place "
        f"WITH place, {hops}[place][0] AS {step.start}, {hops}[place][1] AS {step.link}, {hops}[place][2] AS {step.node} "
        f"ORDER BY place {step.scope.clauses()}"
    )
    return clauses, Part(f"collect({part.text})", each(part))
