"""The steps of a witness: from one entity to the next, each with the link that joins them."""

from typing import cast

from graphql import GraphQLObjectType

from graph.compilation.compiler import Compiler, Row, Scope
from graph.compilation.parts import Part, constant, each, record_of
from graph.compilation.selections import SelectedField
from graph.model import Kind


def collect_steps(compiler: Compiler, selected: SelectedField, hops: str, kinds: frozenset[Kind]) -> tuple[str, Part]:
    """Clauses that follow on a bound list of [node, link, node], and the list of its steps as an aggregate. ``kinds``: what the nodes may
    be."""
    start, link, end = compiler.name("n"), compiler.name("r"), compiler.name("n")
    scope = Scope((start, link, end))
    step_type = cast(GraphQLObjectType, selected.type)
    fields = compiler.selections.of(step_type, selected.nodes)
    parts = [_field(compiler, field, (start, link, end), kinds, scope) for field in fields]
    part = record_of([field.key for field in fields], parts)
    clauses = (
        f"UNWIND range(0, size({hops}) - 1) AS place "
        f"WITH place, {hops}[place][0] AS {start}, {hops}[place][1] AS {link}, {hops}[place][2] AS {end} "
        f"ORDER BY place {scope.clauses()}"
    )
    return clauses, Part.by_column(f"collect({part.text})", each(part))


def _field(compiler: Compiler, field: SelectedField, hop: tuple[str, str, str], kinds: frozenset[Kind], scope: Scope) -> Part:
    start, link, end = hop
    match field.name:
        case "from" | "to":
            row = Row(start if field.name == "from" else end, kinds, None, scope)
            return compiler.project(row, field.type, field.nodes)
        case "links":
            part = compiler.project(Row(end, kinds, link, scope), field.type, field.nodes)
            return Part.by_column(f"[{part.text}]", each(part))
        case _:
            return constant("Step")
