from graph.coverage.indicator import Example, Indicator
from graph.model.alliances import SERVICE_STATION
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="服务阵地",
    name_en="Service stations",
    unit="Community",
    paths=("<-LOCATED_IN- ServiceStation",),
    numerator="有服务阵地的社区。 Communities with a service station.",
    denominator="全部社区。 All communities.",
    unknown_when="没有关系，且当地未登记：LOCATED_IN。 There is no link, and LOCATED_IN is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "S": (SERVICE_STATION, {}),
            "s-LOCATED_IN": (SURVEY, {"relation": "LOCATED_IN"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "S LOCATED_IN a",
            "s-LOCATED_IN COVERS a",
            "s-LOCATED_IN COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
    ),
)
