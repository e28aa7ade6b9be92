from graph.coverage.indicator import Example, Indicator
from graph.model.divisions import CITY, COMMUNITY
from graph.model.grids import GRID

INDICATOR = Indicator(
    name_zh="网格员",
    name_en="Staffed grids",
    unit="Grid[size=SMALL]",
    test="workers>=1",
    numerator="至少有一名网格员的小网格。 Small grids with at least one worker.",
    denominator="全部小网格。 All small grids.",
    unknown_when="网格员人数未登记。 The number of workers is not recorded.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {"population": 100}),
            "b": (COMMUNITY, {"population": 50}),
            "c": (COMMUNITY, {}),
            "x": (GRID, {"size": "SMALL", "workers": 1}),
            "y": (GRID, {"size": "SMALL", "workers": 0}),
            "z": (GRID, {"size": "SMALL"}),
            "L": (GRID, {"size": "LARGE"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "a HAS_GRID x",
            "a HAS_GRID y",
            "b HAS_GRID z",
            "L SPANS a",
        ),
        reached=("x",),
        not_reached=("y",),
        unknown=("z",),
    ),
)
