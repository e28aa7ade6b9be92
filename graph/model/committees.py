"""Party committees, residents' committees, joint committees and their member units."""

from graph.model.common_properties import PARTY_MEMBERS
from graph.model.declarations import DerivedField, Kind, Property, Relation, StoredEnum, many, one
from graph.model.divisions import COMMUNITY


class UnitType(StoredEnum):
    """成员单位的类别。 The sort of organisation a member unit is."""

    GOVERNMENT_ORGAN = "机关。 A government or party organ."
    PUBLIC_INSTITUTION = "事业单位。 A public institution."
    ENTERPRISE = "企业。 An enterprise."
    SOCIAL_ORGANISATION = "社会组织。 A social organisation."


PARTY_COMMITTEE = Kind(
    "PartyCommittee",
    "partyCommittees",
    "各级党委、党工委。 The party committee of a division.",
    home="LOCATED_IN",
    ends=("POST_IN",),
    also=("党委",),
)
RESIDENTS_COMMITTEE = Kind(
    "ResidentsCommittee",
    "residentsCommittees",
    "居民委员会。 The residents' committee of a community.",
    home="LOCATED_IN",
    ends=("POST_IN",),
    field_meanings={"seatedPosts": "在其中任职的岗位。 Posts that sit on it."},
    also=("居委会",),
)
JOINT_COMMITTEE = Kind(
    "JointCommittee",
    "jointCommittees",
    "社区联合党委。 The joint committee of a community.",
    home="SERVES",
    ends=("POST_IN",),
    field_meanings={"seatedPosts": "兼职委员等在其中任职的岗位。 Posts that sit on it, including part-time members."},
    also=("联合党委",),
)
MEMBER_UNIT = Kind(
    "MemberUnit",
    "memberUnits",
    "成员单位：机关、企事业单位、社会组织的基层党组织。 A member unit: the party organisation of an organ, enterprise, "
    "institution or social organisation.",
    home="LOCATED_IN",
    properties=(Property("type", UnitType, "类别。 Its sort."), PARTY_MEMBERS),
    ends=("POST_IN",),
)

SERVES = Relation(
    "SERVES",
    JOINT_COMMITTEE,
    COMMUNITY,
    "联合党委服务社区。 A joint committee serves a community.",
    forward=one("community", "服务的社区。 The community it serves."),
    backward=one("jointCommittee", "联合党委。 Its joint committee."),
)
MEMBER_OF = Relation(
    "MEMBER_OF",
    MEMBER_UNIT,
    JOINT_COMMITTEE,
    "成员单位加入联合党委。 A unit is a member of a joint committee.",
    forward=many("jointCommittees", "加入的联合党委。 Joint committees it is a member of."),
    backward=many("memberUnits", "成员单位。 Its member units."),
)
MEMBER_UNITS_OF_A_COMMUNITY = DerivedField(
    "memberUnits",
    COMMUNITY,
    ("jointCommittee", "memberUnits"),
    "联合党委的成员单位。 The member units of its joint committee.",
)
