"""Coverage queries of several test files."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from generators.indicators import DEFINITIONS
from oracles.coverage import STATUSES, CountedUnit, Recount
from oracles.global_ids import undating
from oracles.graph import AsOfGraph, Graph, Node, today

Execute = Callable[..., Any]
Receipt = dict[str, Any]
QUESTIONS: Final = [(indicator, weight) for indicator, each in DEFINITIONS.items() for weight in each.weights]
SUMMED: Final = ("denominator", "reached", "notReached", "unknown", "unweighted")
COUNTS: Final = "denominator reached notReached unknown unweighted share shareLow shareHigh"
DEPTH_OF_THE_TREE: Final = 4


def tree(depth: int = DEPTH_OF_THE_TREE) -> str:
    children = f"children {{ {tree(depth - 1)} }}" if depth else "children { scope { code } }"
    return f"scope {{ code }} {COUNTS} own {{ {COUNTS} }} {children}"


def every(receipt: Receipt) -> Iterator[Receipt]:
    yield receipt
    for child in receipt["children"]:
        yield from every(child)


class Answers:
    """Cached responses about the loaded city."""

    def __init__(self, execute: Execute, graph: Graph) -> None:
        self.execute = undating(execute)
        self.graph = graph
        self._receipts: dict[tuple[str, str, date], list[Receipt]] = {}
        self._recounts: dict[tuple[str, date], Recount] = {}

    def receipts(self, indicator: str, weight: str, day: date) -> list[Receipt]:
        """Returns those of the divisions without a parent, with all descendants."""
        key = indicator, weight, day
        if key not in self._receipts:
            self._receipts[key] = [self.receipt(indicator, weight, day, top) for top in top_divisions(self.graph.at(day))]
        return self._receipts[key]

    def receipt(self, indicator: str, weight: str, day: date, scope: Node) -> Receipt:
        query = f"""query ($scope: String!, $indicator: Indicator!, $weight: Weight, $asOf: Date) {{
            coverage(scope: $scope, indicator: $indicator, weight: $weight, asOf: $asOf) {{ homeless {tree()} }} }}"""
        query_arguments = {"scope": scope.code, "indicator": indicator, "weight": weight, "asOf": as_of(day)}
        return self.execute(query, **query_arguments)["coverage"]

    def recount(self, indicator: str, day: date) -> Recount:
        if (indicator, day) not in self._recounts:
            self._recounts[indicator, day] = Recount(indicator, self.graph.at(day))
        return self._recounts[indicator, day]


def top_divisions(as_of_graph: AsOfGraph) -> list[Node]:
    return [division for division in divisions(as_of_graph) if as_of_graph.parent(division) is None]


def divisions(as_of_graph: AsOfGraph) -> list[Node]:
    return as_of_graph.of_kind("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "COMMUNITY")


def as_of(day: date) -> str | None:
    """Returns null for today."""
    return None if day == today() else day.isoformat()


PAGE: Final = "totalCount pageInfo { hasNextPage endCursor } nodes { unit { id } home { code } status people }"


def rows_of(units: list[CountedUnit]) -> list[dict[str, Any]]:
    return [
        {"unit": {"id": each.unit.id}, "home": {"code": each.home.code}, "status": each.status, "people": each.people}
        for each in units
    ]


def pages(answers: Answers, scope: Node, indicator: str, day: date, listed: str, size: int) -> tuple[list[Any], set[int]]:
    query = f"""query ($scope: String!, $indicator: Indicator!, $asOf: Date, $first: Int!, $after: String) {{
        coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {{ list: {listed} {{ {PAGE} }} }} }}"""
    rows, totals, after = [], set(), None
    while True:
        answer = answers.execute(query, scope=scope.code, indicator=indicator, asOf=as_of(day), first=size, after=after)
        page = answer["coverage"]["list"]
        rows += page["nodes"]
        totals.add(page["totalCount"])
        if not page["pageInfo"]["hasNextPage"]:
            return rows, totals
        after = page["pageInfo"]["endCursor"]


LISTS: Final = {
    **{status: f"units(status: {status}, first: $first, after: $after)" for status in STATUSES},
    "gap": "gap(first: $first, after: $after)",
    "all": "units(first: $first, after: $after)",
}

COUNTS_WITHOUT_PEOPLE: Final = "denominator reached notReached unknown share shareLow shareHigh"
LINK: Final = "relation from { id } to { id } since until"
SIMULATED: Final = (
    "JOINT_COMMITTEE",
    "NEW_SECTOR_REACHED",
    "MENTORED",
    "GRID_BRANCH",
    "COMPOUND_PARTY",
    "FUND_FLOOR",
    "STAR_RATED",
)
ROWS: Final = "nodes { unit { id } status }"
SIMULATE: Final = f"""query ($add: [LinkInput!], $remove: [LinkInput!], $scope: String!, $indicator: Indicator!, $asOf: Date) {{
    simulate(add: $add, remove: $remove, asOf: $asOf) {{ coverage(scope: $scope, indicator: $indicator) {{
      before {{ {COUNTS_WITHOUT_PEOPLE} units(first: 100) {{ {ROWS} }} }} after {{ {COUNTS_WITHOUT_PEOPLE} units(first: 100) {{ {ROWS} }} }}
      gained(first: 100) {{ nodes {{ unit {{ id }} changedBy {{ {LINK} }} }} }} lost(first: 100) {{ nodes {{ unit {{ id }} changedBy {{ {LINK} }} }} }} }} }} }}"""
