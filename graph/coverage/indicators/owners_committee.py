from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.property import COMPOUND, OWNERS_COMMITTEE
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="业委会",
    name_en="Owners' committees",
    unit="Compound",
    paths=("<-REPRESENTS- OwnersCommittee",),
    numerator="有业主委员会的小区。 Compounds that an owners' committee represents.",
    denominator="全部小区。 All compounds.",
    unknown_when="没有关系，且当地未登记：REPRESENTS。 There is no link, and REPRESENTS is not surveyed there.",
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
            "O": (OWNERS_COMMITTEE, {}),
            "s-REPRESENTS": (SURVEY, {"relation": "REPRESENTS"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x SITUATED_IN a",
            "y SITUATED_IN b",
            "z SITUATED_IN c",
            "O REPRESENTS x",
            "s-REPRESENTS COVERS a",
            "s-REPRESENTS COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
