"""Conditions and orders of the lists of a network."""

import strawberry
from strawberry import UNSET

from graph.model.branches import Sector
from graph.model.committees import UnitType
from graph.model.common_properties import Provenance
from schema.builder.enums import KindEnum, RelationEnum, graphql_enum
from schema.builder.sort_choices import SortDirection
from schema.types.network.enums import MeasureEnum, TieMeasureEnum

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false, reportAttributeAccessIssue=false


@strawberry.input(
    description="筛选联系：先去掉不符合的联系；归属在范围内的行动者即使因此没有联系也仍保留，其余随之去掉。 Conditions on ties. Ties that do not match are "
    "removed first; actors in scope that are left without a tie stay as isolates, others go."
)
class NetworkFilter:
    relations: list[RelationEnum] | None = strawberry.field(
        default=UNSET, description="只取这些类型的关系。 Only links of these relations."
    )
    kinds: list[KindEnum] | None = strawberry.field(
        default=UNSET,
        description="两端只能是这些种类；双模网络中未列出任何种类的一模不受限。 Both ends are of these kinds; a mode of which no kind is named is not "
        "restricted if the other mode is.",
    )
    unit_types: list[graphql_enum(UnitType)] | None = strawberry.field(
        default=UNSET,
        description="凡成员单位只取这些类别。 Ends that are member units have one of these types.",
    )
    sectors: list[graphql_enum(Sector)] | None = strawberry.field(
        default=UNSET,
        description="凡新业态党支部只取这些行业。 Ends that are new-sector branches have one of these sectors.",
    )
    provenance: list[graphql_enum(Provenance)] | None = strawberry.field(
        default=UNSET,
        description="只取这些来历的关系，在合并为联系之前筛选。 Only links of this provenance, before they become ties.",
    )
    min_weight: float | None = strawberry.field(
        default=UNSET,
        description="只取权重不小于此数的联系，在投影之后筛选。 Only ties of at least this weight, after the projection.",
    )


@strawberry.input(
    description="按一项网络指标排序；没有值的始终在最后。 Sorts actors by a measure; nulls are last in both directions."
)
class ActorOrder:
    measure: MeasureEnum = strawberry.field(description="网络指标。 The measure.")
    direction: SortDirection | None = strawberry.field(
        default=SortDirection["DESC"], description="方向，默认从大到小。 The direction, largest first by default."
    )


@strawberry.input(description="筛选行动者。 Conditions on actors.")
class ActorFilter:
    kinds: list[KindEnum] | None = strawberry.field(default=UNSET, description="只取这些种类。 Only these kinds.")
    measure: MeasureEnum | None = strawberry.field(
        default=UNSET, description="上下限所用的网络指标。 The measure that `gte` and `lte` bound."
    )
    gte: float | None = strawberry.field(
        default=UNSET, description="网络指标不小于此数；须同时写 measure。 At least this value; requires `measure`."
    )
    lte: float | None = strawberry.field(
        default=UNSET, description="网络指标不大于此数；须同时写 measure。 At most this value; requires `measure`."
    )


@strawberry.input(description="联系的排序；没有值的始终在最后。 Sorts ties; nulls are last in both directions.")
class TieOrder:
    measure: TieMeasureEnum = strawberry.field(description="依据。 What they are ordered by.")
    direction: SortDirection | None = strawberry.field(
        default=SortDirection["DESC"], description="方向，默认从大到小。 The direction, largest first by default."
    )
