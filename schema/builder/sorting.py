"""The inputs of ``orderBy``, made from the fields of each type: by a property, by one of the entity at a link to one, by a count."""

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
from schema.builder.filters import declared_fields, type_of

SortDirection = enum_of(
    "SortDirection",
    "排序的方向；没有值的始终在最后。 The direction of an order; what has no value stands last in either.",
    {"ASC": "从小到大。 The smallest first.", "DESC": "从大到小。 The largest first."},
)


def _choice(of_type: Any, name: str, description: str, instruction: Any) -> Any:
    make: Any = strawberry.field
    maybe: Any = strawberry.Maybe
    return make(graphql_type=maybe[of_type], name=name, description=description, metadata={FILTER_COMPILER: instruction})


CountOrder: Final = input_type(
    type("CountOrder", (), {}),
    "CountOrder",
    "按不同对象的个数排序。 By how many different ones there are.",
    {"count": _choice(SortDirection, "count", "按个数。 By their count.", None)},
    one_of=True,
)


def _pinyin(name: str) -> dict[str, Any]:
    """Entities are also sorted by how their names are read."""
    meaning = "名称的拼音，按音节；未经装载程序写入的没有拼音。 The pinyin of its name, by syllable; what the loader did not write has none."
    return {} if name == "Link" else {"pinyin": _choice(SortDirection, "pinyin", meaning, Pinyin())}


class OrderTypes:
    """The orders of all declared types. They speak of each other: each is there before any is filled."""

    def __init__(self, names: Collection[str]) -> None:
        self._orders: dict[str, type] = {name: type(f"{name}Order", (), {}) for name in names}

    def of(self, name: str) -> type:
        return self._orders[name]

    def fill(self, classes: Mapping[str, type], asked: Mapping[str, Mapping[str, StrawberryField]]) -> None:
        """Makes the input types. ``asked``: for some types, fields that are asked about and not selected."""
        for name, cls in self._orders.items():
            lines = {**declared_fields(classes[name]), **asked.get(name, {})}
            made = {field: self._field(field, line) for field, line in lines.items()} | _pinyin(name)
            description = (
                f"{name} 的一个排序依据，只取一项；最后总按默认次序。 "
                f"One key of an order of {name}, a single field; the default order decides last."
            )
            input_type(cls, f"{name}Order", description, {field: line for field, line in made.items() if line}, one_of=True)

    def _field(self, name: str, line: StrawberryField) -> Any:
        instruction = line.metadata.get(FIELD_COMPILER)
        of_type = self._type(instruction)
        return _choice(of_type, name, line.description or "", instruction) if of_type else None

    def _type(self, instruction: Any) -> Any:
        match instruction:
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
