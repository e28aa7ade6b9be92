"""Posts: offices with their seats, contact points and mentors, never people."""

from enum import nonmember

from graph.model.branches import COMMUNITY_BRANCH
from graph.model.committees import JOINT_COMMITTEE, RESIDENTS_COMMITTEE
from graph.model.declarations import Kind, Property, Relation, StoredEnum, many, one
from graph.model.divisions import DIVISIONS
from graph.model.property import OWNERS_COMMITTEE, PROPERTY_COMPANY


class Role(StoredEnum):
    """岗位的角色。 The role of a post."""

    LEADER = "市、县（区）领导岗位。 A leading post of the city or a county."
    TOWNSHIP_LEADER = "乡镇领导班子岗位。 A post in a township's leading group."
    SECRETARY = "党组织书记。 Secretary of a party organisation."
    DIRECTOR = "居民委员会主任。 Head of a residents' committee."
    DEPUTY = "副职。 A deputy post."
    MEMBER = "委员。 A member's post."
    PROPERTY_MANAGER = "物业项目负责岗位。 The post in charge of a property company's site."
    OWNERS_REPRESENTATIVE = "业主委员会岗位。 A post on an owners' committee."
    MENTOR = "导师岗位。 A mentor's post."
    ALSO = nonmember(
        {
            "LEADER": ("市县领导", "领导"),
            "TOWNSHIP_LEADER": ("乡镇领导",),
            "SECRETARY": ("书记",),
            "DIRECTOR": ("主任",),
            "PROPERTY_MANAGER": ("物业负责岗位",),
            "OWNERS_REPRESENTATIVE": ("业委会岗位",),
            "MENTOR": ("导师",),
        }
    )


class Duty(StoredEnum):
    """四级责任链上的责任。 A duty in the four-level chain of responsibility."""

    PRINCIPAL = "市级主体责任。 The city's principal responsibility."
    PRIMARY = "县级第一责任。 The county's primary responsibility."
    DIRECT = "乡镇直接责任。 The township's direct responsibility."
    SPECIFIC = "社区具体责任。 The community's specific responsibility."
    ALSO = nonmember({"PRINCIPAL": ("主体责任",), "PRIMARY": ("第一责任",), "DIRECT": ("直接责任",), "SPECIFIC": ("具体责任",)})


class SeatCapacity(StoredEnum):
    """任职的身份。 In which capacity a post sits on a body."""

    PART_TIME = "兼职委员。 A part-time member."
    CROSS_APPOINTED = "双向进入、交叉任职。 Appointed across two bodies."
    ALSO = nonmember({"CROSS_APPOINTED": ("交叉任职",)})


class MentorAppraisal(StoredEnum):
    """导师帮带的考评结果。 How a mentoring was appraised."""

    EXCELLENT = "优秀。 Excellent."
    GOOD = "良好。 Good."
    FAIR = "一般。 Fair."


POST = Kind(
    "Post",
    "posts",
    "岗位，即职务，不是人。 A post: an office, never a person.",
    home="POST_IN",
    properties=(
        Property("role", Role, "角色。 Its role."),
        Property("duty", Duty, "在责任链上的责任。 Its duty in the chain of responsibility.", also=("责任",)),
    ),
)

CONTACTS = Relation(
    "CONTACTS",
    POST,
    COMMUNITY_BRANCH,
    "领导岗位包抓联系点。 A leading post contacts a community branch.",
    forward=many("contactPoints", "包抓的联系点。 Community branches it contacts."),
    backward=many("contactPosts", "包抓它的领导岗位。 Leading posts that contact it."),
)
SEATED_ON = Relation(
    "SEATED_ON",
    POST,
    (JOINT_COMMITTEE, RESIDENTS_COMMITTEE, OWNERS_COMMITTEE, PROPERTY_COMPANY),
    "岗位兼任另一组织的成员。 A post sits on another body.",
    (Property("as", SeatCapacity, "以何身份。 In which capacity.", also=("身份",)),),
    forward=many("seats", "兼任职务的组织。 Bodies it sits on."),
    backward=many("seatedPosts", "交叉任职的岗位。 Posts that sit on it."),
)
POST_IN = Relation(
    "POST_IN",
    POST,
    DIVISIONS,  # and the bodies that name it among their `ends`
    "岗位设在区划或组织。 A post is one of a division or a body.",
    (Property("role", Role, "角色。 Its role there."), Property("duty", Duty, "责任。 Its duty there.", also=("责任",))),
    forward=one("body", "所在区划或组织。 The division or body it is in."),
    backward=many("posts", "设在其中的岗位。 Its posts.", on_division="设在此区划的岗位。 The posts of this division."),
)
MENTORS = Relation(
    "MENTORS",
    POST,
    POST,
    "导师帮带。 A post mentors another.",
    (Property("appraisal", MentorAppraisal, "考评结果。 How the mentoring was appraised."),),
    forward=many("mentees", "它帮带的岗位。 Posts it mentors."),
    backward=many("mentors", "帮带它的岗位。 Posts that mentor it."),
)
