"""The field simulate: coverage and linkage after edits that are rolled back."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import strawberry
from strawberry import UNSET

from graph.coverage.simulated import SimulatedCoverage
from graph.coverage.simulation_on_columns import SimulationOnColumns
from graph.linkage.questions.linkage import DEFAULT_HOPS, DEFAULT_PATHS
from graph.linkage.questions.simulated import SimulatedLinkage
from graph.what_if.simulation import Simulate
from schema.builder.arguments import AsOf
from schema.builder.declarations import field, object_type
from schema.builder.entity_ref import EntityRef
from schema.builder.enums import RelationEnum
from schema.types.coverage import INDICATORS, CoverageDiff, IndicatorArgument, Own, Scope, Weight, WeightEnum
from schema.types.linkage import Linkage
from schema.types.linkage_arguments import From, K, MaxHops, To

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false


@strawberry.input(description="一条关系。 A link.")
class LinkInput:
    relation: RelationEnum = strawberry.field(description="关系类型。 Its relation.")
    from_: EntityRef = strawberry.field(name="from", description="起点。 Its start.")
    to: EntityRef = strawberry.field(description="终点。 Its end.")
    since: date | None = strawberry.field(
        default=UNSET,
        description="自何日起；新增的默认自查询日期起，删除的默认不限。 Its first day. The default is the as-of date for an added link, and "
        "any day for a removed one.",
    )


Add = Annotated[list[LinkInput] | None, strawberry.argument(description="要新增的关系。 The links to add.")]
Remove = Annotated[list[LinkInput] | None, strawberry.argument(description="要删除的关系。 The links to remove.")]

Dissolve = Annotated[
    list[EntityRef] | None,
    strawberry.argument(
        description="要撤销的实体，视为自查询日期起不存在。 The entities to dissolve, as if they ended on the as-of date."
    ),
]


def simulated_coverage_arguments(
    scope: Scope, indicator: IndicatorArgument, own: Own = UNSET, weight: Weight = WeightEnum["UNITS"]
) -> None: ...


def simulated_linkage_arguments(from_: From, to: To, k: K = DEFAULT_PATHS, max_hops: MaxHops = DEFAULT_HOPS) -> None: ...


def simulate_arguments(add: Add = UNSET, remove: Remove = UNSET, dissolve: Dissolve = UNSET, as_of: AsOf = UNSET) -> None: ...


@object_type("假设改动之后的情形；改动不会保存。 The state after the edits, which are not saved.")
class Simulation:
    coverage: CoverageDiff | None = field(
        SimulatedCoverage(INDICATORS),
        takes=simulated_coverage_arguments,
        description="改动前后的覆盖情况。 Coverage before and after the edits.",
    )
    linkage: Linkage | None = field(
        SimulatedLinkage(),
        takes=simulated_linkage_arguments,
        description="改动之后两个组织如何相连。 How two organisations are linked after the edits.",
    )


SIMULATE = Simulate(SimulationOnColumns(INDICATORS))
