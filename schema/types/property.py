"""Residential compounds, property companies and owners' committees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.property import COMPOUND, OWNERS_COMMITTEE, PROPERTY_COMPANY
from schema.builder.declarations import Connection, entity, link, links
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.branches import CommunityBranch
    from schema.types.divisions import Community
    from schema.types.entities import Division
    from schema.types.posts import Post


@entity(COMPOUND)
class Compound(Entity):
    community: Community | None = link("SITUATED_IN", description="所在社区。 The community it is situated in.")
    community_branches: Connection[CommunityBranch] = links(
        "BRANCH_OF", back=True, description="居民区党支部。 Its party branches."
    )
    property_companies: Connection[PropertyCompany] = links(
        "MANAGES", back=True, description="物业服务企业。 Property companies that manage it."
    )
    owners_committee: OwnersCommittee | None = link("REPRESENTS", back=True, description="业主委员会。 Its owners' committee.")
    bundled_with: Connection[Compound] = links("BUNDLED_WITH", description="肥瘦搭配的小区。 Compounds it is bundled with.")


@entity(PROPERTY_COMPANY)
class PropertyCompany(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    compounds: Connection[Compound] = links("MANAGES", description="服务的小区。 Compounds it manages.")
    seated_posts: Connection[Post] = links("SEATED_ON", back=True, description="交叉任职的岗位。 Posts that sit on it.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")


@entity(OWNERS_COMMITTEE)
class OwnersCommittee(Entity):
    compounds: Connection[Compound] = links("REPRESENTS", description="代表的小区。 Compounds it represents.")
    seated_posts: Connection[Post] = links("SEATED_ON", back=True, description="交叉任职的岗位。 Posts that sit on it.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")
