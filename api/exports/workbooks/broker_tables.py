"""Tables of brokers by township and by sector."""

from typing import Any, Final

from api.exports.workbooks.network_tables import BUDGET, names_of
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Table, cells_at, columns_of, joined_problems
from graph.errors import UserError
from graph.messages import checkup_workbook as messages
from graph.messages import headings
from graph.messages.language import BilingualText

MAX_BROKERS: Final = 500
"""Per network and grouping."""
QUESTIONS: Final = (
    ("UNIT_OVERLAP", "TOWNSHIP"),
    ("COMMITTEE_OVERLAP", "TOWNSHIP"),
    ("ALLY_OVERLAP", "TOWNSHIP"),
    ("ALLY_OVERLAP", "SECTOR"),
)
"""Projections and groupings. Sectors are those of new-sector branches, which are allies."""
GROUPING_NAMES: Final = {"TOWNSHIP": messages.TOWNSHIP.format(), "SECTOR": messages.SECTOR.format()}
ROLES: Final = ("COORDINATOR", "ITINERANT", "REPRESENTATIVE", "GATEKEEPER", "LIAISON")
_TOTALS: Final = """
query ($scope: String!, $asOf: Date!, $projection: Projection!, $by: Grouping!, $budget: Int!) {
  network(scope: $scope, asOf: $asOf, projection: $projection, budget: $budget) {
    brokerage(by: $by) { totals { role raw expected sd z } brokers(first: 1) { totalCount } }
  }
}
"""
_BROKERS: Final = """
query ($scope: String!, $asOf: Date!, $projection: Projection!, $by: Grouping!, $budget: Int!, $first: Int!, $after: String) {
  network(scope: $scope, asOf: $asOf, projection: $projection, budget: $budget) {
    brokerage(by: $by) {
      brokers(first: $first, after: $after) {
        nodes { entity { code name } group total roles { role raw } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}
"""


async def broker_tables(questions: Questions) -> list[Table]:
    totals: list[list[Cell]] = []
    brokers: list[list[Cell]] = []
    problems: list[BilingualText] = []
    for projection, by in QUESTIONS:
        head: list[Cell] = [names_of(projection)[1], GROUPING_NAMES[by]]
        given = {"projection": projection, "by": by, "budget": BUDGET}
        try:
            brokerage = (await questions.of_scope(_TOTALS, "network", **given))["brokerage"]
            nodes = await questions.nodes(_BROKERS, "network", "brokerage", "brokers", most=MAX_BROKERS, **given)
        except UserError as error:
            problems.append(error.message.prefixed(f"{projection}, {by}: "))
            continue
        totals += [
            [*head, each["role"] or "TOTAL", *cells_at(each, "raw", "expected", "sd", "z")] for each in brokerage["totals"]
        ]
        brokers += [[*head, *_broker(node)] for node in nodes if node["total"]]
        number = brokerage["brokers"]["totalCount"]
        if number > MAX_BROKERS:
            problems.append(messages.BROKERS_LEFT_OUT.format(projection=projection, by=by, maximum=MAX_BROKERS, number=number))
    return [_totals(totals, joined_problems(problems)), _brokers(brokers)]


def _broker(node: Any) -> list[Cell]:
    raw = {each["role"]: each["raw"] for each in node["roles"]}
    return [*cells_at(node, "entity.code", "entity.name", "group", "total"), *(raw.get(role, 0) for role in ROLES)]


_HEAD: Final = ((headings.NETWORK, "general"), (headings.GROUPING, "general"))


def _totals(rows: list[list[Cell]], problem: BilingualText | None) -> Table:
    columns = columns_of(
        *_HEAD,
        (headings.ROLE, "general"),
        (headings.COUNT, "integer"),
        (headings.EXPECTED, "number"),
        (headings.STANDARD_DEVIATION, "number"),
        (headings.Z_SCORE, "number"),
    )
    return Table(
        messages.BROKERAGE_ROLES.format(),
        columns,
        rows,
        messages.BROKERAGE_ROLES_METHOD.format(),
        problem,
    )


def _brokers(rows: list[list[Cell]]) -> Table:
    columns = columns_of(
        *_HEAD,
        (headings.CODE, "general"),
        (headings.BROKER, "general"),
        (headings.GROUP, "general"),
        (headings.TOTAL, "integer"),
        (headings.COORDINATOR, "integer"),
        (headings.ITINERANT, "integer"),
        (headings.REPRESENTATIVE, "integer"),
        (headings.GATEKEEPER, "integer"),
        (headings.LIAISON, "integer"),
    )
    return Table(
        messages.BROKERS_BY_TOTAL.format(),
        columns,
        rows,
        messages.BROKERS_BY_TOTAL_METHOD.format(maximum=MAX_BROKERS),
    )
