"""The fields of Query, except the two of each kind."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import ID, UNSET

from graph.compiler.root_fields import DIVISION_BY_CODE, ENTITY_BY_REFERENCE, NODE_BY_ID, NODES_BY_ID
from graph.database.statement import READ_REVISION
from graph.links.all_links import ALL_LINKS
from graph.search import Search
from schema.builder.arguments import After, AsOf, Before, First, Last, Relations, Within, code_arguments
from schema.builder.declarations import Connection, field, object_type
from schema.builder.entity_ref import EntityRef
from schema.builder.enums import KindEnum
from schema.execution.context import Context
from schema.types.changes import CHANGES, Changes, changes_arguments
from schema.types.coverage import (
    COVERAGE,
    COVERAGE_SERIES,
    COVERAGES,
    DIFF,
    INDICATOR_LIST,
    NEXT_BEST,
    SCORECARD,
    WHY,
    Coverage,
    CoverageDiff,
    CoveragePoint,
    IndicatorDefinition,
    NextBest,
    Why,
    coverage_arguments,
    coverages_arguments,
    diff_arguments,
    next_best_arguments,
    scorecard_arguments,
    series_arguments,
    why_arguments,
)
from schema.types.entities import Division, Entity, Link, Node
from schema.types.linkage import (
    FRAGILITY,
    IF_REMOVED,
    LINK_TIMELINE,
    LINKAGE,
    REACHABLE,
    RESPONSIBILITY_CHAIN,
    Fragility,
    Linkage,
    LinkedPeriod,
    ReachableConnection,
    Removal,
    Responsibility,
    fragility_arguments,
    linkage_arguments,
    reachable_arguments,
    removal_arguments,
    responsibility_arguments,
    timeline_arguments,
)
from schema.types.network.arguments import network_arguments, network_series_arguments
from schema.types.network.dyads import (
    NETWORK_CORRELATION,
    NETWORK_REGRESSION,
    Correlation,
    Regression,
    correlation_arguments,
    regression_arguments,
)
from schema.types.network.networks import NETWORK, NETWORK_SERIES, Network, NetworkPoint
from schema.types.network.pairings import PAIRINGS, Pairings, pairings_arguments
from schema.types.revision import Revision, revision_of
from schema.types.simulation import SIMULATE, Simulation, simulate_arguments

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false

Id = Annotated[ID, strawberry.argument(description="全局标识，可带日期。 Its global id, with or without a date.")]
Ids = Annotated[
    list[ID],
    strawberry.argument(description="全局标识，至多 100 个，所带日期须一致。 Global ids, up to 100; their dates must agree."),
]
Reference = Annotated[EntityRef, strawberry.argument(description="所指的实体。 The entity.")]
Text = Annotated[str, strawberry.argument(description="要找的文字。 The text to search for.")]
Kinds = Annotated[
    list[KindEnum] | None, strawberry.argument(description="只找这些种类，默认全部。 Only these kinds, all by default.")
]

OptionalFrom = Annotated[
    EntityRef | None,
    strawberry.argument(name="from", description="只取由此实体起的关系。 Only links that start at this entity."),
]
OptionalTo = Annotated[
    EntityRef | None, strawberry.argument(name="to", description="只取至此实体止的关系。 Only links that end at this entity.")
]
WithinAnchor = Annotated[
    str | None,
    strawberry.argument(
        name="within",
        description="只取锚定端归属在该区划及其下级的，用官方区划代码。 Only links whose anchor has its home in this division or below it; its official code. "
        "The anchor is that of networks with the boundary ANCHOR.",
    ),
]


def _by_id(id: Id) -> None: ...


def _by_ids(ids: Ids, as_of: AsOf = UNSET) -> None: ...


def _by_reference(ref: Reference, as_of: AsOf = UNSET) -> None: ...


def _search(
    text: Text,
    kinds: Kinds = UNSET,
    within: Within = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


def _links(
    relations: Relations = UNSET,
    from_: OptionalFrom = UNSET,
    to: OptionalTo = UNSET,
    within: WithinAnchor = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


async def _revision(info: strawberry.Info[Context]) -> Revision:
    if not info.context.revisions_seen:
        await info.context.read(READ_REVISION)
    return revision_of(info.context)


@object_type("可以进行的查询。 The root of all queries.")
class Query:
    node: Node | None = field(
        NODE_BY_ID,
        takes=_by_id,
        description="按全局标识取一个对象，以标识所带的日期为准，不带日期则为今天。 An object by its global id, on the date of the id, or today.",
    )
    nodes: list[Node | None] = field(
        NODES_BY_ID,
        takes=_by_ids,
        description="按全局标识取多个对象，次序不变。 Several objects by global id, in the order of the argument.",
    )
    entity: Entity | None = field(ENTITY_BY_REFERENCE, takes=_by_reference, description="任一实体。 An entity of any kind.")
    division: Division | None = field(
        DIVISION_BY_CODE,
        takes=code_arguments,
        description="任一级区划，按官方代码。 A division of any level, by official code.",
    )
    search: Connection[Entity] | None = field(
        Search(),
        takes=_search,
        description="按名称、曾用名、编码或拼音（全拼或首字母，至少两个字母）查找，最相近的在前；多个词须全部符合，不分全角半角、声调、繁简，也不分社区、居委会、村、村委会等后缀。 Finds by name, former name, code or pinyin (in "
        "full or first letters, at least two), best first: exact code, exact name, prefix, contained, former name, pinyin; then kind and code. "
        "All words must match. Width, tone marks, traditional characters and the endings 社区, 居委会, 村 and 村委会 make no difference.",
    )
    indicators: list[IndicatorDefinition] = field(INDICATOR_LIST, description="覆盖指标的目录。 The catalogue of indicators.")
    coverage: Coverage | None = field(
        COVERAGE,
        takes=coverage_arguments,
        description="一个区划里哪些单位被覆盖、哪些被遗漏。 Which units of a division an indicator reaches, and which not.",
    )
    coverages: list[Coverage | None] | None = field(
        COVERAGES,
        takes=coverages_arguments,
        description="几个区划并列的核对表，次序同 scopes；不存在或出错的一项为空。 The receipts of several divisions side by side, in the order of `scopes`; "
        "one that does not exist or fails is null.",
    )
    scorecard: list[Coverage | None] | None = field(
        SCORECARD,
        takes=scorecard_arguments,
        description="成绩单：一个区划各项指标的核对表，先内置指标，后本市自定指标；出错的一项为空。 The scorecard: the receipts of several indicators for a division, "
        "built-in ones first, then the city's own; one that fails is null.",
    )
    coverage_series: list[CoveragePoint] | None = field(
        COVERAGE_SERIES, takes=series_arguments, description="覆盖随时间的变化。 Coverage over time."
    )
    changes: Changes | None = field(
        CHANGES,
        takes=changes_arguments,
        description="两日之间，一个区划里哪些实体与关系开始或结束。 The entities and links of a division that began or ended between two dates.",
    )
    why: Why | None = field(
        WHY,
        takes=why_arguments,
        description="一个单位为何被覆盖或未被覆盖，怎样补上。 Why a unit is reached or not, with fixes.",
    )
    diff: CoverageDiff | None = field(
        DIFF,
        takes=diff_arguments,
        description="两日之间哪些单位得到、哪些失去覆盖。 The units gained and lost between two dates.",
    )
    next_best: NextBest | None = field(
        NEXT_BEST,
        takes=next_best_arguments,
        description="先补何处，覆盖增加最多。 The fixes that reach the most units or people.",
    )
    simulate: Simulation | None = field(
        SIMULATE,
        takes=simulate_arguments,
        description="假如增删这些关系、撤销这些实体会怎样；至多 100 处，改动不会保存。 Coverage and linkage after adding and removing links and dissolving "
        "entities, up to 100 in all, which is not saved.",
    )
    linkage: Linkage | None = field(
        LINKAGE,
        takes=linkage_arguments,
        description="两个组织如何相连：路径与完整性说明。 The paths between two organisations, with a certificate of completeness.",
    )
    reachable: ReachableConnection | None = field(
        REACHABLE,
        takes=reachable_arguments,
        description="从一个实体出发能到达哪些实体，由近及远。 The entities that are reachable from an entity, nearest first.",
    )
    link_timeline: list[LinkedPeriod] | None = field(
        LINK_TIMELINE,
        takes=timeline_arguments,
        description="两个实体在哪些时期相连，因哪些关系而始、而终。 The periods in which two entities are linked, with the links that started and ended each.",
    )
    responsibility_chain: list[Responsibility] | None = field(
        RESPONSIBILITY_CHAIN,
        takes=responsibility_arguments,
        description="一个社区的四级责任链，自市而下。 The four-level chain of responsibility of a community, city first.",
    )
    fragility: Fragility | None = field(
        FRAGILITY,
        takes=fragility_arguments,
        description="两个实体之间的联系会在何处断开。 The entities whose removal would disconnect two entities.",
    )
    if_removed: Removal | None = field(
        IF_REMOVED,
        takes=removal_arguments,
        description="假如移除一个实体，什么会断开，哪些覆盖会失去。 The components and the coverage that the removal of an entity would cost.",
    )
    network: Network | None = field(
        NETWORK,
        takes=network_arguments,
        description="一个区划的单模或双模网络，及其网络指标。 The one- or two-mode network of a scope, with its measures.",
    )
    network_correlation: Correlation | None = field(
        NETWORK_CORRELATION,
        takes=correlation_arguments,
        description="两个成对变量在同类行动者之间的相关，用 QAP 置换检验。 The correlation of two dyadic variables among actors of one kind, tested by QAP.",
    )
    network_regression: Regression | None = field(
        NETWORK_REGRESSION,
        takes=regression_arguments,
        description="成对变量的多元回归，用 MRQAP 置换检验。 The regression of a dyadic variable on others, tested by MRQAP.",
    )
    pairings: Pairings | None = field(
        PAIRINGS,
        takes=pairings_arguments,
        description="新老联结：哪些新业态党支部尚未结对、哪些社区党支部过多，以及建议的结对。 The pairing of new-sector branches with community branches: the unpaired, "
        "the overloaded, and a proposal.",
    )
    network_series: list[NetworkPoint] | None = field(
        NETWORK_SERIES,
        takes=network_series_arguments,
        description="网络随时间的变化。 A network over time.",
    )
    links: Annotated[Connection[Link], "EntityLinks"] | None = field(
        ALL_LINKS,
        takes=_links,
        description="关系，按类型、两端、起始日排列。 Links, by relation, ends and first day.",
    )
    revision: Revision = strawberry.field(
        resolver=_revision,
        graphql_type=Revision,
        description="结果所依据的数据版本。 The state of the data that this response is based on.",
    )
