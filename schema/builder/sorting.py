"""The inputs of ``orderBy``: a property, a key of a related entity, or a count."""

from collections.abc import Collection, Mapping
from typing import Any, Final

import strawberry
from strawberry.types.field import StrawberryField

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.filters import FILTER_COMPILER
from graph.compiler.property_fields import Home, KindName, LinkProperty, LinkRelation, NodeProperty, Pinyin
from graph.compiler.relationship_fields import DivisionsBelow, EntityLinks, RelatedMany, RelatedOne, RelatedThrough
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

    def __init__(self, names: Collection[str]) -> None:
        self._orders: dict[str, type] = {name: type(f"{name}Order", (), {}) for name in names}

    def of(self, name: str) -> type:
        return self._orders[name]

    def fill(self, types: Mapping[str, type], derived: Mapping[str, Mapping[str, StrawberryField]]) -> None:
        """Makes the inputs. ``derived``: fields that cannot be selected, by type."""
        for name, cls in self._orders.items():
            selected = {**declared_fields(types[name]), **derived.get(name, {})}
            fields = {each: made for each, field in selected.items() if (made := self._field(each, field)) is not None}
            description = (
                f"{name} 的一个排序依据，只取一项；最后总按默认次序。 "
                f"One sort key of {name}: a single field. The default order decides last."
            )
            input_type(cls, f"{name}Order", description, fields | _pinyin(name), one_of=True)

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
            case RelatedMany() | RelatedThrough() | DivisionsBelow() | EntityLinks():
                return CountOrder
            case _:
                return None
