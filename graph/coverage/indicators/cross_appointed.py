from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.posts import POST
from graph.model.property import PROPERTY_COMPANY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="双向进入交叉任职",
    name_en="Property companies with a cross-appointed post",
    unit="PropertyCompany",
    paths=("<-SEATED_ON[as=CROSS_APPOINTED]- Post",),
    numerator="有交叉任职岗位的物业企业。 Property companies in which a post is cross-appointed.",
    denominator="全部物业企业。 All property companies.",
    unknown_when="没有关系，且当地未登记：SEATED_ON。 There is no link, and SEATED_ON is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "x": (PROPERTY_COMPANY, {}),
            "y": (PROPERTY_COMPANY, {}),
            "z": (PROPERTY_COMPANY, {}),
            "P": (POST, {}),
            "s": (SURVEY, {"relation": "SEATED_ON"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x LOCATED_IN a",
            "y LOCATED_IN b",
            "z LOCATED_IN c",
            "P SEATED_ON x",
            "P SEATED_ON y",
            "s COVERS a",
            "s COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
        properties={"P SEATED_ON x": {"as": "CROSS_APPOINTED"}, "P SEATED_ON y": {"as": "PART_TIME"}},
    ),
)
