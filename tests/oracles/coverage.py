"""Coverage recounted in plain Python over the exported graph.

Independent of the product; the indicators are those of `generators/indicators.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from generators.indicators import DEFINITIONS, Definition
from oracles.graph import AsOfGraph, Node

STATUSES: Final = ("REACHED", "NOT_REACHED", "UNKNOWN")


@dataclass(frozen=True)
class CountedUnit:
    """A unit with its status. `above`: the unit's home, and the divisions above it, the home first."""

    unit: Node
    above: Sequence[Node]
    status: str

    @property
    def home(self) -> Node:
        return self.above[0]

    @property
    def people(self) -> int | None:
        return self.unit.properties.get("population") if self.unit.kind == "COMMUNITY" else None


class Recount:
    """One indicator at one as-of date, in the whole database."""

    def __init__(self, indicator: str | Definition, as_of_graph: AsOfGraph) -> None:
        self.definition = DEFINITIONS[indicator] if isinstance(indicator, str) else indicator
        self.as_of_graph = as_of_graph
        self._surveyed: dict[Node, set[str | None]] = {}

    @cached_property
    def units(self) -> list[CountedUnit]:
        """In order of code."""
        return [self._count(unit, home) for unit, home in self._all if home]

    @property
    def homeless(self) -> int:
        return sum(home is None for _, home in self._all)

    def under(self, scope: Node) -> list[CountedUnit]:
        """Includes divisions below."""
        return [each for each in self.units if scope in each.above]

    def at(self, scope: Node) -> list[CountedUnit]:
        """Excludes divisions below."""
        return [each for each in self.units if scope is each.home]

    @cached_property
    def _all(self) -> list[tuple[Node, Node | None]]:
        units = [
            node for node in self.as_of_graph.of_kind(self.definition.unit) if self.definition.counted(self.as_of_graph, node)
        ]
        return [(unit, home) for unit in units for home in self.as_of_graph.homes(unit) or [None]]

    def _count(self, unit: Node, home: Node) -> CountedUnit:
        above = [home, *self.as_of_graph.ancestors(home)[::-1]]
        return CountedUnit(unit, above, self._status(unit, above))

    def _status(self, unit: Node, above: Sequence[Node]) -> str:
        if self.definition.reached(self.as_of_graph, unit):
            return "REACHED"
        kept = all(self._is_surveyed(above, relation) for relation in self.definition.deciding)
        return "UNKNOWN" if self.definition.undecided(self.as_of_graph, unit) or not kept else "NOT_REACHED"

    def _is_surveyed(self, above: Sequence[Node], relation: str) -> bool:
        return any(relation in self._surveyed_relations(each) for each in above)

    def _surveyed_relations(self, division: Node) -> set[str | None]:
        if division not in self._surveyed:
            surveys = [hop.node for hop in self.as_of_graph.links_at(division, "IN", ["COVERS"])]
            self._surveyed[division] = {survey.properties.get("relation") for survey in surveys}
        return self._surveyed[division]


# ---------------------------------------------------------------------------------------------------- the receipt
def numbers(units: Sequence[CountedUnit], weight: str) -> dict[str, int]:
    """Returns counts by API field."""
    by_people = weight == "PEOPLE"
    of = {status: sum((each.people or 0) if by_people else 1 for each in units if each.status == status) for status in STATUSES}
    return {
        "denominator": sum(of.values()),
        "reached": of["REACHED"],
        "notReached": of["NOT_REACHED"],
        "unknown": of["UNKNOWN"],
        "unweighted": sum(each.people is None for each in units) if by_people else 0,
    }


def shares(counts: Mapping[str, int]) -> dict[str, float | None]:
    """Returns null if the divisor is 0."""
    reached, unknown = counts["reached"], counts["unknown"]
    return {
        "share": _ratio(reached, reached + counts["notReached"]),
        "shareLow": _ratio(reached, counts["denominator"]),
        "shareHigh": _ratio(reached + unknown, counts["denominator"]),
    }


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def receipt(recount: Recount, scope: Node, weight: str) -> dict[str, Any]:
    """Includes all descendants and own counts."""
    children = [hop.node for hop in recount.as_of_graph.links_at(scope, "OUT", ["ADMINISTERS"])]
    children = sorted(set(children), key=lambda each: each.code)
    return {
        "scope": {"code": scope.code},
        **counts_of(recount.under(scope), weight),
        "own": counts_of(recount.at(scope), weight) if children else None,
        "children": [receipt(recount, each, weight) for each in children],
    }


def counts_of(units: Sequence[CountedUnit], weight: str) -> dict[str, Any]:
    counts = numbers(units, weight)
    return {**counts, **shares(counts)}
