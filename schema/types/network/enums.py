"""The enums of network analysis."""

from graph.network.exports.formats import FORMATS
from graph.network.measures.catalogue import MEASURES
from graph.network.projection.actor_groups import Grouping
from graph.network.projection.projections import PROJECTIONS, Boundary, Mode
from schema.builder.enums import enum_of

ProjectionEnum = enum_of(
    "Projection",
    "由哪些关系构成怎样的网络。 Which entities and links become a network, and how.",
    {name: projection.meaning for name, projection in PROJECTIONS.items()},
)
BoundaryEnum = enum_of(
    "Boundary",
    "哪些联系属于一个区划。每种关系类型有一个锚定端：例如隶属关系锚定在联合党委。 Which ties belong to a scope. Each relation has an anchor end: a membership is "
    "anchored at the committee.",
    {boundary.name: boundary.value for boundary in Boundary},
)
ModeEnum = enum_of(
    "Mode",
    "双模网络的一个模，即其中一类行动者。 One of the two sorts of actors of a two-mode network.",
    {mode.name: mode.value for mode in Mode},
)
MeasureEnum = enum_of(
    "Measure",
    "行动者的网络指标。 A measure of an actor.",
    {measure.name: definition.description for measure, definition in MEASURES.items()},
)
TieMeasureEnum = enum_of(
    "TieMeasure",
    "联系的排序依据。 What ties are ordered by.",
    {
        "WEIGHT": "权重。 The weight.",
        "JACCARD": "共享数与并集之比，只用于重叠网络。 Shared / union, of overlaps only.",
        "SINCE": "起始日期。 The date it began.",
    },
)
GroupingEnum = enum_of(
    "Grouping",
    "行动者如何分组；没有归属或没有值的归入“-”组。 How actors are grouped; those without a home or a value are the group `-`.",
    {grouping.name: grouping.value for grouping in Grouping},
)
SubgroupMethodEnum = enum_of(
    "SubgroupMethod",
    "划分子群的方法；双模网络一律用 Barber 模块度上的标签传播。 How subgroups are found; in a two-mode network always by label propagation on Barber's "
    "modularity.",
    {
        "LEIDEN": "Leiden 算法（Traag、Waltman 与 van Eck 2019）。 The Leiden algorithm (Traag, Waltman and van Eck 2019).",
        "LOUVAIN": "Louvain 算法（Blondel 等 2008）。 The Louvain algorithm (Blondel et al. 2008).",
        "LABEL_PROPAGATION": "标签传播（Raghavan、Albert 与 Kumara 2007）。 Label propagation (Raghavan, Albert and Kumara 2007).",
    },
)
CoreModelEnum = enum_of(
    "CoreModel",
    "核心-边缘模型（Borgatti 与 Everett 1999）。 Models of core and periphery (Borgatti and Everett 1999).",
    {
        "BLOCKS": "离散：核心之间为 1，边缘之间为 0，其余不计。 Discrete: 1 between core actors, 0 between peripheral ones, other pairs ignored.",
        "STAR": "离散：任一端在核心即为 1。 Discrete: 1 if either end is in the core.",
        "CONTINUOUS": "连续：最小残差（MINRES）；双模为第一奇异向量。 Continuous: MINRES; two-mode: first singular vectors.",
    },
)
BackboneModelEnum = enum_of(
    "BackboneModel",
    "骨干网的零模型。 The null model of a backbone.",
    {
        "SDSM": "双模：共享数的概率，二分配置模型下的泊松二项分布，精确计算（Neal 2014、2021）。 Two-mode: P(shared >= observed), Poisson-binomial over the bipartite "
        "configuration model, exact (Neal 2014, 2021).",
        "DISPARITY": "加权单模：差异过滤，(1-w/s)^(k-1)，取两端中较小者（Serrano 等 2009）。 Weighted one-mode: the disparity filter, (1 - w/s)^(k-1), the "
        "smaller of both ends (Serrano et al. 2009).",
    },
)
BrokerageRoleEnum = enum_of(
    "BrokerageRole",
    "中间人角色：甲经中间人至乙，甲与乙不直接相连（Gould 与 Fernandez 1989）。 The role of a broker between two actors without a tie (Gould and Fernandez 1989).",
    {
        "COORDINATOR": "协调人：三者同组（A A A）。 All three are of one group (A A A).",
        "ITINERANT": "咨询人：两端同组，中间人在外（A B A）。 Both ends are of one group, the broker of another (A B A).",
        "REPRESENTATIVE": "发言人：由中间人所在组对外（A A B）。 Out of the broker's group (A A B).",
        "GATEKEEPER": "守门人：由外进入中间人所在组（A B B）。 Into the broker's group (A B B).",
        "LIAISON": "联络人：三者分属三组（A B C）。 All three are of different groups (A B C).",
    },
)
BrokerageUnitEnum = enum_of(
    "BrokerageUnit",
    "双模网络中计数的单位。 What is counted in a two-mode network.",
    {
        "PAIRS": "每对端点计一次。 Each pair of ends once.",
        "PATHS": "端点之间的每条链计一次。 Every chain between the ends.",
    },
)
ExportFormatEnum = enum_of(
    "ExportFormat",
    "导出的文件格式。 The format of an exported file.",
    {
        each.name: f"{each.name_zh}，扩展名 {each.extension}。 {each.media_type}, extension {each.extension}."
        for each in FORMATS
    },
)
