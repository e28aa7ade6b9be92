"""What `where` and `orderBy` mean, told again in plain Python over the export, and filters and orders made by chance.

The rule: a comparison holds of no value that is not there, only `isNull` speaks of that; `not` is the exact complement.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from oracles.graph import LEVELS, ONE_AND_MANY, TO_ONE, Hop, Moment, Node, label_of, relation_fields, shown
from oracles.values import stored_as, value_of

FIELDS: Final = relation_fields()
Filter = Mapping[str, Any]
InputTypes = Mapping[str, Mapping[str, str]]
"""The named type of each field of each input type."""

INPUTS: Final = """{ __schema { types { name kind inputFields { name type { name ofType { name ofType { name ofType { name } } } } }
    enumValues { name } } } }"""


def input_types(ask: Callable[..., Any]) -> InputTypes:
    """All input types as introspection tells them; an enum stands with its values."""
    types = ask(INPUTS)["__schema"]["types"]
    inputs = {each["name"]: {field["name"]: _named(field["type"]) for field in each["inputFields"] or []} for each in types}
    enums = {
        each["name"]: {value["name"]: "" for value in each["enumValues"] or []} for each in types if each["kind"] == "ENUM"
    }
    return inputs | enums


def _named(told: Mapping[str, Any]) -> str:
    while told.get("ofType"):
        told = told["ofType"]
    return told["name"]


# ---------------------------------------------------------------------------------------------------- what can be asked of what
@dataclass(frozen=True)
class End:
    """A link as it is listed at an entity."""

    near: Node
    hop: Hop


Subject = Node | End | None
LISTED: Final = "ListFilter"
COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "eq": lambda value, given: value == given,
    "ne": lambda value, given: value != given,
    "in": lambda value, given: value in given,
    "notIn": lambda value, given: value not in given,
    "gt": lambda value, given: value > given,
    "gte": lambda value, given: value >= given,
    "lt": lambda value, given: value < given,
    "lte": lambda value, given: value <= given,
    "contains": lambda value, given: given in value,
    "startsWith": lambda value, given: value.startswith(given),
}


class Asked:
    """Decides filters of one moment."""

    def __init__(self, moment: Moment, inputs: InputTypes) -> None:
        self.moment = moment
        self.inputs = inputs
        self._shown: dict[tuple[Node | End, str], Any] = {}

    def holds(self, subject: Subject, given: Filter, of_type: str) -> bool:
        """Whether all that is given holds of a subject, by a filter of the type."""
        return all(self._field(subject, name, value, of_type) for name, value in given.items())

    def _field(self, subject: Subject, name: str, given: Any, of_type: str) -> bool:
        match name:
            case "and":
                return all(self.holds(subject, each, of_type) for each in given)
            case "or":
                return any(self.holds(subject, each, of_type) for each in given)
            case "not":
                return not self.holds(subject, given, of_type)
            case "isNull":
                return (subject is None) == given
            case _:
                return self._field_of_subject(subject, name, given, of_type)

    def _field_of_subject(self, subject: Subject, name: str, given: Any, of_type: str) -> bool:
        if subject is None:
            return False
        if asks_for_kind(of_type, name):
            return (
                isinstance(subject, Node)
                and subject.kind == KIND_OF[name]
                and self.holds(subject, given, label_of(subject.kind))
            )
        return self._found(self.of(subject, name), given, self.inputs[f"{of_type}Filter"][name])

    def _found(self, found: Any, given: Filter, filter_type: str) -> bool:
        if filter_type.endswith(LISTED):
            return self._quantified(found, given, filter_type.removesuffix(LISTED))
        if "and" in self.inputs[filter_type]:
            return self.holds(found, given, filter_type.removesuffix("Filter"))
        return compares(found, given)

    def _quantified(self, found: Sequence[Any], given: Filter, of_type: str) -> bool:
        def matches(each: Any, wanted: Filter) -> bool:
            return compares(each, wanted) if of_type == "Text" else self.holds(each, wanted, of_type)

        different = found if of_type == "Text" else {each.hop.node if isinstance(each, End) else each for each in found}
        decided = {
            "some": lambda wanted: any(matches(each, wanted) for each in found),
            "none": lambda wanted: not any(matches(each, wanted) for each in found),
            "all": lambda wanted: all(matches(each, wanted) for each in found),
            "count": lambda wanted: compares(len(different), wanted),
        }
        return all(decided[quantifier](wanted) for quantifier, wanted in given.items())

    def of(self, subject: Node | End, name: str) -> Any:
        """What a field shows: a value, an entity or None, or a list."""
        if (subject, name) not in self._shown:
            self._shown[subject, name] = self._of(subject, name)
        return self._shown[subject, name]

    def _of(self, subject: Node | End, name: str) -> Any:
        if isinstance(subject, End):
            return _of_link(subject, name)
        if name == "memberUnits" and subject.kind == "COMMUNITY":
            committee = self.of(subject, "jointCommittee")
            return [] if committee is None else self.of(committee, name)
        if name in FIELDS[subject.kind]:
            nodes = [hop.node for hop in self.moment.over(subject, FIELDS[subject.kind][name])]
            return next(iter(nodes), None) if name in TO_ONE else nodes
        return self._of_the_tree(subject, name)

    def _of_the_tree(self, node: Node, name: str) -> Any:
        match name:
            case "home":
                return self.moment.home(node)
            case "ancestors":
                return self.moment.ancestors(node)
            case "divisions":
                return self.moment.below(node)
            case "communities":
                return self.moment.communities(node)
            case "links":
                return [End(node, hop) for hop in self.moment.links_at(node)]
            case _:
                return value_of(node, name)


KIND_OF: Final = {one: kind for kind, (one, _) in ONE_AND_MANY.items()}


def asks_for_kind(of_type: str, name: str) -> bool:
    """Whether a field of the filter says of which kind the entity is, and what holds of that kind."""
    return of_type in ("Entity", "Division") and name in KIND_OF


def _of_link(end: End, name: str) -> Any:
    link = end.hop.link
    match name:
        case "relation":
            return link.relation
        case "from":
            return link.start
        case "to":
            return link.end
        case "other":
            return end.hop.node
        case "provenance":
            return link.properties.get("provenance", "IMPORTED")
        case _:
            return shown(link.properties.get(stored_as(name)))


def compares(value: Any, given: Filter) -> bool:
    """What operators say of a value, or of none."""
    return all(
        (value is None) == wanted if operator == "isNull" else value is not None and COMPARISONS[operator](value, wanted)
        for operator, wanted in given.items()
    )


# ---------------------------------------------------------------------------------------------------- filters by chance
class FiltersByChance:
    """Filters of any type, with values that occur in the data more often than not."""

    def __init__(self, asked: Asked, chance: random.Random) -> None:
        self.inputs = asked.inputs
        self.asked = asked
        self.chance = chance

    def filter(self, of_type: str, subjects: Sequence[Any], depth: int) -> dict[str, Any]:
        """A filter of the type for subjects like these."""
        fields = self.inputs[f"{of_type}Filter"]
        plain = [name for name in fields if self._is_plain(fields[name]) or name == "isNull"]
        names = [*fields] if depth else plain
        wanted = self.chance.choices([0, 1, 2, 3], [1, 12, 4, 1])[0]
        # A kind of an interface is one field among many, and says little; the rest would be drowned.
        weights = [0.1 if asks_for_kind(of_type, name) else 1.0 for name in names]
        chosen = {self.chance.choices(names, weights)[0] for _ in range(wanted)}
        return {name: self._given(of_type, name, subjects, depth) for name in sorted(chosen)}

    def _is_plain(self, filter_type: str) -> bool:
        return (
            filter_type.endswith("Filter") and "and" not in self.inputs[filter_type] and "some" not in self.inputs[filter_type]
        )

    def _given(self, of_type: str, name: str, subjects: Sequence[Any], depth: int) -> Any:
        """Something to give for one field of the filter of a type."""
        if name == "isNull":
            return self._flip()
        if name in ("and", "or"):
            count = self.chance.choices([0, 1, 2, 3], [1, 3, 8, 2])[0]
            return [self.filter(of_type, subjects, depth - 1) for _ in range(count)]
        if name == "not":
            return self.filter(of_type, subjects, depth - 1)
        if asks_for_kind(of_type, name):
            return self.filter(label_of(KIND_OF[name]), [each for each in subjects if each.kind == KIND_OF[name]], depth - 1)
        some = self.chance.sample(subjects, min(12, len(subjects)))
        found = [shown for each in some if (shown := self.asked.of(each, name)) is not None]
        return self._about(self.inputs[f"{of_type}Filter"][name], found, depth)

    def _about(self, filter_type: str, found: Sequence[Any], depth: int) -> dict[str, Any]:
        if filter_type.endswith(LISTED):
            return self._quantifiers(filter_type.removesuffix(LISTED), [part for each in found for part in each], depth)
        if "and" in self.inputs[filter_type]:
            return self.filter(filter_type.removesuffix("Filter"), found, depth - 1)
        return self._comparisons(filter_type, found)

    def _quantifiers(self, of_type: str, found: Sequence[Any], depth: int) -> dict[str, Any]:
        quantifiers = self.chance.choices([[], ["count"], ["some"], ["none"], ["all"], ["some", "count"]], [1, 6, 6, 3, 3, 2])[
            0
        ]
        return {each: self._quantified(each, of_type, found, depth) for each in quantifiers}

    def _quantified(self, quantifier: str, of_type: str, found: Sequence[Any], depth: int) -> dict[str, Any]:
        if quantifier == "count":
            return self._comparisons("IntegerFilter", [0, 1, 1, 2, 3, 5, 10])
        if of_type == "Text":
            return self._comparisons("TextFilter", [each for each in found if isinstance(each, str)])
        return self.filter(of_type, found, depth - 1)

    # ------------------------------------------------------------------------------------------------ values
    def _comparisons(self, filter_type: str, values: Sequence[Any]) -> dict[str, Any]:
        operators = [*self.inputs[filter_type]]
        chosen = self.chance.sample(operators, self.chance.choices([0, 1, 2], [1, 16, 4])[0])
        return {each: self._operand(filter_type, each, values) for each in chosen}

    def _operand(self, filter_type: str, operator: str, values: Sequence[Any]) -> Any:
        if operator == "isNull":
            return self._flip()
        if operator in ("in", "notIn"):
            return [self._value(filter_type, values) for _ in range(self.chance.randint(0, 4))]
        value = self._value(filter_type, values)
        return self._piece(value, operator) if operator in ("contains", "startsWith") else value

    def _piece(self, text: str, operator: str) -> str:
        begin = 0 if operator == "startsWith" else self.chance.randint(0, len(text))
        return text[begin : begin + self.chance.randint(0, 3)]

    def _value(self, filter_type: str, values: Sequence[Any]) -> Any:
        of_type = self.inputs[filter_type]["eq"]
        fitting = [each for each in values if each is not None]
        if fitting and self.chance.random() < 0.85:
            return self.chance.choice(fitting)
        match of_type:
            case "Int":
                return self.chance.randint(-1, 200)
            case "Float":
                return self.chance.choice([0.0, 33.3, 50, 100])
            case "Boolean":
                return self._flip()
            case "Date":
                return (date(2018, 1, 1) + timedelta(self.chance.randint(0, 2500))).isoformat()
            case "String" | "ID":
                return self.chance.choice(["", "阳", "乡", "！", "𠀀", "社区", "Grid 1"])
            case enum:
                return self.chance.choice([*self.inputs[enum]])

    def _flip(self) -> bool:
        return self.chance.random() < 0.5


# ---------------------------------------------------------------------------------------------------- orders
Order = Sequence[Mapping[str, Any]]


def in_order(asked: Asked, subjects: Iterable[Any], order: Order) -> list[Any]:
    """The subjects key after key, what has no value last in either direction; then as they were."""
    rows = list(subjects)
    for key in reversed(order):
        way, direction = _way_of(key)
        valued = [(each, value) for each in rows if (value := _sort_value(asked, each, way)) is not None]
        without = [each for each in rows if _sort_value(asked, each, way) is None]
        rows = [each for each, _ in sorted(valued, key=lambda pair: pair[1], reverse=direction == "DESC")] + without
    return rows


def _way_of(key: Any) -> tuple[list[str], str]:
    """The fields on the way to what is sorted by, and the direction."""
    way: list[str] = []
    while not isinstance(key, str):
        ((name, key),) = key.items()
        way.append(name)
    return way, key


def _sort_value(asked: Asked, subject: Any, way: Sequence[str]) -> Any:
    for name in way:
        if name == "count":
            return len({each.hop.node if isinstance(each, End) else each for each in subject})
        subject = asked.of(subject, name)
        if subject is None:
            return None
    return LEVELS.index(subject) if way[-1] == "level" else subject


class OrdersByChance:
    """Orders of any type."""

    def __init__(self, inputs: InputTypes, chance: random.Random) -> None:
        self.inputs = inputs
        self.chance = chance

    def order(self, of_type: str) -> list[dict[str, Any]]:
        return [self._key(f"{of_type}Order", depth=2) for _ in range(self.chance.choices([0, 1, 2, 3], [1, 8, 4, 2])[0])]

    def _key(self, order_type: str, depth: int) -> dict[str, Any]:
        fields = self.inputs[order_type]
        names = [name for name in fields if depth or fields[name] == "SortDirection"]
        name = self.chance.choice(names)
        if fields[name] == "SortDirection":
            return {name: self.chance.choice(["ASC", "DESC"])}
        return {name: self._key(fields[name], depth - 1)}
