"""Tables of actors: all measures of the one-mode networks, and structural holes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.exports.workbooks.network_tables import names_of
from api.exports.workbooks.questions import Questions
from api.exports.workbooks.sheets import Cell, Column, Table, Words, columns_of, joined_problems
from graph.errors import UserError
from graph.messages.language import BilingualText
from graph.network.exports.export_network import ExportActor
from graph.network.questions.export_question import SUBGROUP
from graph.network.questions.export_reading import MeasuredNetwork
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.network_execution import rounded

ONE_MODE: Final = {
    "UNIT_OVERLAP": Words("成员单位", "Member units"),
    "COMMITTEE_OVERLAP": Words("联合党委", "Joint committees"),
    "ALLY_OVERLAP": Words("联盟成员", "Allies"),
}
CORE: Final = MeasureRequest.of("corePeriphery", model="BLOCKS", seed=1)
CONTINUOUS: Final = MeasureRequest.of("corePeriphery", model="CONTINUOUS", seed=1)
POSITIONS: Final = MeasureRequest.of("positions", splits=2)
PARTITION: Final = MeasureRequest.of("subgroups", method="LEIDEN", resolution=1.0, seed=1)
MEASURES: Final = {
    "degree": ("度数", "Degree", "integer"),
    "strength": ("加权度数", "Strength", "number"),
    "betweenness": ("中间中心度", "Betweenness", "number"),
    "closeness": ("接近中心度", "Closeness", "number"),
    "harmonic": ("调和中心度", "Harmonic", "number"),
    "eigenvector": ("特征向量中心度", "Eigenvector", "number"),
    "kCore": ("k-核", "k-core", "integer"),
    "constraint": ("结构洞限制度", "Constraint", "number"),
    "effectiveSize": ("有效规模", "Effective size", "number"),
    "efficiency": ("效率", "Efficiency", "number"),
    "hierarchy": ("等级度", "Hierarchy", "number"),
    "clustering": ("聚类系数", "Clustering", "number"),
    SUBGROUP: ("凝聚子群", "Subgroup", "integer"),
}
"""Title and style by measure."""
HOLES: Final = ("degree", "constraint", "effectiveSize", "efficiency", "hierarchy")
ACTOR_COLUMNS: Final = columns_of(
    ("编码", "Code", "general"), ("名称", "Name", "general"), ("种类", "Kind", "general"), ("在范围内", "In scope", "general")
)


async def measured_networks(questions: Questions) -> dict[str, MeasuredNetwork]:
    """Measures each one-mode network once for all sheets."""
    others = (CORE, CONTINUOUS, POSITIONS, PARTITION)
    return {name: await questions.network(name, tuple(MEASURES), others) for name in ONE_MODE}


def actor_values(actor: ExportActor) -> list[Cell]:
    return [actor.code, actor.name, Words(actor.kind_zh, actor.kind_en), actor.in_scope]


def problems_of(found: MeasuredNetwork) -> BilingualText | None:
    return joined_problems(error.message for error in found.errors)


def result_of(found: MeasuredNetwork, request: MeasureRequest) -> Any:
    """Returns None if the measure is undefined or could not be computed."""
    result = found.results[request]
    return None if isinstance(result, UserError) else result


def measure_columns(names: Sequence[str]) -> list[Column]:
    return columns_of(*(MEASURES[name] for name in names))


def actor_table(found: MeasuredNetwork) -> Table:
    """Includes all measures, core and block. Sorts by degree."""
    core, continuous, positions = (result_of(found, request) for request in (CORE, CONTINUOUS, POSITIONS))
    more = columns_of(("核心", "Core", "general"), ("核心度", "Coreness", "number"), ("CONCOR 块", "CONCOR block", "integer"))
    rows: list[list[Cell]] = []
    actors = found.network.actors
    for place in sorted(range(len(actors)), key=lambda place: -(actors[place].measures.get("degree") or 0)):
        actor = actors[place]
        rows.append(
            [
                *actor_values(actor),
                *(actor.measures.get(name) for name in MEASURES),
                None if core is None else bool(core.core[place]),
                None if continuous is None or continuous.coreness is None else rounded(float(continuous.coreness[place])),
                None if positions is None else int(positions.block[place]),
            ]
        )
    return Table(
        Words("行动者的全部测度", "All measures of the actors"),
        [*ACTOR_COLUMNS, *measure_columns(tuple(MEASURES)), *more],
        rows,
        Words(
            "度数是联系数，加权度数是权重之和；中间中心度为未标准化值（Freeman 1979）；接近中心度按 Wasserman 与 Faust 乘以可达比例；特征向量中心度以最大者为 1；"
            "结构洞限制度、有效规模、效率、等级度按 Burt 1992 计权重；凝聚子群为 Leiden（种子 1）；核心为离散模型，核心度为连续模型；CONCOR 分两次。空格表示无定义。",
            "Betweenness is raw (Freeman 1979); closeness of Wasserman and Faust; eigenvectors have the maximum 1; constraint, effective size, "
            "efficiency and hierarchy are Burt's (1992), weighted; subgroups are of Leiden, seed 1; core is of the discrete, coreness of the "
            "continuous model; CONCOR has two splits. An empty cell is not defined.",
        ),
        problems_of(found),
    )


def structural_holes(measured: Mapping[str, MeasuredNetwork]) -> Table:
    """Sorts the actors of all networks, the least constrained first."""
    rows: list[list[Cell]] = []
    for projection, found in measured.items():
        actors = [actor for actor in found.network.actors if actor.measures.get("constraint") is not None]
        actors.sort(key=lambda actor: (actor.measures["constraint"] or 0, actor.kind, actor.code))
        rows += [[names_of(projection)[1], *actor_values(actor), *(actor.measures[name] for name in HOLES)] for actor in actors]
    problems = [problem for problem in map(problems_of, measured.values()) if problem]
    return Table(
        Words("结构洞", "Structural holes"),
        [*columns_of(("网络", "Network", "general")), *ACTOR_COLUMNS, *measure_columns(HOLES)],
        rows,
        Words(
            "结构洞限制度（Burt 1992）越低，行动者越占据结构洞：c = Σⱼ (pᵢⱼ + Σ_q pᵢ_q p_qⱼ)²，p 为权重份额；有效规模减去联系人之间的冗余，效率 = 有效规模 ÷ 度数。",
            "A lower constraint (Burt 1992) means more structural holes: the sum over j of (p_ij + sum over q of p_iq p_qj)^2, p being shares of "
            "weights. Effective size leaves out redundant contacts; efficiency is effective size / degree.",
        ),
        joined_problems(problems),
    )
