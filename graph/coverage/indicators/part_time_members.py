from graph.coverage.indicator import Example, Indicator
from graph.model.committees import JOINT_COMMITTEE
from graph.model.divisions import CITY, COMMUNITY
from graph.model.posts import POST
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="兼职委员",
    name_en="Joint committees with part-time members",
    unit="JointCommittee",
    paths=("<-SEATED_ON[as=PART_TIME]- Post",),
    numerator="有兼职委员的联合党委。 Joint committees on which a post sits as a part-time member.",
    denominator="全部联合党委。 All joint committees.",
    unknown_when="没有关系，且当地未登记：SEATED_ON。 There is no link, and SEATED_ON is not surveyed there.",
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
            "P": (POST, {}),
            "s": (SURVEY, {"relation": "SEATED_ON"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x SERVES a",
            "y SERVES b",
            "z SERVES c",
            "P SEATED_ON x",
            "s COVERS a",
            "s COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
        properties={"P SEATED_ON x": {"as": "PART_TIME"}},
    ),
)
