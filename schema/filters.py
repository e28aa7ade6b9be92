"""The inputs of ``where``, made from the fields of each type: what can be selected of an entity can be asked of it.

A stored property takes the comparisons of its type; a link to one takes the filter of what it leads to; links to many, and lists,
take ``some none all count``. A field carries the instruction of the selected field, which also knows how to decide it.
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, cast

import strawberry
from strawberry.types.field import StrawberryField

from graph.compilation.compiler import INSTRUCTION
from graph.compilation.conditions import CRITERION
from graph.compilation.criteria import COMPARISONS, TEXT_COMPARISONS, AllOf, AnyOf, IsNull, IsOfKind, Not
from graph.compilation.fields import (
    Ancestors,
    GlobalId,
    Home,
    KindName,
    LinkEnd,
    LinkProperty,
    LinkRelation,
    NodeProperty,
    OtherEnd,
)
from graph.compilation.links import Below, LinksOf, Through, ToMany, ToOne
from graph.labels import EVERY_DIVISION
from graph.model import DIVISIONS, KINDS, Kind, Property, camel_case
from graph.vocabularies import Vocabulary
from schema.vocabularies import KindEnum, LevelEnum, RelationEnum, graphql_enum

_MEANINGS: Final = {
    "eq": "等于。 Equals it.",
    "ne": "有值且不等于。 Has a value other than it.",
    "in": "是其中之一；空列表不符合任何。 Is one of these; of an empty list nothing is.",
    "notIn": "有值且不是其中任何一个。 Has a value that is none of these.",
    "gt": "大于。 Greater than it.",
    "gte": "大于或等于。 Greater than or equal to it.",
    "lt": "小于。 Less than it.",
    "lte": "小于或等于。 Less than or equal to it.",
    "contains": "包含该文字，区分大小写。 Contains this text; case matters.",
    "startsWith": "以该文字开头，区分大小写。 Starts with this text; case matters.",
    "isNull": "没有值（true）或有值（false）。 Has no value (true), or has one (false).",
}
_EQUALITY: Final = ("eq", "ne", "in", "notIn")
_ORDER: Final = ("gt", "gte", "lt", "lte")
_TEXT: Final = ("contains", "startsWith")


def input_field(of_type: Any, name: str, description: str, metadata: Mapping[str, Any]) -> Any:
    """A field of an input that may be left out."""
    make: Any = strawberry.field
    return make(graphql_type=of_type | None, name=name, description=description, default=strawberry.UNSET, metadata=metadata)


def input_type(cls: type, name: str, description: str, fields: Mapping[str, Any], *, one_of: bool = False) -> type:
    """A GraphQL input with these fields, made of the class in place."""
    attributes = {f"{field}_": line for field, line in fields.items()}
    for attribute, line in attributes.items():
        setattr(cls, attribute, line)
    cls.__annotations__ = dict.fromkeys(attributes, Any)
    return strawberry.input(cls, name=name, description=description, one_of=one_of)


def decided(of_type: Any, name: str, description: str, criterion: Any) -> Any:
    return input_field(of_type, name, description, {CRITERION: criterion})


def _comparisons(name: str, subject: tuple[str, str], of_type: Any, operators: tuple[str, ...]) -> type:
    """The filter of a scalar."""
    comparisons = TEXT_COMPARISONS if of_type is str else COMPARISONS
    fields = {
        each: decided(list[of_type] if each in ("in", "notIn") else of_type, each, _MEANINGS[each], comparisons[each])
        for each in operators
    }
    fields["isNull"] = decided(bool, "isNull", _MEANINGS["isNull"], IsNull())
    chinese, english = subject
    description = (
        f"对{chinese}的条件，须全部符合；没有值的只符合 isNull: true。 "
        f"Conditions on {english}, all of which must hold; what has no value matches isNull: true alone."
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
def _enum_filter(enum: type[Enum]) -> type:
    name = cast(Any, enum).__strawberry_definition__.name
    return _comparisons(f"{name}Filter", (f" {name} ", f"a {name}"), enum, _EQUALITY)


def _quantifiers(cls: type, name: str, element: type) -> type:
    """The filter of links to many, or of a list."""
    return input_type(
        cls,
        name,
        "对多个对象的条件，须全部符合。 Conditions on many, all of which must hold.",
        {
            "some": decided(element, "some", "至少一个符合。 At least one matches.", None),
            "none": decided(element, "none", "没有一个符合；一个也没有时成立。 None matches, or there is none.", None),
            "all": decided(element, "all", "全部符合；一个也没有时成立。 All match, or there is none.", None),
            "count": decided(IntegerFilter, "count", "不同对象的个数。 How many different ones there are.", None),
        },
    )


TextListFilter = _quantifiers(type("TextListFilter", (), {}), "TextListFilter", TextFilter)


def declared_fields(cls: type) -> dict[str, StrawberryField]:
    """The fields of a declared class and of the interfaces it implements, by GraphQL name."""
    fields = [
        (line.graphql_name or camel_case(attribute), line)
        for base in reversed(cls.__mro__)
        for attribute, line in vars(base).items()
        if isinstance(line, StrawberryField)
    ]
    return dict(fields)


def type_of(kinds: Collection[Kind]) -> str:
    """The GraphQL type of what may be of these kinds."""
    if len(kinds) == 1:
        return next(iter(kinds)).label
    return "Division" if set(kinds) <= EVERY_DIVISION else "Entity"


class Filters:
    """The filters of all declared types. They speak of each other: each is there before any is filled."""

    def __init__(self, names: Collection[str]) -> None:
        self._filters: dict[str, type] = {name: type(f"{name}Filter", (), {}) for name in names}
        self._lists: dict[str, type] = {name: type(f"{name}ListFilter", (), {}) for name in names}

    def of(self, name: str) -> type:
        return self._filters[name]

    def fill(self, classes: Mapping[str, type], asked: Mapping[str, Mapping[str, StrawberryField]]) -> None:
        """Makes the input types. ``asked``: for some types, fields that are asked about and not selected."""
        for name, cls in self._filters.items():
            lines = {**declared_fields(classes[name]), **asked.get(name, {})}
            made = {field: self._field(field, line) for field, line in lines.items()}
            fields = (
                {field: line for field, line in made.items() if line is not None} | self._of_kinds(name) | self._logic(name)
            )
            input_type(cls, f"{name}Filter", _description_of(name), fields)
            _quantifiers(self._lists[name], f"{name}ListFilter", cls)

    def _field(self, name: str, line: StrawberryField) -> Any:
        """What a selected field becomes in the filter; None where it cannot be asked about."""
        instruction = line.metadata.get(INSTRUCTION)
        of_type = self._type(name, instruction)
        return decided(of_type, name, line.description or "", instruction) if of_type else None

    def _type(self, name: str, instruction: Any) -> type | None:
        match instruction:
            case NodeProperty(prop) | LinkProperty(prop):
                return _property_filter(prop)
            case GlobalId():
                return IdFilter
            case KindName():
                return _enum_filter(LevelEnum if name == "level" else KindEnum)
            case LinkRelation():
                return _enum_filter(RelationEnum)
            case Home():
                return self._filters["Division"]
            case LinkEnd():
                return self._filters["Entity"]
            case ToOne(hop):
                return self._filters[type_of(hop.kinds)]
            case Ancestors():
                return self._lists["Division"]
            case LinksOf():
                return self._lists["Link"]
            case ToMany() | Through() | Below():
                return self._lists[type_of(instruction.kinds)]
            case _:
                return None

    def _of_kinds(self, name: str) -> dict[str, Any]:
        """For an interface: that the entity is of one kind, and what is asked of that kind."""
        kinds = {"Entity": tuple(Kind), "Division": DIVISIONS}.get(name, ())
        return {
            KINDS[kind].singular: decided(
                self._filters[kind.label],
                KINDS[kind].singular,
                f"是{KINDS[kind].meaning.split('。')[0]}，且符合这些条件。 It is a {kind.label} that matches.",
                IsOfKind(kind.label),
            )
            for kind in kinds
        }

    def _logic(self, name: str) -> dict[str, Any]:
        own = self._filters[name]
        logic = {
            "and": decided(
                list[own], "and", "全部符合；空列表恒成立。 All of these hold; of an empty list that is true.", AllOf()
            ),
            "or": decided(
                list[own], "or", "至少一个符合；空列表不成立。 One of these holds; of an empty list that is false.", AnyOf()
            ),
            "not": decided(own, "not", "不符合；正好是其补集。 It does not match: the exact complement.", Not()),
        }
        if name == "Link":
            meaning = "另一端的实体。 The entity at the other end."
            logic["other"] = decided(self._filters["Entity"], "other", meaning, OtherEnd())
        else:
            meaning = "对象不存在（true）或存在（false）。 It is not there (true), or it is (false)."
            logic["isNull"] = decided(bool, "isNull", meaning, IsNull())
        return logic


def _description_of(name: str) -> str:
    return (
        f"对 {name} 的条件，所列各项须全部符合；空的条件恒成立。 "
        f"Conditions on a {name}, all of which must hold; an empty one always does."
    )


def _property_filter(prop: Property) -> type:
    if prop.is_list:
        return TextListFilter
    of_type: Any = prop.type
    return _enum_filter(graphql_enum(of_type)) if issubclass(of_type, Vocabulary) else _OF_TYPE[of_type]
