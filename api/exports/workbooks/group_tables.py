"""Tables of groups of actors: cohesive subgroups, core and periphery, CONCOR blocks."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from api.exports.workbooks.actor_tables import (
    ACTOR_COLUMNS,
    CONTINUOUS,
    CORE,
    PARTITION,
    POSITIONS,
    actor_values,
    problems_of,
    result_of,
)
from api.exports.workbooks.network_tables import names_of
from api.exports.workbooks.sheets import Cell, Column, Table, Words, columns_of, joined_problems
from graph.messages.language import BilingualText
from graph.network.questions.export_reading import MeasuredNetwork
from graph.network.questions.measure_request import MeasureRequest
from graph.network.questions.network_execution import rounded

Measured = Mapping[str, MeasuredNetwork]
NETWORK: Final = columns_of(("网络", "Network", "general"))


def _problem(measured: Measured) -> BilingualText | None:
    return joined_problems(problem for problem in map(problems_of, measured.values()) if problem)


def _name(projection: str) -> Cell:
    return names_of(projection)[1]


def _results(measured: Measured, request: MeasureRequest) -> list[tuple[str, MeasuredNetwork, Any]]:
    found = [(projection, network, result_of(network, request)) for projection, network in measured.items()]
    return [each for each in found if each[2] is not None]


# ---------------------------------------------------------------------------------------------------- subgroups
def subgroup_tables(measured: Measured) -> list[Table]:
    summary: list[list[Cell]] = []
    groups: list[list[Cell]] = []
    for projection, found, partition in _results(measured, PARTITION):
        sizes = np.bincount(partition.group)[1:].tolist()
        several = [size for size in sizes if size > 1]
        summary.append([_name(projection), rounded(partition.modularity), len(sizes), len(several), partition.method.algorithm])
        densities = _densities_within(found, partition.group)
        groups += [[_name(projection), number, size, densities[number]] for number, size in enumerate(sizes, 1) if size > 1]
    columns = columns_of(
        ("模块度", "Modularity", "number"),
        ("子群数", "Groups", "integer"),
        ("两个以上行动者的子群", "Groups of two or more", "integer"),
        ("算法", "Algorithm", "general"),
    )
    of_groups = columns_of(
        ("子群", "Subgroup", "integer"), ("规模", "Size", "integer"), ("子群密度", "Density within", "number")
    )
    method = Words(
        "凝聚子群由 Leiden 算法（种子 1，分辨率 1）得到，模块度按 Newman 计权重；孤立点各成一群，下表只列两个以上行动者的子群，成员见各行动者表的“凝聚子群”列。",
        "Cohesive subgroups of Leiden, seed 1, resolution 1; modularity is weighted. Isolates are groups of their own; the table below has "
        "groups of two or more. The sheets of actors have the members.",
    )
    return [
        Table(Words("凝聚子群概况", "Partitions"), [*NETWORK, *columns], summary, method, _problem(measured)),
        Table(
            Words("凝聚子群", "Cohesive subgroups"),
            [*NETWORK, *of_groups],
            groups,
            Words("子群密度 = 子群内的联系数 ÷ 子群内可能的对数。", "Ties within the group / pairs within it."),
        ),
    ]


def _densities_within(found: MeasuredNetwork, group: Any) -> dict[int, Cell]:
    """Returns ties per pair of actors, by number of the group."""
    places = {actor.id: place for place, actor in enumerate(found.network.actors)}
    sizes, ties = np.bincount(group), np.zeros(group.max(initial=0) + 1)
    for tie in found.network.ties:
        one, two = group[places[tie.source]], group[places[tie.target]]
        ties[one] += one == two
    return {
        number: rounded(float(ties[number] / (size * (size - 1) / 2))) for number, size in enumerate(sizes.tolist()) if size > 1
    }


# ---------------------------------------------------------------------------------------------------- core and periphery
def core_tables(measured: Measured) -> list[Table]:
    summary: list[list[Cell]] = []
    members: list[list[Cell]] = []
    for projection, found, core in _results(measured, CORE):
        (first, second), (third, fourth) = core.densities
        numbers = [rounded(core.fit), int(core.core.sum()), *map(rounded, (first, second, third, fourth))]
        continuous = result_of(found, CONTINUOUS)
        summary.append([_name(projection), *numbers, None if continuous is None else rounded(continuous.fit)])
        actors = [actor for actor, is_core in zip(found.network.actors, core.core.tolist(), strict=True) if is_core]
        members += [[_name(projection), *actor_values(actor)] for actor in actors]
    columns = columns_of(
        ("拟合", "Fit", "number"),
        ("核心规模", "Core size", "integer"),
        ("核心内密度", "Core-core", "number"),
        ("核心-边缘密度", "Core-periphery", "number"),
        ("边缘-核心密度", "Periphery-core", "number"),
        ("边缘内密度", "Periphery-periphery", "number"),
        ("连续模型拟合", "Fit, continuous", "number"),
    )
    method = Words(
        "核心-边缘（Borgatti 与 Everett 1999）：离散模型中核心内全连、边缘内不连，核心与边缘之间不计；拟合是与理想模型的相关系数。连续模型为 MINRES。",
        "Core-periphery of Borgatti and Everett (1999): ties within the core, none within the periphery, those between ignored; fit is the "
        "correlation with the ideal. The continuous model is MINRES.",
    )
    return [
        Table(Words("核心-边缘结构", "Core and periphery"), [*NETWORK, *columns], summary, method, _problem(measured)),
        Table(
            Words("核心行动者", "Actors of the core"),
            [*NETWORK, *ACTOR_COLUMNS],
            members,
            Words("离散模型的核心成员，按种类和编码排列。", "Members of the core of the discrete model, by kind and code."),
        ),
    ]


# ---------------------------------------------------------------------------------------------------- blocks
def position_tables(measured: Measured) -> list[Table]:
    found = _results(measured, POSITIONS)
    most = max((len(positions.densities) for _, _, positions in found), default=1)
    rows: list[list[Cell]] = []
    for projection, _, positions in found:
        sizes = np.bincount(positions.block)[1:].tolist()
        for number, (size, densities) in enumerate(zip(sizes, positions.densities, strict=True), 1):
            padded = [*map(rounded, densities), *([None] * (most - len(densities)))]
            rows.append([_name(projection), rounded(positions.r_squared), number, size, *padded])
    columns: Sequence[Column] = columns_of(("R²", "R²", "number"), ("块", "Block", "integer"), ("规模", "Size", "integer"))
    densities = columns_of(*((f"与块 {number} 的密度", f"Density to {number}", "number") for number in range(1, most + 1)))
    method = Words(
        "CONCOR（Breiger、Boorman 与 Arabie 1975）反复求相关，分两次得到至多四个块，没有联系的行动者另成一块；每行是一个块及其与各块之间的密度（像矩阵的依据），R² 是密度矩阵解释的联系比例。"
        "没有联系的网络无定义；成员见各行动者表的“CONCOR 块”列。",
        "CONCOR (Breiger, Boorman and Arabie 1975): iterated correlations, split twice into at most four blocks, and one of the actors without ties. Each row is a block with its "
        "densities to all blocks; R² is the share of ties explained. The sheets of actors have the members.",
    )
    title = Words("CONCOR 块与密度矩阵", "CONCOR blocks and densities")
    return [Table(title, [*NETWORK, *columns, *densities], rows, method, _problem(measured))]
