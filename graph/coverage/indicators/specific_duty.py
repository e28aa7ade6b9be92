from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.posts import POST
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="社区具体责任",
    name_en="Communities with a post that has the specific duty",
    unit="Community",
    paths=("<-POST_IN- Post[duty=SPECIFIC]",),
    numerator="有岗位负具体责任的社区。 Communities with a post that has the specific duty, the last of the four-level chain.",
    denominator="全部社区。 All communities.",
    unknown_when="没有关系，且当地未登记：POST_IN。 There is no link, and POST_IN is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "P": (POST, {"duty": "SPECIFIC"}),
            "Q": (POST, {"duty": "DIRECT"}),
            "s": (SURVEY, {"relation": "POST_IN"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "P POST_IN a",
            "Q POST_IN b",
            "s COVERS a",
            "s COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
    ),
)
