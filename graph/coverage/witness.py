"""The witness of a reached unit: the links of the shortest path that reaches it."""

from graph.coverage.cypher import match_path
from graph.coverage.indicator import Indicator
from graph.coverage.verdict import Names
from graph.moments import call


def match_witness(names: Names, indicator: Indicator, unit: str, hops: str) -> str:
    """A subquery that binds ``hops`` to the links of a path that reaches the bound unit, each as [node, link, node]: of the shortest
    one, then of the path that is declared first, then by the codes on the way and the days on which the links began. No row where no
    path reaches it."""
    if not indicator.steps:
        return f"{call(unit)} {{ UNWIND [] AS {hops} RETURN {hops} }}"
    ways = " UNION ALL ".join(_one_way(names, indicator, unit, place) for place in range(len(indicator.steps)))
    return (
        f"{call(unit)} {{ {call(unit)} {{ {ways} }} "
        f"WITH hops, place, [hop IN hops | hop[2].code] AS codes, [hop IN hops | coalesce(toString(hop[1].since), '')] AS days "
        f"RETURN hops AS {hops} ORDER BY size(hops), place, codes, days LIMIT 1 }}"
    )


def _one_way(names: Names, indicator: Indicator, unit: str, place: int) -> str:
    path = match_path(names, unit, indicator.steps[place])
    return f"{path.clauses} RETURN {path.hops} AS hops, {place} AS place"
