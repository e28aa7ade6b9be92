from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.grids import GRID
from graph.model.surveys import SURVEY

INDICATOR = Indicator(
    name_zh="大网格",
    name_en="Small grids in a large one",
    unit="Grid[size=SMALL]",
    paths=("-PART_OF-> Grid[size=LARGE]",),
    numerator="属于大网格的小网格。 Small grids that are part of a large one.",
    denominator="全部小网格。 All small grids.",
    unknown_when="没有关系，且当地未登记：PART_OF。 There is no link, and PART_OF is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "x": (GRID, {"size": "SMALL"}),
            "y": (GRID, {"size": "SMALL"}),
            "z": (GRID, {"size": "SMALL"}),
            "L": (GRID, {"size": "LARGE"}),
            "s": (SURVEY, {"relation": "PART_OF"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "a HAS_GRID x",
            "b HAS_GRID y",
            "c HAS_GRID z",
            "L SPANS a",
            "x PART_OF L",
            "s COVERS a",
            "s COVERS b",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
