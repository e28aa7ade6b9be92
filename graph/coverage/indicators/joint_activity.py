from graph.coverage.indicator import Example, Indicator
from graph.model.activities import ACTIVITY
from graph.model.committees import JOINT_COMMITTEE
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="活动共联",
    name_en="Joint committees that host activities",
    unit="JointCommittee",
    paths=("-HOSTED-> Activity",),
    numerator="主办过共联活动或共享资源的联合党委。 Joint committees that hosted a joint activity or shared a resource.",
    denominator="全部联合党委。 All joint committees.",
    unknown_when="没有关系，且当地未登记：HOSTED。 There is no link, and HOSTED is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "x": (JOINT_COMMITTEE, {}),
            "y": (JOINT_COMMITTEE, {}),
            "z": (JOINT_COMMITTEE, {}),
            "A": (ACTIVITY, {}),
            "s": (SURVEY, {"relation": "HOSTED"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x SERVES a",
            "y SERVES b",
            "z SERVES c",
            "x HOSTED A",
            "s COVERS a",
            "s COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
