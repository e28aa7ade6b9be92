"""Joint committees that host activities."""

from graph.coverage.indicator import Example, Indicator
from graph.model.declarations import Kind

INDICATOR = Indicator(
    name_zh="活动共联",
    name_en="Joint committees that host activities",
    unit="JointCommittee",
    paths=("-HOSTED-> Activity",),
    numerator="主办过共联活动或共享资源的联合党委。 Joint committees that hosted a joint activity or shared a resource.",
    denominator="全部联合党委。 All joint committees.",
    unknown_when="没有关系，且未登记：HOSTED。 No link, and no survey says that these are kept there: HOSTED.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (Kind.CITY, {}),
            "a": (Kind.COMMUNITY, {}),
            "b": (Kind.COMMUNITY, {}),
            "c": (Kind.COMMUNITY, {}),
            "x": (Kind.JOINT_COMMITTEE, {}),
            "y": (Kind.JOINT_COMMITTEE, {}),
            "z": (Kind.JOINT_COMMITTEE, {}),
            "A": (Kind.ACTIVITY, {}),
            "s": (Kind.SURVEY, {"relation": "HOSTED"}),
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
