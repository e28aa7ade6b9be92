"""The field `ratio` of ``orderBy``: of two numbers of an entity, or of two aggregates of a group."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from strawberry.types.field import StrawberryField

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.located_below import LocatedBelow
from graph.compiler.ratios import RatioOrder
from graph.compiler.relationship_fields import DivisionsBelow, RelatedMany, RelatedThrough
from graph.compiler.sorting import NumberOrder
from graph.model.declarations import Property
from schema.builder.comparison_inputs import input_type
from schema.builder.enums import enum_of, enum_value_of
from schema.builder.filters import type_of
from schema.builder.sort_choices import AggregateEnum, CountEnum, SortDirection, choice, required

_RELATED: Final = (RelatedMany, RelatedThrough, DivisionsBelow, LocatedBelow)
_NO_VALUE: Final = (
    "任一没有值、或除数不大于零时没有值。 It has no value if either number has none, or if the divisor is not above zero."
)


class RatioTypes:
    """The ratios of each type. `numbers`: the numbers of each type."""

    def __init__(self, numbers: Mapping[str, Sequence[Property]]) -> None:
        self._numbers = numbers

    def order(self, name: str, selected: Mapping[str, StrawberryField]) -> dict[str, Any]:
        """Returns the field `ratio` of a type with lists of entities."""
        lists = {each: made for each, field in selected.items() if (made := self._related(each, field)) is not None}
        if not lists or name == "Link":
            return {}
        meaning = "相关实体的个数或一个汇总，只取一项。 A count or an aggregate of related entities: a single field."
        part = input_type(type(f"{name}RatioPart", (), {}), f"{name}RatioPart", meaning, lists, one_of=True)
        by_name = {enum_value_of(prop.field): prop for prop in self._numbers.get(name, ())}
        fields = {"of": required(part, "of", "被除数。 The dividend.")} | self._divisors(name, part, by_name) | _direction()
        ratio = input_type(
            type(f"{name}Ratio", (), {}),
            f"{name}Ratio",
            f"两数之比；{_NO_VALUE.replace(' It', ' A ratio of two numbers. It', 1)}",
            fields,
        )
        meaning = "按比值排序，如每名居民的经费。 Sorts by a ratio, such as money per resident."
        return {"ratio": choice(ratio, "ratio", meaning, RatioOrder(by_name))}

    def _divisors(self, name: str, part: type, by_name: Mapping[str, Property]) -> dict[str, Any]:
        """Returns the fields of a divisor; one of them is given."""
        related = "相关实体的个数或一个汇总。 The divisor: a count or an aggregate of related entities."
        if not by_name:
            return {"perRelated": required(part, "perRelated", f"除数：{related}")}
        numbers = enum_of(
            f"{name}Number",
            f"{name} 的数值属性。 The numbers of {name}.",
            {each: prop.meaning for each, prop in by_name.items()},
        )
        own = "除数：自身的一个数值。 The divisor: a number of the entity itself."
        return {"per": choice(numbers, "per", own, None), "perRelated": choice(part, "perRelated", f"除数：{related}", None)}

    def _related(self, name: str, field: StrawberryField) -> Any:
        execution = field.metadata.get(FIELD_COMPILER)
        if not isinstance(execution, _RELATED):
            return None
        of_type = type_of(execution.kinds)
        return choice(_aggregation(of_type, tuple(self._numbers.get(of_type, ()))), name, field.description or "", execution)


def group_ratio(name: str, numbers: tuple[Property, ...]) -> type:
    """Returns the ratio of two aggregates of a group."""
    part = _aggregation(name, numbers)
    fields = {
        "of": required(part, "of", "被除数。 The dividend."),
        "per": required(part, "per", "除数。 The divisor."),
    } | _direction()
    description = f"各组两项汇总之比；{_NO_VALUE.replace(' It', ' A ratio of two aggregates of a group. It', 1)}"
    return input_type(type(f"{name}GroupRatio", (), {}), f"{name}GroupRatio", description, fields)


@cache
def _aggregation(name: str, numbers: tuple[Property, ...]) -> type:
    """Returns the choice of a count, or of an aggregate of one number."""
    fields = {prop.field: choice(AggregateEnum, prop.field, prop.meaning, NumberOrder(prop)) for prop in numbers}
    fields["count"] = choice(CountEnum, "count", "不同实体的个数。 The number of different entities.", None)
    description = (
        f"{name} 的个数或一个数值属性的汇总，只取一项。 The number of {name}, or an aggregate of one number: a single field."
    )
    return input_type(type(f"{name}Aggregation", (), {}), f"{name}Aggregation", description, fields, one_of=True)


def _direction() -> dict[str, Any]:
    meaning = "方向，默认从小到大。 The direction, smallest first by default."
    return {"direction": choice(SortDirection, "direction", meaning, None)}
