"""Actors and ties of a network."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.model.common_properties import Provenance
from graph.network.measures.catalogue import MEASURES
from graph.network.measures.measure import Measure
from graph.network.measures.network_catalogue import NETWORK_MEASURES
from schema.builder.connections import PageInfo
from schema.builder.declarations import Connection, Signature, object_type
from schema.builder.enums import RelationEnum, graphql_enum
from schema.types.entities import Entity
from schema.types.network.arguments import list_arguments, rank_arguments
from schema.types.network.enums import ModeEnum
from schema.types.parent_field import parent_field

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false


def cursor_field() -> Any:
    return parent_field(
        "游标；数据变化后，只要其网络仍保留（至少五分钟，占用内存有上限），就继续有效。 Its cursor. After a change of the data it continues while its network "
        "is kept: five minutes or more, within a bound in bytes."
    )


def _measure(measure: Measure) -> Any:
    return parent_field(MEASURES[measure].description)


def _normalized(measure: Measure) -> Any:
    description = MEASURES[measure].normalized_description
    assert description is not None
    return parent_field(description)


def network_measure(name: str, takes: Signature | None = None) -> Any:
    return parent_field(NETWORK_MEASURES[name].description, takes=takes)


@object_type(
    "网络中的一个行动者。没有定义的网络指标为空，不是零。 An actor of a network. A measure is null, never 0, if it is not defined."
)
class NetworkActor:
    entity: Entity = parent_field("该实体。 The entity.")
    mode: ModeEnum = parent_field("属于哪一模。 Its mode.")
    in_scope: bool = parent_field(
        "归属是否在范围内；否则只作为联系的另一端出现。 Whether its home is in the scope; if not, it is present only as the other end of a tie."
    )
    degree: int = _measure(Measure.DEGREE)
    degree_normalized: float | None = _normalized(Measure.DEGREE)
    in_degree: int | None = _measure(Measure.IN_DEGREE)
    out_degree: int | None = _measure(Measure.OUT_DEGREE)
    strength: float = _measure(Measure.STRENGTH)
    betweenness: float | None = _measure(Measure.BETWEENNESS)
    betweenness_normalized: float | None = _normalized(Measure.BETWEENNESS)
    closeness: float | None = _measure(Measure.CLOSENESS)
    harmonic: float | None = _measure(Measure.HARMONIC)
    eigenvector: float | None = _measure(Measure.EIGENVECTOR)
    k_core: int | None = _measure(Measure.K_CORE)
    constraint: float | None = _measure(Measure.CONSTRAINT)
    effective_size: float | None = _measure(Measure.EFFECTIVE_SIZE)
    efficiency: float | None = _measure(Measure.EFFICIENCY)
    hierarchy: float | None = _measure(Measure.HIERARCHY)
    clustering: float | None = _measure(Measure.CLUSTERING)
    redundancy: float | None = _measure(Measure.REDUNDANCY)
    subgroup: int | None = parent_field(
        "所属子群的编号，按 subgroups 的默认方法；1 为最大的子群。 The number of its subgroup by the default method of `subgroups`; 1 is the largest."
    )
    coreness: float | None = parent_field(
        "核心度，按连续模型（Borgatti 与 Everett 1999）；双模中各模的平方和为 1。 Its coreness by the continuous model (Borgatti and Everett 1999); the "
        "squares add up to 1, in a two-mode network in each mode."
    )
    rank: int | None = parent_field(
        "按一项网络指标在其模中的名次，最大者为 1，并列同名次；没有值为空。 Its rank by a measure within its mode: 1 is the largest, equal values share a "
        "rank; null without a value.",
        takes=rank_arguments,
    )
    ties: NetworkTieConnection | None = parent_field("它的联系。 Its ties.", takes=list_arguments)


@object_type("行动者列表中的一条。 One item of a list of actors.")
class NetworkActorEdge:
    node: NetworkActor = parent_field("行动者。 The actor.")
    cursor: str = cursor_field()


@object_type("行动者的分页列表。 A paged list of actors.")
class NetworkActorConnection:
    total_count: int = parent_field("符合条件的总数，不限于本页。 The number of all items that match, not only of this page.")
    edges: list[NetworkActorEdge] = parent_field("本页的内容及其游标。 The items of this page with their cursors.")
    nodes: list[NetworkActor] = parent_field("本页的内容。 The items of this page.")
    page_info: PageInfo = parent_field("翻页信息。 Pagination.")


@object_type(
    "两个行动者之间的一条联系，由其间的有效关系合并而成。 A tie between two actors: the valid links between them, merged."
)
class NetworkTie:
    from_: Entity = parent_field(
        "一端：有向时为起点，双模时为第一模，否则为种类与编码在前者。 One end: the start if directed, mode ONE if two-mode, otherwise the first by kind and "
        "code.",
        name="from",
    )
    to: Entity = parent_field("另一端。 The other end.")
    weight: float = parent_field("权重：重叠网络为共享数，其余为 1。 The weight: in an overlap the number shared, otherwise 1.")
    links: int = parent_field(
        "所合并的关系数；重叠网络为其依据的关系数。 The number of links that it merges or, in an overlap, rests on."
    )
    relation: RelationEnum | None = parent_field(
        "关系类型；有多种或为重叠网络则为空。 The relation; null if there are several, and in an overlap."
    )
    since: date | None = parent_field(
        "最早的起始日期；不限或重叠网络为空。 The earliest date since when; null if unbounded, and in an overlap."
    )
    until: date | None = parent_field(
        "最晚的结束日期（不含）；有一条未结束则为空。 The latest date until when; null if any link is open, and in an overlap."
    )
    provenance: graphql_enum(Provenance) = parent_field(
        "来历，取所合并关系中最弱者：示例、导入、公开、官方。 The weakest provenance of its links: ILLUSTRATIVE, IMPORTED, PUBLISHED, OFFICIAL."
    )
    shared: Connection[Entity] | None = parent_field(
        "两端共享的实体；不是重叠网络则为空。 The entities that both ends share; null if it is not an overlap.",
        takes=list_arguments,
    )
    jaccard: float | None = parent_field(
        "共享数 / 并集数；不是重叠网络则为空。 Shared / union (Jaccard 1901); null if it is not an overlap."
    )
    overlap_coefficient: float | None = parent_field(
        "共享数 / 较小一方的数目；不是重叠网络则为空。 Shared / smaller (Szymkiewicz-Simpson); null if it is not an overlap."
    )
    edge_betweenness: float | None = network_measure("edgeBetweenness")
    newman: float | None = parent_field(
        "各共享实体 1/(规模-1) 之和；不是重叠网络则为空。 The sum of 1 / (size - 1) over the shared entities (Newman 2001); null if it is not an "
        "overlap."
    )


@object_type("联系列表中的一条。 One item of a list of ties.")
class NetworkTieEdge:
    node: NetworkTie = parent_field("联系。 The tie.")
    cursor: str = cursor_field()


@object_type("联系的分页列表。 A paged list of ties.")
class NetworkTieConnection:
    total_count: int = parent_field("符合条件的总数，不限于本页。 The number of all items that match, not only of this page.")
    edges: list[NetworkTieEdge] = parent_field("本页的内容及其游标。 The items of this page with their cursors.")
    nodes: list[NetworkTie] = parent_field("本页的内容。 The items of this page.")
    page_info: PageInfo = parent_field("翻页信息。 Pagination.")
