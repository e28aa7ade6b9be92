"""Declarations of the measures of a whole network."""

from dataclasses import dataclass
from typing import Final

from graph.network.measures.actor_values import MethodUsed


@dataclass(frozen=True)
class NetworkMeasureDefinition:
    name: str
    chinese: str
    english: str
    algorithm: str = "counting"

    @property
    def description(self) -> str:
        return f"{self.chinese} {self.english}"

    def exact_method(self) -> MethodUsed:
        return MethodUsed(self.name, self.english, exact=True, algorithm=self.algorithm)


_BREADTH_FIRST: Final = "breadth-first search from all actors, 64 per machine word (Then et al. 2014)"
_SPARSE: Final = "sparse matrix product"

_DEFINITIONS: Final = (
    NetworkMeasureDefinition(
        "density",
        "密度：联系数 / 可能的联系数（无向 n(n-1)/2，有向 n(n-1)，双模 n₁n₂）。",
        "Density: ties / possible ties: n(n-1)/2 undirected, n(n-1) directed, n1*n2 two-mode.",
    ),
    NetworkMeasureDefinition(
        "components",
        "连通分量数；有向网络按弱连通。",
        "Connected components, weakly connected if directed.",
        "SciPy connected_components",
    ),
    NetworkMeasureDefinition(
        "distances",
        "距离：可达对数、平均最短路径长度、直径；紧密度为各对 1/d 的平均，不可达计 0（Borgatti 2006）。",
        "Distances: reachable pairs, mean shortest path, diameter; compactness: mean of 1/d, 0 if unreachable (Borgatti 2006).",
        _BREADTH_FIRST,
    ),
    NetworkMeasureDefinition(
        "centralization",
        "中心势：各行动者与最大值之差的和 / 同规模网络可能的最大和（Freeman 1979）；双模在一模之内（Everett 与 Borgatti 2005）。",
        "Centralization: sum of differences to the maximum / largest possible sum (Freeman 1979); two-mode: within a mode (Everett and Borgatti 2005).",
        "from the values of the actors",
    ),
    NetworkMeasureDefinition(
        "transitivity",
        "传递性：3×三角形数 / 2-路径数，不计方向；双模为空（Wasserman 与 Faust 1994）。",
        "Transitivity: 3 triangles / 2-paths, without directions (Wasserman and Faust 1994); two-mode: null.",
        _SPARSE,
    ),
    NetworkMeasureDefinition(
        "clustering",
        "双模聚类：4·C₄/L₃（Robins 与 Alexander 2004）；各模闭合 4-路径 / 4-路径（Opsahl 2013）；单模为空。",
        "Two-mode clustering: 4 C4 / L3 (Robins and Alexander 2004); closed 4-paths / 4-paths of a mode (Opsahl 2013); one-mode: null.",
        _SPARSE,
    ),
    NetworkMeasureDefinition(
        "reciprocity",
        "互惠性：双向弧数 / 弧数（Wasserman 与 Faust 1994）；无向为空。",
        "Reciprocity: mutual arcs / arcs (Wasserman and Faust 1994); undirected: null.",
    ),
    NetworkMeasureDefinition(
        "assortativity",
        "同配性：按度数为两端度数的相关系数（Newman 2002），按分组为 (Σeᵢᵢ-Σaᵢbᵢ)/(1-Σaᵢbᵢ)（Newman 2003）。",
        "Assortativity: of degrees, Pearson's r of both ends (Newman 2002); of groups, (sum of e_ii - sum of a_i b_i) / (1 - sum of a_i b_i) (Newman 2003).",
    ),
    NetworkMeasureDefinition(
        "homophily",
        "E-I 指数：(组间联系-组内联系)/联系数；期望值为对所有可能的对计算（Krackhardt 与 Stern 1988）。",
        "E-I index: (external - internal) / ties; expected: over all possible pairs (Krackhardt and Stern 1988).",
    ),
    NetworkMeasureDefinition(
        "articulationPoints",
        "割点：移除后其连通分量断开的行动者（Hopcroft 与 Tarjan 1973）。",
        "Articulation points: actors whose removal splits their component (Hopcroft and Tarjan 1973).",
        "depth-first search (rustworkx)",
    ),
    NetworkMeasureDefinition(
        "bridges",
        "桥：移除后其连通分量断开的联系（Tarjan 1974）。",
        "Bridges: ties whose removal splits their component (Tarjan 1974).",
        "depth-first search (rustworkx)",
    ),
    NetworkMeasureDefinition(
        "edgeBetweenness",
        "联系的中间中心度：各对行动者的最短路径中经过该联系的比例之和（Girvan 与 Newman 2002）。",
        "Edge betweenness: sum over pairs of the share of shortest paths through the tie (Girvan and Newman 2002).",
        "Brandes 2008 (rustworkx)",
    ),
    NetworkMeasureDefinition(
        "brokerage",
        "中间人角色：a→v→b 且无 a→b 的次数，按三者所属组分为五种角色；期望与标准差在给定规模与密度下取闭式（Gould 与 Fernandez 1989）；双模为空。",
        "Brokerage: a -> v -> b without a -> b, by the groups of the three; expectation and deviation in closed form given size and density (Gould and Fernandez 1989), null for two modes.",
        _SPARSE,
    ),
    NetworkMeasureDefinition(
        "jaccard", "Jaccard 系数：共有数 / 并集数（Jaccard 1901）。", "Jaccard: shared / union (Jaccard 1901).", _SPARSE
    ),
    NetworkMeasureDefinition(
        "overlapCoefficient",
        "重叠系数：共有数 / 较小者（Simpson 1943）。",
        "Overlap coefficient: shared / smaller of the two (Simpson 1943).",
        _SPARSE,
    ),
    NetworkMeasureDefinition(
        "newman",
        "Newman 权重：对共有者求 1/(规模-1) 之和（Newman 2001）。",
        "Newman's weight: sum over the shared ones of 1/(size-1) (Newman 2001).",
        _SPARSE,
    ),
)

NETWORK_MEASURES: Final = {definition.name: definition for definition in _DEFINITIONS}
