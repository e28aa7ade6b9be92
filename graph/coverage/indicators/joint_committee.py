from graph.coverage.indicator import Example, Indicator
from graph.model.committees import JOINT_COMMITTEE
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="联合党委",
    name_en="Joint committee",
    unit="Community",
    paths=("<-SERVES- JointCommittee",),
    numerator="有联合党委服务的社区。 Communities that a joint committee serves.",
    denominator="全部社区。 All communities.",
    unknown_when="没有关系，且当地未登记：SERVES。 There is no link, and SERVES is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "J": (JOINT_COMMITTEE, {}),
            "s-SERVES": (SURVEY, {"relation": "SERVES"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "J SERVES a",
            "s-SERVES COVERS a",
            "s-SERVES COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
    ),
)
