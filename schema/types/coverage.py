"""Coverage: receipts, units, fixes, comparisons."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from graph.compiler.compiler import CompiledByParent
from graph.compiler.connections import ConnectionCompiledByParent
from graph.compiler.global_ids import key_of_reference
from graph.coverage import next_best, receipt_fields, side_by_side, why_field
from graph.coverage.catalogue import load_catalogue
from graph.coverage.comparison import Diff
from graph.coverage.indicator_list import IndicatorList
from graph.coverage.indicator_question import OWN, Catalogue
from graph.coverage.next_best import DEFAULT_PICKS
from graph.coverage.series import Series
from graph.coverage.side_by_side import MAX_SCOPES
from graph.coverage.unit_fields import ChangedBy, HomeOfUnit, PeopleOfUnit, StatusOfUnit, UnitItself
from graph.coverage.why import WhyOfUnit
from schema.builder.arguments import After, AsOf, Before, First, Last, page_arguments
from schema.builder.declarations import Connection, field, object_type
from schema.builder.entity_ref import EntityRef
from schema.builder.enums import IntervalEnum, KindEnum, LevelEnum, RelationEnum, enum_of
from schema.builder.scalars import JSON
from schema.execution.context import Context
from schema.types.entities import Division, Entity, Link, Step
from schema.types.parent_field import parent_field
from schema.types.revision import Revision, revision_of

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false

_CATALOGUE = load_catalogue()

IndicatorEnum = enum_of(
    "Indicator",
    "覆盖指标。 An indicator of coverage.",
    {name: f"{each.name_zh}：{each.numerator.replace('。 ', f'。 {each.name_en}: ', 1)}" for name, each in _CATALOGUE.items()}
    | {OWN: "本市自定的指标，由参数 own 指明。 One of the city's own indicators, which the argument `own` names."},
)
WeightEnum = enum_of(
    "Weight",
    "按什么计数。 What the receipt counts.",
    {"UNITS": "单位个数。 The number of units.", "PEOPLE": "社区的居民人数。 The residents of communities."},
)
ReachStatusEnum = enum_of(
    "ReachStatus",
    "一个单位的状态。 The status of a unit.",
    {
        "REACHED": "已覆盖。 A path of the indicator reaches it.",
        "NOT_REACHED": "未覆盖。 No path reaches it, and the records are complete.",
        "UNKNOWN": "情况不明。 What would decide it is not recorded.",
    },
)
From = Annotated[date, strawberry.argument(name="from", description="从何日。 The first day.")]
To = Annotated[date, strawberry.argument(name="to", description="到何日。 The last day.")]
Step_ = Annotated[
    IntervalEnum | None, strawberry.argument(name="step", description="间隔，默认一个月。 The interval, a month by default.")
]


Divisions = Annotated[
    LevelEnum | None,
    strawberry.argument(
        description="同时列出该层级的各区划，须低于 scope。 Also the divisions of this level, which must be below that of the scope."
    ),
]
Picks = Annotated[
    int | None, strawberry.argument(description="选几处，1 至 100，默认 3。 The number of fixes, 1 to 100, 3 by default.")
]
Unit = Annotated[EntityRef, strawberry.argument(description="该单位。 The unit.")]
Scope = Annotated[
    str, strawberry.argument(description="区划的官方代码，任意一级。 The official code of a division of any level.")
]
Scopes = Annotated[
    list[str],
    strawberry.argument(
        description=f"几个区划的官方代码，任意一级，不重复，至多 {MAX_SCOPES} 个。 The official codes of divisions of any level, each once, up to {MAX_SCOPES}."
    ),
]
IndicatorArgument = Annotated[IndicatorEnum, strawberry.argument(name="indicator", description="指标。 The indicator.")]
Own = Annotated[
    str | None,
    strawberry.argument(
        description="本市自定指标的名称，配合 indicator: OWN。 The name of one of the city's own indicators, with `indicator: OWN`."
    ),
]
Indicators = Annotated[
    list[IndicatorEnum] | None,
    strawberry.argument(
        description="内置指标；indicators 与 own 都不写时，列出全部指标。 Built-in indicators; without `indicators` and `own`, all indicators."
    ),
]
OwnNames = Annotated[
    list[str] | None,
    strawberry.argument(name="own", description="本市自定指标的名称。 Names of the city's own indicators."),
]
Weight = Annotated[
    WeightEnum | None, strawberry.argument(description="按什么计数，默认单位个数。 What the receipt counts, units by default.")
]
Status = Annotated[
    ReachStatusEnum | None, strawberry.argument(description="只取该状态，默认全部。 Only this status, all by default.")
]


def coverage_arguments(
    scope: Scope, indicator: IndicatorArgument, own: Own = UNSET, weight: Weight = WeightEnum["UNITS"], as_of: AsOf = UNSET
) -> None: ...


def coverages_arguments(
    scopes: Scopes, indicator: IndicatorArgument, own: Own = UNSET, weight: Weight = WeightEnum["UNITS"], as_of: AsOf = UNSET
) -> None: ...


def scorecard_arguments(scope: Scope, indicators: Indicators = UNSET, own: OwnNames = UNSET, as_of: AsOf = UNSET) -> None: ...


def series_arguments(
    scope: Scope,
    indicator: IndicatorArgument,
    from_: From,
    to: To,
    own: Own = UNSET,
    weight: Weight = WeightEnum["UNITS"],
    step: Step_ = IntervalEnum["MONTH"],
    divisions: Divisions = UNSET,
) -> None: ...


def diff_arguments(scope: Scope, indicator: IndicatorArgument, from_: From, to: To, own: Own = UNSET) -> None: ...


def next_best_arguments(
    scope: Scope,
    indicator: IndicatorArgument,
    own: Own = UNSET,
    k: Picks = DEFAULT_PICKS,
    weight: Weight = WeightEnum["UNITS"],
    as_of: AsOf = UNSET,
) -> None: ...


def why_arguments(unit: Unit, indicator: IndicatorArgument, own: Own = UNSET, as_of: AsOf = UNSET) -> None: ...


def _units(
    status: Status = UNSET, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
) -> None: ...


@object_type("指标的定义。 The definition of an indicator.")
class IndicatorDefinition:
    indicator: IndicatorEnum = parent_field("指标。 The indicator.")
    own: str | None = parent_field(
        "本市自定指标的名称，用于参数 own；内置指标为空。 The name of one of the city's own, for the argument `own`; null for a built-in one."
    )
    name_zh: str = parent_field("中文名称。 Its name in Chinese.")
    name_en: str = parent_field("英文名称。 Its name in English.")
    unit: KindEnum = parent_field("统计的单位。 The kind that it counts.")
    weights: list[WeightEnum] = parent_field("可用的计数方式。 The available weights.")
    numerator: str = parent_field("分子。 Which units are reached.")
    denominator: str = parent_field("分母。 Which units are counted.")
    unknown_when: str = parent_field("何时情况不明。 When the status is unknown.")
    source: str = parent_field("出处。 The document that defines it.")
    cypher: str = parent_field(
        "其 Cypher：一个区划（$scope）在一日（$asOf）各状态的单位数。 Its Cypher: the number of units of a division (`$scope`) by status on a date (`$asOf`)."
    )
    example: JSON = parent_field("十来个节点的算例及其结果。 A worked example of about ten nodes with its result.")


INDICATORS = Catalogue(_CATALOGUE)


def _revision(info: strawberry.Info[Context]) -> Revision:
    return revision_of(info.context)


@object_type("建议新建的一条关系。 A proposed link.")
class ProposedLink:
    relation: RelationEnum = parent_field("关系类型。 Its relation.")
    from_: Entity | None = field(
        CompiledByParent(),
        description="起点；空为该类中任何一个（例如新设的）。 Its start; null is any entity of the kind, such as a new one.",
        name="from",
    )
    from_kind: KindEnum = parent_field("起点的种类。 The kind of its start.")
    to: Entity | None = parent_field(
        "终点；空为该类中任何一个（例如新设的）。 Its end; null is any entity of the kind, such as a new one."
    )
    to_kind: KindEnum = parent_field("终点的种类。 The kind of its end.")


@object_type("一种补救办法，照办即覆盖。 A fix: if it is applied, the unit is reached.")
class Fix:
    links: list[ProposedLink] = parent_field("要新建的关系。 The links to create.")
    properties: JSON = parent_field(
        "要登记的属性值：按全局标识；新建关系的按关系名；“任何一个”的按类型名。 The values to record, by field name. The keys are global ids of "
        "entities, relations of proposed links, or types of entities that can be any one."
    )


@object_type("一个单位为何是这个状态。 The reasons for the status of a unit.")
class Why:
    status: ReachStatusEnum = parent_field("状态。 Its status.")
    witness: list[Step] = parent_field(
        "依据路径：覆盖它的最短路径上的关系；没有则为空。 The witness path: the links of the shortest path that reaches it; empty without such a path."
    )
    failing: list[str] = parent_field("定义中不满足的条件。 The conditions of the definition that do not hold.")
    fixes: list[Fix] = parent_field("补救办法，由小到大，至多六种。 Fixes, smallest first, up to six.")


@object_type("一个被统计的单位。 A counted unit.")
class CoverageUnit:
    unit: Entity = field(UnitItself(), description="该单位。 The unit.")
    home: Division = field(HomeOfUnit(), description="归属的区划。 The division it counts for.")
    status: ReachStatusEnum = field(StatusOfUnit(), description="状态。 Its status.")
    people: int | None = field(PeopleOfUnit(), description="居民人数；非社区为空。 Its residents; null if it is no community.")
    why: Why = field(WhyOfUnit(), description="为何是这个状态。 The reasons for its status.")
    changed_by: list[Link] = field(
        ChangedBy(),
        description="在前后比较中，使它得到或失去覆盖的关系；别处为空。 In a comparison, the links by which it was gained or lost; otherwise empty.",
    )


@object_type("覆盖情况的核对表：各部分之和等于整体。 A receipt of coverage: its parts sum to the whole.")
class Coverage:
    definition: IndicatorDefinition = parent_field("指标的定义。 The definition of the indicator.")
    scope: Division = parent_field("该区划。 The division.")
    as_of: date = parent_field("查询日期。 The as-of date.")
    weight: WeightEnum = parent_field("按什么计数。 What the receipt counts.")
    denominator: int = parent_field("统计的单位数，或其人数。 The number of counted units, or of their people.")
    reached: int = parent_field("已覆盖。 Reached.")
    not_reached: int = parent_field("未覆盖。 Not reached.")
    unknown: int = parent_field("情况不明。 Unknown.")
    unweighted: int = parent_field(
        "没有人口数的单位，不在任何一项之内。 The number of units without a population, which no other number includes."
    )
    share: float | None = parent_field("情况明确者中的覆盖率。 The share of the known ones: reached / (reached + notReached).")
    share_low: float | None = parent_field("情况不明者全算未覆盖时的覆盖率。 The share if unknown counts as not reached.")
    share_high: float | None = parent_field("情况不明者全算已覆盖时的覆盖率。 The share if unknown counts as reached.")
    children: list[Coverage] = parent_field(
        "直接下级各区划的核对表，按代码排列。 The receipts of the divisions directly below, by code."
    )
    own: Coverage | None = parent_field(
        "归属就在本级的单位；没有下级时为空。 The receipt of units whose home is the division itself; null without divisions below."
    )
    units: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(), takes=_units, description="各单位及其状态。 The units with their status."
    )
    gap: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(),
        takes=page_arguments,
        description="缺口：未覆盖的单位。 The gap: the units that are not reached.",
    )
    homeless: int = parent_field(
        "全库中没有归属的同类单位数。 The number of units of this kind in the whole database that have no valid home."
    )
    cypher: str = parent_field("手工运行会得到同样数字的语句。 The statement that gives the same counts if it is run by hand.")
    parameters: JSON = parent_field("语句的参数。 Its parameters.")
    revision: Revision = strawberry.field(
        resolver=_revision, graphql_type=Revision, description="数据版本。 The state of the data."
    )


@object_type("前后两份核对表，及其间的得失。 The receipts before and after, with the units gained and lost.")
class CoverageDiff:
    before: Coverage = parent_field("之前。 Before.")
    after: Coverage = parent_field("之后。 After.")
    gained: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(), takes=page_arguments, description="之后才覆盖的单位。 Units that are only reached after."
    )
    lost: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(),
        takes=page_arguments,
        description="之后不再覆盖的单位，按之前的情形。 Units that are only reached before, in their state before.",
    )


@object_type("某一日一个区划的数字。 The numbers of a division on one date.")
class DivisionPoint:
    division: Division = parent_field("区划。 The division.")
    denominator: int = parent_field("统计的单位数，或其人数。 The number of counted units, or of their people.")
    reached: int = parent_field("已覆盖。 Reached.")
    not_reached: int = parent_field("未覆盖。 Not reached.")
    unknown: int = parent_field("情况不明。 Unknown.")
    share: float | None = parent_field("情况明确者中的覆盖率。 The share of the known ones.")


@object_type("某一日的数字。 The numbers of one date.")
class CoveragePoint:
    as_of: date = parent_field("日期。 The date.")
    denominator: int | None = parent_field(
        "统计的单位数，或其人数；区划当日不存在则为空。 The number of counted units, or of their people; null if the scope does not exist on this date."
    )
    reached: int | None = parent_field("已覆盖。 Reached.")
    not_reached: int | None = parent_field("未覆盖。 Not reached.")
    unknown: int | None = parent_field("情况不明。 Unknown.")
    share: float | None = parent_field("情况明确者中的覆盖率。 The share of the known ones.")
    divisions: list[DivisionPoint] = parent_field(
        "参数 divisions 所选层级的各区划，按编码；不写该参数则为空。 The divisions of the level in the argument `divisions` that exist on this date, "
        "by code; empty without it. Units above that level are in none."
    )


@object_type("一处补救，及其增益。 A fix and its gain.")
class Pick:
    links: list[ProposedLink] = parent_field("要新建的关系。 The links to create.")
    properties: JSON = parent_field(
        "要登记的属性值，键同 `Fix.properties`。 The values to record, with the keys of `Fix.properties`."
    )
    gain: int = parent_field("在前几处之外多覆盖的单位数或人数。 The units or people that it adds to the picks before it.")
    reached_after: int = parent_field("补到这一处后覆盖的单位数或人数。 The units or people reached after this pick.")


@object_type("最值得先补的几处。 The fixes that reach the most.")
class NextBest:
    picks: list[Pick] = parent_field("先补哪几处，依次增益最多。 The fixes, each of which adds the most to those before it.")
    reached_before: int = parent_field("现已覆盖的单位数或人数。 The number of units or people reached now.")
    reached_after: int = parent_field("补后覆盖的单位数或人数。 The number of units or people reached after the fixes.")
    exact: bool = parent_field("是否为最优。 Whether no other choice of as many fixes reaches more.")
    bound: float | None = parent_field("至少达到最优的几成。 A lower bound of the share of the optimum.")


COVERAGE = receipt_fields.CoverageField(INDICATORS)
COVERAGES = side_by_side.CoveragesField(INDICATORS)
SCORECARD = receipt_fields.ScorecardField(INDICATORS)
COVERAGE_SERIES = Series(INDICATORS)
DIFF = Diff(INDICATORS)
NEXT_BEST = next_best.NextBest(INDICATORS)
WHY = why_field.Why(INDICATORS, lambda arguments: key_of_reference(arguments["unit"]))


INDICATOR_LIST = IndicatorList(INDICATORS)
