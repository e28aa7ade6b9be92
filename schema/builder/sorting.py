"""The inputs of ``orderBy``: a property, a key of a related entity, or a count."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import strawberry
from strawberry.types.field import StrawberryField

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.filters import FILTER_COMPILER
from graph.compiler.groups import GroupOrder
from graph.compiler.located_below import LocatedBelow
from graph.compiler.property_fields import Home, KindName, LinkProperty, LinkRelation, NodeProperty, Pinyin
from graph.compiler.relationship_fields import DivisionsBelow, EntityLinks, RelatedMany, RelatedOne, RelatedThrough
from graph.compiler.sorting import NumberOrder, RatioOrder
from graph.model.declarations import Property
from schema.builder.comparison_inputs import input_type
from schema.builder.enums import enum_of
from schema.builder.fields import declared_fields
from schema.builder.filters import type_of

SortDirection = enum_of(
    "SortDirection",
    "排序的方向；没有值的始终在最后。 The direction of sorting; missing values are last in both.",
    {"ASC": "从小到大。 Smallest first.", "DESC": "从大到小。 Largest first."},
)


def _choice(of_type: Any, name: str, description: str, execution: Any) -> Any:
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
AggregateEnum = enum_of(
    "AggregateFunction",
    "一个数值属性的汇总方式。 An aggregate of a number.",
    {name.upper(): text for name, text in AGGREGATES.items()},
)
AggregateOrder: Final = input_type(
    type("AggregateOrder", (), {}),
    "AggregateOrder",
    "按一个数值属性的汇总排序，只取一项。 Sorts by one aggregate of a number.",
    {name: _choice(SortDirection, name, meaning, None) for name, meaning in AGGREGATES.items()},
    one_of=True,
)
CountOrder: Final = input_type(
    type("CountOrder", (), {}),
    "CountOrder",
    "按不同对象的个数排序。 Sorts by the number of different objects.",
    {"count": _choice(SortDirection, "count", "按个数。 By number.", None)},
    one_of=True,
)


def _pinyin(name: str) -> dict[str, Any]:
    meaning = "名称的拼音，按音节；未经装载程序写入的没有拼音。 The pinyin of the name, by syllable. Only the loader writes it."
    return {} if name == "Link" else {"pinyin": _choice(SortDirection, "pinyin", meaning, Pinyin())}


class OrderTypes:
    """The orders refer to each other, so all exist before ``fill`` gives them fields."""

    def __init__(self, names: Collection[str], numbers: Mapping[str, Sequence[Property]]) -> None:
        """`numbers`: the numbers of each type."""
        self._orders: dict[str, type] = {name: type(f"{name}Order", (), {}) for name in names}
        self._numbers = numbers
        self._lists: dict[str, type] = {}
        self._choices: dict[str, type] = {}

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
            fields |= _pinyin(name) | self._ratio(name, selected)
            input_type(cls, f"{name}Order", description, fields, one_of=True)

    def _field(self, name: str, selected: StrawberryField) -> Any:
        execution = selected.metadata.get(FIELD_COMPILER)
        of_type = self._type(execution)
        return _choice(of_type, name, selected.description or "", execution) if of_type else None

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
            fields = {prop.field: _choice(AggregateOrder, prop.field, prop.meaning, NumberOrder(prop)) for prop in numbers}
            fields["count"] = _choice(SortDirection, "count", "按不同对象的个数。 By the number of different objects.", None)
            description = (
                f"按相关的 {name} 的个数或一个数值属性的汇总排序，不同对象各计一次，只取一项。 "
                f"Sorts by the number of related {name} or an aggregate of a number; each counts once. A single field."
            )
            cls = type(f"{name}ListOrder", (), {})
            self._lists[name] = input_type(cls, f"{name}ListOrder", description, fields, one_of=True)
        return self._lists[name]

    # ------------------------------------------------------------------------------------------------ ratios
    def _ratio(self, name: str, selected: Mapping[str, StrawberryField]) -> dict[str, Any]:
        """Returns the field `ratio` of a type with numbers and with lists of entities with numbers."""
        numbers = self._numbers.get(name, ())
        of = {each: made for each, field in selected.items() if (made := self._part_of_ratio(each, field)) is not None}
        if not numbers or not of:
            return {}
        meaning = "被除数：相关对象的一个汇总。 The dividend: an aggregate over related entities."
        part = input_type(type(f"{name}RatioPart", (), {}), f"{name}RatioPart", meaning, of, one_of=True)
        by_name = {_upper_snake(prop.field): prop for prop in numbers}
        per = enum_of(
            f"{name}Number",
            f"{name} 的数值属性。 The numbers of {name}.",
            {each: prop.meaning for each, prop in by_name.items()},
        )
        ratio = input_type(
            type(f"{name}Ratio", (), {}),
            f"{name}Ratio",
            "两数之比；任一没有值、或除数不大于零时没有值。 A ratio of two numbers; it has no value if either has none, or if the divisor is not above zero.",
            {
                "of": _required(part, "of", meaning),
                "per": _required(per, "per", "除数。 The divisor."),
                "direction": _choice(
                    SortDirection, "direction", "方向，默认从小到大。 The direction, smallest first by default.", None
                ),
            },
        )
        meaning = "按比值排序，如每名居民的经费。 Sorts by a ratio, such as money per resident."
        return {"ratio": _choice(ratio, "ratio", meaning, RatioOrder(by_name))}

    def _part_of_ratio(self, name: str, selected: StrawberryField) -> Any:
        execution = selected.metadata.get(FIELD_COMPILER)
        if not isinstance(execution, RelatedMany | RelatedThrough | LocatedBelow):
            return None
        of_type = type_of(execution.kinds)
        numbers = self._numbers.get(of_type, ())
        if not numbers:
            return None
        if of_type not in self._choices:
            fields = {prop.field: _choice(AggregateEnum, prop.field, prop.meaning, NumberOrder(prop)) for prop in numbers}
            description = f"{of_type} 的一个数值属性的汇总。 An aggregate of one number of {of_type}."
            cls = type(f"{of_type}Aggregation", (), {})
            self._choices[of_type] = input_type(cls, f"{of_type}Aggregation", description, fields, one_of=True)
        return _choice(self._choices[of_type], name, selected.description or "", execution)


def _required(of_type: Any, name: str, description: str) -> Any:
    make: Any = strawberry.field
    return make(graphql_type=of_type, name=name, description=description, metadata={FILTER_COMPILER: None})


def group_order(name: str, numbers: Sequence[Property]) -> type:
    """Returns the order of the groups of a list."""
    fields = {
        "key": _choice(SortDirection, "key", "按依据。 By the key.", GroupOrder(by_key=True)),
        "count": _choice(SortDirection, "count", "按不同实体的个数。 By the number of different entities.", GroupOrder()),
        **{prop.field: _choice(AggregateOrder, prop.field, prop.meaning, GroupOrder(prop=prop)) for prop in numbers},
    }
    description = "各组的一个排序依据，只取一项；最后总按分组依据。 One sort key of groups: a single field. The key of the group decides last."
    return input_type(type(f"{name}GroupOrder", (), {}), f"{name}GroupOrder", description, fields, one_of=True)


def _upper_snake(field: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in field)
