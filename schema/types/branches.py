"""Community branches and the branches of the new business sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from schema.builder.declarations import Connection, entity, link, links
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.alliances import Activity, Alliance
    from schema.types.entities import Division
    from schema.types.grids import Grid
    from schema.types.posts import Post


@entity(COMMUNITY_BRANCH)
class CommunityBranch(Entity):
    branch_of: Entity | None = link("BRANCH_OF", description="所属社区或小区。 The community or compound it is of.")
    grids: Connection[Grid] = links("LEADS", description="领导的网格。 Grids it leads.")
    new_sector_branches: Connection[NewSectorBranch] = links(
        "PAIRED_WITH", back=True, description="结对的新业态党支部。 New-sector branches paired with it."
    )
    contact_posts: Connection[Post] = links(
        "CONTACTS", back=True, description="包抓它的领导岗位。 Leading posts that contact it."
    )
    activities: Connection[Activity] = links("TOOK_PART_IN", description="参加的活动。 Activities it took part in.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")


@entity(NEW_SECTOR_BRANCH)
class NewSectorBranch(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    community_branches: Connection[CommunityBranch] = links(
        "PAIRED_WITH", description="结对的社区党支部。 Community branches it is paired with."
    )
    alliances: Connection[Alliance] = links("ALLIED_IN", description="加入的联盟。 Alliances it is allied in.")
    activities: Connection[Activity] = links("TOOK_PART_IN", description="参加的活动。 Activities it took part in.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")
