"""Party committees, residents' committees, joint committees and their member units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.committees import JOINT_COMMITTEE, MEMBER_UNIT, PARTY_COMMITTEE, RESIDENTS_COMMITTEE
from schema.builder.declarations import Connection, entity, link, links
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.alliances import Activity, Alliance
    from schema.types.divisions import Community
    from schema.types.entities import Division
    from schema.types.posts import Post


@entity(PARTY_COMMITTEE)
class PartyCommittee(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")


@entity(RESIDENTS_COMMITTEE)
class ResidentsCommittee(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")
    seated_posts: Connection[Post] = links("SEATED_ON", back=True, description="在其中任职的岗位。 Posts that sit on it.")


@entity(JOINT_COMMITTEE)
class JointCommittee(Entity):
    community: Community | None = link("SERVES", description="服务的社区。 The community it serves.")
    member_units: Connection[MemberUnit] = links("MEMBER_OF", back=True, description="成员单位。 Its member units.")
    seated_posts: Connection[Post] = links(
        "SEATED_ON", back=True, description="兼职委员等在其中任职的岗位。 Posts that sit on it, part-time members among them."
    )
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")
    alliances: Connection[Alliance] = links("ALLIED_IN", description="加入的联盟。 Alliances it is allied in.")
    activities: Connection[Activity] = links("HOSTED", description="主办的活动。 Activities it hosted.")


@entity(MEMBER_UNIT)
class MemberUnit(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    joint_committees: Connection[JointCommittee] = links(
        "MEMBER_OF", description="加入的联合党委。 Joint committees it is a member of."
    )
    alliances: Connection[Alliance] = links("ALLIED_IN", description="加入的联盟。 Alliances it is allied in.")
    reported_to: Connection[Community] = links("REPORTED_TO", description="报到的社区。 Communities it reported to.")
    activities: Connection[Activity] = links("TOOK_PART_IN", description="参加的活动。 Activities it took part in.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")
