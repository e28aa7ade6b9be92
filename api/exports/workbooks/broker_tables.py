"""Tables of brokers by township and by sector."""

from typing import Any, Final

from api.exports.workbooks.network_tables import BUDGET, names_of
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Table, Words, columns_of, joined_problems, values_at
from graph.errors import UserError
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
GROUPINGS: Final = {"TOWNSHIP": Words("乡镇", "Township"), "SECTOR": Words("行业", "Sector")}
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
        head: list[Cell] = [names_of(projection)[1], GROUPINGS[by]]
        given = {"projection": projection, "by": by, "budget": BUDGET}
        try:
            brokerage = (await questions.of_scope(_TOTALS, "network", **given))["brokerage"]
            nodes = await questions.nodes(_BROKERS, "network", "brokerage", "brokers", most=MAX_BROKERS, **given)
        except UserError as error:
            problems.append(error.message.prefixed(f"{projection}, {by}: "))
            continue
        totals += [
            [*head, each["role"] or "TOTAL", *values_at(each, "raw", "expected", "sd", "z")] for each in brokerage["totals"]
        ]
        brokers += [[*head, *_broker(node)] for node in nodes if node["total"]]
        number = brokerage["brokers"]["totalCount"]
        if number > MAX_BROKERS:
            problems.append(BilingualText.untranslated(f"{projection}, {by}: {MAX_BROKERS} / {number}"))
    return [_totals(totals, joined_problems(problems)), _brokers(brokers)]


def _broker(node: Any) -> list[Cell]:
    raw = {each["role"]: each["raw"] for each in node["roles"]}
    return [*values_at(node, "entity.code", "entity.name", "group", "total"), *(raw.get(role, 0) for role in ROLES)]


_HEAD: Final = (("网络", "Network", "general"), ("分组", "Grouping", "general"))


def _totals(rows: list[list[Cell]], problem: BilingualText | None) -> Table:
    columns = columns_of(
        *_HEAD,
        ("角色", "Role", "general"),
        ("次数", "Count", "integer"),
        ("期望", "Expected", "number"),
        ("标准差", "SD", "number"),
        ("z", "z", "number"),
    )
    return Table(
        Words("中间人角色", "Brokerage roles"),
        columns,
        rows,
        Words(
            "中间人（Gould 与 Fernandez 1989）：a→v→b 而无 a→b，按三者所属的组分为 COORDINATOR 协调人、ITINERANT 咨询人、REPRESENTATIVE 发言人、GATEKEEPER 守门人、"
            "LIAISON 联络人；期望与标准差由规模和密度得出。无向网每对算两次，故发言人与守门人相等。",
            "Gould and Fernandez (1989): a to v to b without a to b, by the groups of the three; expectation and deviation follow from size and "
            "density. In undirected networks each pair counts in both orders.",
        ),
        problem,
    )


def _brokers(rows: list[list[Cell]]) -> Table:
    columns = columns_of(
        *_HEAD,
        ("编码", "Code", "general"),
        ("中间人", "Broker", "general"),
        ("所属组", "Group", "general"),
        ("合计", "Total", "integer"),
        ("协调人", "Coordinator", "integer"),
        ("咨询人", "Itinerant", "integer"),
        ("发言人", "Representative", "integer"),
        ("守门人", "Gatekeeper", "integer"),
        ("联络人", "Liaison", "integer"),
    )
    return Table(
        Words("中间人，按合计排列", "Brokers by total"),
        columns,
        rows,
        Words(
            f"只列次数大于零者，每个网络与分组至多 {MAX_BROKERS} 个。所属组为乡镇代码或行业；“-”表示没有。",
            f"Actors with a count above 0, at most {MAX_BROKERS} of a network and grouping. A group is a code or a sector; - is none.",
        ),
    )
