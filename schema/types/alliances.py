"""Alliances, their service stations and shared activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model.activities import ACTIVITY
from graph.model.alliances import ALLIANCE, SERVICE_STATION
from schema.builder.declarations import Connection, entity, link, links
from schema.types.entities import Entity

if TYPE_CHECKING:
    from schema.types.entities import Division
    from schema.types.posts import Post


@entity(ALLIANCE)
class Alliance(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    allies: Connection[Entity] = links("ALLIED_IN", back=True, description="加入联盟的组织。 What is allied in it.")
    service_stations: Connection[ServiceStation] = links("RUNS", description="建设的服务阵地。 Service stations it runs.")
    activities: Connection[Activity] = links("HOSTED", description="主办的活动。 Activities it hosted.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")


@entity(SERVICE_STATION)
class ServiceStation(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    alliances: Connection[Alliance] = links("RUNS", back=True, description="建设它的联盟。 Alliances that run it.")
    posts: Connection[Post] = links("POST_IN", back=True, description="设在其中的岗位。 Its posts.")


@entity(ACTIVITY)
class Activity(Entity):
    location: Division | None = link("LOCATED_IN", description="所在区划。 Where it is.")
    hosts: Connection[Entity] = links("HOSTED", back=True, description="主办组织。 Who hosted it.")
    participants: Connection[Entity] = links("TOOK_PART_IN", back=True, description="参加组织。 Who took part in it.")
