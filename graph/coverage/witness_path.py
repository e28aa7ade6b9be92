"""A reached unit's witness path, and the links by which it counts for a division."""

from typing import cast

from graphql import GraphQLObjectType

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import Expression, constant, decode_lists, object_expression
from graph.compiler.selections import SelectedField, in_canonical_order
from graph.coverage.indicator import Indicator
from graph.coverage.path_cypher import match_path
from graph.cypher.home_division import above, match_path_from_home
from graph.cypher.validity import link_is_valid, node_is_valid, subquery_call
from graph.cypher.variables import StatementNames
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.grids import GRID
from graph.model.registry import RELATIONS


def match_witness(names: StatementNames, indicator: Indicator, unit: str, hops: str) -> str:
    """Binds `hops` to the shortest path as [node, link, node] lists; of equal ones the first by the indicator's paths,
    codes, dates.
    """
    paths = indicator.witness_clauses(names, unit)
    if not paths:
        return f"{subquery_call(names, unit)} {{ UNWIND [] AS {hops} RETURN {hops} }}"
    return (
        f"{subquery_call(names, unit)} {{ {subquery_call(names, unit)} {{ {' UNION ALL '.join(paths)} }} "
        f"WITH hops, place, [hop IN hops | hop[2].code] AS codes, [hop IN hops | coalesce(toString(hop[1].since), '')] AS days "
        f"RETURN hops AS {hops} ORDER BY size(hops), place, codes, days LIMIT 1 }}"
    )


def match_home_links(names: StatementNames, indicator: Indicator, unit: str, home: str, link: str) -> str:
    """Binds `link` to each link by which the unit counts for its division: its required path, the path home, the links
    above.
    """
    clauses_and_links = [_required(names, indicator, unit), _path_home(names, indicator.kind, unit, home), _above(names, home)]
    branches = (f"{clauses} UNWIND {links} AS one RETURN one AS {link}" for clauses, links in clauses_and_links if clauses)
    return f"{subquery_call(names, unit, home)} {{ {' UNION ALL '.join(branches)} }}"


def _required(names: StatementNames, indicator: Indicator, unit: str) -> tuple[str, str]:
    path = match_path(names, unit, indicator.pattern.requires)
    return path.clauses, f"[hop IN {path.hops} | hop[1]]"


def _path_home(names: StatementNames, kind: Kind, unit: str, home: str) -> tuple[str, str]:
    if kind in DIVISIONS:
        return "", ""
    if kind is GRID:
        link, community = names.name("h"), names.name("c")
        is_valid = " OR ".join(
            f"(type({link}) = '{name}' AND {link_is_valid(link, RELATIONS[name], names.as_of)})"
            for name in ("HAS_GRID", "SPANS")
        )
        pattern = f"({unit})-[{link}:HAS_GRID|SPANS]-({community}:Community)"
        return f"MATCH {pattern} WHERE ({is_valid}) AND {node_is_valid(community, names.as_of)}", f"[{link}]"
    clauses, hops = match_path_from_home(names, home, unit, kind)
    return clauses, f"[hop IN {hops} | hop[1]]"


def _above(names: StatementNames, home: str) -> tuple[str, str]:
    links = names.name("up")
    return f"MATCH {above(names, home, names.name('top'), min_steps=1, links=links)}", links


def collect_steps(compiler: Compiler, selected: SelectedField, hops: str, kinds: frozenset[Kind]) -> tuple[str, Expression]:
    """Returns clauses that unwind `hops`, and the expression that collects its steps."""
    start, link, end = compiler.name("n"), compiler.name("r"), compiler.name("n")
    subqueries = Subqueries((start, link, end))
    step_type = cast(GraphQLObjectType, selected.type)
    fields = compiler.selections.of(step_type, selected.nodes)
    expressions = in_canonical_order(fields, lambda field: _step_field(compiler, field, (start, link, end), kinds, subqueries))
    step = object_expression([field.key for field in fields], expressions)
    clauses = (
        f"UNWIND range(0, size({hops}) - 1) AS place "
        f"WITH place, {hops}[place][0] AS {start}, {hops}[place][1] AS {link}, {hops}[place][2] AS {end} "
        f"ORDER BY place {subqueries.clauses()}"
    )
    return clauses, Expression.from_column_decoder(f"collect({step.cypher})", decode_lists(step))


def _step_field(
    compiler: Compiler, field: SelectedField, hop: tuple[str, str, str], kinds: frozenset[Kind], subqueries: Subqueries
) -> Expression:
    start, link, end = hop
    match field.name:
        case "from" | "to":
            row = Binding(start if field.name == "from" else end, kinds, None, subqueries)
            return compiler.project(row, field.type, field.nodes)
        case "links":
            projection = compiler.project(Binding(end, kinds, link, subqueries), field.type, field.nodes)
            return Expression.from_column_decoder(f"[{projection.cypher}]", decode_lists(projection))
        case _:
            return constant("Step")
