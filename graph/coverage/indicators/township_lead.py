from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY, TOWNSHIP
from graph.model.posts import POST
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="乡镇主抓",
    name_en="Township lead",
    unit="Township -ADMINISTERS-> Community",
    paths=("<-POST_IN- Post[duty=DIRECT]",),
    numerator="有岗位负直接责任的乡镇。 Townships with a post that has the direct duty.",
    denominator="辖有社区的乡镇。 Townships with a community below.",
    unknown_when="没有关系，且当地未登记：POST_IN。 There is no link, and POST_IN is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "t": (TOWNSHIP, {}),
            "v": (TOWNSHIP, {}),
            "w": (TOWNSHIP, {}),
            "e": (TOWNSHIP, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "P": (POST, {"duty": "DIRECT"}),
            "s-POST_IN": (SURVEY, {"relation": "POST_IN"}),
        },
        links=(
            "C ADMINISTERS t",
            "C ADMINISTERS v",
            "C ADMINISTERS w",
            "C ADMINISTERS e",
            "t ADMINISTERS a",
            "v ADMINISTERS b",
            "w ADMINISTERS c",
            "P POST_IN t",
            "s-POST_IN COVERS t",
            "s-POST_IN COVERS v",
        ),
        reached=("t",),
        not_reached=("v",),
        unknown=("w",),
    ),
)
