"""Alliances and their service stations."""

from graph.model.branches import NEW_SECTOR_BRANCH
from graph.model.committees import JOINT_COMMITTEE, MEMBER_UNIT
from graph.model.declarations import Kind, Relation, many

ALLIANCE = Kind(
    "Alliance", "alliances", "党建联盟。 A party-building alliance.", home="LOCATED_IN", ends=("POST_IN",), also=("联盟",)
)
SERVICE_STATION = Kind(
    "ServiceStation",
    "serviceStations",
    "暖心驿站等服务阵地。 A service station, such as a warm-heart station.",
    home="LOCATED_IN",
    ends=("POST_IN",),
    also=("服务阵地",),
)

ALLIED_IN = Relation(
    "ALLIED_IN",
    (NEW_SECTOR_BRANCH, MEMBER_UNIT, JOINT_COMMITTEE),
    ALLIANCE,
    "加入党建联盟。 An organisation is allied in an alliance.",
    forward=many("alliances", "加入的联盟。 Alliances it is allied in."),
    backward=many("allies", "加入联盟的组织。 Organisations allied in it."),
)
RUNS = Relation(
    "RUNS",
    ALLIANCE,
    SERVICE_STATION,
    "联盟建设服务阵地。 An alliance runs a service station.",
    forward=many("serviceStations", "建设的服务阵地。 Service stations it runs."),
    backward=many("alliances", "建设它的联盟。 Alliances that run it."),
)
