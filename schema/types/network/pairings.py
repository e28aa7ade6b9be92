"""The pairing of new-sector branches with community branches."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graph.network.questions.pairing_fields import DEFAULT_CAPACITY, PairingsField
from schema.builder.arguments import AsOf
from schema.builder.declarations import Connection, object_type
from schema.types.coverage import ProposedLink, Scope
from schema.types.entities import Entity
from schema.types.network.actors import NetworkTieConnection, parent_field
from schema.types.network.arguments import list_arguments

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false

Capacity = Annotated[
    int | None,
    strawberry.argument(
        name="capacity",
        description="一个社区党支部至多与几个新业态党支部结对，至少为 1。 How many new-sector branches a community branch is paired with at most, 1 or more.",
    ),
]


def pairings_arguments(scope: Scope, capacity: Capacity = DEFAULT_CAPACITY, as_of: AsOf = strawberry.UNSET) -> None: ...


@object_type("新老联结的结对情况与建议。 Pairs of new-sector branches with community branches, and a proposal.")
class Pairings:
    unpaired: Connection[Entity] = parent_field(
        "归属在范围内、尚未结对的新业态党支部。 The new-sector branches of the scope without a pair.", takes=list_arguments
    )
    overloaded: Connection[Entity] = parent_field(
        "归属在范围内、结对数超过 capacity 的社区党支部。 The community branches of the scope with more than `capacity` pairs.",
        takes=list_arguments,
    )
    far: NetworkTieConnection = parent_field(
        "两端属于不同乡镇的有效结对，社区党支部的归属在范围内。 The valid pairs of different townships; the community branch has its home in the scope.",
        takes=list_arguments,
    )
    proposal: list[ProposedLink] = parent_field(
        "建议的结对：配对数最多、费用最小（同社区 0、同乡镇 1、同县区 2），依编码。 The proposed pairs: a maximum matching of least cost (0 in one community, 1 in one township, "
        "2 in one county), by code."
    )
    matched: int = parent_field("建议的结对数。 The number of proposed pairs.")
    possible: int = parent_field(
        "可供结对的社区党支部数：与某个未结对者同县区，且结对数少于 capacity；没有县区的城市以市代之。 The number of community branches that can be proposed: of the county of an "
        "unpaired branch, with fewer than `capacity` pairs; in a city without counties, of the city."
    )


PAIRINGS = PairingsField()
