"""Tables of two-mode networks and their actors."""

from typing import Final

from api.exports.workbooks.actor_tables import ACTOR_COLUMNS, actor_values, problems_of
from api.exports.workbooks.network_tables import NAME_COLUMNS, NetworkTables, names_of
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Table, Words, columns_of, joined_problems, values_at
from graph.messages.language import BilingualText

ACTORS_OF: Final = ("MEMBERSHIP", "ALLIANCE")
MEASURES: Final = {
    "degree": ("度数", "Degree", "integer"),
    "betweenness": ("中间中心度", "Betweenness", "number"),
    "closeness": ("接近中心度", "Closeness", "number"),
    "harmonic": ("调和中心度", "Harmonic", "number"),
    "eigenvector": ("特征向量中心度", "Eigenvector", "number"),
    "kCore": ("k-核", "k-core", "integer"),
    "clustering": ("聚类系数", "Clustering", "number"),
    "redundancy": ("冗余系数", "Redundancy", "number"),
    "subgroup": ("凝聚子群", "Subgroup", "integer"),
}
_KINDS: Final = " + "


def two_mode_table(networks: NetworkTables) -> Table:
    columns = columns_of(
        ("模", "Mode", "general"),
        ("种类", "Kinds", "general"),
        ("行动者数", "Actors", "integer"),
        ("孤立点", "Isolates", "integer"),
        ("平均度数", "Average degree", "number"),
        ("密度", "Density", "number"),
        ("聚类系数 Robins-Alexander", "Robins-Alexander", "number"),
        ("聚类系数 Opsahl", "Opsahl", "number"),
    )
    rows: list[list[Cell]] = []
    for name, answer in networks.answers.items():
        if not answer["twoMode"]:
            continue
        for mode in answer["modes"]:
            opsahl = "clustering.opsahlTwo" if mode["mode"] == "TWO" else "clustering.opsahlOne"
            of_mode = [mode["mode"], _KINDS.join(mode["kinds"]), *values_at(mode, "nodeCount", "isolates", "averageDegree")]
            rows.append([*names_of(name), *of_mode, *values_at(answer, "density", "clustering.robinsAlexander", opsahl)])
    return Table(
        Words("二模网的两个模", "The modes of two-mode networks"),
        [*NAME_COLUMNS, *columns],
        rows,
        Words(
            "二模网：行动者（模一）与所属的组织或活动（模二）。密度 = 联系数 ÷ (n₁·n₂)；Robins-Alexander 聚类系数 = 4 × 四元环数 ÷ 三步路径数；Opsahl 聚类系数 = 闭合的四步路径 ÷ 四步路径。",
            "Density is ties / (n1 n2); Robins and Alexander's clustering is 4 four-cycles / 3-paths; Opsahl's is closed 4-paths / 4-paths.",
        ),
    )


async def two_mode_actors(questions: Questions) -> Table:
    rows: list[list[Cell]] = []
    problems: list[BilingualText] = []
    for projection in ACTORS_OF:
        found = await questions.network(projection, tuple(MEASURES))
        problems += filter(None, [problems_of(found)])
        for actor in found.network.actors:
            measures = [actor.measures.get(name) for name in MEASURES]
            rows.append([names_of(projection)[1], actor.mode, *actor_values(actor), *measures])
    head = columns_of(("网络", "Network", "general"), ("模", "Mode", "general"))
    return Table(
        Words("二模网的行动者", "Actors of two-mode networks"),
        [*head, *ACTOR_COLUMNS, *columns_of(*MEASURES.values())],
        rows,
        Words(
            "接近中心度按 Borgatti 与 Everett 1997，中间中心度未标准化，聚类系数按 Opsahl，冗余系数按 Latapy 等 2008；凝聚子群按 Barber 模块度的标签传播。结构洞在二模网无定义，见单位与党委各表。",
            "Closeness of Borgatti and Everett (1997); betweenness is raw; clustering is Opsahl's, redundancy that of Latapy and others (2008); "
            "subgroups are label propagation on Barber's modularity. Structural holes are not defined; see the one-mode sheets.",
        ),
        joined_problems(problems),
    )
