"""The field ``group`` of connections: by what their entities can be put together, and the rows that come of it."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from graph.compiler.groups import MAX_GROUPS, ByDivision, ByKind, ByProperty, ByRelation, GroupKey, GroupsOf
from graph.model.common_properties import ENTITY_PROPERTIES
from graph.model.declarations import Kind, Property
from graph.model.divisions import DIVISIONS, POPULATION
from graph.model.registry import KINDS
from schema.builder.connections import number_fields, object_type
from schema.builder.enums import enum_of
from schema.builder.fields import graphql_field
from schema.builder.scalars import JSON

_NOT_A_KEY: Final = (float, list)
_SEVERAL_KINDS: Final = ("Entity", "Division", "Link")


@cache
def group_field(name: str, properties: tuple[Property, ...], division: type) -> Any:
    """The field for connections of a declared type, whose number ``properties`` are summed."""
    keys = _keys(name)
    by = enum_of(
        f"{name}GroupKey", f"{name} 的分组依据。 By what {name} can be grouped.", {key: text for key, (_, text) in keys.items()}
    )
    row = object_type(
        f"{name}Group",
        f"依据相同的 {name}。 All {name} with one key.",
        {
            "key": graphql_field(
                JSON | None,
                "依据的值；没有值为空，区划为其代码。 The key; null where there is none, the code of a division.",
                GroupsOf({}),
            ),
            "division": graphql_field(
                division | None, "依据是区划时的该区划。 The division, where that is the key.", GroupsOf({})
            ),
            **number_fields(properties),
        },
    )
    description = (
        f"按依据分组，不同实体在每组中只计一次；按依据排列，没有值的在最后；多于 {MAX_GROUPS} 组则拒绝。 "
        f"All that match by a key, an entity once in each row, in order of the key, what has none last; refused beyond {MAX_GROUPS} rows."
    )
    field = graphql_field(list[row], description, GroupsOf({key: instruction for key, (instruction, _) in keys.items()}))
    meaning = "分组依据。 By what to group."
    field.arguments = [StrawberryArgument("by", "by", StrawberryAnnotation(by), description=meaning, default=UNSET)]
    return field


def _keys(name: str) -> dict[str, tuple[GroupKey, str]]:
    """What the type can be grouped by, with its meaning."""
    keys: dict[str, tuple[GroupKey, str]] = {}
    if name == "Link":
        keys["RELATION"] = (ByRelation(), "关系的类型。 The type of the link.")
    if name in _SEVERAL_KINDS:
        keys["KIND"] = (ByKind(), "实体的种类。 The kind of the entity.")
    keys |= {
        _screaming_snake(prop.field): (ByProperty(prop), prop.meaning)
        for prop in _properties(name)
        if prop.type not in _NOT_A_KEY
    }
    return keys | {level.name: (ByDivision(level), _of_level(level)) for level in DIVISIONS}


def _properties(name: str) -> Sequence[Property]:
    kinds = [kind.properties for kind in KINDS if kind.label == name]
    own = kinds[0] if kinds else (POPULATION,) if name == "Division" else ()
    return () if name == "Link" else (*ENTITY_PROPERTIES, *own)


def _of_level(level: Kind) -> str:
    meaning = level.meaning.split("。")[0]
    return f"归属所在的{meaning}。 The {level.label.lower()} in which its home lies."


def _screaming_snake(field: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in field)
