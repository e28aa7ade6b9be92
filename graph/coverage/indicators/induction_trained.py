from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY
from graph.model.training import TRAINING

INDICATOR = Indicator(
    name_zh="任职培训",
    name_en="Induction training",
    unit="Community",
    paths=("<-TRAINED[bodies=BOTH]- Training[kind=INDUCTION]",),
    numerator="“两委”都接受过任职培训的社区。 Communities whose two committees had induction training.",
    denominator="全部社区。 All communities.",
    unknown_when="没有关系，且当地未登记：TRAINED。 There is no link, and TRAINED is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "T": (TRAINING, {"kind": "INDUCTION"}),
            "s-TRAINED": (SURVEY, {"relation": "TRAINED"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "T TRAINED a",
            "T TRAINED b",
            "s-TRAINED COVERS a",
            "s-TRAINED COVERS b",
        ),
        reached=("a",),
        not_reached=("b",),
        unknown=("c",),
        properties={"T TRAINED a": {"bodies": "BOTH"}, "T TRAINED b": {"bodies": "PARTY"}},
    ),
)
