"""Posts: offices and their seats, contacts and mentorings, never people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.posts import POST
from schema.builder.declarations import Connection, entity, link, links
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.branches import CommunityBranch


@entity(POST)
class Post(Entity):
    body: Entity | None = link("POST_IN", description="所在区划或组织。 The division or body it is in.")
    seats: Connection[Entity] = links("SEATED_ON", description="兼任职务的组织。 Bodies it sits on.")
    contact_points: Connection[CommunityBranch] = links(
        "CONTACTS", description="包抓的联系点。 Community branches it contacts."
    )
    mentees: Connection[Post] = links("MENTORS", description="它帮带的岗位。 Posts it mentors.")
    mentors: Connection[Post] = links("MENTORS", back=True, description="帮带它的岗位。 Posts that mentor it.")
