"""The model of the graph: every kind of node, every relation, every property, declared once.

The constraints, the loader, the GraphQL schema, the docs and the picture of the model all read this file. A node carries the
label of its kind (``Kind.value``) and ``Entity``; the five levels of the administrative tree also carry ``Division``. A stored
property is snake_case. Posts, never people: nothing here names, numbers or locates a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, cast

from graph.model.vocabularies import (
    ActivityKind,
    CompoundType,
    Duty,
    FundPurpose,
    Grade,
    GridSize,
    MentorAppraisal,
    Payer,
    PayTie,
    Position,
    Provenance,
    Role,
    SeatCapacity,
    Sector,
    StoredEnum,
    Tier,
    TrainedBodies,
    TrainingForm,
    TrainingKind,
    TrainingMode,
    UnitType,
)


class ModelError(Exception):
    """The declaration contradicts itself, or names a relation or property that it does not have."""


class Kind(Enum):
    """A kind of node. The name is the value callers see, the value is the label in the database and the GraphQL type."""

    PROVINCE = "Province"
    CITY = "City"
    COUNTY = "County"
    TOWNSHIP = "Township"
    COMMUNITY = "Community"
    GRID = "Grid"
    PARTY_COMMITTEE = "PartyCommittee"
    RESIDENTS_COMMITTEE = "ResidentsCommittee"
    JOINT_COMMITTEE = "JointCommittee"
    MEMBER_UNIT = "MemberUnit"
    COMMUNITY_BRANCH = "CommunityBranch"
    NEW_SECTOR_BRANCH = "NewSectorBranch"
    ALLIANCE = "Alliance"
    SERVICE_STATION = "ServiceStation"
    POST = "Post"
    COMPOUND = "Compound"
    PROPERTY_COMPANY = "PropertyCompany"
    OWNERS_COMMITTEE = "OwnersCommittee"
    ACTIVITY = "Activity"
    TRAINING = "Training"
    CREDENTIAL = "Credential"
    FUND = "Fund"
    PAY_STANDARD = "PayStandard"
    SURVEY = "Survey"

    @property
    def label(self) -> str:
        return self.value


@dataclass(frozen=True)
class Property:
    """One stored property of a kind or a relation. ``type`` is str, int, float, bool, date or a Vocabulary; null is "not recorded"."""

    name: str
    type: type
    meaning: str
    minimum: float | None = None
    maximum: float | None = None
    field_name: str | None = None
    """The GraphQL name where camelCase of ``name`` is taken by the Entity interface."""
    required: bool = False
    cypher_default: str | None = None
    """The Cypher literal that stands for a value that is not there; without one, and not ``required``, it is null."""

    @property
    def field(self) -> str:
        return self.field_name or camel_case(self.name)

    @property
    def nullable(self) -> bool:
        return not self.required and self.cypher_default is None

    @property
    def is_list(self) -> bool:
        return issubclass(self.type, list)


def camel_case(snake: str) -> str:
    head, *tail = snake.split("_")
    return head + "".join(word.capitalize() for word in tail)


@dataclass(frozen=True)
class KindDeclaration:
    """One kind of node. ``home`` is the relation that leads from it towards the one division it counts for."""

    kind: Kind
    plural: str
    meaning: str
    home: str | None = None
    properties: tuple[Property, ...] = ()

    @property
    def singular(self) -> str:
        return self.kind.value[0].lower() + self.kind.value[1:]


@dataclass(frozen=True)
class Relation:
    """One type of link, from any of ``sources`` to any of ``targets``.

    ``fact``: it has no end, it counts from ``since`` on. ``undirected``: read both ways whichever way it is stored.
    """

    name: str
    sources: tuple[Kind, ...]
    targets: tuple[Kind, ...]
    meaning: str
    properties: tuple[Property, ...] = ()
    open_ended: bool = False
    undirected: bool = False

    def far_ends(self, *, back: bool) -> tuple[Kind, ...]:
        return self.sources if back else self.targets

    def near_ends(self, *, back: bool) -> tuple[Kind, ...]:
        return self.targets if back else self.sources


DIVISIONS: Final = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.TOWNSHIP, Kind.COMMUNITY)
"""The levels of the administrative tree, top first."""

POPULATION: Final = Property("population", int, "服务居民数。单位：人。 Residents. Unit: people.", minimum=0)
PARTY_MEMBERS: Final = Property("party_members", int, "党员人数。单位：人。 Party members. Unit: people.", minimum=0)

ENTITY_PROPERTIES: Final = (
    Property(
        "code", str, "业务编码，在同类中唯一，不会改变。 Business key, unique within its kind, never changed.", required=True
    ),
    Property("name", str, "名称。 Name.", required=True),
    Property("former_names", list, "曾用名。 Former names.", cypher_default="[]"),
    Property("valid_from", date, "自何日起存在（含当日）。 Exists from this day on."),
    Property("valid_to", date, "至何日止（不含当日）。 Has ceased to exist on this day."),
    Property("provenance", Provenance, "数据的来历。 Where the record comes from.", cypher_default="'IMPORTED'"),
    Property("version", int, "修订次数，每次修改加一。 Grows by one with each change.", minimum=0, cypher_default="1"),
)
PINYIN_PROPERTIES: Final = ("pinyin", "pinyin_starts")
"""How the name of an entity is read, stored by the loader for search and for sorting (``graph/pinyin.py``): nothing that callers see."""
LINK_PROPERTIES: Final = (
    Property("since", date, "自何日起（含当日）；空为不限。 Holds from this day on; null is unbounded."),
    Property("until", date, "至何日止（不含当日）；空为不限。 Has ended on this day; null is unbounded."),
    Property("source", str, "依据。 The document or register it is taken from."),
    Property("provenance", Provenance, "数据的来历。 Where the record comes from.", cypher_default="'IMPORTED'"),
)

ORGANISATIONS: Final = (
    Kind.PARTY_COMMITTEE,
    Kind.RESIDENTS_COMMITTEE,
    Kind.JOINT_COMMITTEE,
    Kind.MEMBER_UNIT,
    Kind.COMMUNITY_BRANCH,
    Kind.NEW_SECTOR_BRANCH,
    Kind.ALLIANCE,
    Kind.SERVICE_STATION,
    Kind.PROPERTY_COMPANY,
    Kind.OWNERS_COMMITTEE,
)
"""The bodies, other than divisions, that a post can be in."""

LOCATED: Final = (
    Kind.PARTY_COMMITTEE,
    Kind.RESIDENTS_COMMITTEE,
    Kind.MEMBER_UNIT,
    Kind.NEW_SECTOR_BRANCH,
    Kind.PROPERTY_COMPANY,
    Kind.SERVICE_STATION,
    Kind.ALLIANCE,
    Kind.ACTIVITY,
    Kind.TRAINING,
)

RELATION_DECLARATIONS: Final = (
    Relation("ADMINISTERS", DIVISIONS[:-1], DIVISIONS[1:], "管辖下级区划。 A division administers one below it."),
    Relation("HAS_GRID", (Kind.COMMUNITY,), (Kind.GRID,), "社区划有小网格。 A community has a small grid."),
    Relation("PART_OF", (Kind.GRID,), (Kind.GRID,), "小网格属于大网格。 A small grid is part of a large one."),
    Relation("SPANS", (Kind.GRID,), (Kind.COMMUNITY,), "大网格覆盖社区。 A large grid spans a community."),
    Relation("SERVES", (Kind.JOINT_COMMITTEE,), (Kind.COMMUNITY,), "联合党委服务社区。 A joint committee serves a community."),
    Relation(
        "MEMBER_OF",
        (Kind.MEMBER_UNIT,),
        (Kind.JOINT_COMMITTEE,),
        "成员单位加入联合党委。 A unit is a member of a joint committee.",
    ),
    Relation(
        "BRANCH_OF",
        (Kind.COMMUNITY_BRANCH,),
        (Kind.COMMUNITY, Kind.COMPOUND),
        "党支部设在社区或小区。 A branch is that of a community or a compound.",
    ),
    Relation("LEADS", (Kind.COMMUNITY_BRANCH,), (Kind.GRID,), "党支部领导网格。 A branch leads a grid."),
    Relation(
        "PAIRED_WITH",
        (Kind.NEW_SECTOR_BRANCH,),
        (Kind.COMMUNITY_BRANCH,),
        "新老联结对子。 A new-sector branch is paired with a community branch.",
    ),
    Relation(
        "ALLIED_IN",
        (Kind.NEW_SECTOR_BRANCH, Kind.MEMBER_UNIT, Kind.JOINT_COMMITTEE),
        (Kind.ALLIANCE,),
        "加入党建联盟。 An organisation is allied in an alliance.",
    ),
    Relation("RUNS", (Kind.ALLIANCE,), (Kind.SERVICE_STATION,), "联盟建设服务阵地。 An alliance runs a service station."),
    Relation("LOCATED_IN", LOCATED, DIVISIONS, "位于某区划。 It is located in a division."),
    Relation(
        "CONTACTS", (Kind.POST,), (Kind.COMMUNITY_BRANCH,), "领导岗位包抓联系点。 A leading post contacts a community branch."
    ),
    Relation(
        "SEATED_ON",
        (Kind.POST,),
        (Kind.JOINT_COMMITTEE, Kind.RESIDENTS_COMMITTEE, Kind.OWNERS_COMMITTEE, Kind.PROPERTY_COMPANY),
        "岗位兼任另一组织的成员。 A post sits on another body.",
        (Property("as", SeatCapacity, "以何身份。 In which capacity."),),
    ),
    Relation(
        "POST_IN",
        (Kind.POST,),
        (*DIVISIONS, *ORGANISATIONS),
        "岗位设在区划或组织。 A post is one of a division or a body.",
        (Property("role", Role, "角色。 Its role there."), Property("duty", Duty, "责任。 Its duty there.")),
    ),
    Relation(
        "MENTORS",
        (Kind.POST,),
        (Kind.POST,),
        "导师帮带。 A post mentors another.",
        (Property("appraisal", MentorAppraisal, "考评结果。 How the mentoring was appraised."),),
    ),
    Relation(
        "MANAGES", (Kind.PROPERTY_COMPANY,), (Kind.COMPOUND,), "物业企业服务小区。 A property company manages a compound."
    ),
    Relation("SITUATED_IN", (Kind.COMPOUND,), (Kind.COMMUNITY,), "小区位于社区。 A compound is situated in a community."),
    Relation(
        "REPRESENTS",
        (Kind.OWNERS_COMMITTEE,),
        (Kind.COMPOUND,),
        "业委会代表小区业主。 An owners' committee represents a compound.",
    ),
    Relation(
        "BUNDLED_WITH",
        (Kind.COMPOUND,),
        (Kind.COMPOUND,),
        "肥瘦搭配。 A better and a worse compound are put out to property companies together.",
        undirected=True,
    ),
    Relation(
        "REPORTED_TO",
        (Kind.MEMBER_UNIT,),
        (Kind.COMMUNITY,),
        "党员到社区报到（双报到）。 Party members of a unit reported to a community.",
        (
            Property("event", str, "事由。 The occasion."),
            Property("headcount", int, "报到人数。单位：人。 How many reported. Unit: people.", minimum=0),
            Property("reported_back", bool, "社区是否向单位反馈。 Whether the community reported back to the unit."),
        ),
        open_ended=True,
    ),
    Relation("HOSTED", (Kind.JOINT_COMMITTEE, Kind.ALLIANCE), (Kind.ACTIVITY,), "主办活动。 It hosted an activity."),
    Relation(
        "TOOK_PART_IN",
        (Kind.MEMBER_UNIT, Kind.COMMUNITY_BRANCH, Kind.NEW_SECTOR_BRANCH),
        (Kind.ACTIVITY,),
        "参加活动。 It took part in an activity.",
    ),
    Relation(
        "TRAINED",
        (Kind.TRAINING,),
        (Kind.COMMUNITY,),
        "培训了社区班子。 A training was given to a community.",
        (
            Property("bodies", TrainedBodies, "受训的班子。 Which committees were trained."),
            Property("attendance", int, "参训人次。单位：人次。 Attendance. Unit: attendances.", minimum=0),
        ),
        open_ended=True,
    ),
    Relation(
        "ALLOCATED_TO", (Kind.FUND,), (Kind.COMMUNITY,), "经费拨付社区。 A fund is allocated to a community.", open_ended=True
    ),
    Relation("APPLIES_IN", (Kind.PAY_STANDARD, Kind.CREDENTIAL), DIVISIONS, "适用于某区划。 It applies in a division."),
    Relation("COVERS", (Kind.SURVEY,), DIVISIONS, "登记覆盖某区划。 A survey covers a division."),
)


RelationName = cast(
    type[StoredEnum], StoredEnum("RelationName", {relation.name: relation.meaning for relation in RELATION_DECLARATIONS})
)
"""The names of the relations as a vocabulary: what callers choose from, and what a survey speaks of."""

KIND_DECLARATIONS: Final = (
    KindDeclaration(Kind.PROVINCE, "provinces", "省、自治区、直辖市。 A province.", properties=(POPULATION,)),
    KindDeclaration(Kind.CITY, "cities", "地级市。 A city of prefecture level.", properties=(POPULATION,)),
    KindDeclaration(Kind.COUNTY, "counties", "县、区。 A county or an urban district.", properties=(POPULATION,)),
    KindDeclaration(Kind.TOWNSHIP, "townships", "乡镇、街道。 A township or a subdistrict.", properties=(POPULATION,)),
    KindDeclaration(Kind.COMMUNITY, "communities", "社区。 A community, the base unit of a city.", properties=(POPULATION,)),
    KindDeclaration(
        Kind.GRID,
        "grids",
        "网格：小网格属于社区，大网格由小网格组成。 A grid: a small one belongs to a community, a large one is made of small ones.",
        home="HAS_GRID",
        properties=(
            Property("size", GridSize, "大小。 Its size."),
            Property(
                "workers", int, "专兼职网格员人数；空为未登记。 Grid workers; null is not recorded. Unit: people.", minimum=0
            ),
            Property("households", int, "户数。单位：户。 Households.", minimum=0),
        ),
    ),
    KindDeclaration(
        Kind.PARTY_COMMITTEE, "partyCommittees", "各级党委、党工委。 The party committee of a division.", home="LOCATED_IN"
    ),
    KindDeclaration(
        Kind.RESIDENTS_COMMITTEE,
        "residentsCommittees",
        "居民委员会。 The residents' committee of a community.",
        home="LOCATED_IN",
    ),
    KindDeclaration(
        Kind.JOINT_COMMITTEE, "jointCommittees", "社区联合党委。 The joint committee of a community.", home="SERVES"
    ),
    KindDeclaration(
        Kind.MEMBER_UNIT,
        "memberUnits",
        "成员单位：机关、企事业单位、社会组织的基层党组织。 A member unit: the party organisation of an organ, enterprise, "
        "institution or social organisation.",
        home="LOCATED_IN",
        properties=(Property("type", UnitType, "类别。 Its sort."), PARTY_MEMBERS),
    ),
    KindDeclaration(
        Kind.COMMUNITY_BRANCH,
        "communityBranches",
        "社区党支部、居民区党支部。 A party branch of a community or of one of its compounds.",
        home="BRANCH_OF",
        properties=(
            Property("contact_point", bool, "是否为领导包抓的工作联系点。 Whether it is a contact point of a leading post."),
            Property("star_rating", int, "星级，一至五；空为未评定。 Stars, 1 to 5; null is not rated.", minimum=1, maximum=5),
            PARTY_MEMBERS,
        ),
    ),
    KindDeclaration(
        Kind.NEW_SECTOR_BRANCH,
        "newSectorBranches",
        "新业态党支部。 A party branch of a new business sector.",
        home="LOCATED_IN",
        properties=(Property("sector", Sector, "行业。 Its sector."), PARTY_MEMBERS),
    ),
    KindDeclaration(Kind.ALLIANCE, "alliances", "党建联盟。 A party-building alliance.", home="LOCATED_IN"),
    KindDeclaration(
        Kind.SERVICE_STATION,
        "serviceStations",
        "暖心驿站等服务阵地。 A service station, such as a warm-heart station.",
        home="LOCATED_IN",
    ),
    KindDeclaration(
        Kind.POST,
        "posts",
        "岗位，即职务，不是人。 A post: an office, never a person.",
        home="POST_IN",
        properties=(
            Property("role", Role, "角色。 Its role."),
            Property("duty", Duty, "在责任链上的责任。 Its duty in the chain of responsibility."),
        ),
    ),
    KindDeclaration(
        Kind.COMPOUND,
        "compounds",
        "居民小区。 A residential compound.",
        home="SITUATED_IN",
        properties=(
            Property("type", CompoundType, "类型。 Its type."),
            Property("households", int, "户数。单位：户。 Households.", minimum=0),
            Property(
                "service_rating", int, "物业服务评价，一至五。 Rating of the property service, 1 to 5.", minimum=1, maximum=5
            ),
            Property(
                "owners_committee_party_share",
                float,
                "业主委员会成员中党员的比例。单位：百分比。 Share of party members in its owners' committee. Unit: percent.",
                minimum=0,
                maximum=100,
            ),
        ),
    ),
    KindDeclaration(
        Kind.PROPERTY_COMPANY,
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
    ),
    KindDeclaration(Kind.OWNERS_COMMITTEE, "ownersCommittees", "业主委员会。 An owners' committee.", home="REPRESENTS"),
    KindDeclaration(
        Kind.ACTIVITY,
        "activities",
        "共联共享的活动或资源。 A joint activity or a shared resource.",
        home="LOCATED_IN",
        properties=(
            Property("kind", ActivityKind, "类别。 Its kind.", field_name="activityKind"),
            Property("held_on", date, "举办日期。 The day it was held."),
        ),
    ),
    KindDeclaration(
        Kind.TRAINING,
        "trainings",
        "培训班次。 A training session.",
        home="LOCATED_IN",
        properties=(
            Property("tier", Tier, "举办层级。 The tier that holds it."),
            Property("kind", TrainingKind, "类别。 Its kind.", field_name="trainingKind"),
            Property("mode", TrainingMode, "方式。 How it is given."),
            Property("form", TrainingForm, "形式。 Its form."),
            Property("held_on", date, "开班日期。 The day it began."),
        ),
    ),
    KindDeclaration(
        Kind.CREDENTIAL,
        "credentials",
        "社会工作者证书的一个等级及其奖励。 One grade of the social workers' certificate, with its reward.",
        home="APPLIES_IN",
        properties=(
            Property("grade", Grade, "等级。 Its grade."),
            Property("holders", int, "持证人数。单位：人。 Holders. Unit: people.", minimum=0),
            Property("reward_min", int, "最低奖励。单位：元。 Smallest reward. Unit: yuan.", minimum=0),
            Property("reward_max", int, "最高奖励。单位：元。 Largest reward. Unit: yuan.", minimum=0),
        ),
    ),
    KindDeclaration(
        Kind.FUND,
        "funds",
        "一个社区一年一项用途的经费。 The money of one community for one purpose and year.",
        home="ALLOCATED_TO",
        properties=(
            Property("purpose", FundPurpose, "用途。 What it is for."),
            Property("source", Payer, "来源。 Who provides it."),
            Property("year", int, "年度。 Its year.", minimum=1949, maximum=2100),
            Property("amount", int, "数额；空为未登记。单位：元。 Amount; null is not recorded. Unit: yuan.", minimum=0),
            Property("floor", int, "下限；空为未登记。单位：元。 Floor; null is not recorded. Unit: yuan.", minimum=0),
            Property("ceiling", int, "上限。单位：元。 Ceiling. Unit: yuan.", minimum=0),
        ),
    ),
    KindDeclaration(
        Kind.PAY_STANDARD,
        "payStandards",
        "一类职务的待遇标准，不涉及个人。 The pay of one position, never of a person.",
        home="APPLIES_IN",
        properties=(
            Property("position", Position, "职务。 The position."),
            Property("average", int, "年均工资。单位：元/年。 Average pay. Unit: yuan a year.", minimum=0),
            Property("rise", int, "年均增资。单位：元/年。 Average rise. Unit: yuan a year.", minimum=0),
            Property(
                "base_share", int, "基础补贴占比。单位：百分比。 Share of base pay. Unit: percent.", minimum=0, maximum=100
            ),
            Property(
                "performance_share",
                int,
                "绩效报酬占比。单位：百分比。 Share of performance pay. Unit: percent.",
                minimum=0,
                maximum=100,
            ),
            Property("base_paid_by", Payer, "基础补贴由谁按月发放。 Who pays the base, every month."),
            Property("performance_paid_by", Payer, "绩效报酬由谁年终发放。 Who pays for performance, once a year."),
            Property("tied_to", PayTie, "绩效报酬与何挂钩。 What performance pay is tied to."),
        ),
    ),
    KindDeclaration(
        Kind.SURVEY,
        "surveys",
        "登记说明：某区划内某种关系有登记；没有它，缺少的关系是未知，不是没有。 A statement that links of one relation are kept for a "
        "division; without it a missing link is unknown, not absent.",
        home="COVERS",
        properties=(Property("relation", RelationName, "所登记的关系。 The relation that is kept."),),
    ),
)

KINDS: Final[Mapping[Kind, KindDeclaration]] = {declared.kind: declared for declared in KIND_DECLARATIONS}
RELATIONS: Final[Mapping[str, Relation]] = {relation.name: relation for relation in RELATION_DECLARATIONS}
FACTS: Final = tuple(relation.name for relation in RELATION_DECLARATIONS if relation.open_ended)


def relation_named(name: str) -> Relation:
    """The relation of that name. Raises ModelError with the names there are."""
    if name not in RELATIONS:
        raise ModelError(
            f"The model has no relation {name!r}. Declare it in graph/model/declarations.py; there are: {', '.join(RELATIONS)}."
        )
    return RELATIONS[name]
