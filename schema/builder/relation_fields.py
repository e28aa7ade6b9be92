"""The GraphQL fields of relations and the hops that they follow."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.compiler.relationship_fields import Hop
from graph.model.checks import fields_of
from graph.model.declarations import DerivedField, Kind, Relation, RelationField
from graph.model.divisions import DIVISIONS
from graph.model.registry import Model


@dataclass(frozen=True)
class FieldOfRelation:
    relation: Relation
    field: RelationField
    hop: Hop
    meaning: str


def fields_of_kind(model: Model, kind: Kind) -> list[FieldOfRelation]:
    """Returns the relation fields that the type of a kind does not inherit from Division."""
    return [
        FieldOfRelation(relation, field, _hop(relation, field, back=back), kind.field_meanings.get(field.name, field.meaning))
        for relation, back, field in fields_of(kind, model.relations.values())
        if not (kind in DIVISIONS and _is_of_all_divisions(relation, back=back))
    ]


def fields_of_divisions(model: Model) -> Iterator[FieldOfRelation]:
    """Returns the relation fields of Division: those of more than one level."""
    for relation in model.relations.values():
        for back in (False, True):
            if _is_of_all_divisions(relation, back=back):
                for field in relation.fields(back=back):
                    yield FieldOfRelation(relation, field, _hop(relation, field, back=back), field.on_division or field.meaning)


def derived_hops(model: Model, derived: DerivedField) -> tuple[Hop, Hop]:
    """Returns both hops; ``graph.model.checks`` ensures that they exist."""
    first = _hop_named(model, derived.kind, derived.fields[0])
    return first, _hop_named(model, next(iter(first.kinds)), derived.fields[1])


def _hop_named(model: Model, kind: Kind, name: str) -> Hop:
    fields = fields_of(kind, model.relations.values())
    return next(_hop(relation, field, back=back) for relation, back, field in fields if field.name == name)


def _hop(relation: Relation, field: RelationField, *, back: bool) -> Hop:
    far = relation.far_ends(back=back)
    return Hop(relation, back, frozenset(far if field.to is None else (field.to,)))


def _is_of_all_divisions(relation: Relation, *, back: bool) -> bool:
    return len(set(relation.near_ends(back=back)) & set(DIVISIONS)) > 1
