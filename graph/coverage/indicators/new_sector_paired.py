from graph.coverage.indicator import Example, Indicator
from graph.model.branches import COMMUNITY_BRANCH, NEW_SECTOR_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="新老联结",
    name_en="Paired new-sector branches",
    unit="NewSectorBranch",
    paths=("-PAIRED_WITH-> CommunityBranch",),
    numerator="与社区党支部结对的新业态党支部。 New-sector branches paired with a community branch.",
    denominator="全部新业态党支部。 All new-sector branches.",
    unknown_when="没有关系，且当地未登记：PAIRED_WITH。 There is no link, and PAIRED_WITH is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "x": (NEW_SECTOR_BRANCH, {}),
            "y": (NEW_SECTOR_BRANCH, {}),
            "z": (NEW_SECTOR_BRANCH, {}),
            "B": (COMMUNITY_BRANCH, {}),
            "s-PAIRED_WITH": (SURVEY, {"relation": "PAIRED_WITH"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x LOCATED_IN a",
            "y LOCATED_IN b",
            "z LOCATED_IN c",
            "B BRANCH_OF a",
            "x PAIRED_WITH B",
            "s-PAIRED_WITH COVERS a",
            "s-PAIRED_WITH COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
