"""From the declarations to Strawberry types: every field line is held against the model, and refused where it does not fit."""

import inspect
from copy import copy
from typing import Any, get_args, get_origin

import strawberry
from strawberry.types.field import StrawberryField

from graph.compiler.property_fields import LinkProperty, NodeProperty
from graph.compiler.relationship_fields import Hop, RelatedMany, RelatedOne, RelatedThrough
from graph.compiler.row_source import ListField
from graph.model.declarations import Kind, ModelError, Property, camel_case
from graph.model.divisions import DIVISIONS, POPULATION
from graph.model.registry import KINDS, relation_named
from schema.builder.arguments import PAGE, input_argument, page_arguments
from schema.builder.connections import aggregate_of, connection_type, link_edge, plain_edge
from schema.builder.declarations import (
    DECLARED,
    Connection,
    DeclaredField,
    DeclaredGroups,
    DeclaredLink,
    DeclaredPath,
    DeclaredType,
)
from schema.builder.fields import graphql_field, property_fields
from schema.builder.filters import FilterTypes
from schema.builder.groups import group_field
from schema.builder.sorting import OrderTypes

FILTERABLE_INTERFACES = ("Entity", "Division", "Link")
"""What can be asked about beside the kinds."""


def build() -> None:
    """Turns every declared class into its Strawberry type, in place. Raises ModelError with the class and field at fault."""
    builder = _Builder({name: declared.cls for name, declared in DECLARED.items()})
    for declared in DECLARED.values():
        builder.add_derived_filters(declared)
    for declared in DECLARED.values():
        builder.add_fields(declared)
    builder.add_inputs()
    for declared in DECLARED.values():
        decorate = strawberry.interface if declared.is_interface else strawberry.type
        decorate(declared.cls, description=declared.description)


class _Builder:
    def __init__(self, classes: dict[str, type]) -> None:
        self.classes = classes
        self.plain: dict[str, type] = {}
        asked = [name for name, declared in DECLARED.items() if declared.kind or name in FILTERABLE_INTERFACES]
        self.asked = frozenset(asked)
        self.filters, self.orders = FilterTypes(asked), OrderTypes(asked)
        self.ways: dict[str, dict[str, Any]] = {}

    def add_fields(self, declared: DeclaredType) -> None:
        cls = declared.cls
        annotations = inspect.get_annotations(cls, eval_str=True, locals=dict(self.classes))
        fields = {name: self._field(declared, name, annotation) for name, annotation in annotations.items()}
        own = property_fields(self._own_properties(declared), LinkProperty if cls.__name__ == "Link" else NodeProperty)
        for name, field in (own | fields).items():
            setattr(cls, name, field)
        cls.__annotations__ = dict.fromkeys(own | fields, Any)

    def add_inputs(self) -> None:
        """The inputs of ``where`` and ``orderBy``, when all fields are there."""
        self.filters.fill(self.classes, self.ways)
        self.orders.fill(self.classes, self.ways)

    def add_derived_filters(self, declared: DeclaredType) -> None:
        """Takes the lines that are asked about only out of the class, before it gets its fields."""
        cls = declared.cls
        annotations = inspect.get_annotations(cls, eval_str=True, locals=dict(self.classes))
        for name, line in [*vars(cls).items()]:
            if isinstance(line, DeclaredPath):
                way = self._way(declared, f"{cls.__name__}.{name}", line, annotations[line.first], annotations[name])
                field = graphql_field(Any, line.description, way)
                self.ways.setdefault(cls.__name__, {})[camel_case(name)] = field
                delattr(cls, name)
                del cls.__annotations__[name]

    def _way(self, declared: DeclaredType, place: str, line: DeclaredPath, between: Any, target: Any) -> RelatedThrough:
        """Raises ModelError where the model does not have the links."""
        one = DECLARED[get_args(between)[0].__name__]
        first = self._hop(place, _kinds_of(declared), one.cls, vars(declared.cls)[line.first])
        return RelatedThrough(first, self._hop(place, first.kinds, get_args(target)[0], vars(one.cls)[line.second]))

    def _own_properties(self, declared: DeclaredType) -> list[Property]:
        inherited = POPULATION if declared.kind in DIVISIONS else None
        return [prop for prop in declared.properties if prop is not inherited]

    def _field(self, declared: DeclaredType, name: str, annotation: Any) -> Any:
        line = declared.cls.__dict__.get(name)
        if isinstance(line, DeclaredField):
            field = graphql_field(
                self._type(annotation), line.description, line.instruction, name=line.name, signature=line.signature
            )
            return self._with_filter_arguments(field, annotation) if isinstance(line.instruction, ListField) else field
        if isinstance(line, DeclaredGroups):
            return self._group(self.classes[line.of])
        if isinstance(line, DeclaredLink):
            return self._link_field(declared, name, annotation, line)
        if isinstance(line, StrawberryField):
            return line
        raise ModelError(
            f"{declared.cls.__name__}.{name} says neither which relation it follows nor how it is answered. Stored properties are "
            "declared in graph/model/declarations.py and need no line here; relations are link(…) or links(…)."
        )

    def _type(self, annotation: Any) -> Any:
        """The annotation with connections put in the place of ``Connection[…]``."""
        if get_origin(annotation) is Connection:
            return self._plain_connection(get_args(annotation)[0])
        if Connection in {get_origin(part) for part in get_args(annotation)}:
            return self._plain_connection(get_args(get_args(annotation)[0])[0]) | None
        return annotation

    def _plain_connection(self, node: type) -> Any:
        name = node.__name__
        if name not in self.plain:
            # LinkEdge is the interface of all edges that carry a link, not the edge of a list of links.
            edge = plain_edge("EntityLinks" if name == "Link" else name, node)
            self.plain[name] = connection_type(name, node, edge, self._aggregate(node), self._group(node))
        return self.plain[name]

    def _aggregate(self, node: type) -> type:
        return aggregate_of(node.__name__, _numbers_of(node.__name__))

    def _group(self, node: type) -> Any:
        name = self._filter_type_of(node.__name__)
        return copy(group_field(name, _numbers_of(name), self.classes["Division"]))

    def _filter_type_of(self, node: str) -> str:
        """The type whose filter, order and groups a list takes: that of its entities where it holds something else."""
        return node if node in self.asked else "Entity"

    def _link_field(self, declared: DeclaredType, name: str, annotation: Any, line: DeclaredLink) -> Any:
        many = get_origin(annotation) is Connection
        target: type = get_args(annotation)[0]
        hop = self._hop(f"{declared.cls.__name__}.{name}", _kinds_of(declared), target, line)
        if not many:
            return graphql_field(target | None, line.description, RelatedOne(hop))
        title = declared.cls.__name__ + "".join(word.capitalize() for word in name.split("_"))
        edge = link_edge(title, target, hop.relation)
        connection = connection_type(title, target, edge, self._aggregate(target), self._group(target))
        return self._with_filter_arguments(
            graphql_field(connection, line.description, RelatedMany(hop), signature=page_arguments), annotation
        )

    def _with_filter_arguments(self, field: StrawberryField, annotation: Any) -> StrawberryField:
        """The field with the arguments ``where`` and ``orderBy``. A list of what is no entity is asked about its entities."""
        name = self._filter_type_of(_item_type_name(annotation))
        where = input_argument(
            "where", self.filters.of(name) | None, "只取符合这些条件的。 Only what matches these conditions."
        )
        order = input_argument(
            "orderBy",
            list[self.orders.of(name)] | None,
            "次序，依次按各项；之后按默认次序。 The order, key after key; then the default order.",
        )
        questions = [where] if get_origin(annotation) is list else [where, order]
        # Before the arguments of the page, which are the last.
        field.arguments = sorted([*field.arguments, *questions], key=lambda argument: argument.python_name in PAGE)
        return field

    def _hop(self, place: str, owners: frozenset[Kind], target: type, line: DeclaredLink) -> Hop:
        """The hop of a field line. Raises ModelError where the model does not have it."""
        try:
            relation = relation_named(line.relation)
        except ModelError as error:
            raise ModelError(f"{place}: {error}") from None
        ends = relation.near_ends(back=line.back)
        if not owners & set(ends):
            here = ", ".join(kind.label for kind in ends)
            raise ModelError(f"{place}: {relation.name} {'ends' if line.back else 'begins'} at {here}, not here. Check `back`.")
        kinds = _kinds_of(DECLARED[target.__name__]) & set(relation.far_ends(back=line.back))
        if not kinds:
            there = ", ".join(kind.label for kind in relation.far_ends(back=line.back))
            raise ModelError(f"{place}: {relation.name} leads to {there}, not to {target.__name__}.")
        return Hop(relation, line.back, kinds)


def _numbers_of(name: str) -> tuple[Property, ...]:
    """The properties of which a list of the type has aggregates."""
    declared = DECLARED[name]
    return declared.properties if declared.kind or name == "Division" else ()


def _item_type_name(annotation: Any) -> str:
    """The name of what a list or a connection holds; it may be null as a whole."""
    listing = annotation if get_origin(annotation) in (list, Connection) else get_args(annotation)[0]
    return (get_args(listing) or (listing,))[0].__name__


def _kinds_of(declared: DeclaredType) -> frozenset[Kind]:
    if declared.kind is not None:
        return frozenset({declared.kind})
    return frozenset(DIVISIONS) if declared.cls.__name__ == "Division" else frozenset(KINDS)
