from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph.compiler.global_ids import key_of_reference
from graph.errors import UserError
from graph.linkage.transit_rules import TransitPolicy, TransitRule, effective_rules
from graph.messages import compiler as compiler_messages
from graph.messages import linkage as messages
from graph.model.registry import KIND_BY_LABEL, KIND_BY_NAME, RELATIONS
from graph.snapshot.snapshot import NodeKey, Snapshot

MAX_PATHS: Final = 100
MAX_HOPS: Final = 12
MAX_NAMED_ENTITIES: Final = 100
"""Limit of `through` and `avoid`."""


def key_of(reference: Mapping[str, str]) -> NodeKey:
    label, code = key_of_reference(reference)
    return label, code


def keys_of(arguments: Mapping[str, Any], name: str) -> tuple[NodeKey, ...]:
    """Raises UserError (BAD_ARGUMENT) for too many entities."""
    references: list[Any] = arguments.get(name) or []
    if len(references) > MAX_NAMED_ENTITIES:
        raise UserError(messages.TOO_MANY_ENTITIES, argument=name, count=len(references), maximum=MAX_NAMED_ENTITIES)
    return tuple(dict.fromkeys(key_of(reference) for reference in references))


def ends_of(arguments: Mapping[str, Any]) -> tuple[NodeKey, NodeKey]:
    """Raises UserError (BAD_ARGUMENT) if the ends are equal."""
    start, end = key_of(arguments["from"]), key_of(arguments["to"])
    if start == end:
        raise UserError(messages.SAME_ENDS)
    return start, end


def integer_of(arguments: Mapping[str, Any], name: str, maximum: int, default: int) -> int:
    """Raises UserError (BAD_ARGUMENT) outside 1 to `maximum`."""
    value = arguments.get(name)
    number = default if value is None else int(value)
    if not 1 <= number <= maximum:
        raise UserError(compiler_messages.NUMBER_OUT_OF_RANGE, argument=name, number=number, maximum=maximum)
    return number


def permitted_relations(arguments: Mapping[str, Any]) -> frozenset[str]:
    """Raises UserError (BAD_ARGUMENT) for an empty list."""
    named = arguments.get("relations")
    if named == []:
        raise UserError(compiler_messages.NO_RELATIONS)
    permitted = set(RELATIONS) if named is None else {relation.value for relation in named}
    excluded: list[Any] = arguments.get("excludeRelations") or []
    return frozenset(permitted - {relation.value for relation in excluded})


def rules_of(arguments: Mapping[str, Any]) -> tuple[TransitRule, ...]:
    rules: list[Any] = arguments.get("transit") or []
    return effective_rules(
        [
            TransitRule(KIND_BY_NAME[rule["kind"].value], TransitPolicy[rule["policy"].value], rule.get("maxDegree"))
            for rule in rules
        ]
    )


def check_rules(rules: Iterable[TransitRule], required: Iterable[NodeKey], avoided: Sequence[NodeKey] = ()) -> None:
    """Raises UserError (CONTRADICTORY_RULES) if a required entity is blocked or avoided."""
    blocked = {rule.kind.label for rule in rules if rule.policy is TransitPolicy.BLOCK}
    for label, code in required:
        if label in blocked:
            raise UserError(messages.BLOCKED_ENTITY, label=label, code=code)
        if (label, code) in avoided:
            raise UserError(messages.AVOIDED_ENTITY, label=label, code=code)


def find_entities(snapshot: Snapshot, keys: Iterable[NodeKey]) -> list[int] | None:
    """Returns entities, valid or not; None if one does not exist or has an unknown label."""
    found = ((KIND_BY_LABEL.get(label), code) for label, code in keys)
    entities = [kind and snapshot.find(kind, code) for kind, code in found]
    return None if None in entities else [entity for entity in entities if entity is not None]


def find_valid_entities(snapshot: Snapshot, keys: Iterable[NodeKey], as_of: int) -> list[int] | None:
    """Returns None if an entity does not exist. Raises UserError (NOT_ALIVE) if one is invalid."""
    entities = find_entities(snapshot, keys)
    for entity in entities or []:
        if not snapshot.is_valid(entity, as_of):
            raise UserError(messages.NOT_VALID, entity=snapshot.display_name(entity))
    return entities
