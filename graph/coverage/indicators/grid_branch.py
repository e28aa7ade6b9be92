from graph.coverage.indicator import Example, Indicator
from graph.model.branches import COMMUNITY_BRANCH
from graph.model.divisions import CITY, COMMUNITY
from graph.model.grids import GRID
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="网格党组织",
    name_en="Grid branches",
    unit="Grid[size=SMALL]",
    paths=("<-LEADS- CommunityBranch",),
    numerator="有社区党支部领导的小网格。 Small grids that a community branch leads.",
    denominator="全部小网格。 All small grids.",
    unknown_when="没有关系，且当地未登记：LEADS。 There is no link, and LEADS is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "x": (GRID, {"size": "SMALL"}),
            "y": (GRID, {"size": "SMALL"}),
            "z": (GRID, {"size": "SMALL"}),
            "B": (COMMUNITY_BRANCH, {}),
            "s-LEADS": (SURVEY, {"relation": "LEADS"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "a HAS_GRID x",
            "b HAS_GRID y",
            "c HAS_GRID z",
            "B BRANCH_OF a",
            "B LEADS x",
            "s-LEADS COVERS a",
            "s-LEADS COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
