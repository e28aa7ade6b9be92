"""The meaning of `where` and `orderBy` in plain Python over the export, and random filters and orders.

A comparison with null is false, only `isNull` tests for null; `not` is the exact complement.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, cast

from oracles.graph import (
    LEVELS,
    LOCATED,
    ROOT_FIELDS,
    TO_ONE,
    AsOfGraph,
    Hop,
    Node,
    aggregate,
    camel,
    label_of,
    relation_fields,
    shown,
)
from oracles.values import stored_as, value_of

FIELDS: Final = relation_fields()
Filter = Mapping[str, Any]
InputTypes = Mapping[str, Mapping[str, str]]
"""The named type of each field of each input type."""

INPUTS: Final = """{ __schema { types { name kind inputFields { name type { name ofType { name ofType { name ofType { name } } } } }
    enumValues { name } } } }"""


def input_types(execute: Callable[..., Any]) -> InputTypes:
    """Reads them by introspection; an enum has its values as fields."""
    types = execute(INPUTS)["__schema"]["types"]
    inputs = {each["name"]: {field["name"]: _named(field["type"]) for field in each["inputFields"] or []} for each in types}
    enums = {
        each["name"]: {value["name"]: "" for value in each["enumValues"] or []} for each in types if each["kind"] == "ENUM"
    }
    return inputs | enums


def _named(actual: Mapping[str, Any]) -> str:
    while actual.get("ofType"):
        actual = actual["ofType"]
    return actual["name"]


# ---------------------------------------------------------------------------------------------------- what can be asked of what
@dataclass(frozen=True)
class End:
    """A link as listed at one of its entities."""

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


class FilterOracle:
    def __init__(self, as_of_graph: AsOfGraph, inputs: InputTypes) -> None:
        self.as_of_graph = as_of_graph
        self.inputs = inputs
        self._shown: dict[tuple[Node | End, str], Any] = {}

    def holds(self, subject: Subject, given: Filter, of_type: str) -> bool:
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
        """Returns what a field shows: a value, an entity or None, or a list."""
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
            nodes = [hop.node for hop in self.as_of_graph.over(subject, FIELDS[subject.kind][name])]
            return next(iter(nodes), None) if name in TO_ONE else nodes
        return self._of_the_tree(subject, name)

    def _of_the_tree(self, node: Node, name: str) -> Any:
        match name:
            case "home":
                return self.as_of_graph.home(node)
            case "ancestors":
                return self.as_of_graph.ancestors(node)
            case "divisions":
                return self.as_of_graph.below(node)
            case "communities":
                return self.as_of_graph.communities(node)
            case "links":
                return [End(node, hop) for hop in self.as_of_graph.links_at(node)]
            case _ if name in LOCATED_FIELDS:
                return self.as_of_graph.within(node, LOCATED_FIELDS[name])
            case _:
                return value_of(node, name)


LOCATED_FIELDS: Final = {f"located{ROOT_FIELDS[kind][1][0].upper()}{ROOT_FIELDS[kind][1][1:]}": kind for kind in LOCATED}
"""The kind of each typed list of what is located in a division or below."""
KIND_OF: Final = {one: kind for kind, (one, _) in ROOT_FIELDS.items()}


def asks_for_kind(of_type: str, name: str) -> bool:
    """Checks for a filter of an interface's kind."""
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
    return all(
        (value is None) == wanted if operator == "isNull" else value is not None and COMPARISONS[operator](value, wanted)
        for operator, wanted in given.items()
    )


# ---------------------------------------------------------------------------------------------------- filters by chance
class RandomFilters:
    """Mostly contain values that occur in the data."""

    def __init__(self, oracle: FilterOracle, rng: random.Random) -> None:
        self.inputs = oracle.inputs
        self.oracle = oracle
        self.rng = rng

    def filter(self, of_type: str, subjects: Sequence[Any], depth: int) -> dict[str, Any]:
        fields = self.inputs[f"{of_type}Filter"]
        plain = [name for name in fields if self._is_plain(fields[name]) or name == "isNull"]
        names = [*fields] if depth else plain
        wanted = self.rng.choices([0, 1, 2, 3], [1, 12, 4, 1])[0]
        # Kinds of an interface are many similar fields: a low weight leaves room for the others.
        weights = [0.1 if asks_for_kind(of_type, name) else 1.0 for name in names]
        chosen = {self.rng.choices(names, weights)[0] for _ in range(wanted)}
        return {name: self._given(of_type, name, subjects, depth) for name in sorted(chosen)}

    def _is_plain(self, filter_type: str) -> bool:
        return (
            filter_type.endswith("Filter") and "and" not in self.inputs[filter_type] and "some" not in self.inputs[filter_type]
        )

    def _given(self, of_type: str, name: str, subjects: Sequence[Any], depth: int) -> Any:
        if name == "isNull":
            return self._flip()
        if name in ("and", "or"):
            count = self.rng.choices([0, 1, 2, 3], [1, 3, 8, 2])[0]
            return [self.filter(of_type, subjects, depth - 1) for _ in range(count)]
        if name == "not":
            return self.filter(of_type, subjects, depth - 1)
        if asks_for_kind(of_type, name):
            return self.filter(label_of(KIND_OF[name]), [each for each in subjects if each.kind == KIND_OF[name]], depth - 1)
        some = self.rng.sample(subjects, min(12, len(subjects)))
        found = [shown for each in some if (shown := self.oracle.of(each, name)) is not None]
        return self._about(self.inputs[f"{of_type}Filter"][name], found, depth)

    def _about(self, filter_type: str, found: Sequence[Any], depth: int) -> dict[str, Any]:
        if filter_type.endswith(LISTED):
            return self._quantifiers(filter_type.removesuffix(LISTED), [part for each in found for part in each], depth)
        if "and" in self.inputs[filter_type]:
            return self.filter(filter_type.removesuffix("Filter"), found, depth - 1)
        return self._comparisons(filter_type, found)

    def _quantifiers(self, of_type: str, found: Sequence[Any], depth: int) -> dict[str, Any]:
        quantifiers = self.rng.choices([[], ["count"], ["some"], ["none"], ["all"], ["some", "count"]], [1, 6, 6, 3, 3, 2])[0]
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
        chosen = self.rng.sample(operators, self.rng.choices([0, 1, 2], [1, 16, 4])[0])
        return {each: self._operand(filter_type, each, values) for each in chosen}

    def _operand(self, filter_type: str, operator: str, values: Sequence[Any]) -> Any:
        if operator == "isNull":
            return self._flip()
        if operator in ("in", "notIn"):
            return [self._value(filter_type, values) for _ in range(self.rng.randint(0, 4))]
        value = self._value(filter_type, values)
        return self._piece(value, operator) if operator in ("contains", "startsWith") else value

    def _piece(self, text: str, operator: str) -> str:
        begin = 0 if operator == "startsWith" else self.rng.randint(0, len(text))
        return text[begin : begin + self.rng.randint(0, 3)]

    def _value(self, filter_type: str, values: Sequence[Any]) -> Any:
        of_type = self.inputs[filter_type]["eq"]
        fitting = [each for each in values if each is not None]
        if fitting and self.rng.random() < 0.85:
            return self.rng.choice(fitting)
        match of_type:
            case "Int":
                return self.rng.randint(-1, 200)
            case "Float":
                return self.rng.choice([0.0, 33.3, 50, 100])
            case "Boolean":
                return self._flip()
            case "Date":
                return (date(2018, 1, 1) + timedelta(self.rng.randint(0, 2500))).isoformat()
            case "String" | "ID":
                return self.rng.choice(["", "阳", "乡", "！", "𠀀", "社区", "Grid 1"])
            case enum:
                return self.rng.choice([*self.inputs[enum]])

    def _flip(self) -> bool:
        return self.rng.random() < 0.5


# ---------------------------------------------------------------------------------------------------- orders
Order = Sequence[Mapping[str, Any]]


def in_order(oracle: FilterOracle, subjects: Iterable[Any], order: Order) -> list[Any]:
    """Sorts the subjects key by key, null last in both directions; ties keep their order."""
    rows = list(subjects)
    for key in reversed(order):
        way, direction = _way_of(key)
        valued = [(each, value) for each in rows if (value := _sort_value(oracle, each, way)) is not None]
        without = [each for each in rows if _sort_value(oracle, each, way) is None]
        rows = [each for each, _ in sorted(valued, key=lambda pair: pair[1], reverse=direction == "DESC")] + without
    return rows


def _way_of(key: Any) -> tuple[list[Any], str]:
    """Returns the fields that lead to the sort key, and the direction. A ratio is one last step."""
    way: list[Any] = []
    while not isinstance(key, str):
        ((name, key),) = key.items()
        if name == "ratio":
            return [*way, key], key.get("direction", "ASC")
        way.append(name)
    return way, key


def _sort_value(oracle: FilterOracle, subject: Any, way: Sequence[Any]) -> Any:
    for name in way:
        if isinstance(name, dict):
            return _ratio(oracle, subject, cast(Filter, name))
        if name == "count":
            return len({each.hop.node if isinstance(each, End) else each for each in subject})
        if isinstance(subject, list):
            return _aggregate(subject, name, way[-1])
        subject = oracle.of(subject, name)
        if subject is None:
            return None
    return LEVELS.index(subject) if way[-1] == "level" else subject


def _aggregate(subjects: Iterable[Any], number: str, function: str) -> Any:
    nodes = {each.hop.node if isinstance(each, End) else each for each in subjects}
    return aggregate(node.properties.get(stored_as(number)) for node in nodes)[function]


def _ratio(oracle: FilterOracle, subject: Any, given: Filter) -> float | None:
    dividend = _related_number(oracle, subject, given["of"])
    divisor = (
        oracle.of(subject, camel(given["per"].lower()))
        if "per" in given
        else _related_number(oracle, subject, given["perRelated"])
    )
    return None if dividend is None or divisor is None or divisor <= 0 else float(dividend) / divisor


def _related_number(oracle: FilterOracle, subject: Any, part: Filter) -> Any:
    """Returns a count of related entities, or an aggregate of their numbers."""
    ((field, link),) = part.items()
    ((number, function),) = link.items()
    related = oracle.of(subject, field)
    return len({*related}) if number == "count" else _aggregate(related, number, function.lower())


class RandomOrders:
    def __init__(self, inputs: InputTypes, rng: random.Random) -> None:
        self.inputs = inputs
        self.rng = rng

    def order(self, of_type: str) -> list[dict[str, Any]]:
        return [self._key(f"{of_type}Order", depth=2) for _ in range(self.rng.choices([0, 1, 2, 3], [1, 8, 4, 2])[0])]

    def _key(self, order_type: str, depth: int) -> dict[str, Any]:
        fields = self.inputs[order_type]
        names = [name for name in fields if depth or fields[name] == "SortDirection"]
        name = self.rng.choice(names)
        if name == "ratio":
            return {name: self._ratio(self.inputs[fields[name]])}
        if fields[name] == "SortDirection":
            return {name: self.rng.choice(["ASC", "DESC"])}
        return {name: self._key(fields[name], depth - 1)}

    def _ratio(self, fields: Mapping[str, str]) -> dict[str, Any]:
        divisor = self.rng.choice([name for name in ("per", "perRelated") if name in fields])
        numbers = self.inputs[fields[divisor]]
        per = self.rng.choice([*numbers]) if divisor == "per" else self._related(numbers)
        direction = self.rng.choice([{}, {"direction": "ASC"}, {"direction": "DESC"}])
        return {"of": self._related(self.inputs[fields["of"]]), divisor: per, **direction}

    def _related(self, lists: Mapping[str, str]) -> dict[str, Any]:
        name = self.rng.choice([*lists])
        number = self.rng.choice([*self.inputs[lists[name]]])
        return {name: {number: "DISTINCT" if number == "count" else self.rng.choice(["COUNT", "SUM", "MIN", "MAX"])}}
