"""The table of QAP correlations of shared membership."""

from typing import Final

from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Table, Words, columns_of, joined_problems, values_at
from graph.errors import UserError
from graph.messages.language import BilingualText

PERMUTATIONS: Final = 1_000
SEED: Final = 1
SAME_TOWNSHIP: Final = (Words("同乡镇", "Same township"), {"same": "TOWNSHIP"})
SAME_TYPE: Final = (Words("同类别", "Same type"), {"same": "TYPE"})
SAME_ALLIANCE: Final = (Words("同联盟（共享联盟数）", "Alliances shared"), {"overlap": "ALLY_OVERLAP"})
VARIABLES: Final = (
    (
        "MEMBER_UNIT",
        Words("共同隶属（共享党委数）", "Committees shared"),
        {"overlap": "UNIT_OVERLAP"},
        (SAME_TOWNSHIP, SAME_TYPE, SAME_ALLIANCE),
    ),
    ("JOINT_COMMITTEE", Words("共享单位数", "Units shared"), {"overlap": "COMMITTEE_OVERLAP"}, (SAME_TOWNSHIP, SAME_ALLIANCE)),
)
"""The actors, the explained variable with its title, and the explaining variables."""
_CORRELATION: Final = """
query ($scope: String!, $asOf: Date!, $actors: Kind!, $a: Dyads!, $b: Dyads!, $permutations: Int!, $seed: Int!) {
  networkCorrelation(scope: $scope, asOf: $asOf, actors: $actors, a: $a, b: $b, permutations: $permutations, seed: $seed) {
    actors pairs r jaccard pGreater pLess permutationMean permutationSd
  }
}
"""


async def qap_table(questions: Questions) -> Table:
    rows: list[list[Cell]] = []
    problems: list[BilingualText] = []
    for actors, name, a, others in VARIABLES:
        for other_name, b in others:
            given = {"actors": actors, "a": a, "b": b, "permutations": PERMUTATIONS, "seed": SEED}
            try:
                found = (await questions.answer(_CORRELATION, **given))["networkCorrelation"]
            except UserError as error:
                problems.append(error.message.prefixed(f"{name.en}, {other_name.en}: "))
                continue
            if found is not None:
                paths = ("actors", "pairs", "r", "jaccard", "pGreater", "pLess", "permutationMean", "permutationSd")
                rows.append([actors, name, other_name, *values_at(found, *paths)])
    columns = columns_of(
        ("行动者", "Actors", "general"),
        ("变量", "Variable", "general"),
        ("比较", "Compared with", "general"),
        ("行动者数", "Number of actors", "integer"),
        ("对数", "Pairs", "integer"),
        ("相关系数", "r", "number"),
        ("Jaccard", "Jaccard", "number"),
        ("p（大于等于）", "p, greater", "number"),
        ("p（小于等于）", "p, less", "number"),
        ("置换平均", "Mean of permutations", "number"),
        ("置换标准差", "SD of permutations", "number"),
    )
    return Table(
        Words("QAP 相关", "QAP correlations"),
        columns,
        rows,
        Words(
            f"QAP：两个矩阵对应元素的相关系数，与行列一同置换 {PERMUTATIONS} 次（种子 {SEED}）的分布比较；p 是置换后不小于（不大于）观察值的比例。空格表示变量没有变化，相关系数无定义。",
            f"QAP: the correlation of two matrices, compared with {PERMUTATIONS} permutations of rows and columns together, seed {SEED}; p is the "
            "share of permutations at least (at most) as large. An empty cell: a variable is constant.",
        ),
        joined_problems(problems),
    )
