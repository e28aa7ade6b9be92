"""Large and small grids."""

from enum import nonmember

from graph.model.declarations import Kind, Property, Relation, StoredEnum, many, one
from graph.model.divisions import COMMUNITY


class GridSize(StoredEnum):
    """网格的大小。 The size of a grid."""

    SMALL = "小网格，社区以下的基本单元。 A small grid, the unit below a community."
    LARGE = "大网格，由若干小网格组成。 A large grid, made of small ones."
    ALSO = nonmember({"SMALL": ("小",), "LARGE": ("大",)})


GRID = Kind(
    "Grid",
    "grids",
    "网格：小网格属于社区，大网格由小网格组成。 A grid: a small one belongs to a community, a large one is made of small ones.",
    home="HAS_GRID",
    properties=(
        Property("size", GridSize, "大小。 Its size.", also=("规模",)),
        Property(
            "workers",
            int,
            "专兼职网格员人数；空为未登记。 Grid workers; null is not recorded. Unit: people.",
            minimum=0,
            also=("网格员人数",),
        ),
        Property("households", int, "户数。单位：户。 Households.", minimum=0),
    ),
)

HAS_GRID = Relation(
    "HAS_GRID",
    COMMUNITY,
    GRID,
    "社区划有小网格。 A community has a small grid.",
    forward=many("grids", "小网格。 Its small grids."),
    backward=one("community", "小网格所属社区。 The community of a small grid."),
)
PART_OF = Relation(
    "PART_OF",
    GRID,
    GRID,
    "小网格属于大网格。 A small grid is part of a large one.",
    forward=one("largeGrid", "所属大网格。 The large grid it is part of."),
    backward=many("smallGrids", "组成它的小网格。 The small grids it is made of."),
)
SPANS = Relation(
    "SPANS",
    GRID,
    COMMUNITY,
    "大网格覆盖社区。 A large grid spans a community.",
    forward=many("communities", "大网格覆盖的社区。 The communities a large grid spans."),
    backward=many("largeGrids", "覆盖它的大网格。 The large grids that span it."),
)
