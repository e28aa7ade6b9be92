"""The arguments that the questions about linkage share, read and checked."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph.compiler.root_fields import key_of_reference
from graph.errors import ErrorCode, UserError, argument_error
from graph.linkage.algorithms.transit import Policy, Rule, contradiction, effective_rules
from graph.linkage.snapshot.snapshot import Snapshot
from graph.model.registry import KIND_BY_LABEL, KIND_BY_NAME, RELATIONS

MAX_PATHS: Final = 100
MAX_HOPS: Final = 12
MOST_NAMED: Final = 100
"""How many entities ``through`` and ``avoid`` may name."""

Key = tuple[str, str]
"""(label, code) of an entity."""


def key_of(reference: Mapping[str, str]) -> Key:
    label, code = key_of_reference(reference)
    return label, code


def keys_of(arguments: Mapping[str, Any], name: str) -> tuple[Key, ...]:
    """The entities that a list of references names, each once."""
    given: list[Any] = arguments.get(name) or []
    if len(given) > MOST_NAMED:
        raise argument_error(f"`{name}` names {len(given)} entities; it takes up to {MOST_NAMED}.")
    return tuple(dict.fromkeys(key_of(each) for each in given))


def ends_of(arguments: Mapping[str, Any]) -> tuple[Key, Key]:
    """The two ends. Raises Refusal (BAD_ARGUMENT) where they are one."""
    one, other = key_of(arguments["from"]), key_of(arguments["to"])
    if one == other:
        raise argument_error("`from` and `to` are the same entity, which needs no path to itself. Name two different ones.")
    return one, other


def within_bounds(arguments: Mapping[str, Any], name: str, most: int, default: int) -> int:
    """A whole number from 1 to ``most``."""
    given = arguments.get(name)
    number = default if given is None else int(given)
    if not 1 <= number <= most:
        raise argument_error(f"`{name}` is {number}; it takes 1 to {most}.")
    return number


def relations_of(arguments: Mapping[str, Any]) -> frozenset[str]:
    """The permitted relations: those named, or all, without those excluded."""
    named = arguments.get("relations")
    if named == []:
        raise argument_error("`relations` is empty, so that nothing can be linked. Name at least one, or leave it out.")
    permitted = set(RELATIONS) if named is None else {each.value for each in named}
    excluded: list[Any] = arguments.get("excludeRelations") or []
    return frozenset(permitted - {each.value for each in excluded})


def rules_of(arguments: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The transit rules in force."""
    given: list[Any] = arguments.get("transit") or []
    return effective_rules(
        [Rule(KIND_BY_NAME[each["kind"].value], Policy[each["policy"].value], each.get("maxDegree")) for each in given]
    )


def check_rules(rules: Iterable[Rule], present: Iterable[Key], avoided: Sequence[Key] = ()) -> None:
    """Raises Refusal (CONTRADICTORY_RULES) where an end or a waypoint is blocked or avoided."""
    blocked = {rule.kind.label for rule in rules if rule.policy is Policy.BLOCK}
    for label, code in present:
        if label in blocked:
            raise contradiction(f"{label} {code} is part of the question, and `transit` blocks its kind. Drop one of the two.")
        if (label, code) in avoided:
            raise contradiction(f"{label} {code} is part of the question, and `avoid` names it. Drop one of the two.")


def find_valid_entities(snapshot: Snapshot, keys: Iterable[Key], day: int) -> list[int] | None:
    """The entities; None where one of them is not there at all. Raises Refusal (NOT_ALIVE) for one that does not live that day."""
    found = [snapshot.find(KIND_BY_LABEL[label], code) for label, code in keys]
    entities = [each for each in found if each is not None]
    if len(entities) < len(found):
        return None
    for entity in entities:
        if not snapshot.lives(entity, day):
            raise not_alive(snapshot.name(entity))
    return entities


def not_alive(name: str) -> UserError:
    return UserError(ErrorCode.NOT_ALIVE, f"{name} does not exist on that day. Ask for another `asOf`.")


def find_entities(snapshot: Snapshot, keys: Iterable[Key]) -> list[int] | None:
    """The entities, whether they live or not; None where one of them is not there at all."""
    found = [snapshot.find(KIND_BY_LABEL[label], code) for label, code in keys]
    return None if None in found else [each for each in found if each is not None]
