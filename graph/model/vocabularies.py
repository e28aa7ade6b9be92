"""The closed lists of values that the model stores: the member's name is stored, its value says what it means."""

from enum import Enum


class StoredEnum(Enum):
    """A closed list of stored values: the member's name is stored, its value says what it means, in Chinese and English."""


class Provenance(StoredEnum):
    """数据的来历。 Where a record comes from."""

    OFFICIAL = "官方编码或名录。 From an official code list."
    PUBLISHED = "公开发表的材料。 From a published text."
    ILLUSTRATIVE = "示例数据，由固定种子生成。 Generated from a fixed seed, for illustration."
    IMPORTED = "由使用者导入。 Imported by a user."


class GridSize(StoredEnum):
    """网格的大小。 The size of a grid."""

    SMALL = "小网格，社区以下的基本单元。 A small grid, the unit below a community."
    LARGE = "大网格，由若干小网格组成。 A large grid, made of small ones."


class UnitType(StoredEnum):
    """成员单位的类别。 The sort of organisation a member unit is."""

    GOVERNMENT_ORGAN = "机关。 A government or party organ."
    PUBLIC_INSTITUTION = "事业单位。 A public institution."
    ENTERPRISE = "企业。 An enterprise."
    SOCIAL_ORGANISATION = "社会组织。 A social organisation."


class Sector(StoredEnum):
    """新业态的行业。 The sector of a new-sector branch."""

    COURIER = "快递物流。 Parcel delivery."
    FOOD_DELIVERY = "外卖配送。 Food delivery."
    RIDE_HAILING = "网约车货运。 Ride-hailing and freight."
    LIVE_STREAMING = "网络直播。 Live-streaming."
    E_COMMERCE = "电子商务。 Online trade."
    HOUSEKEEPING = "家政服务。 Housekeeping services."


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


class Duty(StoredEnum):
    """四级责任链上的责任。 A duty in the four-level chain of responsibility."""

    PRINCIPAL = "市级主体责任。 The city's principal responsibility."
    PRIMARY = "县级第一责任。 The county's primary responsibility."
    DIRECT = "乡镇直接责任。 The township's direct responsibility."
    SPECIFIC = "社区具体责任。 The community's specific responsibility."


class SeatCapacity(StoredEnum):
    """任职的身份。 In which capacity a post sits on a body."""

    PART_TIME = "兼职委员。 A part-time member."
    CROSS_APPOINTED = "双向进入、交叉任职。 Appointed across two bodies."


class CompoundType(StoredEnum):
    """居民小区的类型。 The type of a residential compound."""

    OLD = "老旧小区。 An old compound."
    COMMERCIAL = "商品房小区。 A compound of commercial housing."
    RESETTLEMENT = "安置小区。 A resettlement compound."
    UNIT_HOUSING = "单位家属院。 Housing built by an employer."


class ActivityKind(StoredEnum):
    """活动的类别。 The kind of a shared activity."""

    JOINT_ACTIVITY = "活动共联。 An activity held jointly."
    SHARED_RESOURCE = "资源共享。 A resource that is shared."


class Tier(StoredEnum):
    """举办的层级。 The tier that holds a training."""

    CITY = "市级。 The city."
    COUNTY = "县（区）级。 A county."
    TOWNSHIP = "乡镇级。 A township."


class TrainingKind(StoredEnum):
    """培训的类别。 The kind of a training."""

    INDUCTION = "任职培训。 Training on taking office."
    ROTATION = "轮训。 Training in rotation."
    SPECIAL = "专题培训。 Training on one subject."


class TrainingMode(StoredEnum):
    """培训的方式。 How a training is given."""

    CENTRALISED = "集中培训。 Everybody in one place."
    ONLINE = "线上培训。 Online."
    ON_SITE = "现场观摩。 On site, by looking."


class TrainingForm(StoredEnum):
    """培训的形式。 The form of a training."""

    LECTURE = "专题讲座。 A lecture."
    CASE_STUDY = "案例教学。 Case studies."
    EXCHANGE = "交流研讨。 An exchange of experience."
    FIELD_PRACTICE = "跟班实践。 Practice at another post."


class TrainedBodies(StoredEnum):
    """受训的班子。 Which of a community's two committees were trained."""

    PARTY = "社区党组织班子。 The party committee."
    RESIDENTS = "居民委员会班子。 The residents' committee."
    BOTH = "社区“两委”。 Both committees."


class Grade(StoredEnum):
    """社会工作者证书的等级。 The grade of a social worker's certificate."""

    JUNIOR = "初级。 Junior."
    INTERMEDIATE = "中级。 Intermediate."
    SENIOR = "高级。 Senior."


class FundPurpose(StoredEnum):
    """经费的用途。 What a fund is for."""

    OPERATING = "社区运转经费。 Running a community."
    SERVICE = "为民服务专项资金。 Serving the residents."
    PARTY_WORK = "党建工作经费。 Party-building work."


class Payer(StoredEnum):
    """出资或发放的一方。 Who provides or pays money."""

    CITY = "市级。 The city."
    COUNTY = "县（区）级。 The county."
    TOWNSHIP = "乡镇级。 The township."
    PARTY_DUES = "党费。 Party membership dues."


class Position(StoredEnum):
    """待遇标准适用的职务。 The position a pay standard is for."""

    HEAD = "社区“两委”正职。 Heads of a community's two committees."
    OTHER = "其他社区干部。 Other community officials."


class PayTie(StoredEnum):
    """绩效报酬挂钩的依据。 What performance pay is tied to."""

    STAR_RATING = "星级评定结果。 The star rating."
    ASSESSMENT = "年终考核结果。 The year-end assessment."


class MentorAppraisal(StoredEnum):
    """导师帮带的考评结果。 How a mentoring was appraised."""

    EXCELLENT = "优秀。 Excellent."
    GOOD = "良好。 Good."
    FAIR = "一般。 Fair."
