from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.property import COMPOUND, PROPERTY_COMPANY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="物业",
    name_en="Managed compounds",
    unit="Compound",
    paths=("<-MANAGES- PropertyCompany",),
    numerator="有物业企业服务的小区。 Compounds that a property company manages.",
    denominator="全部小区。 All compounds.",
    unknown_when="没有关系，且当地未登记：MANAGES。 There is no link, and MANAGES is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "x": (COMPOUND, {}),
            "y": (COMPOUND, {}),
            "z": (COMPOUND, {}),
            "M": (PROPERTY_COMPANY, {}),
            "s-MANAGES": (SURVEY, {"relation": "MANAGES"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x SITUATED_IN a",
            "y SITUATED_IN b",
            "z SITUATED_IN c",
            "M MANAGES x",
            "s-MANAGES COVERS a",
            "s-MANAGES COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
