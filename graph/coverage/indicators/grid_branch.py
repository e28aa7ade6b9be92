"""Grid branches."""

from graph.coverage.indicator import Example, Indicator
from graph.model.declarations import Kind

INDICATOR = Indicator(
    name_zh="网格党组织",
    name_en="Grid branches",
    unit="Grid[size=SMALL]",
    paths=("<-LEADS- CommunityBranch",),
    numerator="有社区党支部领导的小网格。 Small grids that a community branch leads.",
    denominator="全部小网格。 All small grids.",
    unknown_when="没有关系，且未登记：LEADS。 No link, and no survey says that these are kept there: LEADS.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (Kind.CITY, {}),
            "a": (Kind.COMMUNITY, {"population": 100}),
            "b": (Kind.COMMUNITY, {"population": 50}),
            "c": (Kind.COMMUNITY, {}),
            "x": (Kind.GRID, {"size": "SMALL"}),
            "y": (Kind.GRID, {"size": "SMALL"}),
            "z": (Kind.GRID, {"size": "SMALL"}),
            "B": (Kind.COMMUNITY_BRANCH, {}),
            "s-LEADS": (Kind.SURVEY, {"relation": "LEADS"}),
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
