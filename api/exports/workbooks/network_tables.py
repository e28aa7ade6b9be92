"""Tables of whole networks: size and density, distances, centralization, provenance of the ties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Column, Table, Words, columns_of, joined_problems, values_at
from graph.errors import UserError
from graph.messages.language import BilingualText
from graph.network.projection.projections import PROJECTIONS

NETWORKS: Final = tuple(name for name in PROJECTIONS if name != "EVERYTHING" and not name.endswith(")"))
NAME_COLUMNS: Final = columns_of(("网络", "Network", "general"), ("名称", "Name", "general"))
_NETWORK: Final = """
query ($scope: String!, $asOf: Date!, $projection: Projection!, $budget: Int!) {
  network(scope: $scope, asOf: $asOf, projection: $projection, budget: $budget) {
    directed twoMode nodeCount tieCount linkCount isolates outOfScope unsurveyed density densityHigh averageDegree averageWeight
    components largestComponent transitivity reciprocity
    modes { mode kinds nodeCount isolates averageDegree }
    byProvenance { provenance ties }
    clustering { robinsAlexander opsahlOne opsahlTwo }
    degree: centralization(measure: DEGREE) degreeTwo: centralization(measure: DEGREE, mode: TWO)
    betweenness: centralization(measure: BETWEENNESS) betweennessTwo: centralization(measure: BETWEENNESS, mode: TWO)
    closeness: centralization(measure: CLOSENESS) closenessTwo: centralization(measure: CLOSENESS, mode: TWO)
  }
}
"""
_DISTANCES: Final = """
query ($scope: String!, $asOf: Date!, $projection: Projection!, $budget: Int!) {
  network(scope: $scope, asOf: $asOf, projection: $projection, budget: $budget) {
    distances { reachablePairs average diameter compactness method { exact } }
  }
}
"""
BUDGET: Final = 60


@dataclass(frozen=True)
class NetworkTables:
    """`answers`: by projection."""

    tables: Sequence[Table]
    answers: Mapping[str, Any]


def names_of(projection: str) -> list[Cell]:
    chinese = PROJECTIONS[projection].meaning.partition("，")[0].partition("。")[0]
    return [projection, Words(chinese, projection.replace("_", " ").capitalize())]


async def network_tables(questions: Questions) -> NetworkTables:
    answers: dict[str, Any] = {}
    distances: dict[str, Any] = {}
    problems: list[BilingualText] = []
    for name in NETWORKS:
        answers[name] = await questions.of_scope(_NETWORK, "network", projection=name, budget=BUDGET)
        try:
            distances[name] = (await questions.of_scope(_DISTANCES, "network", projection=name, budget=BUDGET))["distances"]
        except UserError as error:
            problems.append(error.message.prefixed(f"{name}: "))
    return NetworkTables([_sizes(answers), _distances(distances, problems), _centralization(answers)], answers)


def _rows(answers: Mapping[str, Any], *paths: str) -> list[list[Cell]]:
    return [[*names_of(name), *values_at(answer, *paths)] for name, answer in answers.items()]


def _sizes(answers: Mapping[str, Any]) -> Table:
    columns: list[Column] = columns_of(
        ("整体网规模", "Actors", "integer"),
        ("联系数", "Ties", "integer"),
        ("孤立点", "Isolates", "integer"),
        ("范围外", "Out of scope", "integer"),
        ("未登记", "Unsurveyed", "integer"),
        ("密度", "Density", "number"),
        ("密度上限", "Density, high", "number"),
        ("平均度数", "Average degree", "number"),
        ("平均权重", "Average weight", "number"),
        ("成分数", "Components", "integer"),
        ("最大成分", "Largest component", "integer"),
        ("传递性", "Transitivity", "number"),
        ("互惠性", "Reciprocity", "number"),
    )
    paths = ("nodeCount", "tieCount", "isolates", "outOfScope", "unsurveyed", "density", "densityHigh", "averageDegree")
    more = ("averageWeight", "components", "largestComponent", "transitivity", "reciprocity")
    return Table(
        Words("规模与密度", "Size and density"),
        [*NAME_COLUMNS, *columns],
        _rows(answers, *paths, *more),
        Words(
            "整体网规模是行动者数。密度 = 联系数 ÷ 可能的对数：一模无向 n(n−1)/2，有向 n(n−1)，二模 n₁·n₂，不计权重；密度上限把未登记而缺少的联系算作存在。"
            "孤立点是没有联系的行动者；传递性 = 3 × 三角形数 ÷ 二步路径数，只对一模网。",
            "Density is ties / possible pairs, n(n-1)/2 undirected, n(n-1) directed, n1 n2 two-mode, without weights; high counts missing ties "
            "that are unknown as present. Transitivity is 3 triangles / 2-paths, of one-mode networks.",
        ),
    )


def _distances(distances: Mapping[str, Any], problems: Sequence[BilingualText]) -> Table:
    columns = columns_of(
        ("可达对数", "Reachable pairs", "integer"),
        ("平均距离", "Average distance", "number"),
        ("直径", "Diameter", "integer"),
        ("紧密度", "Compactness", "number"),
        ("精确", "Exact", "general"),
    )
    return Table(
        Words("距离", "Distances"),
        [*NAME_COLUMNS, *columns],
        _rows(distances, "reachablePairs", "average", "diameter", "compactness", "method.exact"),
        Words(
            "平均距离与直径只算可达的对；紧密度是所有对的 1/d 的平均，不可达为 0。",
            "Average distance and diameter are of reachable pairs; compactness is the mean of 1/d of all pairs, 0 if unreachable.",
        ),
        joined_problems(problems),
    )


def _centralization(answers: Mapping[str, Any]) -> Table:
    columns = columns_of(
        ("度数中心势", "Degree", "number"),
        ("中间中心势", "Betweenness", "number"),
        ("接近中心势", "Closeness", "number"),
        ("度数中心势（模二）", "Degree, mode two", "number"),
        ("中间中心势（模二）", "Betweenness, mode two", "number"),
        ("接近中心势（模二）", "Closeness, mode two", "number"),
    )
    paths = ("degree", "betweenness", "closeness", "degreeTwo", "betweennessTwo", "closenessTwo")
    rows = [
        [
            *names_of(name),
            *(value if answer["twoMode"] or place < 3 else None for place, value in enumerate(values_at(answer, *paths))),
        ]
        for name, answer in answers.items()
    ]
    return Table(
        Words("中心势", "Centralization"),
        [*NAME_COLUMNS, *columns],
        rows,
        Words(
            "中心势（Freeman 1979）= 各行动者与最大中心度之差的和 ÷ 该和可能的最大值；二模网按模分别计算，前三列是模一。接近中心势只在连通网有定义。",
            "Freeman 1979: the sum of differences to the maximum / the largest possible sum; by mode in two-mode networks, first mode one. "
            "Closeness is defined in connected networks.",
        ),
    )


def provenance_table(networks: NetworkTables) -> Table:
    rows = [
        [*names_of(name), each["provenance"], each["ties"]]
        for name, answer in networks.answers.items()
        for each in answer["byProvenance"]
    ]
    return Table(
        Words("各网络联系的来源", "Ties by provenance"),
        [*NAME_COLUMNS, *columns_of(("来源", "Provenance", "general"), ("联系数", "Ties", "integer"))],
        rows,
        Words(
            "OFFICIAL 官方代码，PUBLISHED 公开报道，IMPORTED 导入，ILLUSTRATIVE 示例数据：以示例数据为主的网络，其测度也只是示例。",
            "Measures of a network whose ties are ILLUSTRATIVE are illustrative too.",
        ),
    )
