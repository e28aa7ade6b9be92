"""Compiles path patterns to Cypher."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.coverage.path_pattern import Condition, PatternStep
from graph.cypher.home_division import match_path_from_home
from graph.cypher.labels import labels
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.cypher.variables import StatementNames


@dataclass(frozen=True)
class BoundPath:
    """Clauses that bind a path from a unit. `nodes`: after the unit. `hops`: an expression for [node, link, node] lists."""

    clauses: str
    nodes: tuple[str, ...]
    hops: str


def condition_of(names: StatementNames, variable: str, condition: Condition) -> str:
    value = f"{variable}.`{condition.prop.name}`"
    if condition.operator is None:
        return f"{value} IS NOT NULL"
    return f"{value} {condition.operator} {names.constant(condition.value)}"


def conditions_of(names: StatementNames, variable: str, conditions: Sequence[Condition]) -> list[str]:
    return [condition_of(names, variable, each) for each in conditions]


def path_exists(names: StatementNames, unit: str, steps: Sequence[PatternStep]) -> str:
    return f"EXISTS {{ {match_path(names, unit, steps).clauses} RETURN 1 AS one }}" if steps else "true"


def match_path(names: StatementNames, unit: str, steps: Sequence[PatternStep]) -> BoundPath:
    """Returns clauses for valid paths. Parallel links bind the same nodes repeatedly."""
    clauses: list[str] = []
    nodes: list[str] = []
    hops: list[str] = []
    previous = unit
    for step in steps:
        node = names.name("n")
        clause, hop = _match_step(names, previous, step, node)
        clauses.append(clause)
        hops.append(hop)
        nodes.append(node)
        previous = node
    return BoundPath(" ".join(clauses), tuple(nodes), " + ".join(hops) or "[]")


def _match_step(names: StatementNames, previous: str, step: PatternStep, node: str) -> tuple[str, str]:
    on_node = conditions_of(names, node, step.on_node)
    if step.relation is None:
        clause, hop = match_path_from_home(names, previous, node, step.kinds[0])
        return f"{clause} WITH *{' WHERE ' + ' AND '.join(on_node) if on_node else ''}", hop
    link = names.name("r")
    on_link = conditions_of(names, link, step.on_link)
    # A relation between entities of one kind leads to another entity.
    distinct = [f"{node} <> {previous}"] if set(step.relation.sources) & set(step.relation.targets) else []
    where = " AND ".join(
        [link_is_valid(link, step.relation, names.as_of), node_is_valid(node, names.as_of), *on_link, *on_node, *distinct]
    )
    pattern = f"({previous}){arrow(step, link)}({node}{labels(step.kinds)})"
    return f"MATCH {pattern} WHERE {where}", f"[[{previous}, {link}, {node}]]"


def arrow(step: PatternStep, link: str) -> str:
    assert step.relation is not None
    between = f"-[{link}:{step.relation.name}]-"
    if step.relation.undirected:
        return between
    return f"<{between}" if step.back else f"{between}>"
