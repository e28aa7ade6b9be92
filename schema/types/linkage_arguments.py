"""The arguments of the fields about linkage."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from graph.linkage.transit_rules import TransitPolicy
from schema.builder.entity_ref import EntityRef
from schema.builder.enums import KindEnum, RelationEnum, enum_of

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false

TransitEnum = enum_of(
    "Transit",
    "路径可否经过某一种类的实体。 Whether a path may contain entities of a kind.",
    {policy.name: policy.value for policy in TransitPolicy},
)


@strawberry.input(
    description="对一个种类的通行规则，取代该种类的默认规则。 A transit rule for a kind; it replaces the default of that kind."
)
class TransitRule:
    kind: KindEnum = strawberry.field(description="种类。 The kind.")
    policy: TransitEnum = strawberry.field(description="规则。 Whether a path may contain them.")
    max_degree: int | None = strawberry.field(
        default=UNSET,
        description="关系多于此数的该类实体不得经过。 A path does not pass entities of this kind that have more links.",
    )


From = Annotated[EntityRef, strawberry.argument(name="from", description="一端。 One end.")]
To = Annotated[EntityRef, strawberry.argument(description="另一端。 The other end.")]
K = Annotated[int | None, strawberry.argument(description="至多几条路径，1 至 100。 The maximum number of paths, 1 to 100.")]
MaxHops = Annotated[
    int | None,
    strawberry.argument(
        name="maxHops", description="一条路径至多几步，1 至 12。 The maximum number of hops of a path, 1 to 12."
    ),
]
Permitted = Annotated[
    list[RelationEnum] | None,
    strawberry.argument(name="relations", description="只走这些类型的关系，默认全部。 Only these relations, all by default."),
]
Excluded = Annotated[
    list[RelationEnum] | None,
    strawberry.argument(name="excludeRelations", description="不走这些类型的关系。 Without these relations."),
]
Through = Annotated[
    list[EntityRef] | None,
    strawberry.argument(description="必须全部经过，次序不限。 Every path contains all of these, in any order."),
]
Avoid = Annotated[list[EntityRef] | None, strawberry.argument(description="不得经过。 No path contains any of these.")]
TransitRules = Annotated[
    list[TransitRule] | None,
    strawberry.argument(
        name="transit",
        description="通行规则；省、市、县、乡镇与登记说明默认只能作起点或终点。 Transit rules; by default provinces, cities, counties, "
        "townships and surveys are destinations only.",
    ),
]
KindsToReach = Annotated[
    list[KindEnum] | None,
    strawberry.argument(name="kinds", description="只列这些种类，默认全部。 Only these kinds, all by default."),
]
CommunityCode = Annotated[str, strawberry.argument(description="社区的官方代码。 The official code of a community.")]
Removed = Annotated[EntityRef, strawberry.argument(name="entity", description="被移除的实体。 The entity to remove.")]
GoOn = Annotated[
    str | None,
    strawberry.argument(
        description="上一页完整性说明中的 `next`，从那里继续。 `next` of the previous page's certificate, to continue there."
    ),
]
