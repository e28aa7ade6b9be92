from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.property import PROPERTY_COMPANY

INDICATOR = Indicator(
    name_zh="红色物业",
    name_en="Property companies with a party organisation",
    unit="PropertyCompany",
    test="has_party_organisation=true",
    numerator="建有党组织的物业企业。 Property companies with a party organisation.",
    denominator="全部物业企业。 All property companies.",
    unknown_when="是否建有党组织未登记。 Whether it has one is not recorded.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "x": (PROPERTY_COMPANY, {"has_party_organisation": True}),
            "y": (PROPERTY_COMPANY, {"has_party_organisation": False}),
            "z": (PROPERTY_COMPANY, {}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x LOCATED_IN a",
            "y LOCATED_IN b",
            "z LOCATED_IN c",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
