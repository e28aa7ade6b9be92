"""Joint activities, shared resources, and the reporting of party members to communities."""

from datetime import date

from graph.model.alliances import ALLIANCE
from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from graph.model.committees import JOINT_COMMITTEE, MEMBER_UNIT
from graph.model.declarations import Kind, Property, Relation, StoredEnum, many
from graph.model.divisions import COMMUNITY


class ActivityKind(StoredEnum):
    """活动的类别。 The kind of a shared activity."""

    JOINT_ACTIVITY = "活动共联。 An activity held jointly."
    SHARED_RESOURCE = "资源共享。 A resource that is shared."


ACTIVITY = Kind(
    "Activity",
    "activities",
    "共联共享的活动或资源。 A joint activity or a shared resource.",
    home="LOCATED_IN",
    properties=(
        Property("kind", ActivityKind, "类别。 Its kind.", field_name="activityKind"),
        Property("held_on", date, "举办日期。 The day it was held."),
    ),
    also=("活动",),
)

REPORTED_TO = Relation(
    "REPORTED_TO",
    MEMBER_UNIT,
    COMMUNITY,
    "党员到社区报到（双报到）。 Party members of a unit reported to a community.",
    (
        Property("event", str, "事由。 The occasion."),
        Property("headcount", int, "报到人数。单位：人。 How many reported. Unit: people.", minimum=0),
        Property(
            "reported_back", bool, "社区是否向单位反馈。 Whether the community reported back to the unit.", also=("是否反馈",)
        ),
    ),
    forward=many("reportedTo", "报到的社区。 Communities it reported to."),
    backward=many("reportingUnits", "来报到的单位（双报到）。 Units whose party members reported here."),
    open_ended=True,
)
HOSTED = Relation(
    "HOSTED",
    (JOINT_COMMITTEE, ALLIANCE),
    ACTIVITY,
    "主办活动。 It hosted an activity.",
    forward=many("activities", "主办的活动。 Activities it hosted."),
    backward=many("hosts", "主办组织。 Who hosted it."),
)
TOOK_PART_IN = Relation(
    "TOOK_PART_IN",
    (MEMBER_UNIT, COMMUNITY_BRANCH, NEW_SECTOR_BRANCH),
    ACTIVITY,
    "参加活动。 It took part in an activity.",
    forward=many("activities", "参加的活动。 Activities it took part in."),
    backward=many("participants", "参加组织。 Who took part in it."),
)
