from graph.coverage.indicator import Example, Indicator
from graph.model.committees import MEMBER_UNIT
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="双报到",
    name_en="Double reporting",
    unit="Community",
    paths=("<-REPORTED_TO- MemberUnit",),
    numerator="有单位党员报到的社区。 Communities to which a member unit reported.",
    denominator="全部社区。 All communities.",
    unknown_when="没有关系，且当地未登记：REPORTED_TO。 There is no link, and REPORTED_TO is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "U": (MEMBER_UNIT, {}),
            "s-REPORTED_TO": (SURVEY, {"relation": "REPORTED_TO"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "U REPORTED_TO a",
            "s-REPORTED_TO COVERS a",
            "s-REPORTED_TO COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
    ),
)
