"""Arguments of several fields. A function without a body declares the arguments of a field."""

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from schema.builder.enums import DirectionEnum, LevelEnum, RelationEnum

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false

First = Annotated[
    int | None,
    strawberry.argument(
        description="从头起取多少条，1 至 100，默认 20。 The number of items from the start, 1 to 100, 20 by default."
    ),
]
After = Annotated[
    str | None,
    strawberry.argument(
        description="从该游标之后开始；须是同一问题、同一日期的游标，空文字即无。 Only items after this cursor of the same question and date; an empty text is none."
    ),
]
Last = Annotated[
    int | None, strawberry.argument(description="从尾起取多少条，1 至 100。 The number of items from the end, 1 to 100.")
]
Before = Annotated[
    str | None,
    strawberry.argument(
        description="到该游标之前为止；须是同一问题、同一日期的游标，空文字即无。 Only items before this cursor of the same question and date; an empty text is none."
    ),
]
AsOf = Annotated[
    date | None,
    strawberry.argument(
        name="asOf",
        description="查询日期，默认今天；其下所有字段均以该日为准，其标识带有该日期。须与参数中标识所带的日期一致。 The as-of date, today by default; all fields "
        "below show that date, and their ids contain it. It must agree with the dates of ids in the arguments.",
    ),
]
Within = Annotated[
    str | None,
    strawberry.argument(
        description="只取归属在该区划及其下级的，用官方区划代码。 Only entities whose home is this division or one below it; its official code."
    ),
]
Code = Annotated[
    str, strawberry.argument(description="业务编码；区划用官方代码。 The business key; for a division, its official code.")
]
Relations = Annotated[
    list[RelationEnum] | None,
    strawberry.argument(description="只取这些类型的关系，默认全部。 Only these relations, all by default."),
]
Direction = Annotated[
    DirectionEnum | None, strawberry.argument(description="方向，默认两个方向。 The direction, both by default.")
]
OfLevel = Annotated[
    LevelEnum | None, strawberry.argument(description="只取这一级，默认各级。 Only this level, all by default.")
]


PAGE = ("first", "after", "last", "before")
"""The arguments of pagination."""


def input_argument(name: str, of_type: Any, description: str) -> StrawberryArgument:
    return StrawberryArgument(name, name, StrawberryAnnotation(of_type), description=description, default=UNSET)


def page_arguments(first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET) -> None: ...


def list_arguments(
    within: Within = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    as_of: AsOf = UNSET,
) -> None: ...


def code_arguments(code: Code, as_of: AsOf = UNSET) -> None: ...


def divisions_below(
    level: OfLevel = UNSET, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
) -> None: ...


def links_arguments(
    relations: Relations = UNSET,
    direction: Direction = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> None: ...
