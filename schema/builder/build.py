"""Makes the Strawberry types from the model and from declared classes."""

import inspect
from collections.abc import Iterable
from copy import copy
from functools import partial
from typing import Annotated, Any, Final, get_args, get_origin

import strawberry
from strawberry.types.field import StrawberryField

from graph.compiler.located_below import LocatedBelow
from graph.compiler.property_fields import LinkProperty, NodeProperty
from graph.compiler.relationship_fields import Hop, RelatedMany, RelatedOne, RelatedThrough
from graph.compiler.root_fields import AllOfKind, ByCode
from graph.compiler.row_source import ListField
from graph.messages import model as messages
from graph.model.checks import fault
from graph.model.declarations import DerivedField, Kind, ModelError, Property
from graph.model.divisions import DIVISIONS
from graph.model.locations import LOCATED_IN
from graph.model.registry import Model
from schema.builder.arguments import PAGE, code_arguments, input_argument, list_arguments, page_arguments
from schema.builder.connections import ConnectionTypes, link_edge, numeric
from schema.builder.declarations import Connection, DeclaredField, DeclaredGroups, DeclaredType, declaration_of
from schema.builder.fields import declared_fields, graphql_field, property_fields
from schema.builder.filters import FilterTypes, type_of
from schema.builder.groups import GroupFields
from schema.builder.relation_fields import FieldOfRelation, derived_hops, fields_of_divisions, fields_of_kind
from schema.builder.sorting import OrderTypes

FILTERABLE_INTERFACES: Final = ("Entity", "Division", "Link")
"""Filterable types that are not kinds."""


def build(model: Model, declared: Iterable[type]) -> dict[str, type]:
    """Returns the Strawberry types by name. The declared classes stay unchanged.

    Raises ModelError with the declaration at fault.
    """
    return _Builder(model, {cls.__name__: cls for cls in declared}).build()


class _Builder:
    def __init__(self, model: Model, declared: dict[str, type]) -> None:
        self.model = model
        self.declared = declared
        self.kinds = {kind.label: kind for kind in model.kinds}
        self.types: dict[str, type] = {}
        filterable = [*FILTERABLE_INTERFACES, *self.kinds]
        self.filterable = frozenset(filterable)
        numbers = {name: numeric(self._numbers(name)) for name in filterable}
        self.filters, self.orders = FilterTypes(model, filterable), OrderTypes(filterable, numbers)
        self.connections = ConnectionTypes()
        self.groups = GroupFields(model)

    def build(self) -> dict[str, type]:
        for name, cls in self.declared.items():
            bases = tuple(self.types[base.__name__] for base in cls.__bases__ if base is not object)
            self.types[name] = type(name, bases, {"__module__": cls.__module__})
        for kind in self.model.kinds:
            if kind.label in self.types:
                raise fault(
                    kind, messages.TYPE_TAKEN, name=kind.label, other=f"a class of {self.declared[kind.label].__module__}"
                )
            base = "Division" if kind in DIVISIONS else "Entity"
            self.types[kind.label] = type(kind.label, (self.types[base],), {})
        for name, cls in self.declared.items():
            self._set_fields(name, self._fields_of_class(cls))
        for kind in self.model.kinds:
            self._set_fields(kind.label, self._fields_of_kind(kind))
        self.filters.fill(self.types)
        self.orders.fill(self.types)
        for name, cls in self.declared.items():
            self._decorate(name, declaration_of(cls))
        for kind in self.model.kinds:
            self._decorate(kind.label, DeclaredType(kind.meaning, (), is_interface=False))
        return self.types

    def _set_fields(self, name: str, fields: dict[str, Any]) -> None:
        for attribute, field in fields.items():
            setattr(self.types[name], attribute, field)
        self.types[name].__annotations__ = dict.fromkeys(fields, Any)

    def _decorate(self, name: str, declared: DeclaredType) -> None:
        decorate = strawberry.interface if declared.is_interface else strawberry.type
        decorate(self.types[name], description=declared.description)

    def _fields_of_class(self, cls: type) -> dict[str, Any]:
        name = cls.__name__
        annotations = inspect.get_annotations(cls, eval_str=True, locals=self.types)
        fields = property_fields(declaration_of(cls).properties, LinkProperty if name == "Link" else NodeProperty)
        fields |= {attribute: self._field(cls, attribute, annotation) for attribute, annotation in annotations.items()}
        if name == "Division":
            fields |= self._relation_fields(name, fields_of_divisions(self.model)) | self._located_fields()
        if name == "Query":
            fields |= self._root_fields(fields)
        return fields

    def _fields_of_kind(self, kind: Kind) -> dict[str, Any]:
        interface = "Division" if kind in DIVISIONS else "Entity"
        inherited = declared_fields(self.types[interface])
        of_divisions = declaration_of(self.declared["Division"]).properties if kind in DIVISIONS else ()
        own = property_fields([prop for prop in kind.properties if prop not in of_divisions], NodeProperty)
        of_relations = fields_of_kind(self.model, kind)
        names = {field.graphql_name: kind for field in own.values()} | {each.field.name: each.relation for each in of_relations}
        for name, declaration in names.items():
            if name in inherited:
                raise fault(declaration, messages.INHERITED_FIELD, kind=kind.label, field=name, interface=interface)
        derived = (each for each in self.model.derived_fields if each.kind is kind)
        return (
            own
            | self._relation_fields(kind.label, of_relations)
            | {f"{each.name}_": self._derived_field(each) for each in derived}
        )

    def _root_fields(self, declared: dict[str, Any]) -> dict[str, Any]:
        """Returns two fields of Query for each kind: one entity, and all entities."""
        taken = {field.graphql_name or attribute for attribute, field in declared.items()}
        fields: dict[str, Any] = {}
        for kind in self.model.kinds:
            for name in (kind.singular, kind.plural):
                if name in taken:
                    raise fault(kind, messages.ROOT_FIELD, field=name)
            node = self.types[kind.label]
            one = ByCode(frozenset({kind}))
            fields[f"{kind.singular}_"] = graphql_field(
                node | None, kind.meaning, one, name=kind.singular, signature=code_arguments
            )
            every = graphql_field(
                self._connection(node) | None, kind.meaning, AllOfKind(kind), name=kind.plural, signature=list_arguments
            )
            fields[f"{kind.plural}_"] = self._with_filter_arguments(every, kind.label)
        return fields

    def _field(self, cls: type, attribute: str, annotation: Any) -> Any:
        match vars(cls).get(attribute):
            case DeclaredField(execution, signature, description, name):
                of_type = self._type(annotation)
                field = graphql_field(of_type, description, execution, name=name, signature=signature)
                if not isinstance(execution, ListField):
                    return field
                return self._with_filter_arguments(
                    field, self._item(annotation).__name__, sortable=get_origin(annotation) is not list
                )
            case DeclaredGroups(of):
                return self._group(of)
            case StrawberryField() as field:
                return copy(field)
            case _:
                raise ModelError(messages.FIELD_WITHOUT_LINE, cls=cls.__name__, field=attribute)

    def _type(self, annotation: Any) -> Any:
        arguments = get_args(annotation)
        if get_origin(annotation) is Connection:
            return self._connection(self._type(arguments[0]))
        if get_origin(annotation) is Annotated and isinstance(arguments[1], Kind):
            return self.types[arguments[1].label]
        if get_origin(annotation) is Annotated and isinstance(arguments[1], str):
            return self._connection(self._item(arguments[0]), title=arguments[1])
        if type(None) in arguments:
            return self._type(arguments[0]) | None
        return annotation

    def _item(self, annotation: Any) -> Any:
        """Returns the type of the items. Returns a class declared as a connection unchanged."""
        arguments = get_args(annotation)
        if type(None) in arguments or get_origin(annotation) is Annotated:
            return self._item(arguments[0])
        return self._type(arguments[0]) if arguments else annotation

    def _connection(self, node: type, title: str | None = None) -> type:
        """Returns the connection of a type. `title`: the start of its name, instead of that of its items."""
        name = node.__name__
        # LinkEdge is the interface of all edges that carry a link, not the edge of a list of links.
        edge = "EntityLinks" if name == "Link" else name
        make_edge = partial(self.connections.plain_edge, edge, node)
        return self.connections.of(title or name, node, make_edge, self._numbers(name), self._group(name))

    def _relation_fields(self, owner: str, fields: Iterable[FieldOfRelation]) -> dict[str, Any]:
        return {f"{each.field.name}_": self._relation_field(owner, each) for each in fields}

    def _relation_field(self, owner: str, declared: FieldOfRelation) -> Any:
        name, hop = declared.field.name, declared.hop
        if not declared.field.is_list:
            target = self.types[type_of(hop.kinds)]
            return graphql_field(target | None, declared.meaning, RelatedOne(hop), name=name)
        return self._list_of_links(owner, name, declared.meaning, hop, RelatedMany(hop))

    def _list_of_links(self, owner: str, name: str, meaning: str, hop: Hop, execution: RelatedMany | RelatedThrough) -> Any:
        """Returns a connection field. Its edges have the properties of the links of the hop."""
        title, target = owner + name[0].upper() + name[1:], self.types[type_of(hop.kinds)]
        connection = self.connections.of(
            title,
            target,
            lambda: link_edge(title, target, hop.relation),
            self._numbers(target.__name__),
            self._group(target.__name__),
        )
        field = graphql_field(connection, meaning, execution, name=name, signature=page_arguments)
        return self._with_filter_arguments(field, target.__name__)

    def _derived_field(self, derived: DerivedField) -> Any:
        first, second = derived_hops(self.model, derived)
        execution = RelatedThrough(first, second)
        return self._list_of_links(derived.kind.label, derived.name, derived.meaning, second, execution)

    def _located_fields(self) -> dict[str, Any]:
        """Returns a list of Division for each kind that is located in divisions."""
        fields: dict[str, Any] = {}
        for kind in self.model.kinds:
            if kind.home == LOCATED_IN.name:
                name = f"located{kind.plural[0].upper()}{kind.plural[1:]}"
                chinese, _, english = kind.meaning.partition("。 ")
                meaning = f"位于本区划及其下级的：{chinese}。 Located in this division or below: {english}"
                connection = self._connection(self.types[kind.label])
                field = graphql_field(connection, meaning, LocatedBelow(kind), name=name, signature=page_arguments)
                fields[f"{name}_"] = self._with_filter_arguments(field, kind.label)
        return fields

    def _numbers(self, name: str) -> tuple[Property, ...]:
        """Returns the properties that the lists of a type aggregate."""
        if name in self.kinds:
            return self.kinds[name].properties
        return declaration_of(self.declared["Division"]).properties if name == "Division" else ()

    def _group(self, name: str) -> Any:
        of = self._filter_name(name)
        return copy(self.groups.of(of, self._numbers(of), self.types["Division"]))

    def _filter_name(self, name: str) -> str:
        """Returns the type that has the filter: Entity, if the items are neither entities nor links."""
        return name if name in self.filterable else "Entity"

    def _with_filter_arguments(self, field: StrawberryField, item: str, *, sortable: bool = True) -> StrawberryField:
        name = self._filter_name(item)
        where = input_argument(
            "where", self.filters.of(name) | None, "只取符合这些条件的。 Only items that match these conditions."
        )
        order = input_argument(
            "orderBy",
            list[self.orders.of(name)] | None,
            "次序，依次按各项；之后按默认次序。 The order, key after key; then the default order.",
        )
        added = [where, order] if sortable else [where]
        # Page arguments come last.
        field.arguments = sorted([*field.arguments, *added], key=lambda argument: argument.python_name in PAGE)
        return field
