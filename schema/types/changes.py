"""Changes: what began or ended between two dates."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from graph.changes.changes_field import ChangesField
from schema.builder.arguments import After, Before, First, Last
from schema.builder.connections import EntityAggregate, PageInfo
from schema.builder.declarations import object_type
from schema.builder.enums import KindEnum, RelationEnum
from schema.types.coverage import Scope
from schema.types.entities import Entity, Link
from schema.types.network.arguments import BoundaryArgument
from schema.types.network.enums import BoundaryEnum
from schema.types.parent_field import parent_field

# The type checker cannot know types that are made from the model.
# pyright: reportInvalidTypeForm=false, reportUnknownVariableType=false

From = Annotated[
    date,
    strawberry.argument(
        name="from", description="从何日之后。 Changes after this date; that of the date itself is not counted."
    ),
]
To = Annotated[date, strawberry.argument(name="to", description="到何日为止。 The last day.")]
Relations = Annotated[
    list[RelationEnum] | None,
    strawberry.argument(
        name="relations", description="只取这些类型的关系的变化，默认全部。 Only links of these relations, all by default."
    ),
]
Kinds = Annotated[
    list[KindEnum] | None,
    strawberry.argument(
        name="kinds", description="只取这些种类实体的变化，默认全部。 Only entities of these kinds, all by default."
    ),
]
Began = Annotated[
    bool | None,
    strawberry.argument(
        name="began",
        description="只取开始的或只取结束的，默认都取。 Only those that began, or only those that ended; both by default.",
    ),
]


def changes_arguments(
    scope: Scope,
    from_: From,
    to: To,
    boundary: BoundaryArgument = BoundaryEnum["ANCHOR"],
    relations: Relations = UNSET,
    kinds: Kinds = UNSET,
) -> None: ...


def entities_arguments(
    began: Began = UNSET,
    kinds: Kinds = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> None: ...


def links_arguments(
    began: Began = UNSET,
    relations: Relations = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
) -> None: ...


def _page_info() -> Any:
    return parent_field("翻页信息。 Pagination.")


def _total() -> Any:
    return parent_field("符合条件的总数，不限于本页。 The number of all items that match, not only of this page.")


def _aggregate() -> Any:
    return parent_field("对全部符合条件者的汇总。 Aggregates over all items that match.")


_DAY = "变化的日期：开始之日，或结束后的第一日。 The date of the change: the first day, or the day after the last."
_BEGAN = "开始还是结束。 Whether it began; otherwise it ended."


@object_type("一个实体的开始或结束。 The beginning or end of an entity.")
class EntityChange:
    day: date = parent_field(_DAY)
    began: bool = parent_field(_BEGAN)
    entity: Entity = parent_field(
        "该实体，所示为开始之日，或结束前一日的状态。 The entity, on its first day, or on the day before it ended."
    )


@object_type("一条关系的开始或结束。 The beginning or end of a link.")
class LinkChange:
    day: date = parent_field(_DAY)
    began: bool = parent_field(_BEGAN)
    link: Link = parent_field(
        "该关系，所示为开始之日，或结束前一日的状态。 The link, on its first day, or on the day before it ended."
    )


@object_type("EntityChange 列表中的一条。 One item of a list of EntityChange.")
class EntityChangeEdge:
    node: EntityChange = parent_field("内容。 The item.")
    cursor: str = parent_field("游标。 Its cursor.")


@object_type("LinkChange 列表中的一条。 One item of a list of LinkChange.")
class LinkChangeEdge:
    node: LinkChange = parent_field("内容。 The item.")
    cursor: str = parent_field("游标。 Its cursor.")


@object_type("EntityChange 的分页列表。 A paged list of EntityChange.")
class EntityChangeConnection:
    total_count: int = _total()
    nodes: list[EntityChange] = parent_field("本页的内容。 The items of this page.")
    edges: list[EntityChangeEdge] = parent_field("本页的内容及其游标。 The items of this page with their cursors.")
    page_info: PageInfo = _page_info()
    aggregate: EntityAggregate = _aggregate()


@object_type("LinkChange 的分页列表。 A paged list of LinkChange.")
class LinkChangeConnection:
    total_count: int = _total()
    nodes: list[LinkChange] = parent_field("本页的内容。 The items of this page.")
    edges: list[LinkChangeEdge] = parent_field("本页的内容及其游标。 The items of this page with their cursors.")
    page_info: PageInfo = _page_info()
    aggregate: EntityAggregate = _aggregate()


@object_type("一个种类或一种关系类型的变化数。 The number of changes of one kind or relation.")
class ChangeCount:
    kind: KindEnum | None = parent_field("实体的种类；计关系时为空。 The kind of the entities; null if links are counted.")
    relation: RelationEnum | None = parent_field(
        "关系类型；计实体时为空。 The relation of the links; null if entities are counted."
    )
    began: int = parent_field("开始的数目。 How many began.")
    ended: int = parent_field("结束的数目。 How many ended.")


@object_type(
    "两日之间的变化。关系自其自身与两端中最晚的起始日开始，至最早的终止日结束。 The changes between two dates. A link begins on the latest first day of itself "
    "and its ends, and ends on the earliest last one."
)
class Changes:
    entities: EntityChangeConnection | None = parent_field(
        "开始或结束的实体，按日期、种类、编码；归属以当日为准。 Entities that began or ended, by date, kind and code; their home on that day counts.",
        takes=entities_arguments,
    )
    links: LinkChangeConnection | None = parent_field(
        "开始或结束的关系，按日期、类型、两端。 Links that began or ended, by date, relation and ends.", takes=links_arguments
    )
    summary: list[ChangeCount] = parent_field(
        "各种类与各关系类型的变化数，只列有变化的，不受各列表参数影响。 The number of changes of each kind and relation that has changes. The arguments of the lists do not affect it."
    )


CHANGES = ChangesField()
