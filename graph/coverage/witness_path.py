"""The witness of a reached unit: the links of the shortest path that reaches it; and the links by which a unit is one at all."""

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
    """A subquery that binds ``hops`` to the links of a path that reaches the bound unit, each as [node, link, node]: of the shortest
    one, then of the path that is declared first, then by the codes on the way and the days on which the links began. No row where no
    path reaches it."""
    ways = indicator.witness_clauses(names, unit)
    if not ways:
        return f"{subquery_call(names.as_of, unit)} {{ UNWIND [] AS {hops} RETURN {hops} }}"
    return (
        f"{subquery_call(names.as_of, unit)} {{ {subquery_call(names.as_of, unit)} {{ {' UNION ALL '.join(ways)} }} "
        f"WITH hops, place, [hop IN hops | hop[2].code] AS codes, [hop IN hops | coalesce(toString(hop[1].since), '')] AS days "
        f"RETURN hops AS {hops} ORDER BY size(hops), place, codes, days LIMIT 1 }}"
    )


def match_standing(names: StatementNames, indicator: Indicator, unit: str, home: str, link: str) -> str:
    """A subquery that binds ``link`` to each link by which the bound unit is counted and has its home where it has it: first what it
    must have to be a unit, then the way home, then the divisions above."""
    found = [_required(names, indicator, unit), _way_home(names, indicator.kind, unit, home), _above(names, home)]
    ways = (f"{clauses} UNWIND {links} AS one RETURN one AS {link}" for clauses, links in found if clauses)
    return f"{subquery_call(names.as_of, unit, home)} {{ {' UNION ALL '.join(ways)} }}"


def _required(names: StatementNames, indicator: Indicator, unit: str) -> tuple[str, str]:
    path = match_path(names, unit, indicator.pattern.requires)
    return path.clauses, f"[hop IN {path.hops} | hop[1]]"


def _way_home(names: StatementNames, kind: Kind, unit: str, home: str) -> tuple[str, str]:
    if kind in DIVISIONS:
        return "", ""
    if kind is GRID:
        link, community = names.name("h"), names.name("c")
        alive = " OR ".join(
            f"(type({link}) = '{name}' AND {link_is_valid(link, RELATIONS[name], names.as_of)})"
            for name in ("HAS_GRID", "SPANS")
        )
        pattern = f"({unit})-[{link}:HAS_GRID|SPANS]-({community}:Community)"
        return f"MATCH {pattern} WHERE ({alive}) AND {node_is_valid(community, names.as_of)}", f"[{link}]"
    clauses, hops = match_path_from_home(names, home, unit, kind)
    return clauses, f"[hop IN {hops} | hop[1]]"


def _above(names: StatementNames, home: str) -> tuple[str, str]:
    links = names.name("up")
    return f"MATCH {above(names, home, names.name('top'), min_steps=1, links=links)}", links
