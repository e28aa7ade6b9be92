"""From the declarations to Strawberry types: every field line is held against the model, and refused where it does not fit."""

import inspect
from typing import Any, get_args, get_origin

import strawberry
from strawberry.types.field import StrawberryField

from graph.compilation.fields import LinkProperty, NodeProperty
from graph.compilation.links import Hop, ToMany, ToOne
from graph.model import DIVISIONS, POPULATION, Kind, ModelError, Property, relation_named
from schema.arguments import page
from schema.connections import aggregate_of, connection_type, link_edge, plain_edge
from schema.declaration import DECLARED, Connection, DeclaredField, DeclaredLink, DeclaredType
from schema.fields import graphql_field, property_fields


def build() -> None:
    """Turns every declared class into its Strawberry type, in place. Raises ModelError with the class and field at fault."""
    builder = _Builder({name: declared.cls for name, declared in DECLARED.items()})
    for declared in DECLARED.values():
        builder.add_fields(declared)
    for declared in DECLARED.values():
        decorate = strawberry.interface if declared.is_interface else strawberry.type
        decorate(declared.cls, description=declared.description)


class _Builder:
    def __init__(self, classes: dict[str, type]) -> None:
        self.classes = classes
        self.plain: dict[str, type] = {}

    def add_fields(self, declared: DeclaredType) -> None:
        cls = declared.cls
        annotations = inspect.get_annotations(cls, eval_str=True, locals=dict(self.classes))
        fields = {name: self._field(declared, name, annotation) for name, annotation in annotations.items()}
        own = property_fields(self._own_properties(declared), LinkProperty if cls.__name__ == "Link" else NodeProperty)
        for name, field in (own | fields).items():
            setattr(cls, name, field)
        cls.__annotations__ = dict.fromkeys(own | fields, Any)

    def _own_properties(self, declared: DeclaredType) -> list[Property]:
        inherited = POPULATION if declared.kind in DIVISIONS else None
        return [prop for prop in declared.properties if prop is not inherited]

    def _field(self, declared: DeclaredType, name: str, annotation: Any) -> Any:
        line = declared.cls.__dict__.get(name)
        if isinstance(line, DeclaredField):
            target = self._type(declared, annotation)
            return graphql_field(target, line.description, line.instruction, name=line.name, signature=line.signature)
        if isinstance(line, DeclaredLink):
            return self._link_field(declared, name, annotation, line)
        if isinstance(line, StrawberryField):
            return line
        raise ModelError(
            f"{declared.cls.__name__}.{name} says neither which relation it follows nor how it is answered. Stored properties are "
            "declared in graph/model.py and need no line here; relations are link(…) or links(…)."
        )

    def _type(self, declared: DeclaredType, annotation: Any) -> Any:
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
            self.plain[name] = connection_type(name, node, edge, self._aggregate(node))
        return self.plain[name]

    def _aggregate(self, node: type) -> type:
        declared = DECLARED[node.__name__]
        shared = declared.properties if declared.kind or node.__name__ == "Division" else ()
        return aggregate_of(node.__name__, tuple(shared))

    def _link_field(self, declared: DeclaredType, name: str, annotation: Any, line: DeclaredLink) -> Any:
        many = get_origin(annotation) is Connection
        target: type = get_args(annotation)[0]
        hop = self._hop(f"{declared.cls.__name__}.{name}", _kinds_of(declared), target, line)
        if not many:
            return graphql_field(target | None, line.description, ToOne(hop))
        title = declared.cls.__name__ + "".join(word.capitalize() for word in name.split("_"))
        edge = link_edge(title, target, hop.relation)
        connection = connection_type(title, target, edge, self._aggregate(target))
        return graphql_field(connection, line.description, ToMany(hop), signature=page)

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


def _kinds_of(declared: DeclaredType) -> frozenset[Kind]:
    if declared.kind is not None:
        return frozenset({declared.kind})
    return frozenset(DIVISIONS) if declared.cls.__name__ == "Division" else frozenset(Kind)
