"""Staffed grids."""

from graph.coverage.indicator import Example, Indicator
from graph.model.declarations import Kind

INDICATOR = Indicator(
    name_zh="网格员",
    name_en="Staffed grids",
    unit="Grid[size=SMALL]",
    test="workers>=1",
    numerator="至少有一名网格员的小网格。 Small grids with at least one worker.",
    denominator="全部小网格。 All small grids.",
    unknown_when="网格员人数未登记。 The number of workers was never recorded.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (Kind.CITY, {}),
            "a": (Kind.COMMUNITY, {"population": 100}),
            "b": (Kind.COMMUNITY, {"population": 50}),
            "c": (Kind.COMMUNITY, {}),
            "x": (Kind.GRID, {"size": "SMALL", "workers": 1}),
            "y": (Kind.GRID, {"size": "SMALL", "workers": 0}),
            "z": (Kind.GRID, {"size": "SMALL"}),
            "L": (Kind.GRID, {"size": "LARGE"}),
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
