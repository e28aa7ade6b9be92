"""Selections of every field of every type, with aliases, `__typename` and fragments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)


@dataclass
class CompleteSelections:
    """Selects all fields of a type the first time at a depth, and then its first leaf only.

    `arguments`: values of required arguments below the root fields. `complete`: the depth below types that have been selected with all
    fields.
    """

    schema: GraphQLSchema
    arguments: Mapping[str, str]
    complete: dict[str, int] = field(default_factory=dict[str, int])

    def document(self, root: str, arguments: str, depth: int) -> str:
        assert self.schema.query_type is not None
        fragments: list[str] = []
        named = get_named_type(self.schema.query_type.fields[root].type)
        selection = self._selection(named, depth, fragments)
        return " ".join([f"{{ __typename a: {root}{arguments} {selection} }}", *fragments])

    def _selection(self, named: Any, depth: int, fragments: list[str]) -> str:
        if isinstance(named, GraphQLInterfaceType):
            return self._interface(named)
        if depth <= self.complete.get(named.name, 0):
            return f"{{ t: __typename {self._first_leaf(named)} }}"
        self.complete[named.name] = depth
        parts = [
            self._field(place, name, each, depth - 1, fragments) for place, (name, each) in enumerate(named.fields.items())
        ]
        half = len(parts) // 2
        fragments.append(f"fragment F{len(fragments)} on {named.name} {{ {' '.join(parts[:half])} __typename }}")
        return f"{{ ...F{len(fragments) - 1} t: __typename {' '.join(parts[half:])} }}"

    def _interface(self, named: GraphQLInterfaceType) -> str:
        """Selects only a leaf of each kind: the lists of the kind select the rest."""
        inside = [
            f"... on {each.name} {{ {each.name}: {self._first_leaf(each)} }}" for each in self.schema.get_possible_types(named)
        ]
        return f"{{ __typename {self._first_leaf(named)} {' '.join(inside)} }}"

    def _first_leaf(self, named: Any) -> str:
        return next((name for name, each in named.fields.items() if is_leaf_type(get_named_type(each.type))), "")

    def _field(self, place: int, name: str, definition: GraphQLField, depth: int, fragments: list[str]) -> str:
        alias = f"a{place}: " if place % 2 else ""
        named: Any = get_named_type(definition.type)
        selection = "" if is_leaf_type(named) else self._selection(named, depth, fragments)
        return f"{alias}{name}{self._required(definition)} {selection}"

    def _required(self, definition: GraphQLField) -> str:
        names = [name for name, each in definition.args.items() if isinstance(each.type, GraphQLNonNull)]
        given = [f"{name}: {self._argument(name, definition)}" for name in names]
        return f"({', '.join(given)})" if given else ""

    def _argument(self, name: str, definition: GraphQLField) -> str:
        named = get_named_type(definition.args[name].type)
        return self.arguments.get(name) or next(iter(named.values if isinstance(named, GraphQLEnumType) else ()))
