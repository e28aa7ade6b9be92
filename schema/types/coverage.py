"""Coverage: who is covered, who is left out, and what nobody can tell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self, cast

import strawberry
from strawberry import UNSET

from graph.compiler.compiler import CompiledByParent
from graph.compiler.connections import ConnectionCompiledByParent
from graph.compiler.root_fields import key_of_reference
from graph.coverage import next_best, receipt, why
from graph.coverage.catalogue import load_catalogue
from graph.coverage.comparison import Diff
from graph.coverage.definition import definition_cypher
from graph.coverage.indicator import Indicator
from graph.coverage.next_best import DEFAULT_PICKS
from graph.coverage.receipt import OWN, Catalogue
from graph.coverage.series import Series
from graph.coverage.unit_fields import ChangedBy, HomeOfUnit, PeopleOfUnit, StatusOfUnit, UnitItself
from graph.coverage.why import WhyOfUnit
from graph.model.declarations import Kind
from schema.builder.arguments import After, AsOf, Before, First, Last, page_arguments
from schema.builder.declarations import Connection, field, object_type
from schema.builder.entity_ref import EntityRef
from schema.builder.enums import KindEnum, RelationEnum, enum_of
from schema.builder.scalars import JSON
from schema.execution.context import Context
from schema.types.entities import Division, Entity, Link, Step
from schema.types.revision import Revision

# The enums are made from the model and the catalogue, so that the type checker cannot know them.
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
    "按什么计数。 What is counted.",
    {"UNITS": "单位个数。 Units.", "PEOPLE": "社区的居民人数。 The residents of communities."},
)
ReachStatusEnum = enum_of(
    "ReachStatus",
    "一个单位的状态。 The status of a unit.",
    {
        "REACHED": "已覆盖。 Some way reaches it.",
        "NOT_REACHED": "未覆盖。 No way reaches it, and that is known.",
        "UNKNOWN": "未知。 What would decide it was never recorded.",
    },
)
IntervalEnum = enum_of(
    "Interval",
    "时间间隔。 An interval of time.",
    {"MONTH": "一个月。 A month.", "QUARTER": "一个季度。 A quarter.", "YEAR": "一年。 A year."},
)
From = Annotated[date, strawberry.argument(name="from", description="从何日。 The earlier day.")]
To = Annotated[date, strawberry.argument(name="to", description="到何日。 The later day.")]
Step_ = Annotated[
    IntervalEnum | None, strawberry.argument(name="step", description="间隔，默认一个月。 The interval, a month by default.")
]


Picks = Annotated[int | None, strawberry.argument(description="选几处，1 至 100，默认 3。 How many, 1 to 100, 3 by default.")]
Unit = Annotated[EntityRef, strawberry.argument(description="所问的单位。 The unit asked about.")]
Scope = Annotated[
    str, strawberry.argument(description="所问区划的官方代码，任意一级。 The official code of a division of any level.")
]
IndicatorArgument = Annotated[IndicatorEnum, strawberry.argument(name="indicator", description="指标。 The indicator.")]
Own = Annotated[
    str | None,
    strawberry.argument(
        description="本市自定指标的名称，配合 indicator: OWN。 The name of one of the city's own indicators, with `indicator: OWN`."
    ),
]
Weight = Annotated[
    WeightEnum | None, strawberry.argument(description="按什么计数，默认单位个数。 What is counted, units by default.")
]
Status = Annotated[
    ReachStatusEnum | None, strawberry.argument(description="只取该状态，默认全部。 Only this status, all by default.")
]


def coverage_arguments(
    scope: Scope, indicator: IndicatorArgument, own: Own = UNSET, weight: Weight = WeightEnum["UNITS"], as_of: AsOf = UNSET
) -> None: ...


def series_arguments(
    scope: Scope,
    indicator: IndicatorArgument,
    from_: From,
    to: To,
    own: Own = UNSET,
    weight: Weight = WeightEnum["UNITS"],
    step: Step_ = IntervalEnum["MONTH"],
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


@strawberry.type(description="指标的定义。 The definition of an indicator.")
class IndicatorDefinition:
    indicator: IndicatorEnum = strawberry.field(description="指标。 The indicator.")
    own: str | None = strawberry.field(
        description="本市自定指标的名称，用于参数 own；内置指标为空。 The name of one of the city's own, for the argument `own`; null for a built-in one."
    )
    name_zh: str = strawberry.field(description="中文名称。 Its name in Chinese.")
    name_en: str = strawberry.field(description="英文名称。 Its name in English.")
    unit: KindEnum = strawberry.field(description="统计的单位。 What it counts.")
    weights: list[WeightEnum] = strawberry.field(description="可用的计数方式。 By what it can count.")
    numerator: str = strawberry.field(description="分子。 Which units are reached.")
    denominator: str = strawberry.field(description="分母。 Which units are counted.")
    unknown_when: str = strawberry.field(description="何时未知。 When nobody can tell.")
    source: str = strawberry.field(description="出处。 The document that defines it.")
    cypher: str = strawberry.field(
        description="其 Cypher：一个区划（$scope）在一日（$asOf）各状态的单位数。 Its Cypher: how many units of a division (`$scope`) have which status on a day (`$asOf`)."
    )
    example: JSON = strawberry.field(
        description="十来个节点的算例及其答案。 A worked example of about ten nodes, and its answer."
    )

    @classmethod
    def of(cls, indicator: Indicator, name: str, own: str | None = None) -> Self:
        weights = ["UNITS", "PEOPLE"] if indicator.counts_people else ["UNITS"]
        return cls(
            indicator=IndicatorEnum[name],
            own=own,
            name_zh=indicator.name_zh,
            name_en=indicator.name_en,
            unit=KindEnum[indicator.kind.name],
            weights=[WeightEnum[weight] for weight in weights],
            numerator=indicator.numerator,
            denominator=indicator.denominator,
            unknown_when=indicator.unknown_when,
            source=indicator.source,
            cypher=definition_cypher(indicator),
            example=cast(Any, _example(indicator)),
        )


def _example(indicator: Indicator) -> dict[str, Any]:
    example = indicator.example
    return {
        "nodes": [
            {"code": code, "kind": kind.name, **_as_seen(kind, properties)}
            for code, (kind, properties) in example.nodes.items()
        ],
        "links": [{"link": link, **example.properties.get(link, {})} for link in example.links],
        "answer": {
            "REACHED": list(example.reached),
            "NOT_REACHED": list(example.not_reached),
            "UNKNOWN": list(example.unknown),
        },
    }


def _as_seen(kind: Kind, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Properties by the field that callers see: a training's kind is not the kind of the node."""
    fields = {prop.name: prop.field for prop in kind.properties}
    return {fields[name]: value for name, value in properties.items()}


INDICATORS = Catalogue(_CATALOGUE, IndicatorDefinition.of)


def parent_field(description: str) -> Any:
    """A field that its receipt compiles together with the others."""
    return field(CompiledByParent(), description=description)


def _revision(info: strawberry.Info[Context]) -> Revision:
    return Revision.of(next(iter(info.context.revisions_seen)), info.context)


@object_type("建议新建的一条关系。 A link that is proposed.")
class ProposedLink:
    relation: RelationEnum = parent_field("类型。 Its type.")
    from_: Entity | None = field(
        CompiledByParent(),
        description="起点；空为该类中任何一个（例如新设的）。 Where it begins; null is any one of the kind, a new one too.",
        name="from",
    )
    from_kind: KindEnum = parent_field("起点的种类。 The kind it begins at.")
    to: Entity | None = parent_field(
        "终点；空为该类中任何一个（例如新设的）。 Where it ends; null is any one of the kind, a new one too."
    )
    to_kind: KindEnum = parent_field("终点的种类。 The kind it ends at.")


@object_type("一种补救办法，照办即覆盖。 One way to mend it: applied, it makes the unit reached.")
class Fix:
    links: list[ProposedLink] = parent_field("要新建的关系。 The links to be made.")
    properties: JSON = parent_field(
        "要登记的属性值：按全局标识；新建关系的按关系名；“任何一个”的按类型名。 The values to be set by field: of an entity under its global id, of a "
        "proposed link under its relation, of an entity that may be any one under its type."
    )


@object_type("一个单位为何是这个状态。 Why a unit has its status.")
class Why:
    status: ReachStatusEnum = parent_field("状态。 Its status.")
    witness: list[Step] = parent_field(
        "覆盖它的关系，最短的一条路径；没有则为空。 The links that reach it, the shortest path; empty where none do."
    )
    failing: list[str] = parent_field("定义中不成立的条款。 The clauses of the definition that do not hold.")
    fixes: list[Fix] = parent_field("补救办法，由小到大，至多六种。 Ways to mend it, smallest first, up to six.")


@object_type("一个被统计的单位。 One unit that is counted.")
class CoverageUnit:
    unit: Entity = field(UnitItself(), description="该单位。 The unit.")
    home: Division = field(HomeOfUnit(), description="归属的区划。 The division it counts for.")
    status: ReachStatusEnum = field(StatusOfUnit(), description="状态。 Its status.")
    people: int | None = field(
        PeopleOfUnit(), description="居民人数；非社区为空。 Its residents; null where it is no community."
    )
    why: Why = field(WhyOfUnit(), description="为何是这个状态。 Why it has its status.")
    changed_by: list[Link] = field(
        ChangedBy(),
        description="在前后比较中，使它得到或失去覆盖的关系；别处为空。 In a comparison: the links by which it was gained or lost; empty elsewhere.",
    )


@object_type("覆盖情况的收据：各部分之和等于整体。 The receipt of a coverage: its parts sum to the whole.")
class Coverage:
    definition: IndicatorDefinition = parent_field("指标的定义。 The definition of the indicator.")
    scope: Division = parent_field("所问的区划。 The division asked about.")
    as_of: date = parent_field("所问之日。 The day asked about.")
    weight: WeightEnum = parent_field("按什么计数。 What is counted.")
    denominator: int = parent_field("统计的单位数，或其人数。 The units that are counted, or their people.")
    reached: int = parent_field("已覆盖。 Reached.")
    not_reached: int = parent_field("未覆盖。 Not reached.")
    unknown: int = parent_field("未知。 Unknown.")
    unweighted: int = parent_field("没有人口数的单位，不在任何一项之内。 Units without a population, in none of the sums.")
    share: float | None = parent_field("已知者中的覆盖率。 The share of those known: reached / (reached + notReached).")
    share_low: float | None = parent_field("未知全算未覆盖时的覆盖率。 The share with unknown counted as missed.")
    share_high: float | None = parent_field("未知全算已覆盖时的覆盖率。 The share with unknown counted as reached.")
    children: list[Coverage] = parent_field(
        "直接下级区划的同样收据，按代码。 The same for each division directly below, by code."
    )
    own: Coverage | None = parent_field(
        "归属就在此区划的单位；没有下级时为空。 Units whose home is this very division; null without divisions below."
    )
    units: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(), takes=_units, description="各单位及其状态。 The units with their status."
    )
    gap: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(), takes=page_arguments, description="未覆盖的单位。 Exactly the units not reached."
    )
    homeless: int = parent_field("全库中没有归属的同类单位数。 Units of this kind, in the whole database, with no living home.")
    cypher: str = parent_field("所运行的语句。 The statement that was run.")
    parameters: JSON = parent_field("语句的参数。 Its parameters.")
    revision: Revision = strawberry.field(
        resolver=_revision, graphql_type=Revision, description="数据状态。 The state of the data."
    )


@object_type("前后两份收据，及其间的得失。 The receipts before and after, and what was gained and lost between them.")
class CoverageDiff:
    before: Coverage = parent_field("之前。 Before.")
    after: Coverage = parent_field("之后。 After.")
    gained: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(), takes=page_arguments, description="之后才覆盖的单位。 Units reached after, not before."
    )
    lost: Connection[CoverageUnit] = field(
        ConnectionCompiledByParent(),
        takes=page_arguments,
        description="之后不再覆盖的单位，按之前的情形。 Units reached before, not after, as they were before.",
    )


@object_type("某一日的数字。 The numbers of one day.")
class CoveragePoint:
    as_of: date = parent_field("日期。 The day.")
    denominator: int = parent_field("统计的单位数，或其人数。 The units that are counted, or their people.")
    reached: int = parent_field("已覆盖。 Reached.")
    not_reached: int = parent_field("未覆盖。 Not reached.")
    unknown: int = parent_field("未知。 Unknown.")
    share: float | None = parent_field("已知者中的覆盖率。 The share of those known.")


@object_type("最值得先补的几处。 What would best be mended next.")
class NextBest:
    picks: list[Fix] = parent_field("先补哪几处，依次增益最多。 What to mend, each adding the most to those before it.")
    reached_before: int = parent_field("现已覆盖的单位数或人数。 Units or people reached now.")
    reached_after: int = parent_field("补后覆盖的单位数或人数。 Units or people reached then.")
    exact: bool = parent_field("是否为最优。 Whether no other choice of as many reaches more.")
    bound: float | None = parent_field("至少达到最优的几成。 At least this share of the best possible.")


COVERAGE = receipt.CoverageField(INDICATORS)
COVERAGE_SERIES = Series(INDICATORS)
DIFF = Diff(INDICATORS)
NEXT_BEST = next_best.NextBest(INDICATORS)
WHY = why.Why(INDICATORS, lambda arguments: key_of_reference(arguments["unit"]))


async def indicators(info: strawberry.Info[Context]) -> list[IndicatorDefinition]:
    own = await info.context.own_indicators(again=True)
    return [
        *(IndicatorDefinition.of(indicator, name) for name, indicator in INDICATORS.indicators.items()),
        *(IndicatorDefinition.of(indicator, OWN, name) for name, indicator in own.items()),
    ]
