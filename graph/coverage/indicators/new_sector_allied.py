from graph.coverage.indicator import Example, Indicator
from graph.model.alliances import ALLIANCE
from graph.model.branches import NEW_SECTOR_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="新业态入盟",
    name_en="New-sector branches in an alliance",
    unit="NewSectorBranch",
    paths=("-ALLIED_IN-> Alliance",),
    numerator="加入党建联盟的新业态党支部。 New-sector branches that are allied in an alliance.",
    denominator="全部新业态党支部。 All new-sector branches.",
    unknown_when="没有关系，且当地未登记：ALLIED_IN。 There is no link, and ALLIED_IN is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "x": (NEW_SECTOR_BRANCH, {}),
            "y": (NEW_SECTOR_BRANCH, {}),
            "z": (NEW_SECTOR_BRANCH, {}),
            "A": (ALLIANCE, {}),
            "s": (SURVEY, {"relation": "ALLIED_IN"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "x LOCATED_IN a",
            "y LOCATED_IN b",
            "z LOCATED_IN c",
            "x ALLIED_IN A",
            "s COVERS a",
            "s COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
