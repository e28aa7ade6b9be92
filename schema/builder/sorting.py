"""The inputs of ``orderBy``: a property, a key of a related entity, a count, an aggregate, or a ratio."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from strawberry.types.field import StrawberryField

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.groups import GroupOrder
from graph.compiler.located_below import LocatedBelow
from graph.compiler.property_fields import Home, KindName, LinkProperty, LinkRelation, NodeProperty, PinyinSort
from graph.compiler.ratios import GroupRatio
from graph.compiler.relationship_fields import DivisionsBelow, EntityLinks, RelatedMany, RelatedOne, RelatedThrough
from graph.compiler.sorting import NumberOrder
from graph.model.declarations import Property
from schema.builder.comparison_inputs import input_type
from schema.builder.fields import declared_fields
from schema.builder.filters import type_of
from schema.builder.ratios import RatioTypes, group_ratio
from schema.builder.sort_choices import AGGREGATES, SortDirection, choice

AggregateOrder: Final = input_type(
    type("AggregateOrder", (), {}),
    "AggregateOrder",
    "按一个数值属性的汇总排序，只取一项。 Sorts by one aggregate of a number.",
    {name: choice(SortDirection, name, meaning, None) for name, meaning in AGGREGATES.items()},
    one_of=True,
)
CountOrder: Final = input_type(
    type("CountOrder", (), {}),
    "CountOrder",
    "按不同对象的个数排序。 Sorts by the number of different objects.",
    {"count": choice(SortDirection, "count", "按个数。 By number.", None)},
    one_of=True,
)


def _pinyin(name: str) -> dict[str, Any]:
    meaning = "名称的拼音，按音节；未经载入程序写入的没有拼音。 The pinyin of the name, by syllable. Only the loader writes it."
    return {} if name == "Link" else {"pinyin": choice(SortDirection, "pinyin", meaning, PinyinSort())}


class OrderTypes:
    """The orders refer to each other, so all exist before ``fill`` gives them fields."""

    def __init__(self, names: Collection[str], numbers: Mapping[str, Sequence[Property]]) -> None:
        """`numbers`: the numbers of each type."""
        self._orders: dict[str, type] = {name: type(f"{name}Order", (), {}) for name in names}
        self._numbers = numbers
        self._lists: dict[str, type] = {}
        self._ratios = RatioTypes(numbers)

    def of(self, name: str) -> type:
        return self._orders[name]

    def fill(self, types: Mapping[str, type]) -> None:
        """Makes the inputs."""
        for name, cls in self._orders.items():
            selected = declared_fields(types[name])
            fields = {each: made for each, field in selected.items() if (made := self._field(each, field)) is not None}
            description = (
                f"{name} 的一个排序依据，只取一项；最后总按默认次序。 "
                f"One sort key of {name}: a single field. The default order decides last."
            )
            fields |= _pinyin(name) | self._ratios.order(name, selected)
            input_type(cls, f"{name}Order", description, fields, one_of=True)

    def _field(self, name: str, selected: StrawberryField) -> Any:
        execution = selected.metadata.get(FIELD_COMPILER)
        of_type = self._type(execution)
        return choice(of_type, name, selected.description or "", execution) if of_type else None

    def _type(self, execution: Any) -> Any:
        match execution:
            case NodeProperty(prop) | LinkProperty(prop):
                return None if prop.is_list else SortDirection
            case KindName() | LinkRelation():
                return SortDirection
            case Home():
                return self._orders["Division"]
            case RelatedOne(hop):
                return self._orders[type_of(hop.kinds)]
            case RelatedMany() | RelatedThrough() | DivisionsBelow() | LocatedBelow():
                return self._list(type_of(execution.kinds))
            case EntityLinks():
                return CountOrder
            case _:
                return None

    def _list(self, name: str) -> type:
        """Returns the order by a count or an aggregate of a list of the type."""
        numbers = self._numbers.get(name, ())
        if not numbers:
            return CountOrder
        if name not in self._lists:
            fields = {prop.field: choice(AggregateOrder, prop.field, prop.meaning, NumberOrder(prop)) for prop in numbers}
            fields["count"] = choice(SortDirection, "count", "按不同对象的个数。 By the number of different objects.", None)
            description = (
                f"按相关的 {name} 的个数或一个数值属性的汇总排序，不同对象各计一次，只取一项。 "
                f"Sorts by the number of related {name} or an aggregate of a number; each counts once. A single field."
            )
            cls = type(f"{name}ListOrder", (), {})
            self._lists[name] = input_type(cls, f"{name}ListOrder", description, fields, one_of=True)
        return self._lists[name]


def group_order(name: str, numbers: Sequence[Property]) -> type:
    """Returns the order of the groups of a list."""
    fields = {
        "key": choice(SortDirection, "key", "按依据。 By the key.", GroupOrder(by_key=True)),
        "count": choice(SortDirection, "count", "按不同实体的个数。 By the number of different entities.", GroupOrder()),
        **{prop.field: choice(AggregateOrder, prop.field, prop.meaning, GroupOrder(prop=prop)) for prop in numbers},
    }
    if name == "Link":
        fields["links"] = choice(SortDirection, "links", "按关系的个数。 By the number of links.", GroupOrder(by_links=True))
    if numbers:
        meaning = "按两项汇总之比，如每户的网格员数。 By the ratio of two aggregates, such as workers per household."
        fields["ratio"] = choice(group_ratio(name, tuple(numbers)), "ratio", meaning, GroupRatio())
    description = "各组的一个排序依据，只取一项；最后总按分组依据。 One sort key of groups: a single field. The key of the group decides last."
    return input_type(type(f"{name}GroupOrder", (), {}), f"{name}GroupOrder", description, fields, one_of=True)
