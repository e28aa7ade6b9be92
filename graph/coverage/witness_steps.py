"""The steps of a witness: from one entity to the next, each with the link that joins them."""

from typing import cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Binding, Compiler, SubqueryScope
from graph.compiler.expressions import Expression, constant, decode_lists, object_expression
from graph.compiler.selections import SelectedField
from graph.model.declarations import Kind


def collect_steps(compiler: Compiler, selected: SelectedField, hops: str, kinds: frozenset[Kind]) -> tuple[str, Expression]:
    """Clauses that follow on a bound list of [node, link, node], and the list of its steps as an aggregate. ``kinds``: what the nodes may
    be."""
    start, link, end = compiler.name("n"), compiler.name("r"), compiler.name("n")
    scope = SubqueryScope((start, link, end))
    step_type = cast(GraphQLObjectType, selected.type)
    fields = compiler.selections.of(step_type, selected.nodes)
    parts = [_field(compiler, field, (start, link, end), kinds, scope) for field in fields]
    part = object_expression([field.key for field in fields], parts)
    clauses = (
        f"UNWIND range(0, size({hops}) - 1) AS place "
        f"WITH place, {hops}[place][0] AS {start}, {hops}[place][1] AS {link}, {hops}[place][2] AS {end} "
        f"ORDER BY place {scope.clauses()}"
    )
    return clauses, Expression.from_column_decoder(f"collect({part.cypher})", decode_lists(part))


def _field(
    compiler: Compiler, field: SelectedField, hop: tuple[str, str, str], kinds: frozenset[Kind], scope: SubqueryScope
) -> Expression:
    start, link, end = hop
    match field.name:
        case "from" | "to":
            row = Binding(start if field.name == "from" else end, kinds, None, scope)
            return compiler.project(row, field.type, field.nodes)
        case "links":
            part = compiler.project(Binding(end, kinds, link, scope), field.type, field.nodes)
            return Expression.from_column_decoder(f"[{part.cypher}]", decode_lists(part))
        case _:
            return constant("Step")
