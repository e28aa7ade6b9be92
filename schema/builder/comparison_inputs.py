"""The filters of values: one for each scalar type and enum, and one for lists of text."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, cast

import strawberry

from graph.compiler.filters import FILTER_COMPILER
from graph.compiler.predicates import COMPARISON_OPERATORS, TEXT_COMPARISON_OPERATORS, IsNull
from graph.model.declarations import Property, StoredEnum
from schema.builder.enums import graphql_enum

_MEANINGS: Final = {
    "eq": "等于。 Equal to this value.",
    "ne": "有值且不等于。 A value other than this one.",
    "in": "是其中之一；空列表不符合任何。 One of these values; an empty list matches nothing.",
    "notIn": "有值且不是其中任何一个。 A value that is none of these.",
    "gt": "大于。 Greater than this value.",
    "gte": "大于或等于。 Greater than or equal to this value.",
    "lt": "小于。 Less than this value.",
    "lte": "小于或等于。 Less than or equal to this value.",
    "contains": "包含该文字，区分大小写。 Contains this text, case-sensitive.",
    "startsWith": "以该文字开头，区分大小写。 Starts with this text, case-sensitive.",
    "isNull": "没有值（true）或有值（false）。 No value (true), or any value (false).",
}
_EQUALITY: Final = ("eq", "ne", "in", "notIn")
_ORDER: Final = ("gt", "gte", "lt", "lte")
_TEXT: Final = ("contains", "startsWith")


def input_type(cls: type, name: str, description: str, fields: Mapping[str, Any], *, one_of: bool = False) -> type:
    """Makes the class a GraphQL input with these fields."""
    attributes = {f"{field}_": line for field, line in fields.items()}
    for attribute, line in attributes.items():
        setattr(cls, attribute, line)
    cls.__annotations__ = dict.fromkeys(attributes, Any)
    return strawberry.input(cls, name=name, description=description, one_of=one_of)


def filter_field(of_type: Any, name: str, description: str, criterion: Any) -> Any:
    """Returns an optional field of a filter. ``criterion`` compiles its condition."""
    make: Any = strawberry.field
    metadata = {FILTER_COMPILER: criterion}
    return make(graphql_type=of_type | None, name=name, description=description, default=strawberry.UNSET, metadata=metadata)


def _comparisons(name: str, subject: tuple[str, str], of_type: Any, operators: tuple[str, ...]) -> type:
    comparisons = TEXT_COMPARISON_OPERATORS if of_type is str else COMPARISON_OPERATORS
    fields = {
        each: filter_field(list[of_type] if each in ("in", "notIn") else of_type, each, _MEANINGS[each], comparisons[each])
        for each in operators
    }
    fields["isNull"] = filter_field(bool, "isNull", _MEANINGS["isNull"], IsNull())
    chinese, english = subject
    description = (
        f"对{chinese}的条件，须全部符合；没有值的只符合 isNull: true。 "
        f"Conditions on {english}; all must hold. A missing value only matches isNull: true."
    )
    return input_type(type(name, (), {}), name, description, fields)


TextFilter = _comparisons("TextFilter", ("文字", "a text"), str, _EQUALITY + _ORDER + _TEXT)
IntegerFilter = _comparisons("IntegerFilter", ("整数", "a whole number"), int, _EQUALITY + _ORDER)
FloatFilter = _comparisons("FloatFilter", ("数值", "a number"), float, _EQUALITY + _ORDER)
BooleanFilter = _comparisons("BooleanFilter", ("是否", "a truth value"), bool, ("eq", "ne"))
DateFilter = _comparisons("DateFilter", ("日期", "a day"), date, _EQUALITY + _ORDER)
IdFilter = _comparisons("IdFilter", ("全局标识", "a global id"), strawberry.ID, _EQUALITY)
_OF_TYPE: Final[Mapping[type, type]] = {
    str: TextFilter,
    int: IntegerFilter,
    float: FloatFilter,
    bool: BooleanFilter,
    date: DateFilter,
}


@cache
def enum_filter(enum: type[Enum]) -> type:
    name = cast(Any, enum).__strawberry_definition__.name
    return _comparisons(f"{name}Filter", (f" {name} ", f"a {name}"), enum, _EQUALITY)


def quantifiers(cls: type, name: str, element: type) -> type:
    return input_type(
        cls,
        name,
        "对多个对象的条件，须全部符合。 Conditions on several objects; all must hold.",
        {
            "some": filter_field(element, "some", "至少一个符合。 At least one matches.", None),
            "none": filter_field(
                element, "none", "没有一个符合；一个也没有时成立。 None matches; true if there are none.", None
            ),
            "all": filter_field(element, "all", "全部符合；一个也没有时成立。 All match; true if there are none.", None),
            "count": filter_field(IntegerFilter, "count", "不同对象的个数。 The number of different objects.", None),
        },
    )


TextListFilter = quantifiers(type("TextListFilter", (), {}), "TextListFilter", TextFilter)


def property_filter(prop: Property) -> type:
    if prop.is_list:
        return TextListFilter
    of_type: Any = prop.type
    return enum_filter(graphql_enum(of_type)) if issubclass(of_type, StoredEnum) else _OF_TYPE[of_type]
