"""Paths and conditions of the notation as Cypher, at one moment."""

from collections.abc import Sequence

from graph.coverage.indicator import Names
from graph.coverage.notation import Condition, Step
from graph.homes import match_at_home
from graph.labels import labels
from graph.moments import link_lives, node_lives


def condition_of(names: Names, variable: str, condition: Condition) -> str:
    value = f"{variable}.`{condition.prop.name}`"
    if condition.operator is None:
        return f"{value} IS NOT NULL"
    return f"{value} {condition.operator} {names.constant(condition.value)}"


def path_exists(names: Names, unit: str, steps: Sequence[Step]) -> str:
    return f"EXISTS {{ {match_path(names, unit, steps)[0]} }}"


def match_path(names: Names, unit: str, steps: Sequence[Step]) -> tuple[str, list[tuple[str, str]]]:
    """Clauses that bind the path at a unit, and the variables of its links and nodes in order. The link of HOME is empty."""
    clauses: list[str] = []
    bound: list[tuple[str, str]] = []
    at = unit
    for step in steps:
        link, node = names.name("r"), names.name("n")
        clauses.append(_match_step(names, at, step, link, node))
        bound.append((link if step.relation else "", node))
        at = node
    return " ".join(clauses), bound


def _match_step(names: Names, at: str, step: Step, link: str, node: str) -> str:
    on_node = [condition_of(names, node, each) for each in step.on_node]
    if step.relation is None:
        found = match_at_home(names, at, node, step.kinds[0])
        return f"{found} WITH *{' WHERE ' + ' AND '.join(on_node) if on_node else ''}"
    before, after = ("<-", "-") if step.back else ("-", "->")
    if step.relation.undirected:
        before, after = "-", "-"
    on_link = [condition_of(names, link, each) for each in step.on_link]
    where = " AND ".join([link_lives(link, step.relation), node_lives(node), *on_link, *on_node])
    return f"MATCH ({at}){before}[{link}:{step.relation.name}]{after}({node}{labels(step.kinds)}) WHERE {where}"
