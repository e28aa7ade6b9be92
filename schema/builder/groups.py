"""The field ``group`` of connections, the type of its rows, and the enum of its keys."""

from collections.abc import Mapping
from typing import Any, Final

from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from graph.compiler.group_keys import ByDivision, ByHomeSince, ByKind, ByProperty, ByRelation, GroupKey
from graph.compiler.groups import MAX_GROUPS, GroupsOf
from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES
from graph.model.declarations import Kind, Property, Relation
from graph.model.divisions import DIVISIONS, POPULATION
from graph.model.registry import Model
from schema.builder.arguments import input_argument
from schema.builder.connections import number_fields, numeric, object_type
from schema.builder.enums import IntervalEnum, enum_of, enum_value_of
from schema.builder.fields import graphql_field
from schema.builder.scalars import JSON
from schema.builder.sorting import group_order

_NOT_A_KEY: Final = (float, list)
_SEVERAL_KINDS: Final = ("Entity", "Division", "Link")


class GroupFields:
    """The fields ``group`` by the type that a connection lists."""

    def __init__(self, model: Model) -> None:
        self._properties = {kind.label: kind.properties for kind in model.kinds} | {"Division": (POPULATION,)}
        homes = {kind: model.relations[kind.home] for kind in model.kinds if kind.home}
        self._homes = {kind.label: home for kind, home in homes.items() if kind in home.sources}
        self._fields: dict[str, Any] = {}

    def of(self, name: str, numbers: tuple[Property, ...], division: type) -> Any:
        """Returns the field of lists of the type. Its rows aggregate the ``numbers``."""
        if name not in self._fields:
            self._fields[name] = _group_field(name, self._keys(name), numbers, division)
        return self._fields[name]

    def _keys(self, name: str) -> dict[str, tuple[GroupKey, str]]:
        """Returns the keys of a type, each with its meaning."""
        keys: dict[str, tuple[GroupKey, str]] = {}
        if name == "Link":
            keys["RELATION"] = (ByRelation(), "关系的类型。 The type of the link.")
            keys |= {enum_value_of(prop.field): (ByProperty(prop, of_link=True), prop.meaning) for prop in LINK_PROPERTIES}
        if name in _SEVERAL_KINDS:
            keys["KIND"] = (ByKind(), "实体的种类。 The kind of the entity.")
        if name != "Link":
            keys |= {
                enum_value_of(prop.field): (ByProperty(prop), prop.meaning)
                for prop in (*ENTITY_PROPERTIES, *self._properties.get(name, ()))
                if prop.type not in _NOT_A_KEY
            }
        if (home := self._homes.get(name)) is not None:
            keys["HOME_SINCE"] = (ByHomeSince(home), _meaning_of_home(home))
        return keys | {level.name: (ByDivision(level), _meaning_of(level)) for level in DIVISIONS}


def _group_field(name: str, keys: Mapping[str, tuple[GroupKey, str]], numbers: tuple[Property, ...], division: type) -> Any:
    by = enum_of(
        f"{name}GroupKey", f"{name} 的分组依据。 By what {name} can be grouped.", {key: text for key, (_, text) in keys.items()}
    )
    row = object_type(
        f"{name}Group",
        f"依据相同的 {name}。 All {name} with one key.",
        {
            "key": graphql_field(
                JSON | None,
                "依据的值：区划取其代码，没有值的一组为空。 The key of the group: the code of a division, null for rows without a value.",
                GroupsOf({}),
            ),
            "division": graphql_field(
                division | None, "依据是区划时的该区划。 The division, if that is the key.", GroupsOf({})
            ),
            **number_fields(numbers),
            **_number_of_links(name),
        },
    )
    description = (
        f"按依据分组，不同实体在每组中只计一次；按 orderBy 排列，最后按依据，没有值的在最后；多于 {MAX_GROUPS} 组则拒绝。 "
        f"All that match by a key. A group counts an entity once. Groups are in the order of `orderBy`, then of the key, those without one last. More than "
        f"{MAX_GROUPS} groups are an error."
    )
    field = graphql_field(list[row], description, GroupsOf({key: group_key for key, (group_key, _) in keys.items()}))
    meaning = "分组依据。 By what to group."
    interval = "日期按年、季、月归并，如 2022、2022-Q3、2022-07；只用于日期。 Groups a date by year, quarter or month: 2022, 2022-Q3, 2022-07. For dates only."
    order = "各组的次序，默认按依据。 The order of the groups, by key by default."
    field.arguments = [
        StrawberryArgument("by", "by", StrawberryAnnotation(by), description=meaning, default=UNSET),
        input_argument("interval", IntervalEnum | None, interval),
        input_argument("orderBy", list[group_order(name, numeric(numbers))] | None, order),
    ]
    return field


def _number_of_links(name: str) -> dict[str, Any]:
    meaning = "关系的个数；两实体间的几条关系各计一条。 The number of links; several between two entities count as several."
    return {"links": graphql_field(int, meaning, GroupsOf({}))} if name == "Link" else {}


def _meaning_of_home(home: Relation) -> str:
    return f"归属关系 {home.name} 的起始日期。 The day on which its link {home.name} to its home began."


def _meaning_of(level: Kind) -> str:
    meaning = level.meaning.split("。")[0]
    return f"归属所在的{meaning}。 The {level.label.lower()} in which its home lies."
