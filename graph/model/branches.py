"""Community branches and the branches of the new business sectors."""

from enum import nonmember

from graph.model.common_properties import PARTY_MEMBERS
from graph.model.declarations import Kind, Property, Relation, StoredEnum, many, one
from graph.model.divisions import COMMUNITY
from graph.model.grids import GRID
from graph.model.property import COMPOUND


class Sector(StoredEnum):
    """新业态的行业。 The sector of a new-sector branch."""

    COURIER = "快递物流。 Parcel delivery."
    FOOD_DELIVERY = "外卖配送。 Food delivery."
    RIDE_HAILING = "网约车货运。 Ride-hailing and freight."
    LIVE_STREAMING = "网络直播。 Live-streaming."
    E_COMMERCE = "电子商务。 Online trade."
    HOUSEKEEPING = "家政服务。 Housekeeping services."
    ALSO = nonmember(
        {
            "COURIER": ("快递",),
            "FOOD_DELIVERY": ("外卖",),
            "RIDE_HAILING": ("网约车",),
            "LIVE_STREAMING": ("直播",),
            "E_COMMERCE": ("电商",),
            "HOUSEKEEPING": ("家政",),
        }
    )


COMMUNITY_BRANCH = Kind(
    "CommunityBranch",
    "communityBranches",
    "社区党支部、居民区党支部。 A party branch of a community or of one of its compounds.",
    home="BRANCH_OF",
    properties=(
        Property(
            "contact_point",
            bool,
            "是否为领导包抓的工作联系点。 Whether it is a contact point of a leading post.",
            also=("联系点", "是否联系点"),
        ),
        Property("star_rating", int, "星级，一至五；空为未评定。 Stars, 1 to 5; null is not rated.", minimum=1, maximum=5),
        PARTY_MEMBERS,
    ),
    ends=("POST_IN",),
)
NEW_SECTOR_BRANCH = Kind(
    "NewSectorBranch",
    "newSectorBranches",
    "新业态党支部。 A party branch of a new business sector.",
    home="LOCATED_IN",
    properties=(Property("sector", Sector, "行业。 Its sector."), PARTY_MEMBERS),
    ends=("POST_IN",),
)

BRANCH_OF = Relation(
    "BRANCH_OF",
    COMMUNITY_BRANCH,
    (COMMUNITY, COMPOUND),
    "党支部设在社区或小区。 A branch is that of a community or a compound.",
    forward=one("branchOf", "所属社区或小区。 The community or compound it is of."),
    backward=many("communityBranches", "社区党支部。 Its own party branches."),
)
LEADS = Relation(
    "LEADS",
    COMMUNITY_BRANCH,
    GRID,
    "党支部领导网格。 A branch leads a grid.",
    forward=many("grids", "领导的网格。 Grids it leads."),
    backward=one("ledBy", "领导它的党支部。 The branch that leads it."),
)
PAIRED_WITH = Relation(
    "PAIRED_WITH",
    NEW_SECTOR_BRANCH,
    COMMUNITY_BRANCH,
    "新老联结对子。 A new-sector branch is paired with a community branch.",
    forward=many("communityBranches", "结对的社区党支部。 Community branches it is paired with."),
    backward=many("newSectorBranches", "结对的新业态党支部。 New-sector branches paired with it."),
)
