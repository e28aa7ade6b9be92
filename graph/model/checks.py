"""Checks that declarations fit together. A ModelError names the file, the declaration and the remedy."""

import re
from collections.abc import Collection, Iterator
from typing import Any, Final

from graph.messages import model as messages
from graph.messages.language import listing
from graph.messages.message import Message
from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES
from graph.model.concepts import file_of
from graph.model.declarations import DerivedField, Kind, ModelError, Property, Relation, RelationField

_CAMEL: Final = re.compile(r"[a-z][a-zA-Z0-9]*")
_PASCAL: Final = re.compile(r"([A-Z][a-z0-9]+)+")
_SNAKE: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_UPPER: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_BILINGUAL: Final = re.compile(r".*[\u4e00-\u9fff].*。 .*[A-Za-z].*", re.DOTALL)

Declaration = Kind | Relation | DerivedField


def fault(declaration: Declaration, message: Message, **values: Any) -> ModelError:
    text = message.format(**values)
    return ModelError(messages.AT, file=file_of(declaration), declaration=_name_of(declaration), fault=text)


def check(kinds: tuple[Kind, ...], relations: tuple[Relation, ...], derived_fields: tuple[DerivedField, ...]) -> None:
    """Raises ModelError for the first fault. `relations` include all their kinds."""
    for kind in kinds:
        _check_kind(kind, relations)
    for relation in relations:
        _check_relation(relation, kinds)
    _check_names(kinds, relations)
    _check_link_properties(relations)
    for derived in derived_fields:
        _check_derived_field(derived, relations)
    for kind in kinds:
        _check_fields(kind, relations, derived_fields)


def fields_of(kind: Kind, relations: Collection[Relation]) -> Iterator[tuple[Relation, bool, RelationField]]:
    """Yields relation, whether it is followed backwards, and field."""
    for relation in relations:
        for back in (False, True):
            if kind in relation.near_ends(back=back):
                yield from ((relation, back, field) for field in relation.fields(back=back))


def _name_of(declaration: Declaration) -> str:
    return declaration.label if isinstance(declaration, Kind) else declaration.name


def _check_kind(kind: Kind, relations: tuple[Relation, ...]) -> None:
    by_name = {relation.name: relation for relation in relations}
    if not _PASCAL.fullmatch(kind.label):
        raise fault(kind, messages.NOT_PASCAL_CASE)
    if not _CAMEL.fullmatch(kind.plural):
        raise fault(kind, messages.NOT_CAMEL_CASE, name=kind.plural)
    _check_meaning(kind, kind.meaning)
    _check_properties(kind, kind.properties)
    if kind.home is not None:
        home = by_name.get(kind.home)
        if home is None:
            raise fault(kind, messages.UNKNOWN_HOME, name=kind.home, names=listing(by_name))
        if kind not in (*home.sources, *home.targets):
            raise fault(kind, messages.HOME_ELSEWHERE, name=kind.home, kind=kind.label)
    for name in (*kind.starts, *kind.ends):
        if name not in by_name:
            raise fault(kind, messages.UNKNOWN_END, name=name, names=listing(by_name))
    named = {field.name for _, _, field in fields_of(kind, relations)}
    for name in kind.field_meanings:
        if name not in named:
            raise fault(kind, messages.UNKNOWN_MEANING, field=name)


def _check_relation(relation: Relation, kinds: tuple[Kind, ...]) -> None:
    if not _UPPER.fullmatch(relation.name):
        raise fault(relation, messages.NOT_UPPER_CASE)
    _check_meaning(relation, relation.meaning)
    _check_properties(relation, relation.properties)
    if relation.undirected and relation.backward:
        raise fault(relation, messages.BACKWARD_OF_UNDIRECTED)
    for end, joined in (("source", relation.sources), ("target", relation.targets)):
        if not joined:
            raise fault(relation, messages.NO_ENDS, end=end)
        for kind in joined:
            if kind not in kinds:
                raise fault(relation, messages.UNKNOWN_KIND, kind=kind.label)
    for back in (False, True):
        for field in relation.fields(back=back):
            _check_relation_field(relation, field, relation.far_ends(back=back))


def _check_relation_field(relation: Relation, field: RelationField, far_ends: tuple[Kind, ...]) -> None:
    if not _CAMEL.fullmatch(field.name):
        raise fault(relation, messages.NOT_CAMEL_CASE, name=field.name)
    _check_meaning(relation, field.meaning)
    if field.to is not None and field.to not in far_ends:
        reached = listing(kind.label for kind in far_ends)
        raise fault(relation, messages.FIELD_TO_ELSEWHERE, field=field.name, kind=field.to.label, kinds=reached)


def _check_properties(declaration: Kind | Relation, properties: tuple[Property, ...]) -> None:
    is_kind = isinstance(declaration, Kind)
    common = ENTITY_PROPERTIES if is_kind else LINK_PROPERTIES
    inherited = {prop.field for prop in common}
    for prop in properties:
        if not _SNAKE.fullmatch(prop.name):
            raise fault(declaration, messages.NOT_SNAKE_CASE, name=prop.name)
        _check_meaning(declaration, prop.meaning)
        if prop.field in inherited or prop.name in {each.name for each in common}:
            message = messages.PROPERTY_OF_ENTITIES if is_kind else messages.PROPERTY_OF_LINKS
            raise fault(declaration, message, name=prop.name)


def _check_meaning(declaration: Declaration, meaning: str) -> None:
    if not _BILINGUAL.fullmatch(meaning):
        raise fault(declaration, messages.NOT_BILINGUAL, text=meaning)


def _check_names(kinds: tuple[Kind, ...], relations: tuple[Relation, ...]) -> None:
    taken: dict[str, Declaration] = {}
    for kind in kinds:
        for name in (kind.label, kind.singular, kind.plural):
            _claim(taken, name, kind)
    for relation in relations:
        _claim(taken, relation.name, relation)


def _claim(taken: dict[str, Declaration], name: str, declaration: Declaration) -> None:
    if name in taken:
        other = taken[name]
        raise fault(declaration, messages.DECLARED_TWICE, name=name, other=f"{_name_of(other)} in {file_of(other)}")
    taken[name] = declaration


def _check_link_properties(relations: tuple[Relation, ...]) -> None:
    """Requires one type per name, because properties of one name are one field in LinkFilter."""
    first: dict[str, tuple[Relation, Property]] = {}
    for relation in relations:
        for prop in relation.properties:
            other, same = first.setdefault(prop.field, (relation, prop))
            if same.type is not prop.type:
                raise fault(relation, messages.OTHER_TYPE, name=prop.name, other=other.name)


def _check_derived_field(derived: DerivedField, relations: tuple[Relation, ...]) -> None:
    kinds, numbers = {derived.kind}, ("one", "many")
    for name, number in zip(derived.fields, numbers, strict=True):
        fields = [
            (relation, back, field)
            for kind in kinds
            for relation, back, field in fields_of(kind, relations)
            if field.is_list == (number == "many")
        ]
        matching = [(relation, back) for relation, back, field in fields if field.name == name]
        if not matching:
            labels = " or ".join(sorted(kind.label for kind in kinds))
            there = listing(sorted({field.name for _, _, field in fields}))
            raise fault(derived, messages.DERIVED_FILTER, field=name, kind=labels, number=number, fields=there)
        kinds = {kind for relation, back in matching for kind in relation.far_ends(back=back)}


def _check_fields(kind: Kind, relations: tuple[Relation, ...], derived_fields: tuple[DerivedField, ...]) -> None:
    taken: dict[str, str] = {}
    fields: list[tuple[Declaration, str, str]] = [(kind, prop.field, f"property {prop.name}") for prop in kind.properties]
    fields += [(relation, field.name, relation.name) for relation, _, field in fields_of(kind, relations)]
    fields += [(derived, derived.name, "a derived field") for derived in derived_fields if derived.kind is kind]
    for declaration, name, giver in fields:
        if name in taken:
            raise fault(declaration, messages.FIELD_TWICE, kind=kind.label, field=name, other=taken[name])
        taken[name] = giver
