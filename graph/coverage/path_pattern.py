"""Parses path patterns, the notation of indicators: direction, relation and kinds at its end, with conditions in brackets::

    <-SERVES- JointCommittee <-MEMBER_OF- MemberUnit
    <-TRAINED[bodies=BOTH]- Training[kind=INDUCTION]

`HOME` leads from a division to entities whose home it is (`<-HOME- Post`). A condition compares a stored property with a value
(`= != >= <= > <`), or is `name is known`. Patterns cannot read other data.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from graph.messages import coverage as messages
from graph.messages.language import BilingualText, listing
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
    """A comparison of a stored property; without operator, that it is recorded."""

    prop: Property
    operator: str | None = None
    value: Any = None

    def __str__(self) -> str:
        return f"{self.prop.name} {self.operator} {self.value}" if self.operator else f"{self.prop.name} is known"

    @property
    def satisfying(self) -> Any:
        """A JSON value that satisfies the condition, or None."""
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
class PatternStep:
    """One step of a path that an indicator requires. `relation`: None for HOME."""

    relation: Relation | None
    back: bool
    kinds: tuple[Kind, ...]
    on_link: tuple[Condition, ...] = ()
    on_node: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class UnitPattern:
    """Entities of a kind that fulfil `conditions` and have the path `requires`."""

    kind: Kind
    conditions: tuple[Condition, ...]
    requires: tuple[PatternStep, ...]


def parse_unit(text: str) -> UnitPattern:
    """Parses `CommunityBranch[contact_point=true]` or `Township -ADMINISTERS-> Community`. Raises ModelError."""
    start = _START.match(text)
    if start is None:
        raise ModelError(messages.NO_KIND_FIRST, pattern=text)
    kind = _kind(start[1])
    conditions = tuple(_conditions(start[2], _shared((kind,)), kind.label))
    return UnitPattern(kind, conditions, parse_path(text[start.end() :], kind) if text[start.end() :].strip() else ())


def parse_test(text: str, kind: Kind) -> tuple[Condition, ...]:
    """Parses `workers>=1, households>100`. Raises ModelError."""
    return tuple(_conditions(text, kind.properties, kind.label))


def parse_path(text: str, start: Kind) -> tuple[PatternStep, ...]:
    """Raises ModelError."""
    steps: list[PatternStep] = []
    position, near = 0, (start,)
    while position < len(text.rstrip()):
        match = _STEP.match(text, position)
        if match is None or bool(match[1]) == bool(match[4]):
            raise ModelError(messages.NO_STEP, pattern=text, rest=text[position:])
        steps.append(_step(match, near))
        position, near = match.end(), steps[-1].kinds
    return tuple(steps)


def _step(match: re.Match[str], near: tuple[Kind, ...]) -> PatternStep:
    back = bool(match[1])
    kinds = tuple(_kind(name) for name in match[5].split("|"))
    on_node = tuple(_conditions(match[6], _shared(kinds), match[5]))
    if match[2] == HOME:
        _check_home(back, near, kinds, match[3])
        return PatternStep(None, back, kinds, (), on_node)
    relation = _relation(match[2])
    _check_ends(relation, back, near, kinds)
    on_link = tuple(_conditions(match[3], (*LINK_PROPERTIES, *relation.properties), relation.name))
    return PatternStep(relation, back, kinds, on_link, on_node)


def _check_ends(relation: Relation, back: bool, near: Collection[Kind], far: Collection[Kind]) -> None:
    if not set(near) & set(relation.near_ends(back=back)) or not set(far) <= set(relation.far_ends(back=back)):
        arrow = "<-" if back else "-"
        near_labels, far_labels = (" or ".join(kind.label for kind in kinds) for kinds in (near, far))
        raise ModelError(messages.WRONG_ENDS_IN_PATTERN, relation=relation.name, near=near_labels, far=far_labels, arrow=arrow)


def _check_home(back: bool, near: Collection[Kind], far: Collection[Kind], on_link: str | None) -> None:
    """Raises ModelError unless the step leads from a division to one other kind. Grids have HAS_GRID and SPANS instead."""
    if not back or on_link or len(far) > 1 or not set(near) <= set(DIVISIONS) or set(far) & {GRID, *DIVISIONS}:
        raise ModelError(messages.WRONG_HOME)


def _shared(kinds: tuple[Kind, ...]) -> list[Property]:
    first, *others = (kind.properties for kind in kinds)
    of_all = (prop for prop in ENTITY_PROPERTIES if prop.type is not list)
    return [*of_all, *(prop for prop in first if all(prop in other for other in others))]


def _conditions(text: str | None, properties: Collection[Property], owner: str) -> Iterator[Condition]:
    by_name = {prop.name: prop for prop in properties}
    position = 0
    while text and position < len(text.rstrip()):
        match = _CONDITION.match(text, position)
        if match is None:
            raise ModelError(messages.NO_CONDITION, conditions=text, rest=text[position:])
        if match[1] not in by_name:
            raise ModelError(messages.NO_PROPERTY, owner=owner, name=match[1], names=listing(by_name))
        prop = by_name[match[1]]
        yield Condition(prop) if match[2] else Condition(prop, _OPERATORS[match[3]], _value(prop, match[4]))
        position = match.end()


def _value(prop: Property, text: str) -> Any:
    of_type: Any = prop.type
    try:
        if of_type is bool:
            return {"true": True, "false": False}[text]
        if of_type is date:
            return date.fromisoformat(text)
        return of_type[text].name if issubclass(of_type, StoredEnum) else _storable(of_type(text))
    except (KeyError, ValueError):
        accepted = _accepted_values(prop)
        raise ModelError(messages.WRONG_VALUE, name=prop.name, accepted=accepted, value=text) from None


def _storable(value: Any) -> Any:
    """Raises ValueError for a number beyond 64 bits, which the database cannot store."""
    if isinstance(value, int | float) and not abs(value) < 2**63:
        raise ValueError
    return value


def _accepted_values(prop: Property) -> BilingualText:
    of_type: Any = prop.type
    if issubclass(of_type, StoredEnum):
        return messages.ONE_OF_NAMES.format(names=listing(member.name for member in of_type))
    message = {bool: messages.A_BOOLEAN, date: messages.A_DATE}.get(of_type, messages.OF_TYPE)
    return message.format(type=of_type.__name__)


def _kind(label: str) -> Kind:
    try:
        return KIND_BY_LABEL[label]
    except KeyError:
        names = listing(kind.label for kind in KINDS)
        raise ModelError(messages.NO_KIND, label=label, labels=names) from None


def _relation(name: str) -> Relation:
    if name not in RELATIONS:
        raise ModelError(messages.NO_RELATION, name=name, names=listing(RELATIONS))
    return RELATIONS[name]
