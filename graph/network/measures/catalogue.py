"""The catalogue of the measures of an actor, the source of their descriptions. `work.py` estimates their time."""

from dataclasses import replace
from typing import Final

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.betweenness import betweenness
from graph.network.measures.closeness import closeness, harmonic
from graph.network.measures.clustering import clustering
from graph.network.measures.degree import degree, in_degree, out_degree, strength
from graph.network.measures.eigenvector import eigenvector
from graph.network.measures.k_core import k_core
from graph.network.measures.measure import ONE_MODE, CostClass, Measure, MeasureDefinition, NetworkKind
from graph.network.measures.rounding import rounded_array
from graph.network.measures.structural_holes import constraint, effective_size, efficiency, hierarchy
from graph.network.measures.two_mode_clustering import redundancy
from graph.network.network_arrays import NetworkArrays

DIRECTED: Final = frozenset({NetworkKind.DIRECTED})
TWO_MODE: Final = frozenset({NetworkKind.TWO_MODE})

_DEFINITIONS: Final = (
    MeasureDefinition(
        Measure.DEGREE,
        "度数：联系数；有向网络为入度与出度之和（Freeman 1979）。",
        "Degree: number of ties, in + out if directed (Freeman 1979).",
        degree,
        "counting",
        integer=True,
        normalized=(
            "标准化度数：度数 / (n-1)；双模网络除以另一模的规模（Borgatti 与 Everett 1997）。",
            "Degree / (n-1); two-mode: / size of the other mode (Borgatti and Everett 1997).",
        ),
    ),
    MeasureDefinition(
        Measure.IN_DEGREE,
        "入度：指向该行动者的联系数；无向网络为空。",
        "In-degree: arcs that end at the actor; null if undirected.",
        in_degree,
        "counting",
        DIRECTED,
        integer=True,
    ),
    MeasureDefinition(
        Measure.OUT_DEGREE,
        "出度：从该行动者发出的联系数；无向网络为空。",
        "Out-degree: arcs that start at the actor; null if undirected.",
        out_degree,
        "counting",
        DIRECTED,
        integer=True,
    ),
    MeasureDefinition(
        Measure.STRENGTH,
        "强度：各联系权重之和（Barrat 等 2004）。",
        "Strength: sum of the weights of the ties (Barrat et al. 2004).",
        strength,
        "summation",
    ),
    MeasureDefinition(
        Measure.BETWEENNESS,
        "中间中心度：各对行动者的最短路径中经过该行动者的比例之和（Freeman 1979）。",
        "Betweenness: sum over pairs s, t of the share of shortest paths through the actor, each pair once, ordered pairs if directed (Freeman 1979).",
        betweenness,
        "Brandes 2001 (rustworkx)",
        cost=CostClass.ALL_PAIRS,
        nanoseconds=45,
        normalized=(
            "标准化中间中心度：除以 (n-1)(n-2)/2，有向网络除以 (n-1)(n-2)；双模网络除以本模可达到的最大值（Borgatti 与 Halgin 2011）。",
            "Betweenness / ((n-1)(n-2)/2), directed / ((n-1)(n-2)); two-mode: / the attainable maximum of the mode (Borgatti and Halgin 2011).",
        ),
    ),
    MeasureDefinition(
        Measure.CLOSENESS,
        "接近中心度：单模 (r/Σd)·r/(n-1)，r 为可达人数（Wasserman 与 Faust 1994）；双模 (n₂+2(n₁-1))/Σd·r/(n-1)（Borgatti 与 Everett 1997）；孤立点为空。",
        "Closeness: one-mode (r / sum of d) * r/(n-1), r actors that reach it at distances d (Wasserman and Faust 1994); two-mode (n_other + 2(n_own-1)) / sum of d * r/(n-1) (Borgatti and Everett 1997); null for an isolate. Directed: distances towards the actor.",
        closeness,
        "breadth-first search from all actors, 64 per machine word (Then et al. 2014)",
        cost=CostClass.WORD_PARALLEL,
        nanoseconds=35,
    ),
    MeasureDefinition(
        Measure.HARMONIC,
        "调和中心度：Σ(1/d)/(n-1)，不可达计 0（Marchiori 与 Latora 2000）。",
        "Harmonic centrality: mean of 1/d over all other actors, 0 if unreachable (Marchiori and Latora 2000). Directed: distances towards the actor.",
        harmonic,
        "breadth-first search from all actors, 64 per machine word (Then et al. 2014)",
        cost=CostClass.WORD_PARALLEL,
        nanoseconds=35,
    ),
    MeasureDefinition(
        Measure.EIGENVECTOR,
        "特征向量中心度：最大连通分量邻接矩阵的主特征向量，最大值为 1，其余为 0，不计方向（Bonacich 1972）；双模为第一对奇异向量（Borgatti 与 Everett 1997）。",
        "Eigenvector centrality: x = Ax / lambda of the largest component, without directions, maximum 1, 0 outside it (Bonacich 1972); two-mode: first singular vectors, maximum of each mode 1 (Borgatti and Everett 1997).",
        eigenvector,
        "dense eigenvectors (LAPACK) up to 64 actors, else Lanczos with a fixed start (ARPACK)",
        nanoseconds=3000,
    ),
    MeasureDefinition(
        Measure.K_CORE,
        "核数：包含该行动者的最大 k-核（各成员在其中至少有 k 个邻居），按无向简单网络（Seidman 1983）。",
        "Core number: largest k so that the actor is in a subnetwork in which each has at least k neighbours, undirected and simple (Seidman 1983).",
        k_core,
        "Batagelj and Zaversnik 2003 (rustworkx)",
        integer=True,
        nanoseconds=1000,
    ),
    MeasureDefinition(
        Measure.CONSTRAINT,
        "限制度：Σⱼ(pᵢⱼ+Σ_q pᵢ_q p_qⱼ)²，加权，全网（Burt 1992）；双模网络请用重叠网络。",
        "Constraint: sum_j (p_ij + sum_q p_iq p_qj)^2, p the share of weights, whole network (Burt 1992); two-mode: use the overlap.",
        constraint,
        "sparse matrix product",
        ONE_MODE,
        CostClass.NEIGHBOURHOODS,
        nanoseconds=60,
    ),
    MeasureDefinition(
        Measure.EFFECTIVE_SIZE,
        "有效规模：Σⱼ(1-Σ_q pᵢ_q mⱼ_q)，加权，全网（Burt 1992）。",
        "Effective size: sum_j (1 - sum_q p_iq m_jq), m_jq the weight of jq / the largest of j, whole network (Burt 1992).",
        effective_size,
        "sparse matrix product",
        ONE_MODE,
        CostClass.NEIGHBOURHOODS,
        nanoseconds=60,
    ),
    MeasureDefinition(
        Measure.EFFICIENCY,
        "效率：有效规模 / 邻居数（Burt 1992）。",
        "Efficiency: effective size / number of contacts (Burt 1992).",
        efficiency,
        "sparse matrix product",
        ONE_MODE,
        CostClass.NEIGHBOURHOODS,
        nanoseconds=60,
    ),
    MeasureDefinition(
        Measure.HIERARCHY,
        "等级度：Σⱼ rⱼ ln rⱼ / (N ln N)，rⱼ=cᵢⱼ/(Cᵢ/N)，cᵢⱼ 为限制度的各项（Burt 1992，第 70 页）；只有一个邻居时为 1。",
        "Hierarchy: sum_j r_j ln r_j / (N ln N), r_j = c_ij / (C_i/N), c_ij the terms of constraint (Burt 1992, p. 70); 1 for one contact.",
        hierarchy,
        "sparse matrix product",
        ONE_MODE,
        CostClass.NEIGHBOURHOODS,
        nanoseconds=60,
    ),
    MeasureDefinition(
        Measure.CLUSTERING,
        "聚类系数：单模为相连的邻居对所占比例（Watts 与 Strogatz 1998）；双模为以该行动者为中心的闭合 4-路径 / 4-路径（Opsahl 2013）。",
        "Clustering: one-mode share of pairs of neighbours that are tied, without directions (Watts and Strogatz 1998); two-mode closed 4-paths / 4-paths centred on the actor (Opsahl 2013).",
        clustering,
        "sparse matrix product",
        cost=CostClass.NEIGHBOURHOODS,
        two_mode_cost=CostClass.FOUR_PATHS,
        nanoseconds=100,
    ),
    MeasureDefinition(
        Measure.REDUNDANCY,
        "冗余度：该行动者的邻居对中，去掉它后仍共有其他邻居的比例，仅双模（Latapy、Magnien 与 Del Vecchio 2008）。",
        "Redundancy: two-mode share of pairs of neighbours that another actor joins too (Latapy, Magnien and Del Vecchio 2008).",
        redundancy,
        "sparse matrix product",
        TWO_MODE,
        CostClass.NEIGHBOURHOODS,
        nanoseconds=130,
    ),
)

MEASURES: Final = {definition.measure: definition for definition in _DEFINITIONS}


def compute(arrays: NetworkArrays, measure: Measure) -> ActorValues | None:
    """Returns rounded exact values, or None if not defined on this kind of network."""
    definition = MEASURES[measure]
    if not definition.is_defined_on(arrays):
        return None
    result = definition.compute(arrays)
    normalized = None if result.normalized is None else rounded_array(result.normalized)
    return replace(result, values=rounded_array(result.values), normalized=normalized, method=definition.exact_method())
