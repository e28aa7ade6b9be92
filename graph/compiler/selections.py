"""Collects the fields of selection sets."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Protocol, TypeVar, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
    print_ast,
)
from graphql.execution.values import VariableValues, get_directive_values

from graph.compiler.arguments import FieldArguments

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class SelectedField:
    """A field under one response key. `definition` is None for `__typename`."""

    key: str
    name: str
    definition: GraphQLField | None
    nodes: tuple[FieldNode, ...]

    @property
    def type(self) -> GraphQLNamedType:
        assert self.definition is not None
        return get_named_type(self.definition.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]

    @cached_property
    def field_arguments(self) -> FieldArguments:
        assert self.definition is not None
        return FieldArguments(self.definition, self.nodes[0])

    @cached_property
    def arguments_with_ids(self) -> tuple[tuple[str, Any], ...]:
        """The names and types of the arguments that can contain ids."""
        definitions = cast(Any, self.definition).args.items()
        return tuple((each.out_name or name, each.type) for name, each in definitions if _can_contain_id(each.type))


def _can_contain_id(of_type: Any) -> bool:
    named: Any = cast(Any, get_named_type)(of_type)
    return named.name == "ID" or isinstance(named, GraphQLInputObjectType)


class References(Protocol):
    """The meaning of names and other references."""

    def replaced(self, selected: SelectedField, arguments: dict[str, Any]) -> dict[str, Any]:
        """Returns arguments with codes only. Raises UserError."""
        ...


class Variables(dict[str, Any]):
    """Caches coerced arguments."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.coerced = VariableValues({}, self)
        self._arguments: dict[SelectedField, dict[str, Any]] = {}
        self._references: References | None = None

    def resolve(self, references: References | None) -> None:
        if references is not None or self._references is not None:
            self._references = references
            self._arguments.clear()

    def with_argument(self, selected: SelectedField, name: str, value: Any) -> "Variables":
        """Adds an argument to a field."""
        variables = Variables(self)
        variables._references = self._references
        variables._arguments[selected] = {**self.arguments(selected), name: value}
        return variables

    @cached_property
    def shape(self) -> Hashable:
        """What a query plan depends on: presence, booleans, empty texts, enum values, and the fields of input objects."""
        return _shape_of(self)

    def arguments(self, selected: SelectedField) -> dict[str, Any]:
        """Replaces names by codes. Do not change the result. Raises UserError for an ambiguous name."""
        found = self._arguments.get(selected)
        if found is None:
            found = self.written_arguments(selected)
            if self._references is not None:
                found = self._references.replaced(selected, found)
            self._arguments[selected] = found
        return found

    def written_arguments(self, selected: SelectedField) -> dict[str, Any]:
        """Keeps names as the caller wrote them."""
        return selected.field_arguments.values(self.coerced)


def _shape_of(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((name, _shape_of(each)) for name, each in cast(Mapping[str, Any], value).items())
    if isinstance(value, list):
        values = cast(list[Any], value)
        return bool(values) if _is_scalar_list(values) else tuple(map(_shape_of, values))
    return value if value is None or value == "" or isinstance(value, bool | Enum) else "given"


def _is_scalar_list(values: list[Any]) -> bool:
    """Checks for a list that is one parameter. A plan depends only on whether it is empty."""
    return not any(isinstance(each, Mapping | list | Enum) for each in values)


class Selections:
    """Collects the selected fields of an operation (GraphQL specification, CollectFields)."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Variables) -> None:
        self.schema = schema
        self._fragments = fragments
        self._variables = variables

    def release(self) -> None:
        self._variables = Variables({})

    def of(self, object_type: GraphQLObjectType, nodes: Iterable[FieldNode]) -> list[SelectedField]:
        return self._collect_fields(object_type, (node.selection_set for node in nodes))

    def roots(self, operation: OperationDefinitionNode) -> list[SelectedField]:
        query = self.schema.query_type
        assert query is not None
        return self._collect_fields(query, (operation.selection_set,))

    def _collect_fields(
        self, object_type: GraphQLObjectType, selected: Iterable[SelectionSetNode | None]
    ) -> list[SelectedField]:
        merged: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selection_set in selected:
            if selection_set is not None:
                for found in self._applicable_fields(object_type, selection_set, visited):
                    merged.setdefault(_response_key(found), []).append(found)
        return [self._field(object_type, key, found) for key, found in merged.items()]

    def arguments(self, selected: SelectedField) -> dict[str, Any]:
        return self._variables.arguments(selected)

    def _field(self, object_type: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> SelectedField:
        name = nodes[0].name.value
        return SelectedField(key, name, object_type.fields.get(name), tuple(nodes))

    def _applicable_fields(
        self, object_type: GraphQLObjectType, selected: SelectionSetNode, visited: set[str]
    ) -> Iterator[FieldNode]:
        for selection in selected.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                if self._applies(selection.type_condition and selection.type_condition.name.value, object_type):
                    yield from self._applicable_fields(object_type, selection.selection_set, visited)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in visited:
                visited.add(selection.name.value)
                fragment = self._fragments[selection.name.value]
                if self._applies(fragment.type_condition.name.value, object_type):
                    yield from self._applicable_fields(object_type, fragment.selection_set, visited)

    def _included(self, selection: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, selection, self._variables.coerced)
        include = get_directive_values(GraphQLIncludeDirective, selection, self._variables.coerced)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _applies(self, condition: str | None, object_type: GraphQLObjectType) -> bool:
        if condition is None or condition == object_type.name:
            return True
        named = self.schema.get_type(condition)
        return is_abstract_type(named) and self.schema.is_sub_type(named, object_type)


def in_canonical_order(fields: Sequence[SelectedField], compile_field: Callable[[SelectedField], T]) -> list[T]:
    """Returns the results in the order of the selection.

    The order of compilation, and so of the names in the statement, does not depend on the order and aliases of the fields: Neo4j plans
    selections that differ only in these once.
    """
    names = Counter(field.name for field in fields)
    order = sorted(fields, key=lambda field: (field.name, _content(field) if names[field.name] > 1 else ""))
    compiled = {field: compile_field(field) for field in order}
    return [compiled[field] for field in fields]


def _content(field: SelectedField) -> str:
    return " ".join(sorted(map(_canonical_text, field.nodes)))


def _canonical_text(selection: SelectionNode) -> str:
    """Omits aliases, and sorts the parts of the selection."""
    if isinstance(selection, FieldNode):
        parts = [selection.name, *sorted(map(print_ast, selection.arguments or ()))]
    elif isinstance(selection, InlineFragmentNode):
        parts = ["...", *([selection.type_condition] if selection.type_condition else ())]
    else:
        parts = ["...", cast(FragmentSpreadNode, selection).name]
    texts = [part if isinstance(part, str) else print_ast(part) for part in (*parts, *(selection.directives or ()))]
    selected: SelectionSetNode | None = getattr(selection, "selection_set", None)
    inner = sorted(map(_canonical_text, selected.selections)) if selected else ()
    return " ".join((*texts, "{", *inner, "}"))


def _response_key(node: FieldNode) -> str:
    return (node.alias or node.name).value
