"""Coverage counted again in plain Python, over the graph that ``recount`` exports: units, homes, statuses, receipts.

Nothing here comes from the product; the indicators are those of ``coverage_definitions``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from generators.indicators import DEFINITIONS, Definition
from oracles.graph import Moment, Node

STATUSES: Final = ("REACHED", "NOT_REACHED", "UNKNOWN")


@dataclass(frozen=True)
class Counted:
    """A unit with its status. ``above``: its home, and the divisions above that, the home first."""

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
    """One indicator at one moment, in the whole database."""

    def __init__(self, indicator: str | Definition, moment: Moment) -> None:
        self.definition = DEFINITIONS[indicator] if isinstance(indicator, str) else indicator
        self.moment = moment

    @cached_property
    def units(self) -> list[Counted]:
        """In order of code."""
        return [self._count(unit, home) for unit, home in self._all if home]

    @property
    def homeless(self) -> int:
        return sum(home is None for _, home in self._all)

    def under(self, scope: Node) -> list[Counted]:
        """The units whose home is the division or below it."""
        return [each for each in self.units if scope in each.above]

    def at(self, scope: Node) -> list[Counted]:
        """The units whose home is this very division."""
        return [each for each in self.units if scope is each.home]

    @cached_property
    def _all(self) -> list[tuple[Node, Node | None]]:
        units = [node for node in self.moment.of_kind(self.definition.unit) if self.definition.counted(self.moment, node)]
        return [(unit, self.moment.home(unit)) for unit in units]

    def _count(self, unit: Node, home: Node) -> Counted:
        above = [home, *self.moment.ancestors(home)[::-1]]
        return Counted(unit, above, self._status(unit, above))

    def _status(self, unit: Node, above: Sequence[Node]) -> str:
        if self.definition.reached(self.moment, unit):
            return "REACHED"
        kept = all(self._keeps(above, relation) for relation in self.definition.deciding)
        return "UNKNOWN" if self.definition.undecided(self.moment, unit) or not kept else "NOT_REACHED"

    def _keeps(self, above: Sequence[Node], relation: str) -> bool:
        surveys = [hop.node for each in above for hop in self.moment.links_at(each, "IN", ["COVERS"])]
        return any(survey.properties.get("relation") == relation for survey in surveys)


# ---------------------------------------------------------------------------------------------------- the receipt
def numbers(units: Sequence[Counted], weight: str) -> dict[str, int]:
    """The parts of a receipt, as the API names them."""
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
    """The shares of a receipt; null where there is nothing to share."""
    reached, unknown = counts["reached"], counts["unknown"]
    return {
        "share": _ratio(reached, reached + counts["notReached"]),
        "shareLow": _ratio(reached, counts["denominator"]),
        "shareHigh": _ratio(reached + unknown, counts["denominator"]),
    }


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def receipt(recount: Recount, scope: Node, weight: str) -> dict[str, Any]:
    """The whole receipt of a scope, with its children to any depth and its own."""
    children = [hop.node for hop in recount.moment.links_at(scope, "OUT", ["ADMINISTERS"])]
    children = sorted(set(children), key=lambda each: each.code)
    return {
        "scope": {"code": scope.code},
        **counts_of(recount.under(scope), weight),
        "own": counts_of(recount.at(scope), weight) if children else None,
        "children": [receipt(recount, each, weight) for each in children],
    }


def counts_of(units: Sequence[Counted], weight: str) -> dict[str, Any]:
    counts = numbers(units, weight)
    return {**counts, **shares(counts)}
