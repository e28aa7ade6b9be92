"""Measures that are objects: distances, homophily, subgroups, brokerage, and how a measure was obtained."""

from __future__ import annotations

from schema.builder.connections import PageInfo
from schema.builder.declarations import object_type
from schema.types.entities import Entity
from schema.types.network.actors import NetworkActorConnection, NetworkTie, cursor_field
from schema.types.network.arguments import brokers_arguments, examples_arguments, list_arguments
from schema.types.network.enums import BrokerageRoleEnum, GroupingEnum
from schema.types.parent_field import parent_field

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false


@object_type("一项网络指标是如何得到的。 How a measure was obtained.")
class MethodUsed:
    measure: str = parent_field("网络指标的字段名。 The name of its field.")
    definition: str = parent_field("定义与文献。 Its definition and paper.")
    exact: bool = parent_field(
        "是否精确；否则为抽样估计或搜索所得。 Whether it is exact; otherwise it is estimated from a sample, or found by a search."
    )
    algorithm: str = parent_field("算法。 The algorithm.")
    sample: int | None = parent_field("样本量；无抽样则为空。 The size of the sample; null without one.")
    seed: int | None = parent_field("随机种子；无随机则为空。 The seed; null if nothing is random.")
    error_bound: float | None = parent_field(
        "以 0.95 的概率，任一标准化值的误差不超过此数；无抽样则为空。 With probability 0.95 no normalized value differs by more; null without a sample."
    )


@object_type("网络中的距离。 The distances of a network.")
class Distances:
    reachable_pairs: float = parent_field(
        "可达的对数，有向时按次序计。 The number of pairs that reach each other, ordered if directed."
    )
    average: float | None = parent_field("可达各对的平均距离。 The mean distance of pairs that reach each other.")
    diameter: int | None = parent_field("可达各对的最大距离。 The largest distance.")
    compactness: float | None = parent_field(
        "各对 1/d 的平均，不可达计 0（Borgatti 2006）。 The mean of 1/d, 0 if unreachable (Borgatti 2006)."
    )
    method: MethodUsed = parent_field("如何得到。 How it was obtained.")


@object_type("双模网络的聚类。 The clustering of a two-mode network.")
class TwoModeClustering:
    robins_alexander: float | None = parent_field(
        "4·C4/L3（Robins 与 Alexander 2004）。 4 C4 / L3 (Robins and Alexander 2004)."
    )
    opsahl_one: float | None = parent_field(
        "第一模的闭合 4-路径 / 4-路径（Opsahl 2013）。 Closed 4-paths / 4-paths of mode ONE (Opsahl 2013)."
    )
    opsahl_two: float | None = parent_field(
        "第二模的闭合 4-路径 / 4-路径（Opsahl 2013）。 Closed 4-paths / 4-paths of mode TWO (Opsahl 2013)."
    )


@object_type("组内与组间的联系（Krackhardt 与 Stern 1988）。 Ties within and between groups (Krackhardt and Stern 1988).")
class Homophily:
    ei_index: float | None = parent_field(
        "E-I 指数：(组间-组内)/联系数；没有联系为空。 The E-I index: (external - internal) / ties; null without ties."
    )
    internal: int = parent_field("组内的联系数。 Ties within groups.")
    external: int = parent_field("组间的联系数。 Ties between groups.")
    expected: float | None = parent_field("全部可能的对都有联系时的指数。 The index if all pairs had a tie.")


@object_type("一个子群。 One subgroup.")
class NetworkGroup:
    number: int = parent_field("编号，1 为最大者。 Its number; 1 is the largest.")
    size: int = parent_field("行动者数。 The number of actors.")
    density: float | None = parent_field("组内的密度；没有对为空。 The density within it; null if no pairs exist.")
    actors: NetworkActorConnection | None = parent_field("其行动者。 Its actors.", takes=list_arguments)


@object_type("划分为子群的结果。 A partition into subgroups.")
class Partition:
    modularity: float = parent_field("模块度；双模为 Barber 模块度。 Its modularity; in a two-mode network Barber's.")
    count: int = parent_field("子群数。 The number of subgroups.")
    groups: list[NetworkGroup] = parent_field("各子群，由大到小。 The subgroups, largest first.")
    method: MethodUsed = parent_field("如何得到。 How it was obtained.")


@object_type("位置：联系模式相近的行动者的块。 Positions: blocks of actors with similar profiles of ties.")
class Positions:
    blocks: list[NetworkGroup] = parent_field(
        "各块，由大到小；双模时第一模在前；孤立点自成一块。 The blocks, largest first, in a two-mode network those of mode ONE before those of mode TWO; "
        "isolates are a block."
    )
    densities: list[list[float | None]] = parent_field(
        "密度矩阵：行与列为各块，联系数 / 可能的对数；没有对为空。 The density matrix: rows and columns are the blocks, ties / pairs; null if no pairs exist."
    )
    r_squared: float | None = parent_field(
        "R²：联系与所在块密度的相关系数的平方。 R squared: the squared correlation of the ties with the densities of their blocks."
    )
    method: MethodUsed = parent_field("如何得到。 How it was obtained.")


@object_type("核心与边缘。 A core and its periphery.")
class CorePeriphery:
    fit: float = parent_field("与理想模型的相关系数。 The correlation with the ideal network.")
    core: NetworkActorConnection | None = parent_field("核心的行动者。 The actors of the core.", takes=list_arguments)
    core_size: int = parent_field("核心的行动者数。 The number of actors of the core.")
    densities: list[list[float | None]] = parent_field(
        "各块的密度：核心-核心、核心-边缘；边缘-核心、边缘-边缘。 The densities of the blocks: core-core, core-periphery; periphery-core, "
        "periphery-periphery."
    )
    method: MethodUsed = parent_field("如何得到。 How it was obtained.")


@object_type("骨干网中的一条联系。 A tie of a backbone.")
class BackboneTie:
    tie: NetworkTie = parent_field("联系。 The tie.")
    p: float = parent_field(
        "零模型下至少如此强的概率。 The probability of a tie that is at least as strong, under the null model."
    )


@object_type("骨干网联系列表中的一条。 One item of a list of ties of a backbone.")
class BackboneTieEdge:
    node: BackboneTie = parent_field("联系。 The tie.")
    cursor: str = cursor_field()


@object_type("骨干网联系的分页列表。 A paged list of ties of a backbone.")
class BackboneTieConnection:
    total_count: int = parent_field("符合条件的总数，不限于本页。 The number of all items that match, not only of this page.")
    edges: list[BackboneTieEdge] = parent_field("本页的内容及其游标。 The items of this page with their cursors.")
    nodes: list[BackboneTie] = parent_field("本页的内容。 The items of this page.")
    page_info: PageInfo = parent_field("翻页信息。 Pagination.")


@object_type("加权网络的骨干。 The backbone of a weighted network.")
class Backbone:
    alpha: float = parent_field("显著性水平。 The significance level.")
    kept: int = parent_field("保留的联系数。 The number of ties that are kept.")
    of: int = parent_field("检验的联系数。 The number of ties that are judged.")
    ties: BackboneTieConnection | None = parent_field(
        "保留的联系，依两端的种类与编码。 The ties that are kept, by kind and code of both ends.", takes=list_arguments
    )
    method: MethodUsed = parent_field("如何得到。 How it was obtained.")


@object_type("一种角色的次数，及其在给定规模与密度下的期望。 The count of one role, and what size and density let expect.")
class RoleScore:
    role: BrokerageRoleEnum | None = parent_field("角色；空为合计。 The role; null is the total.")
    raw: int = parent_field("次数。 The count.")
    expected: float | None = parent_field("期望；双模为空。 The expectation; null in a two-mode network.")
    sd: float | None = parent_field("标准差；双模为空。 The standard deviation; null in a two-mode network.")
    z: float | None = parent_field(
        "标准分；标准差为零或双模时为空。 (raw - expected) / sd; null if sd is 0, and in a two-mode network."
    )


@object_type("一个中间人三元组。 One triad that a broker mediates.")
class Triad:
    role: BrokerageRoleEnum = parent_field("角色。 The role.")
    from_: Entity = parent_field("甲端。 One end.", name="from")
    through: list[Entity] = parent_field(
        "双模网络中两端与中间人共享的实体。 In a two-mode network, the entities that the ends share with the broker."
    )
    broker: Entity = parent_field("中间人。 The broker.")
    to: Entity = parent_field("乙端。 The other end.")


@object_type("一个中间人。 One broker.")
class Broker:
    entity: Entity = parent_field("该实体。 The entity.")
    group: str = parent_field("所属的组：编码或枚举值。 Its group: a code or an enum value.")
    total: int = parent_field("合计次数。 The total of its roles.")
    roles: list[RoleScore] = parent_field("各角色与合计的次数。 The counts of its roles, and of the total.")
    examples: list[Triad] = parent_field("例子。 Examples of its triads.", takes=examples_arguments)


@object_type("中间人列表中的一条。 One item of a list of brokers.")
class BrokerEdge:
    node: Broker = parent_field("中间人。 The broker.")
    cursor: str = cursor_field()


@object_type("中间人的分页列表。 A paged list of brokers.")
class BrokerConnection:
    total_count: int = parent_field("符合条件的总数，不限于本页。 The number of all items that match, not only of this page.")
    edges: list[BrokerEdge] = parent_field("本页的内容及其游标。 The items of this page with their cursors.")
    nodes: list[Broker] = parent_field("本页的内容。 The items of this page.")
    page_info: PageInfo = parent_field("翻页信息。 Pagination.")


@object_type("中间人：各角色的次数与各中间人。 Brokerage: the counts of roles, and the brokers.")
class Brokerage:
    by: GroupingEnum = parent_field("如何分组。 How actors are grouped.")
    totals: list[RoleScore] = parent_field("全网各角色与合计的次数。 The counts of the whole network by role, and the total.")
    brokers: BrokerConnection | None = parent_field(
        "有中间人次数的行动者，按合计由大到小。 The actors that broker, by total, then kind and code.", takes=brokers_arguments
    )
    method: MethodUsed = parent_field("如何得到。 How it was obtained.")
