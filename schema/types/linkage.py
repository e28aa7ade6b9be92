"""Linkage: paths, reachable entities, fragility, removal, responsibility."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from graph.compiler.connections import ConnectionCompiledByParent
from graph.linkage.questions import fragility, linkage, reachable, timeline
from graph.linkage.questions.reachable_connection import HopsField, PathField
from graph.linkage.questions.removal import RemovalField
from graph.linkage.questions.responsibility import ResponsibilityField
from graph.linkage.search_budget import StopReason
from graph.model.posts import POST, Duty
from schema.builder.arguments import After, AsOf, Before, First, Last, page_arguments
from schema.builder.connections import EdgeNode, EntityAggregate, PageInfo
from schema.builder.declarations import Connection, field, group_field, object_type
from schema.builder.enums import KindEnum, LevelEnum, enum_of, graphql_enum
from schema.execution.context import Context
from schema.types.coverage import INDICATORS, CoverageUnit, IndicatorDefinition, Scope
from schema.types.entities import Division, Entity, Link, Step
from schema.types.linkage_arguments import (
    Avoid,
    CommunityCode,
    Excluded,
    From,
    GoOn,
    K,
    KindsToReach,
    MaxHops,
    Permitted,
    Removed,
    Through,
    To,
    TransitEnum,
    TransitRules,
)
from schema.types.parent_field import parent_field
from schema.types.revision import Revision, revision_of

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false

StoppedByEnum = enum_of(
    "StoppedBy",
    "搜索因何停止。 Why a search stopped.",
    {reason.name: reason.value for reason in StopReason},
)


def linkage_arguments(
    from_: From,
    to: To,
    k: K = linkage.DEFAULT_PATHS,
    max_hops: MaxHops = linkage.DEFAULT_HOPS,
    relations: Permitted = UNSET,
    exclude_relations: Excluded = UNSET,
    through: Through = UNSET,
    avoid: Avoid = UNSET,
    transit: TransitRules = UNSET,
    after: GoOn = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


def revision_field() -> Any:
    return strawberry.field(
        resolver=_revision,
        graphql_type=Revision,
        description="结果所依据的数据版本。 The state of the data that this response is based on.",
    )


def _revision(info: strawberry.Info[Context]) -> Revision:
    return revision_of(info.context)


@object_type("一条路径：一串互不相同的实体。 A path: a sequence of different entities.")
class Path:
    hops: int = parent_field("步数。 The number of hops.")
    entities: list[Entity] = parent_field("途经的实体，含两端。 The entities of the path, including both ends.")
    steps: list[Step] = parent_field("各步。 Its steps.")


@object_type("生效的通行规则。 A transit rule in force.")
class EffectiveTransit:
    kind: KindEnum = parent_field("种类。 The kind.")
    policy: TransitEnum = parent_field("规则。 Whether a path may contain them.")
    max_degree: int | None = parent_field(
        "至多几条关系；空为不限。 A path does not pass entities with more links; null is no limit."
    )
    turned_away: int | None = parent_field(
        "位于两端之间 maxHops 步内的通路上、却因此规则不得经过的实体数；因时间或数量停止时为空。 The number of entities on walks of at "
        "most maxHops hops between the ends that the rule excludes; null if TIME or BUDGET stopped the search."
    )


@object_type("完整性说明：除所列路径外，还有没有别的路径。 The certificate: what is known about all other paths.")
class Certificate:
    exhaustive: bool = parent_field(
        "除本页与之前各页外，再无不超过 maxHops 步的路径。 Whether this page and earlier ones have all paths of at most maxHops hops."
    )
    explored_to_depth: int = parent_field(
        "不超过此步数的路径均已列出。 This page and earlier ones have all paths of at most this number of hops."
    )
    stopped_by: StoppedByEnum = parent_field("因何停止。 Why the search stopped.")
    rules: list[EffectiveTransit] = parent_field("生效的通行规则，含默认。 The transit rules in force, including defaults.")
    next: str | None = parent_field(
        "作为 after 传入即可继续；没有下一页为空。 The value of `after` for the next page; null on the last page."
    )


@object_type("两个实体如何相连。 How two entities are linked.")
class Linkage:
    from_: Entity = parent_field("一端。 One end.", name="from")
    to: Entity = parent_field("另一端。 The other end.")
    paths: list[Path] = parent_field("路径，由短到长，次序固定。 The paths, shortest first, in a fixed order.")
    certificate: Certificate = parent_field("完整性说明。 The certificate.")
    revision: Revision = revision_field()


@object_type("可到达的一个实体。 One entity that can be reached.")
class ReachableEdge:
    node: Entity = field(EdgeNode(), description="该实体。 The entity.")
    cursor: str = parent_field("游标。 Its cursor.")
    hops: int = field(HopsField(), description="最少步数。 The smallest number of hops to it.")
    path: Path = field(PathField(), description="最短路径中次序最先的一条。 The first in order of the shortest paths to it.")


@object_type("可到达的实体，由近及远。 Entities that can be reached, nearest first.")
class ReachableConnection:
    total_count: int = parent_field("符合条件的总数，不限于本页。 The number of all items that match, not only of this page.")
    nodes: list[Entity] = parent_field("本页的内容。 The items of this page.")
    edges: list[ReachableEdge] = parent_field("本页的内容、步数与路径。 The items of this page with hops and paths.")
    page_info: PageInfo = parent_field("翻页信息。 Pagination.")
    aggregate: EntityAggregate = parent_field(
        "对全部符合条件的可到达者的汇总。 Aggregates over all reachable entities that match."
    )
    group: list[Any] = group_field("Entity")


def reachable_arguments(
    from_: From,
    kinds: KindsToReach = UNSET,
    max_hops: MaxHops = reachable.DEFAULT_HOPS,
    relations: Permitted = UNSET,
    exclude_relations: Excluded = UNSET,
    avoid: Avoid = UNSET,
    transit: TransitRules = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


@object_type(
    "两个实体相连的一段时期，其间步数不变。 A period in which two entities are linked at an unchanging number of hops."
)
class LinkedPeriod:
    from_: date | None = parent_field("自何日起；空为不限。 Its first day; null is unbounded.", name="from")
    to: date | None = parent_field("至何日止（不含）；空为不限。 The day after its last day; null is unbounded.")
    hops: int = parent_field("最少步数。 The smallest number of hops between them.")
    begun_by: list[Link] = parent_field("当日开始、使其成立的关系。 The links that started that day and thereby this period.")
    ended_by: list[Link] = parent_field("当日结束、使其终止的关系。 The links that ended that day and thereby this period.")


def timeline_arguments(
    from_: From,
    to: To,
    max_hops: MaxHops = timeline.DEFAULT_HOPS,
    relations: Permitted = UNSET,
    transit: TransitRules = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


@object_type("责任链上的一级。 One level of the chain of responsibility.")
class Responsibility:
    level: LevelEnum = parent_field("层级。 The level.")
    duty: graphql_enum(Duty) = parent_field("责任。 The duty.")
    division: Division | None = parent_field(
        "承担责任的区划；该级不存在为空。 The division at that level; null if it does not exist."
    )
    post: Annotated[Entity, POST] | None = parent_field(
        "负此责任的岗位；无岗位承担为空。 The post that has the duty; null if no post has it."
    )


def responsibility_arguments(community: CommunityCode, as_of: AsOf = UNSET) -> None: ...


@object_type("两个实体相连的脆弱程度，不限步数。 How fragile the linkage of two entities is, by paths of any length.")
class Fragility:
    disjoint_paths: int = parent_field(
        "互不共用中间实体的路径最多有几条。 The largest number of paths that share no inner entity."
    )
    direct_link: bool = parent_field("两者是否直接相连。 Whether a link joins them directly.")
    cut: list[Entity] | None = parent_field(
        "移除后即断开的最少实体；直接相连为空。 A smallest set of entities whose removal disconnects them; null if a link joins them directly."
    )
    single_points: list[Entity] = parent_field(
        "单一薄弱点：移除任何一个即断开的实体。 The single points of failure: entities of which each alone disconnects them."
    )
    example: list[Path] = parent_field("一组互不共用中间实体的路径，至多 100 条。 Paths that share no inner entity, up to 100.")
    revision: Revision = revision_field()


def fragility_arguments(
    from_: From, to: To, relations: Permitted = UNSET, transit: TransitRules = UNSET, as_of: AsOf = UNSET
) -> None: ...


@object_type("移除后一项覆盖指标的变化。 The change of an indicator by a removal.")
class CoverageChange:
    definition: IndicatorDefinition = parent_field("指标的定义。 The definition of the indicator.")
    before: int = parent_field("移除前已覆盖的单位数。 The number of units reached before.")
    after: int = parent_field("移除后已覆盖的单位数。 The number of units reached after.")
    lost: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(),
        takes=page_arguments,
        description="不再被覆盖的单位，所示为移除前的状态。 Units that are no longer reached, in their state before.",
    )


@object_type("移除一个实体的后果。 The effects of removing an entity.")
class Removal:
    entity: Entity = parent_field("被移除的实体。 The removed entity.")
    components_before: int = parent_field("移除前的连通分量数。 The number of components before.")
    components_after: int = parent_field("移除后的连通分量数。 The number of components after.")
    disconnected_pairs: float = parent_field(
        "移除前相连、移除后不再相连的对数，计联合党委、成员单位、社区党支部、新业态党支部、党建联盟、物业企业和业委会，不含被移除者。 Pairs connected before and "
        "not after, of joint committees, member units, community branches, new-sector branches, alliances, property companies and "
        "owners' committees, without the removed one."
    )
    coverage: list[CoverageChange] = parent_field("各项覆盖指标的变化。 The change of each indicator.")


def removal_arguments(entity: Removed, scope: Scope, as_of: AsOf = UNSET) -> None: ...


LINKAGE = linkage.LinkageField()
REACHABLE = reachable.ReachableField()
LINK_TIMELINE = timeline.TimelineField()
RESPONSIBILITY_CHAIN = ResponsibilityField()
FRAGILITY = fragility.FragilityField()
IF_REMOVED = RemovalField(INDICATORS.indicators)
