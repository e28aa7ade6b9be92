"""The GraphQL enums of stored values, kinds and relations."""

from enum import Enum
from functools import cache
from typing import Any

import strawberry

from graph.model.declarations import StoredEnum
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS
from graph.model.surveys import RelationName


def enum_of(name: str, description: str, values: dict[str, str]) -> type[Enum]:
    """Returns an enum whose internal values are its names, as the database stores them."""
    members = {member: strawberry.enum_value(member, description=meaning) for member, meaning in values.items()}
    decorate: Any = strawberry.enum
    return decorate(Enum(name, members), name=name, description=description)


def enum_value_of(field: str) -> str:
    """Returns the enum value that stands for a field: POPULATION_OF_YEAR for populationOfYear."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in field)


@cache
def graphql_enum(stored: type[StoredEnum]) -> type[Enum]:
    if stored is RelationName:
        return RelationEnum
    return enum_of(stored.__name__, stored.__doc__ or "", {member.name: member.value for member in stored})


KindEnum = enum_of("Kind", "实体的种类。 The kind of an entity.", {kind.name: kind.meaning for kind in KINDS})
LevelEnum = enum_of("Level", "区划的层级。 The level of a division.", {kind.name: kind.meaning for kind in DIVISIONS})
RelationEnum = enum_of("Relation", "关系的类型。 The type of a link.", {member.name: member.value for member in RelationName})
DirectionEnum = enum_of(
    "Direction",
    "关系相对于该实体的方向。 The direction of a link, seen from the entity.",
    {"OUT": "由它指出。 From it.", "IN": "指向它。 To it.", "BOTH": "两个方向。 Either way."},
)
IntervalEnum = enum_of(
    "Interval",
    "时间间隔。 An interval of time.",
    {"MONTH": "一个月。 A month.", "QUARTER": "一个季度。 A quarter.", "YEAR": "一年。 A year."},
)
