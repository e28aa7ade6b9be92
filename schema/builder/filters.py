"""The inputs of ``where``: what can be selected of an entity can also be filtered by.

A stored property takes the comparisons of its type; a field of one entity takes the filter of its type; connections and lists
take ``some none all count``. The execution of the selected field also compiles the condition.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from strawberry.types.field import StrawberryField

from graph.compiler.compiler import FIELD_COMPILER
from graph.compiler.located_below import LocatedBelow
from graph.compiler.predicates import And, IsNull, KindFilter, Not, Or
from graph.compiler.property_fields import (
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
from graph.compiler.relationship_fields import DivisionsBelow, EntityLinks, RelatedMany, RelatedOne, RelatedThrough
from graph.cypher.labels import EVERY_DIVISION
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.registry import Model
from schema.builder.comparison_inputs import IdFilter, enum_filter, filter_field, input_type, property_filter, quantifiers
from schema.builder.enums import KindEnum, LevelEnum, RelationEnum
from schema.builder.fields import declared_fields


def type_of(kinds: Collection[Kind]) -> str:
    """Returns the name of the narrowest GraphQL type of entities of these kinds."""
    if len(kinds) == 1:
        return next(iter(kinds)).label
    return "Division" if set(kinds) <= EVERY_DIVISION else "Entity"


class FilterTypes:
    """The filters refer to each other, so all exist before ``fill`` gives them fields."""

    def __init__(self, model: Model, names: Collection[str]) -> None:
        self._model = model
        self._filters: dict[str, type] = {name: type(f"{name}Filter", (), {}) for name in names}
        self._lists: dict[str, type] = {name: type(f"{name}ListFilter", (), {}) for name in names}

    def of(self, name: str) -> type:
        return self._filters[name]

    def fill(self, types: Mapping[str, type]) -> None:
        """Makes the inputs."""
        for name, cls in self._filters.items():
            selected = declared_fields(types[name])
            fields = {each: made for each, field in selected.items() if (made := self._field(each, field)) is not None}
            fields |= self._of_kinds(name) | self._logic(name)
            input_type(cls, f"{name}Filter", _description_of(name), fields)
            quantifiers(self._lists[name], f"{name}ListFilter", cls)

    def _field(self, name: str, selected: StrawberryField) -> Any:
        """Returns None if entities cannot be filtered by the field."""
        execution = selected.metadata.get(FIELD_COMPILER)
        of_type = self._type(name, execution)
        return filter_field(of_type, name, selected.description or "", execution) if of_type else None

    def _type(self, name: str, execution: Any) -> type | None:
        match execution:
            case NodeProperty(prop) | LinkProperty(prop):
                return property_filter(prop)
            case GlobalId():
                return IdFilter
            case KindName():
                return enum_filter(LevelEnum if name == "level" else KindEnum)
            case LinkRelation():
                return enum_filter(RelationEnum)
            case Home():
                return self._filters["Division"]
            case LinkEnd():
                return self._filters["Entity"]
            case RelatedOne(hop):
                return self._filters[type_of(hop.kinds)]
            case Ancestors():
                return self._lists["Division"]
            case EntityLinks():
                return self._lists["Link"]
            case RelatedMany() | RelatedThrough() | DivisionsBelow() | LocatedBelow():
                return self._lists[type_of(execution.kinds)]
            case _:
                return None

    def _of_kinds(self, name: str) -> dict[str, Any]:
        """Returns fields that require one kind and take its filter."""
        kinds = {"Entity": self._model.kinds, "Division": DIVISIONS}.get(name, ())
        return {
            kind.singular: filter_field(
                self._filters[kind.label],
                kind.singular,
                f"是{re.split('[。：]', kind.meaning)[0]}，且符合这些条件。 It is a {kind.label} that matches.",
                KindFilter(kind),
            )
            for kind in kinds
        }

    def _logic(self, name: str) -> dict[str, Any]:
        own = self._filters[name]
        logic = {
            "and": filter_field(list[own], "and", "全部符合；空列表恒成立。 All of these hold; true for an empty list.", And()),
            "or": filter_field(
                list[own], "or", "至少一个符合；空列表不成立。 One of these holds; false for an empty list.", Or()
            ),
            "not": filter_field(own, "not", "不符合；正好是其补集。 It does not hold: the exact complement.", Not()),
        }
        if name == "Link":
            meaning = "另一端的实体。 The entity at the other end."
            logic["other"] = filter_field(self._filters["Entity"], "other", meaning, OtherEnd())
            logic |= self._of_relations()
        else:
            meaning = "对象不存在（true）或存在（false）。 No object (true), or any object (false)."
            logic["isNull"] = filter_field(bool, "isNull", meaning, IsNull())
        return logic

    def _of_relations(self) -> dict[str, Any]:
        """Returns properties that only some relations have."""
        return {
            prop.field: filter_field(property_filter(prop), prop.field, prop.meaning, LinkProperty(prop))
            for relation in self._model.relations.values()
            for prop in relation.properties
        }


def _description_of(name: str) -> str:
    return (
        f"对 {name} 的条件，所列各项须全部符合；空的条件恒成立。 "
        f"Conditions on {name}; all must hold. An empty filter matches everything."
    )
