"""What the inputs of ``orderBy`` have in common: directions, functions, and fields that make one choice."""

from typing import Any, Final

import strawberry

from graph.compiler.filters import FILTER_COMPILER
from schema.builder.enums import enum_of

SortDirection = enum_of(
    "SortDirection",
    "排序的方向；没有值的始终在最后。 The direction of sorting; missing values are last in both.",
    {"ASC": "从小到大。 Smallest first.", "DESC": "从大到小。 Largest first."},
)


def choice(of_type: Any, name: str, description: str, execution: Any) -> Any:
    make: Any = strawberry.field
    maybe: Any = strawberry.Maybe
    return make(graphql_type=maybe[of_type], name=name, description=description, metadata={FILTER_COMPILER: execution})


AGGREGATES: Final = {
    "count": "有值的个数。 The number of values.",
    "sum": "总和。 The sum.",
    "average": "平均。 The mean.",
    "min": "最小值。 The smallest.",
    "max": "最大值。 The largest.",
}
CountEnum = enum_of(
    "CountFunction",
    "计数的方式。 A way to count.",
    {"DISTINCT": "不同实体的个数。 The number of different entities."},
)
AggregateEnum = enum_of(
    "AggregateFunction",
    "一个数值属性的汇总方式。 An aggregate of a number.",
    {name.upper(): text for name, text in AGGREGATES.items()},
)


def required(of_type: Any, name: str, description: str) -> Any:
    """Returns a field that must be given."""
    make: Any = strawberry.field
    return make(graphql_type=of_type, name=name, description=description, metadata={FILTER_COMPILER: None})
