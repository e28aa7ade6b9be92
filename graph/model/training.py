"""Trainings and certificates."""

from datetime import date
from enum import nonmember

from graph.model.declarations import Kind, Property, Relation, StoredEnum, many
from graph.model.divisions import COMMUNITY


class Tier(StoredEnum):
    """举办的层级。 The tier that holds a training."""

    CITY = "市级。 The city."
    COUNTY = "县（区）级。 A county."
    TOWNSHIP = "乡镇级。 A township."
    ALSO = nonmember({"COUNTY": ("县区级",)})


class TrainingKind(StoredEnum):
    """培训的类别。 The kind of a training."""

    INDUCTION = "任职培训。 Training on taking office."
    ROTATION = "轮训。 Training in rotation."
    SPECIAL = "专题培训。 Training on one subject."


class TrainingMode(StoredEnum):
    """培训的方式。 How a training is given."""

    CENTRALISED = "集中培训。 All participants in one place."
    ONLINE = "线上培训。 Online."
    ON_SITE = "现场观摩。 A visit on site."


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
    ALSO = nonmember({"PARTY": ("党组织班子",), "RESIDENTS": ("居委会班子",), "BOTH": ("两委",)})


class Grade(StoredEnum):
    """社会工作者证书的等级。 The grade of a social worker's certificate."""

    JUNIOR = "初级。 Junior."
    INTERMEDIATE = "中级。 Intermediate."
    SENIOR = "高级。 Senior."


TRAINING = Kind(
    "Training",
    "trainings",
    "培训班次。 A training session.",
    home="LOCATED_IN",
    properties=(
        Property("tier", Tier, "举办层级。 The tier that holds it.", also=("层级",)),
        Property("kind", TrainingKind, "类别。 Its kind.", field_name="trainingKind"),
        Property("mode", TrainingMode, "方式。 How it is given."),
        Property("form", TrainingForm, "形式。 Its form."),
        Property("held_on", date, "开班日期。 The day it began."),
    ),
    field_meanings={"location": "举办所在区划。 The division in which it is held."},
    also=("培训",),
)
CREDENTIAL = Kind(
    "Credential",
    "credentials",
    "社会工作者证书的一个等级及其奖励。 One grade of the social workers' certificate, with its reward.",
    home="APPLIES_IN",
    properties=(
        Property("grade", Grade, "等级。 Its grade."),
        Property("holders", int, "持证人数。单位：人。 Holders. Unit: people.", minimum=0),
        Property("reward_min", int, "最低奖励。单位：元。 Smallest reward. Unit: yuan.", minimum=0),
        Property("reward_max", int, "最高奖励。单位：元。 Largest reward. Unit: yuan.", minimum=0),
    ),
    also=("社会工作者证书",),
)

TRAINED = Relation(
    "TRAINED",
    TRAINING,
    COMMUNITY,
    "培训了社区班子。 A training was given to a community.",
    (
        Property("bodies", TrainedBodies, "受训的班子。 Which committees were trained.", also=("受训班子",)),
        Property("attendance", int, "参训人次。单位：人次。 Attendance. Unit: attendances.", minimum=0),
    ),
    forward=many("communities", "受训的社区。 Communities it was given to."),
    backward=many("trainings", "接受的培训。 Trainings given to it."),
    open_ended=True,
)
