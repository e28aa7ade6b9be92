from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.property import COMPOUND

INDICATOR = Indicator(
    name_zh="物业服务评价",
    name_en="Compounds with a rating of their property service",
    unit="Compound",
    test="service_rating is known",
    numerator="物业服务有评价的小区。 Compounds whose property service is rated.",
    denominator="全部小区。 All compounds.",
    unknown_when="不会情况不明：没有评分即未评价。 Never: without a rating it is not rated.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "x": (COMPOUND, {"service_rating": 4}),
            "y": (COMPOUND, {}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x SITUATED_IN a",
            "y SITUATED_IN b",
        ),
        reached=("x",),
        not_reached=("y",),
    ),
)
