"""Funds and pay."""

from enum import nonmember

from graph.model.declarations import Kind, Property, Relation, StoredEnum, many, one
from graph.model.divisions import COMMUNITY, DIVISIONS
from graph.model.training import CREDENTIAL


class FundPurpose(StoredEnum):
    """经费的用途。 What a fund is for."""

    OPERATING = "社区运转经费。 Running a community."
    SERVICE = "为民服务专项资金。 Serving the residents."
    PARTY_WORK = "党建工作经费。 Party-building work."
    ALSO = nonmember({"OPERATING": ("运转经费",), "SERVICE": ("专项资金",), "PARTY_WORK": ("党建经费",)})


class Payer(StoredEnum):
    """出资或发放的一方。 Who provides or pays money."""

    CITY = "市级。 The city."
    COUNTY = "县（区）级。 The county."
    TOWNSHIP = "乡镇级。 The township."
    PARTY_DUES = "党费。 Party membership dues."
    ALSO = nonmember({"COUNTY": ("县区级",)})


class Position(StoredEnum):
    """待遇标准适用的职务。 The position a pay standard is for."""

    HEAD = "社区“两委”正职。 Heads of a community's two committees."
    OTHER = "其他社区干部。 Other community officials."
    ALSO = nonmember({"HEAD": ("正职",), "OTHER": ("其他干部",)})


class PayTie(StoredEnum):
    """绩效报酬挂钩的依据。 What performance pay is tied to."""

    STAR_RATING = "星级评定结果。 The star rating."
    ASSESSMENT = "年终考核结果。 The year-end assessment."
    ALSO = nonmember({"STAR_RATING": ("星级",), "ASSESSMENT": ("年终考核",)})


FUND = Kind(
    "Fund",
    "funds",
    "一个社区一年一项用途的经费。 The money of one community for one purpose and year.",
    home="ALLOCATED_TO",
    properties=(
        Property("purpose", FundPurpose, "用途。 What it is for."),
        Property("source", Payer, "来源。 Who provides it.", also=("资金来源",)),
        Property("year", int, "年度。 Its year.", minimum=1949, maximum=2100, also=("年份",)),
        Property(
            "amount", int, "数额；空为未登记。单位：元。 Amount; null is not recorded. Unit: yuan.", minimum=0, also=("金额",)
        ),
        Property("floor", int, "下限；空为未登记。单位：元。 Floor; null is not recorded. Unit: yuan.", minimum=0),
        Property("ceiling", int, "上限。单位：元。 Ceiling. Unit: yuan.", minimum=0),
    ),
    also=("经费",),
)
PAY_STANDARD = Kind(
    "PayStandard",
    "payStandards",
    "一类职务的待遇标准，不涉及个人信息。 The pay of one position, never of a person.",
    home="APPLIES_IN",
    properties=(
        Property("position", Position, "职务。 The position."),
        Property("average", int, "年均工资。单位：元/年。 Average pay. Unit: yuan a year.", minimum=0),
        Property("rise", int, "年均增资。单位：元/年。 Average rise. Unit: yuan a year.", minimum=0),
        Property("base_share", int, "基础补贴占比。单位：百分比。 Share of base pay. Unit: percent.", minimum=0, maximum=100),
        Property(
            "performance_share",
            int,
            "绩效报酬占比。单位：百分比。 Share of performance pay. Unit: percent.",
            minimum=0,
            maximum=100,
        ),
        Property("base_paid_by", Payer, "基础补贴由谁按月发放。 Who pays the base, every month.", also=("基础补贴发放方",)),
        Property(
            "performance_paid_by",
            Payer,
            "绩效报酬由谁年终发放。 Who pays for performance, once a year.",
            also=("绩效报酬发放方",),
        ),
        Property("tied_to", PayTie, "绩效报酬与何挂钩。 What performance pay is tied to.", also=("挂钩事项",)),
    ),
    also=("待遇标准",),
)

ALLOCATED_TO = Relation(
    "ALLOCATED_TO",
    FUND,
    COMMUNITY,
    "经费拨付社区。 A fund is allocated to a community.",
    forward=one("community", "拨付的社区。 The community it is allocated to."),
    backward=many("funds", "拨付的经费。 Funds allocated to it."),
    open_ended=True,
)
APPLIES_IN = Relation(
    "APPLIES_IN",
    (PAY_STANDARD, CREDENTIAL),
    DIVISIONS,
    "适用于某区划。 It applies in a division.",
    forward=one("division", "适用的区划。 The division it applies in."),
    backward=(
        many("payStandards", "适用的待遇标准。 Pay standards in force here.", to=PAY_STANDARD),
        many("credentials", "适用的证书奖励。 Certificates in force here.", to=CREDENTIAL),
    ),
)
