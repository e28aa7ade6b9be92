from graph.coverage.indicator import Example, Indicator
from graph.model.branches import COMMUNITY_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.property import COMPOUND
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="居民区党组织",
    name_en="Party branches of compounds",
    unit="Compound",
    paths=("<-BRANCH_OF- CommunityBranch",),
    numerator="建有党支部的小区。 Compounds with a party branch.",
    denominator="全部小区。 All compounds.",
    unknown_when="没有关系，且当地未登记：BRANCH_OF。 There is no link, and BRANCH_OF is not surveyed there.",
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
            "B": (COMMUNITY_BRANCH, {}),
            "s-BRANCH_OF": (SURVEY, {"relation": "BRANCH_OF"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x SITUATED_IN a",
            "y SITUATED_IN b",
            "z SITUATED_IN c",
            "B BRANCH_OF x",
            "s-BRANCH_OF COVERS a",
            "s-BRANCH_OF COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
