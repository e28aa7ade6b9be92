"""Party branches of compounds."""

from graph.coverage.indicator import Example, Indicator
from graph.model.declarations import Kind

INDICATOR = Indicator(
    name_zh="居民区党组织",
    name_en="Party branches of compounds",
    unit="Compound",
    paths=("<-BRANCH_OF- CommunityBranch",),
    numerator="建有党支部的小区。 Compounds with a party branch.",
    denominator="全部小区。 All compounds.",
    unknown_when="没有关系，且未登记：BRANCH_OF。 No link, and no survey says that these are kept there: BRANCH_OF.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (Kind.CITY, {}),
            "a": (Kind.COMMUNITY, {"population": 100}),
            "b": (Kind.COMMUNITY, {"population": 50}),
            "c": (Kind.COMMUNITY, {}),
            "x": (Kind.COMPOUND, {}),
            "y": (Kind.COMPOUND, {}),
            "z": (Kind.COMPOUND, {}),
            "B": (Kind.COMMUNITY_BRANCH, {}),
            "s-BRANCH_OF": (Kind.SURVEY, {"relation": "BRANCH_OF"}),
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
