"""Random operations over the whole schema."""

import json
import random
from dataclasses import dataclass, field
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
    is_required_input_field,
)

TEXTS: Final = ("社区", "阳", "镇", "党支部", "640502", "x")
DIVISIONS: Final = ("64", "6405", "640502", "640521", "640502100", "640521100", "640502100002", "640502100006")
COMMUNITY: Final = "640502100002"
LEFT_OUT: Final = frozenset(
    {"revision", "definition", "indicators"}  # have resolvers of their own
    | {
        "nextBest",
        "simulate",
        "fixes",
        "linkage",
        "reachable",
        "fragility",
        "ifRemoved",
        "linkTimeline",
        "network",
    }  # have tests of their own
)
NOT_GIVEN: Final = frozenset({"after", "before", "own", "weight", "relations", "excludeRelations", "transit", "interval"})


@dataclass
class Operations:
    """Generates random valid operations. `depth`: how deep selections nest."""

    schema: GraphQLSchema
    rng: random.Random
    depth: int = 3
    variables: dict[str, Any] = field(default_factory=dict[str, Any])
    declared: list[str] = field(default_factory=list[str])
    fragments: list[str] = field(default_factory=list[str])
    roots: list[str] = field(default_factory=list[str])

    def operation(self) -> tuple[str, dict[str, Any]]:
        """Returns a document with one operation, possibly invalid, and its variables."""
        query = self.schema.query_type
        assert query is not None
        self._begin()
        names = [self._next_root(query) for _ in range(self.rng.choice((1, 1, 1, 2)))]
        return self._with_roots([self._field(name, query.fields[name], self.depth) for name in names])

    def _next_root(self, query: GraphQLObjectType) -> str:
        """Returns the root fields in turn, in random order, so that even a few operations contain each of them."""
        if not self.roots:
            self.roots = [name for name in query.fields if name not in LEFT_OUT]
            self.rng.shuffle(self.roots)
        return self.roots.pop()

    def operation_on(self, name: str, arguments: str) -> tuple[str, dict[str, Any]]:
        query = self.schema.query_type
        assert query is not None
        self._begin()
        selection = self._selection(get_named_type(query.fields[name].type), self.depth)
        return self._with_roots([f"{name}({arguments}) {selection}"])

    def _begin(self) -> None:
        self.variables, self.declared, self.fragments = {}, [], []

    def _with_roots(self, roots: list[str]) -> tuple[str, dict[str, Any]]:
        head = f"query Q({', '.join(self.declared)})" if self.declared else "query Q"
        return " ".join([f"{head} {{ {' '.join(roots)} }}", *self.fragments]), self.variables

    # ------------------------------------------------------------------------------------------------ selections
    def _selection(self, named: Any, depth: int, suffix: str = "") -> str:
        fields = {name: each for name, each in named.fields.items() if name not in LEFT_OUT}
        inner = [name for name, each in fields.items() if is_composite_type(get_named_type(each.type))]
        leaves = [name for name in fields if name not in inner]
        parts = [self._leaf(name, fields[name], suffix) for name in self._some(leaves, 4)]
        if depth:
            parts += [self._sometimes(self._field(name, fields[name], depth - 1)) for name in self._some(inner, 2)]
        if depth and isinstance(named, GraphQLInterfaceType):
            parts += [self._fragment(each, depth - 1) for each in self._some(self.schema.get_possible_types(named), 2)]
        if not parts or self.rng.random() < 0.15:
            parts.append(self.rng.choice(("__typename", f"t{suffix}: __typename")))
        self.rng.shuffle(parts)
        return "{ " + " ".join(parts) + " }"

    def _some(self, among: Any, most: int) -> list[Any]:
        return self.rng.sample(list(among), min(len(among), self.rng.randint(0, most)))

    def _leaf(self, name: str, definition: GraphQLField, suffix: str) -> str:
        """Adds an alias inside a fragment: fields with one response key must merge."""
        return f"{name}{suffix}: {name}" if suffix else f"{self._alias() if self.rng.random() < 0.2 else ''}{name}"

    def _field(self, name: str, definition: GraphQLField, depth: int) -> str:
        named: Any = get_named_type(definition.type)
        inner = f" {self._selection(named, depth)}" if is_composite_type(named) else ""
        return f"{self._alias()}{name}{self._arguments(definition)}{inner}"

    def _alias(self) -> str:
        return f"a{self.rng.randrange(10**6)}: "

    def _fragment(self, named: GraphQLObjectType, depth: int) -> str:
        selection = self._selection(named, depth, suffix=f"_{named.name}")
        if self.rng.random() < 0.5:
            return f"... on {named.name} {selection}"
        self.fragments.append(f"fragment F{len(self.fragments)} on {named.name} {selection}")
        return f"...F{len(self.fragments) - 1}"

    def _sometimes(self, selected: str) -> str:
        if self.rng.random() > 0.1:
            return selected
        value = self.rng.choice((True, False))
        condition = self._variable("Boolean!", value) if self.rng.random() < 0.5 else json.dumps(value)
        return f"... @{self.rng.choice(('include', 'skip'))}(if: {condition}) {{ {selected} }}"

    # ------------------------------------------------------------------------------------------------ arguments
    def _arguments(self, definition: GraphQLField) -> str:
        chosen = [name for name, each in definition.args.items() if self._is_wanted(name, each.type)]
        if "first" in chosen and "last" in chosen:
            chosen.remove("last")
        given = [f"{name}: {self._given(name, definition.args[name].type)}" for name in chosen]
        return f"({', '.join(given)})" if given else ""

    def _is_wanted(self, name: str, of_type: Any) -> bool:
        return isinstance(of_type, GraphQLNonNull) or (name not in NOT_GIVEN and self.rng.random() < 0.35)

    def _given(self, name: str, of_type: Any) -> str:
        value = self._value(name, of_type, 2)
        return self._variable(str(of_type), value) if self.rng.random() < 0.4 else _written(value, of_type)

    def _variable(self, of_type: str, value: Any) -> str:
        name = f"v{len(self.variables)}"
        self.declared.append(f"${name}: {of_type}")
        self.variables[name] = value
        return f"${name}"

    def _value(self, name: str, of_type: Any, depth: int) -> Any:
        if isinstance(of_type, GraphQLNonNull):
            return self._value(name, of_type.of_type, depth)
        if isinstance(of_type, GraphQLList):
            return [self._value(name, of_type.of_type, depth)]
        if isinstance(of_type, GraphQLEnumType):
            return self.rng.choice([each for each in of_type.values if each != "OWN"])
        if isinstance(of_type, GraphQLInputObjectType):
            return self._object(of_type, depth)
        return self._scalar(name, of_type.name)

    def _object(self, of_type: GraphQLInputObjectType, depth: int) -> Any:
        if of_type.is_one_of:
            return {"community": COMMUNITY}
        fields = {name: each for name, each in of_type.fields.items() if depth or not _is_object(each.type)}
        if not fields:
            return {}
        chosen = {
            self.rng.choice(list(fields)),
            *(name for name, each in of_type.fields.items() if is_required_input_field(each)),
        }
        return {
            name: self._value(name, of_type.fields[name].type, max(depth - 1, 0)) for name in of_type.fields if name in chosen
        }

    def _scalar(self, name: str, of_type: str) -> Any:
        match of_type:
            case "Int":
                return self.rng.randint(1, 4)
            case "Float":
                return self.rng.randint(0, 90) + 0.5
            case "Boolean":
                return self.rng.choice((True, False))
            case "Date":
                return {"from": "2019-06-01", "to": "2022-09-22"}.get(name, self.rng.choice(("2020-01-01", "2022-09-22")))
            case "ID":
                return f"Community:{COMMUNITY}"
            case _:
                return self.rng.choice(DIVISIONS if name in ("scope", "within", "community", "code") else TEXTS)


def _is_object(of_type: Any) -> bool:
    return isinstance(get_named_type(of_type), GraphQLInputObjectType)


def _written(value: Any, of_type: Any) -> str:
    """Prints a GraphQL literal."""
    if isinstance(of_type, GraphQLNonNull):
        return _written(value, of_type.of_type)
    if isinstance(value, list):
        return "[" + ", ".join(_written(each, of_type.of_type) for each in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_written(each, of_type.fields[name].type)}" for name, each in value.items()) + "}"
    return value if isinstance(of_type, GraphQLEnumType) else json.dumps(value, ensure_ascii=False)
