"""Large and small grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.grids import GRID
from schema.builder.declarations import Connection, entity, link, links
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.branches import CommunityBranch
    from schema.types.divisions import Community


@entity(GRID)
class Grid(Entity):
    community: Community | None = link("HAS_GRID", back=True, description="小网格所属社区。 The community of a small grid.")
    large_grid: Grid | None = link("PART_OF", description="所属大网格。 The large grid it is part of.")
    small_grids: Connection[Grid] = links("PART_OF", back=True, description="组成它的小网格。 The small grids it is made of.")
    communities: Connection[Community] = links("SPANS", description="大网格覆盖的社区。 The communities a large grid spans.")
    led_by: CommunityBranch | None = link("LEADS", back=True, description="领导它的党支部。 The branch that leads it.")
