"""The arguments of the fields about networks."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from graph.network.questions.backbone_fields import DEFAULT_ALPHA
from graph.network.questions.brokerage_fields import DEFAULT_EXAMPLES
from graph.network.questions.network_field import DEFAULT_BUDGET
from graph.network.questions.position_fields import DEFAULT_SPLITS
from schema.builder.arguments import After, AsOf, First
from schema.builder.entity_ref import EntityRef
from schema.builder.enums import IntervalEnum
from schema.types.coverage import From, Scope, To
from schema.types.network.conditions import ActorFilter, ActorOrder, NetworkFilter, TieOrder
from schema.types.network.enums import (
    BackboneModelEnum,
    BoundaryEnum,
    BrokerageRoleEnum,
    BrokerageUnitEnum,
    CoreModelEnum,
    GroupingEnum,
    MeasureEnum,
    ModeEnum,
    ProjectionEnum,
    SubgroupMethodEnum,
)

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false, reportAttributeAccessIssue=false


ProjectionArgument = Annotated[ProjectionEnum, strawberry.argument(name="projection", description="投影。 The projection.")]
BoundaryArgument = Annotated[
    BoundaryEnum | None,
    strawberry.argument(name="boundary", description="哪些联系属于该区划。 Which ties belong to the scope."),
]
Where = Annotated[
    NetworkFilter | None,
    strawberry.argument(name="where", description="只取符合这些条件的联系。 Only ties that match these conditions."),
]
Budget = Annotated[
    int | None,
    strawberry.argument(
        name="budget",
        description="计算网络指标的时间上限，含等待，1 至 60 秒。 The time for measures, waiting included, 1 to 60 seconds.",
    ),
]
OfMode = Annotated[
    ModeEnum | None,
    strawberry.argument(name="mode", description="只取这一模，默认全部。 Only actors of this mode, all by default."),
]
ActorOrders = Annotated[
    list[ActorOrder] | None,
    strawberry.argument(
        name="orderBy",
        description="次序，依次按各项；之后按种类与编码。 The order, key after key; then kind and code.",
    ),
]
ActorConditions = Annotated[
    ActorFilter | None,
    strawberry.argument(name="where", description="只取符合这些条件的行动者。 Only actors that match these conditions."),
]
TieOrders = Annotated[
    list[TieOrder] | None,
    strawberry.argument(
        name="orderBy",
        description="次序，依次按各项；之后按两端的种类与编码。 The order, key after key; then kind and code of both ends.",
    ),
]
OfMeasure = Annotated[MeasureEnum, strawberry.argument(name="measure", description="网络指标。 The measure.")]
SeriesStep = Annotated[
    IntervalEnum | None,
    strawberry.argument(name="step", description="间隔，默认一个季度。 The interval, a quarter by default."),
]
By = Annotated[GroupingEnum, strawberry.argument(name="by", description="如何分组。 How actors are grouped.")]
ByOrDegree = Annotated[
    GroupingEnum | None,
    strawberry.argument(name="by", description="如何分组；不写则按度数。 How actors are grouped; without it, by degree."),
]
OverlapOf = Annotated[
    ModeEnum | None,
    strawberry.argument(
        name="mode",
        description="双模网络在哪一模的重叠网络上计算，默认第一模。 In a two-mode network, the mode of whose overlap it is, ONE by default.",
    ),
]
WithinMode = Annotated[
    ModeEnum | None,
    strawberry.argument(
        name="mode", description="双模网络在哪一模之内，默认第一模。 In a two-mode network, the mode, ONE by default."
    ),
]
Method = Annotated[SubgroupMethodEnum | None, strawberry.argument(name="method", description="方法。 The method.")]
Resolution = Annotated[
    float | None,
    strawberry.argument(
        name="resolution", description="分辨率，大于零；越大子群越小。 The resolution, above 0; larger gives smaller groups."
    ),
]
CoreModel = Annotated[CoreModelEnum | None, strawberry.argument(name="model", description="模型。 The model.")]
BackboneModelArgument = Annotated[
    BackboneModelEnum | None, strawberry.argument(name="model", description="零模型。 The null model.")
]
Alpha = Annotated[
    float | None,
    strawberry.argument(
        name="alpha",
        description="显著性水平，大于 0，至多 1；保留 p 小于此数的联系。 The significance level, above 0, up to 1; ties with a smaller p are kept.",
    ),
]
Splits = Annotated[
    int | None,
    strawberry.argument(
        name="splits",
        description="划分的次数，1 至 8；每次把各块一分为二。 The number of splits, 1 to 8; each divides every block into two.",
    ),
]
Seed = Annotated[int | None, strawberry.argument(name="seed", description="随机种子。 The seed of random choices.")]
BrokerageRole = Annotated[
    BrokerageRoleEnum | None, strawberry.argument(name="role", description="只取这种角色。 Only this role, all by default.")
]
BrokerageUnit = Annotated[
    BrokerageUnitEnum | None,
    strawberry.argument(name="unit", description="双模网络中计数的单位。 What is counted in a two-mode network."),
]
Examples = Annotated[
    int | None, strawberry.argument(name="first", description="至多几例，1 至 100。 The number of examples, 1 to 100.")
]
ActorRef = Annotated[EntityRef, strawberry.argument(name="ref", description="所指的实体。 The entity.")]


def network_arguments(
    scope: Scope,
    projection: ProjectionArgument,
    boundary: BoundaryArgument = BoundaryEnum["ANCHOR"],
    where: Where = UNSET,
    budget: Budget = DEFAULT_BUDGET,
    as_of: AsOf = UNSET,
) -> None: ...


def network_series_arguments(
    scope: Scope,
    projection: ProjectionArgument,
    from_: From,
    to: To,
    boundary: BoundaryArgument = BoundaryEnum["ANCHOR"],
    step: SeriesStep = IntervalEnum["QUARTER"],
) -> None: ...


def list_arguments(first: First = UNSET, after: After = UNSET) -> None: ...


def actors_arguments(
    mode: OfMode = UNSET,
    order_by: ActorOrders = UNSET,
    where: ActorConditions = UNSET,
    first: First = UNSET,
    after: After = UNSET,
) -> None: ...


def actor_arguments(ref: ActorRef) -> None: ...


def ties_arguments(order_by: TieOrders = UNSET, first: First = UNSET, after: After = UNSET) -> None: ...


def rank_arguments(measure: OfMeasure) -> None: ...


def centralization_arguments(measure: OfMeasure, mode: WithinMode = UNSET) -> None: ...


def assortativity_arguments(by: ByOrDegree = UNSET, mode: OverlapOf = UNSET) -> None: ...


def homophily_arguments(by: By, mode: OverlapOf = UNSET) -> None: ...


def subgroups_arguments(method: Method = SubgroupMethodEnum["LEIDEN"], resolution: Resolution = 1, seed: Seed = 1) -> None: ...


def positions_arguments(splits: Splits = DEFAULT_SPLITS) -> None: ...


def backbone_arguments(
    model: BackboneModelArgument = BackboneModelEnum["SDSM"], alpha: Alpha = DEFAULT_ALPHA, mode: OverlapOf = UNSET
) -> None: ...


def core_periphery_arguments(model: CoreModel = CoreModelEnum["BLOCKS"], seed: Seed = 1) -> None: ...


def brokerage_arguments(by: By, mode: OverlapOf = UNSET, unit: BrokerageUnit = BrokerageUnitEnum["PAIRS"]) -> None: ...


def brokers_arguments(role: BrokerageRole = UNSET, first: First = UNSET, after: After = UNSET) -> None: ...


def examples_arguments(role: BrokerageRole = UNSET, first: Examples = DEFAULT_EXAMPLES) -> None: ...
