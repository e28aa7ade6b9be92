"""Residential compounds, property companies and owners' committees."""

from enum import nonmember

from graph.model.declarations import Kind, Property, Relation, StoredEnum, many, one
from graph.model.divisions import COMMUNITY


class CompoundType(StoredEnum):
    """居民小区的类型。 The type of a residential compound."""

    OLD = "老旧小区。 An old compound."
    COMMERCIAL = "商品房小区。 A compound of commercial housing."
    RESETTLEMENT = "安置小区。 A resettlement compound."
    UNIT_HOUSING = "单位家属院。 Housing built by an employer."
    ALSO = nonmember({"OLD": ("老旧",), "COMMERCIAL": ("商品房",), "RESETTLEMENT": ("安置房",), "UNIT_HOUSING": ("家属院",)})


COMPOUND = Kind(
    "Compound",
    "compounds",
    "居民小区。 A residential compound.",
    home="SITUATED_IN",
    properties=(
        Property("type", CompoundType, "类型。 Its type."),
        Property("households", int, "户数。单位：户。 Households.", minimum=0),
        Property("service_rating", int, "物业服务评价，一至五。 Rating of the property service, 1 to 5.", minimum=1, maximum=5),
        Property(
            "owners_committee_party_share",
            float,
            "业主委员会成员中党员的比例。单位：百分比。 Share of party members in its owners' committee. Unit: percent.",
            minimum=0,
            maximum=100,
            also=("业委会党员比例",),
        ),
    ),
    field_meanings={"communityBranches": "居民区党支部。 Its party branches."},
    also=("小区",),
)
PROPERTY_COMPANY = Kind(
    "PropertyCompany",
    "propertyCompanies",
    "物业服务企业。 A property company.",
    home="LOCATED_IN",
    properties=(
        Property(
            "has_party_organisation",
            bool,
            "是否建立党组织；空为未登记。 Whether it has a party organisation; null is not recorded.",
        ),
    ),
    ends=("POST_IN",),
    also=("物业企业",),
)
OWNERS_COMMITTEE = Kind(
    "OwnersCommittee",
    "ownersCommittees",
    "业主委员会。 An owners' committee.",
    home="REPRESENTS",
    ends=("POST_IN",),
    also=("业委会",),
)

MANAGES = Relation(
    "MANAGES",
    PROPERTY_COMPANY,
    COMPOUND,
    "物业企业服务小区。 A property company manages a compound.",
    forward=many("compounds", "服务的小区。 Compounds it manages."),
    backward=many("propertyCompanies", "物业服务企业。 Property companies that manage it."),
)
SITUATED_IN = Relation(
    "SITUATED_IN",
    COMPOUND,
    COMMUNITY,
    "小区位于社区。 A compound is situated in a community.",
    forward=one("community", "所在社区。 The community it is situated in."),
    backward=many("compounds", "辖内小区。 The residential compounds in it."),
)
REPRESENTS = Relation(
    "REPRESENTS",
    OWNERS_COMMITTEE,
    COMPOUND,
    "业委会代表小区业主。 An owners' committee represents a compound.",
    forward=many("compounds", "代表的小区。 Compounds it represents."),
    backward=one("ownersCommittee", "业主委员会。 Its owners' committee."),
)
BUNDLED_WITH = Relation(
    "BUNDLED_WITH",
    COMPOUND,
    COMPOUND,
    "肥瘦搭配。 A better and a worse compound are put out to property companies together.",
    forward=many("bundledWith", "肥瘦搭配的小区。 Compounds it is bundled with."),
    undirected=True,
)
