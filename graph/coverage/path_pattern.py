"""Parses path patterns, the notation of indicators.

A path starts at a unit. Each step names a direction, a relation and the kinds at the other end; square brackets contain conditions
on the link or the node::

    <-SERVES- JointCommittee <-MEMBER_OF- MemberUnit
    <-TRAINED[bodies=BOTH]- Training[kind=INDUCTION]

``HOME`` instead of a relation leads from a division to the entities whose home it is (``<-HOME- Post``). A condition compares a stored
property (``= != >= <= > <``) with a value of its type; ``name is known`` is true if a value is recorded. The notation cannot express
anything else, so a pattern of a city cannot read other data.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES
from graph.model.declarations import Kind, ModelError, Property, Relation, StoredEnum
from graph.model.divisions import DIVISIONS
from graph.model.grids import GRID
from graph.model.registry import KIND_BY_LABEL, KINDS, RELATIONS

HOME: Final = "HOME"
_STEP: Final = re.compile(r"\s*(<)?-\s*(\w+)\s*(?:\[([^\]]*)\])?\s*-(>)?\s*([\w|]+)\s*(?:\[([^\]]*)\])?")
_START: Final = re.compile(r"\s*(\w+)\s*(?:\[([^\]]*)\])?")
_CONDITION: Final = re.compile(r"\s*(\w+)\s*(?:(is known)|(>=|<=|!=|=|>|<)\s*([^,]+?))\s*(?:,|$)")
_OPERATORS: Final = {"=": "=", "!=": "<>", ">=": ">=", "<=": "<=", ">": ">", "<": "<"}


@dataclass(frozen=True)
class Condition:
    """A comparison of a stored property. Without an operator: a value is recorded."""

    prop: Property
    operator: str | None = None
    value: Any = None

    def __str__(self) -> str:
        return f"{self.prop.name} {self.operator} {self.value}" if self.operator else f"{self.prop.name} is known"

    @property
    def satisfying(self) -> Any:
        """A JSON value that satisfies the condition; None if no value is obvious."""
        match self.operator:
            case "=" | ">=" | "<=":
                return str(self.value) if isinstance(self.value, date) else self.value
            case ">" | "<" if self.prop.type in (int, float):
                return self.value + (1 if self.operator == ">" else -1)
            case "<>" if self.prop.type is bool:
                return not self.value
            case None:
                return self._any_value()
            case _:
                return None

    def _any_value(self) -> Any:
        if issubclass(self.prop.type, StoredEnum):
            return next(iter(self.prop.type)).name
        of_type = cast(Any, self.prop.type)  # pyright: ignore[reportUnknownMemberType]
        return {bool: True, int: int(self.prop.minimum or 1), float: float(self.prop.minimum or 1)}.get(of_type)


@dataclass(frozen=True)
class Step:
    """One step of a path. ``relation`` is None for HOME."""

    relation: Relation | None
    back: bool
    kinds: tuple[Kind, ...]
    on_link: tuple[Condition, ...] = ()
    on_node: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class UnitPattern:
    """What an indicator counts: entities of a kind that fulfil the conditions and have the path ``requires``."""

    kind: Kind
    conditions: tuple[Condition, ...]
    requires: tuple[Step, ...]


def parse_unit(text: str) -> UnitPattern:
    """Parses ``CommunityBranch[contact_point=true]``, or a kind with a path: ``Township -ADMINISTERS-> Community``."""
    start = _START.match(text)
    if start is None:
        raise ModelError(f"{text!r} does not begin with a kind.")
    kind = _kind(start[1])
    conditions = tuple(_conditions(start[2], _shared((kind,)), kind.label))
    return UnitPattern(kind, conditions, parse_path(text[start.end() :], kind) if text[start.end() :].strip() else ())


def parse_test(text: str, kind: Kind) -> tuple[Condition, ...]:
    """Parses conditions on an entity of the kind: ``workers>=1, households>100``."""
    return tuple(_conditions(text, kind.properties, kind.label))


def parse_path(text: str, start: Kind) -> tuple[Step, ...]:
    """Returns the steps of a path that starts at a node of the kind. Raises ModelError if the pattern is invalid."""
    steps: list[Step] = []
    position, at = 0, (start,)
    while position < len(text.rstrip()):
        match = _STEP.match(text, position)
        if match is None or bool(match[1]) == bool(match[4]):
            raise ModelError(f"{text!r}: a step like -RELATION-> Kind or <-RELATION- Kind is expected at {text[position:]!r}.")
        steps.append(_step(match, at))
        position, at = match.end(), steps[-1].kinds
    return tuple(steps)


def _step(match: re.Match[str], at: tuple[Kind, ...]) -> Step:
    back = bool(match[1])
    kinds = tuple(_kind(name) for name in match[5].split("|"))
    on_node = tuple(_conditions(match[6], _shared(kinds), match[5]))
    if match[2] == HOME:
        _check_home(back, at, kinds, match[3])
        return Step(None, back, kinds, (), on_node)
    relation = _relation(match[2])
    _check_ends(relation, back, at, kinds)
    on_link = tuple(_conditions(match[3], (*LINK_PROPERTIES, *relation.properties), relation.name))
    return Step(relation, back, kinds, on_link, on_node)


def _check_ends(relation: Relation, back: bool, near: Collection[Kind], far: Collection[Kind]) -> None:
    if not set(near) & set(relation.near_ends(back=back)) or not set(far) <= set(relation.far_ends(back=back)):
        arrow = "<-" if back else "-"
        names = " or ".join(kind.label for kind in near), " or ".join(kind.label for kind in far)
        raise ModelError(
            f"{relation.name} does not lead from {names[0]} to {names[1]} in the direction {arrow}{relation.name}."
        )


def _check_home(back: bool, near: Collection[Kind], far: Collection[Kind], on_link: str | None) -> None:
    """Raises ModelError unless the step leads from a division to one other kind; grids use HAS_GRID and SPANS instead."""
    if not back or on_link or len(far) > 1 or not set(near) <= set(DIVISIONS) or set(far) & {GRID, *DIVISIONS}:
        raise ModelError(
            f"{HOME} is written <-{HOME}- Kind, after a division, with one kind that is neither a division nor Grid."
        )


def _shared(kinds: tuple[Kind, ...]) -> list[Property]:
    first, *others = (kind.properties for kind in kinds)
    of_all = (prop for prop in ENTITY_PROPERTIES if prop.type is not list)
    return [*of_all, *(prop for prop in first if all(prop in other for other in others))]


def _conditions(text: str | None, properties: Collection[Property], owner: str) -> Iterator[Condition]:
    known = {prop.name: prop for prop in properties}
    position = 0
    while text and position < len(text.rstrip()):
        match = _CONDITION.match(text, position)
        if match is None:
            raise ModelError(f"[{text}]: a condition like name=value or 'name is known' is expected at {text[position:]!r}.")
        if match[1] not in known:
            raise ModelError(f"{owner} has no property {match[1]!r}; there are: {', '.join(known)}.")
        prop = known[match[1]]
        yield Condition(prop) if match[2] else Condition(prop, _OPERATORS[match[3]], _value(prop, match[4]))
        position = match.end()


def _value(prop: Property, text: str) -> Any:
    """Returns the value in the type of the property. Raises ModelError if it has another type."""
    of_type: Any = prop.type
    try:
        if of_type is bool:
            return {"true": True, "false": False}[text]
        if of_type is date:
            return date.fromisoformat(text)
        return of_type[text].name if issubclass(of_type, StoredEnum) else _storable(of_type(text))
    except (KeyError, ValueError):
        raise ModelError(f"{prop.name} takes {_accepted_values(prop)}, not {text!r}.") from None


def _storable(value: Any) -> Any:
    """Returns the value. Raises ValueError for a number that the database cannot store: an integer beyond 64 bits, infinity, NaN."""
    if isinstance(value, int | float) and not abs(value) < 2**63:
        raise ValueError
    return value


def _accepted_values(prop: Property) -> str:
    of_type: Any = prop.type
    if issubclass(of_type, StoredEnum):
        return "one of " + ", ".join(member.name for member in of_type)
    return {bool: "true or false", date: "a day like 2022-09-22"}.get(of_type, f"a value of type {of_type.__name__}")


def _kind(label: str) -> Kind:
    try:
        return KIND_BY_LABEL[label]
    except ValueError:
        raise ModelError(f"There is no kind {label!r}; there are: {', '.join(kind.label for kind in KINDS)}.") from None


def _relation(name: str) -> Relation:
    if name not in RELATIONS:
        raise ModelError(f"There is no relation {name!r}; there are: {', '.join(RELATIONS)}, and {HOME}.")
    return RELATIONS[name]
