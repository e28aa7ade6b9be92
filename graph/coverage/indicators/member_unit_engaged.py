from graph.coverage.indicator import Example, Indicator
from graph.model.committees import JOINT_COMMITTEE, MEMBER_UNIT
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="成员单位",
    name_en="Member units engaged",
    unit="Community",
    paths=("<-SERVES- JointCommittee <-MEMBER_OF- MemberUnit",),
    numerator="联合党委有成员单位的社区。 Communities whose joint committee has a member unit.",
    denominator="全部社区。 All communities.",
    unknown_when="没有路径，且其中有未在当地登记的关系：SERVES、MEMBER_OF。 There is no path, and one of these is not surveyed there: SERVES, MEMBER_OF.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "J": (JOINT_COMMITTEE, {}),
            "K": (JOINT_COMMITTEE, {}),
            "U": (MEMBER_UNIT, {}),
            "s-SERVES": (SURVEY, {"relation": "SERVES"}),
            "s-MEMBER_OF": (SURVEY, {"relation": "MEMBER_OF"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "J SERVES a",
            "K SERVES b",
            "U MEMBER_OF J",
            "s-SERVES COVERS a",
            "s-SERVES COVERS b",
            "s-MEMBER_OF COVERS a",
            "s-MEMBER_OF COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
    ),
)
