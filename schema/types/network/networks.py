"""Networks: who belongs to them, and measures of the whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from graph.model.common_properties import Provenance
from graph.network.questions.network_field import NetworkField
from graph.network.questions.series import NetworkSeries
from schema.builder.declarations import object_type
from schema.builder.enums import KindEnum, graphql_enum
from schema.execution.context import Context
from schema.types.entities import Division
from schema.types.network.actors import NetworkActor, NetworkActorConnection, NetworkTieConnection, network_measure
from schema.types.network.arguments import (
    actor_arguments,
    actors_arguments,
    assortativity_arguments,
    backbone_arguments,
    brokerage_arguments,
    centralization_arguments,
    core_periphery_arguments,
    homophily_arguments,
    list_arguments,
    positions_arguments,
    subgroups_arguments,
    ties_arguments,
)
from schema.types.network.enums import BoundaryEnum, ExportFormatEnum, ModeEnum, ProjectionEnum
from schema.types.network.measures import (
    Backbone,
    Brokerage,
    CorePeriphery,
    Distances,
    Homophily,
    MethodUsed,
    Partition,
    Positions,
    TwoModeClustering,
)
from schema.types.parent_field import parent_field
from schema.types.revision import Revision, revision_of

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false


def _revision(root: strawberry.Parent[Any], info: strawberry.Info[Context]) -> Revision:
    """Returns the earlier revision of a network that a cursor continues, or that of the response."""
    return revision_of(info.context, root[info.path.key])


@object_type("网络的一个模。 One mode of a network.")
class NetworkMode:
    mode: ModeEnum = parent_field("哪一模。 The mode.")
    kinds: list[KindEnum] = parent_field("其种类。 Its kinds.")
    node_count: int = parent_field("行动者数。 The number of actors.")
    isolates: int = parent_field("没有联系的行动者数。 The number of actors without a tie.")
    average_degree: float | None = parent_field("平均度数；没有行动者为空。 The mean degree; null without actors.")


@object_type("该网络的一个导出文件。 A file of the network.")
class Export:
    format: ExportFormatEnum = parent_field("格式。 The format.")
    name_zh: str = parent_field("格式的中文名称。 Its Chinese name.")
    media_type: str = parent_field("媒体类型。 Its media type.")
    url: str = parent_field("相对于本接口地址的网址。 Its address, relative to that of this API.")
    losses: list[str] = parent_field("该格式无法表示的内容。 The data that the format cannot represent.")


@object_type("一种来历的联系数。 The number of ties of one provenance.")
class ProvenanceCount:
    provenance: graphql_enum(Provenance) = parent_field("来历。 The provenance.")
    ties: int = parent_field("联系数。 The number of ties.")


@object_type(
    "一个区划在一日的网络。网络指标只在被选取时计算。 The network of a scope on one date. A measure is computed only if it is selected."
)
class Network:
    projection: ProjectionEnum = parent_field("投影。 The projection.")
    boundary: BoundaryEnum = parent_field("哪些联系属于该区划。 Which ties belong to the scope.")
    scope: Division = parent_field("该区划。 The division.")
    as_of: date = parent_field("查询日期。 The as-of date.")
    directed: bool = parent_field("是否有向。 Whether ties have a direction.")
    two_mode: bool = parent_field("是否双模。 Whether ties join actors of two modes.")
    weighted: bool = parent_field("联系是否有权重。 Whether ties have weights.")
    modes: list[NetworkMode] = parent_field(
        "其各模：单模网络一个，双模网络依次为第一模、第二模。 Its modes: one, or ONE then TWO."
    )
    node_count: int = parent_field("行动者数。 The number of actors.")
    tie_count: int = parent_field("联系数。 The number of ties.")
    link_count: int = parent_field(
        "所合并的有效关系数；重叠网络为其依据的关系数。 The number of valid links that the ties merge or, in an overlap, rest on."
    )
    isolates: int = parent_field("没有联系的行动者数。 The number of actors without a tie.")
    out_of_scope: int = parent_field(
        "归属不在范围内、只作为联系另一端出现的行动者数。 The number of actors that are present only as the other end of a tie."
    )
    unsurveyed: int = parent_field(
        "锚定端的行动者中，其缺少的联系情况不明者的数目：没有登记说明覆盖其归属；重叠网络按其双模网络计。 The number of anchor-end actors whose missing ties are "
        "unknown, since no survey covers their home; of an overlap, those of its two-mode network."
    )
    by_provenance: list[ProvenanceCount] = parent_field(
        "按来历的联系数：可见研究是否只依据示例数据。 Ties by provenance: shows whether a study rests on ILLUSTRATIVE ties."
    )
    density: float | None = parent_field(
        "密度：联系数 / 可能的对数，单模 n(n-1)/2、有向 n(n-1)、双模 n1·n2；没有对为空。 Ties / pairs: one-mode n(n-1)/2, directed n(n-1), two-mode "
        "n1 * n2; null if no pairs exist."
    )
    density_high: float | None = parent_field(
        "情况不明的对全算有联系时的密度；重叠网络与 EVERYTHING 为空。 The density if each unknown missing pair were a tie; null for overlaps and EVERYTHING."
    )
    average_degree: float | None = parent_field("平均度数。 The mean degree.")
    average_weight: float | None = parent_field("联系的平均权重。 The mean weight of ties.")
    components: int = parent_field("连通分量数；有向时按弱连通。 The number of components, weakly connected if directed.")
    largest_component: int = parent_field("最大连通分量的行动者数。 The number of actors of the largest component.")
    distances: Distances | None = network_measure("distances")
    centralization: float | None = network_measure("centralization", centralization_arguments)
    transitivity: float | None = network_measure("transitivity")
    clustering: TwoModeClustering | None = network_measure("clustering")
    reciprocity: float | None = network_measure("reciprocity")
    assortativity: float | None = network_measure("assortativity", assortativity_arguments)
    homophily: Homophily | None = network_measure("homophily", homophily_arguments)
    actors: NetworkActorConnection | None = parent_field("行动者。 Its actors.", takes=actors_arguments)
    actor: NetworkActor | None = parent_field(
        "一个行动者；不在网络中为空。 One actor; null if it is not in the network.", takes=actor_arguments
    )
    ties: NetworkTieConnection | None = parent_field("联系。 Its ties.", takes=ties_arguments)
    articulation_points: NetworkActorConnection | None = network_measure("articulationPoints", list_arguments)
    bridges: NetworkTieConnection | None = network_measure("bridges", list_arguments)
    subgroups: Partition | None = parent_field(
        "凝聚子群：按模块度划分（Newman 与 Girvan 2004；双模 Barber 2007）。 Subgroups by modularity (Newman and Girvan 2004; two-mode Barber 2007).",
        takes=subgroups_arguments,
    )
    positions: Positions | None = parent_field(
        "位置：CONCOR，反复计算联系模式的相关系数直至全为 1 或 -1，以此划分（Breiger、Boorman 与 Arabie 1975）；不计权重与对角线，双模时各模分别划分；没有联系或全部相连时"
        "为空。 Positions by CONCOR: profiles of ties, sent and received, are correlated again and again until all correlations are 1 or -1, which "
        "split each block (Breiger, Boorman and Arabie 1975); without weights and the diagonal, each mode by its ties to the other; null without ties and if "
        "all pairs have one.",
        takes=positions_arguments,
    )
    core_periphery: CorePeriphery | None = parent_field(
        "核心与边缘（Borgatti 与 Everett 1999）；没有联系或全部相连时为空。 Core and periphery (Borgatti and Everett 1999); null without ties and if all "
        "pairs have one.",
        takes=core_periphery_arguments,
    )
    brokerage: Brokerage | None = network_measure("brokerage", brokerage_arguments)
    backbone: Backbone | None = parent_field(
        "骨干网：强于零模型所预期的联系。SDSM 用于双模网络及重叠网络，差异过滤用于加权网络；双模网络为 mode 一模的重叠网络；其他网络为空。 The backbone: ties that are "
        "stronger than a null model lets expect. SDSM is defined for two-mode networks and overlaps, the disparity filter for weighted ones; "
        "of a two-mode network it is that of the overlap of `mode`; null for other networks.",
        takes=backbone_arguments,
    )
    exports: list[Export] = parent_field("同一网络的导出文件。 Files of the same network.")
    citation: str = parent_field(
        "可置于表格下方的一行出处：查询、日期、数据版本、来历与许可。 One line to put under a table: the query, the as-of date, the revision, the provenance "
        "and the licence."
    )
    methods: list[MethodUsed] = parent_field(
        "本响应中各项网络指标是如何得到的。 How each measure in this response was obtained."
    )
    revision: Revision = strawberry.field(
        resolver=_revision,
        graphql_type=Revision,
        description="结果所依据的数据版本。 The state of the data that this response is based on.",
    )


@object_type("网络在某一日的数字。 The numbers of a network on one date.")
class NetworkPoint:
    as_of: date = parent_field("日期。 The date.")
    node_count: int = parent_field("行动者数。 The number of actors.")
    tie_count: int = parent_field("联系数。 The number of ties.")
    density: float | None = parent_field("密度；没有对为空。 Ties / pairs; null if no pairs exist.")
    components: int = parent_field("连通分量数。 The number of components.")
    largest_component: int = parent_field("最大连通分量的行动者数。 The number of actors of the largest component.")
    ties_gained: int = parent_field("比前一日增加的联系；首日为零。 The ties gained since the point before; 0 at the first.")
    ties_lost: int = parent_field("比前一日减少的联系；首日为零。 The ties lost since the point before; 0 at the first.")
    stability: float | None = parent_field(
        "与前一日联系的共同数 / 并集数；首日为空。 Ties of both / ties of either of it and the point before (Jaccard 1901); null at the first."
    )


NETWORK = NetworkField()
NETWORK_SERIES = NetworkSeries()
