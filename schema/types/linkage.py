"""Linkage: how two organisations are linked, and through what the link would break."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from graph.compiler.compiler import CompiledByParent
from graph.compiler.connections import ConnectionCompiledByParent
from graph.linkage.questions import fragility, linkage, reachable, timeline
from graph.linkage.questions.reachable_connection import HopsAway, WayThere
from graph.linkage.questions.removal import IfRemoved
from graph.linkage.questions.responsibility import ResponsibilityChain
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
from schema.types.revision import Revision

# The enums and the reference are made from the model, so that the type checker cannot know them.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false

StoppedByEnum = enum_of(
    "StoppedBy",
    "搜索因何停止。 What stopped a search.",
    {
        "NONE": "已穷尽，也不可能有更长的路径。 Exhaustive, and no longer path can exist either.",
        "DEPTH": "在所问步数内已穷尽，可能有更长的路径。 Exhaustive to the hops asked for; longer paths may exist.",
        "K": "已找到所问的条数，还有更多。 As many as asked for were found; there are more.",
        "TIME": "时间用尽。 The time was over.",
        "BUDGET": "可查看的实体数用尽。 As many entities had been looked at as the settings allow.",
    },
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


def parent_field(description: str, *, name: str | None = None) -> Any:
    """A field that its question compiles together with the others."""
    return field(CompiledByParent(), description=description, name=name)


def revision_field() -> Any:
    return strawberry.field(
        resolver=_revision,
        graphql_type=Revision,
        description="答案所依据的数据状态。 Which state of the data this answer speaks of.",
    )


def _revision(info: strawberry.Info[Context]) -> Revision:
    return Revision.of(next(iter(info.context.revisions_seen)), info.context)


@object_type("一条路径：一串互不相同的实体。 A path: a sequence of different entities.")
class Path:
    hops: int = parent_field("步数。 How many hops.")
    entities: list[Entity] = parent_field("途经的实体，含两端。 The entities on it, both ends included.")
    steps: list[Step] = parent_field("各步。 Its steps.")


@object_type("生效的通行规则。 A transit rule in force.")
class EffectiveTransit:
    kind: KindEnum = parent_field("种类。 The kind.")
    policy: TransitEnum = parent_field("规则。 What a path may do.")
    max_degree: int | None = parent_field("至多几条关系；空为不限。 Entities with more links are not passed; null is no limit.")
    turned_away: int | None = parent_field(
        "位于两端之间所问步数的通路上、却因此规则不得经过的实体数；因时间或数量停止时为空。 How many entities that lie on a walk of at most maxHops "
        "between the ends the rule keeps from being passed; null where stopped by TIME or BUDGET."
    )


@object_type("证书：除所列路径外，还知道什么。 The certificate: what is known about all other paths.")
class Certificate:
    exhaustive: bool = parent_field(
        "除本页与之前各页外，再无不超过 maxHops 的路径。 No path of at most maxHops exists beyond those on this page and earlier ones."
    )
    explored_to_depth: int = parent_field(
        "不超过此步数的路径均已列出。 Every path of at most so many hops is on this page or an earlier one."
    )
    stopped_by: StoppedByEnum = parent_field("因何停止。 What stopped the search.")
    rules: list[EffectiveTransit] = parent_field("生效的通行规则，含默认。 The transit rules in force, defaults included.")
    next: str | None = parent_field(
        "作为 after 传入即可继续；已无可继续为空。 Pass as `after` to go on; null when there is nothing to go on to."
    )


@object_type("两个实体如何相连。 How two entities are linked.")
class Linkage:
    from_: Entity = parent_field("一端。 One end.", name="from")
    to: Entity = parent_field("另一端。 The other end.")
    paths: list[Path] = parent_field("路径，由短到长，次序固定。 The paths, shortest first, in a fixed order.")
    certificate: Certificate = parent_field("证书。 The certificate.")
    revision: Revision = revision_field()


@object_type("可到达的一个实体。 One entity that can be reached.")
class ReachableEdge:
    node: Entity = field(EdgeNode(), description="该实体。 The entity.")
    cursor: str = parent_field("游标。 Its cursor.")
    hops: int = field(HopsAway(), description="最少步数。 How many hops away it is.")
    path: Path = field(WayThere(), description="最短路径中次序最先的一条。 The first of the shortest paths to it.")


@object_type("可到达的实体，由近及远。 Entities that can be reached, nearest first.")
class ReachableConnection:
    total_count: int = parent_field("符合条件的总数，不限于本页。 How many match in all, not only on this page.")
    nodes: list[Entity] = parent_field("本页的内容。 What is on this page.")
    edges: list[ReachableEdge] = parent_field("本页的内容、步数与路径。 What is on this page, with hops and paths.")
    page_info: PageInfo = parent_field("翻页信息。 How to page on.")
    aggregate: EntityAggregate = parent_field(
        "对全部符合条件的可到达者的汇总。 Aggregates over all that can be reached and match."
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
    "两个实体相连的一段时期，其间步数不变。 A period in which two entities were linked, over the same number of hops all through."
)
class LinkedPeriod:
    from_: date | None = parent_field("自何日起；空为不限。 Its first day; null is unbounded.", name="from")
    to: date | None = parent_field("至何日止（不含）；空为不限。 The day on which it has ended; null is unbounded.")
    hops: int = parent_field("最少步数。 How many hops apart they were.")
    begun_by: list[Link] = parent_field("当日开始、使其成立的关系。 The links that began that day and made it.")
    ended_by: list[Link] = parent_field("当日结束、使其终止的关系。 The links that ended that day and unmade it.")


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
        "承担责任的区划；该级不存在为空。 The division at that level; null where there is none."
    )
    post: Annotated[Entity, POST] | None = parent_field(
        "负此责任的岗位；无人承担为空。 The post that holds the duty; null where nobody does."
    )


def responsibility_arguments(community: CommunityCode, as_of: AsOf = UNSET) -> None: ...


@object_type("两个实体之间的联系有多脆弱，不限步数。 How fragile the link between two entities is, over paths of any length.")
class Fragility:
    disjoint_paths: int = parent_field(
        "互不共用中间实体的路径最多有几条。 The largest number of paths that share no inner entity."
    )
    direct_link: bool = parent_field("两者是否直接相连。 Whether a link joins them directly.")
    cut: list[Entity] | None = parent_field(
        "移除后即断开的最少实体；直接相连为空。 A smallest set of entities whose removal parts them; null where they are joined directly."
    )
    single_points: list[Entity] = parent_field("移除任何一个即断开的实体。 Entities each of which alone parts them.")
    example: list[Path] = parent_field("一组互不共用中间实体的路径，至多 100 条。 Paths that share no inner entity, up to 100.")
    revision: Revision = revision_field()


def fragility_arguments(
    from_: From, to: To, relations: Permitted = UNSET, transit: TransitRules = UNSET, as_of: AsOf = UNSET
) -> None: ...


@object_type("移除后一项覆盖指标的变化。 What an indicator of coverage loses by a removal.")
class CoverageChange:
    definition: IndicatorDefinition = parent_field("指标的定义。 The definition of the indicator.")
    before: int = parent_field("移除前已覆盖的单位数。 Units reached before.")
    after: int = parent_field("移除后已覆盖的单位数。 Units reached after.")
    lost: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(),
        takes=page_arguments,
        description="不再被覆盖的单位，所示为移除前的状态。 Units reached no longer, shown as they are before.",
    )


@object_type("移除一个实体的后果。 What the removal of an entity does.")
class Removal:
    entity: Entity = parent_field("被移除的实体。 The entity that is removed.")
    components_before: int = parent_field("移除前的连通部分数。 Components before.")
    components_after: int = parent_field("移除后的连通部分数。 Components after.")
    disconnected_pairs: float = parent_field(
        "移除前相连、移除后不再相连的对数，计联合党委、成员单位、社区党支部、新业态党支部、党建联盟、物业企业和业委会，不含被移除者。 Pairs connected before and "
        "not after, of joint committees, member units, community branches, new-sector branches, alliances, property companies and "
        "owners' committees, without the removed one."
    )
    coverage: list[CoverageChange] = parent_field("各项覆盖指标的变化。 What each indicator of coverage loses.")


def removal_arguments(entity: Removed, scope: Scope, as_of: AsOf = UNSET) -> None: ...


LINKAGE = linkage.Linkage()
REACHABLE = reachable.Reachable()
LINK_TIMELINE = timeline.LinkTimeline()
RESPONSIBILITY_CHAIN = ResponsibilityChain()
FRAGILITY = fragility.Fragility()
IF_REMOVED = IfRemoved(INDICATORS.indicators, IndicatorDefinition.of)
