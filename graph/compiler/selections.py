"""What a caller selected on an object: the fields of all fragments that apply, merged by response key, in the order written."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
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
)
from graphql.execution.values import VariableValues, get_directive_values

from graph.compiler.arguments import FieldArguments


@dataclass(frozen=True)
class SelectedField:
    """One field of an object under one response key. ``definition`` is None for ``__typename``."""

    key: str
    name: str
    definition: GraphQLField | None
    nodes: tuple[FieldNode, ...]

    @property
    def type(self) -> GraphQLNamedType:
        assert self.definition is not None
        return get_named_type(self.definition.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]

    def arguments(self, variables: VariableValues) -> dict[str, Any]:
        """The coerced values of its arguments, defaults included."""
        return self._arguments.values(variables)

    @cached_property
    def _arguments(self) -> FieldArguments:
        assert self.definition is not None
        return FieldArguments(self.definition, self.nodes[0])


class Variables(dict[str, Any]):
    """The values of an operation's variables, and the arguments that have been coerced with them: many parameters of a statement are
    parts of the same argument."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.coerced = VariableValues({}, self)
        self._arguments: dict[tuple[int, int], dict[str, Any]] = {}
        self._shape: Hashable = None

    @property
    def shape(self) -> Hashable:
        """What of them a plan may depend on."""
        if self._shape is None:
            self._shape = _shape_of(self)
        return self._shape

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Variables":
        return values if isinstance(values, Variables) else cls(values)

    def arguments(self, field: "SelectedField") -> dict[str, Any]:
        """The coerced values of the field's arguments, defaults included. They are not to be changed."""
        # The operation holds the node, and the schema the definition, for as long as the variables are spoken of.
        key = id(field.nodes[0]), id(field.definition)
        if key not in self._arguments:
            self._arguments[key] = field.arguments(self.coerced)
        return self._arguments[key]


def _shape_of(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((name, _shape_of(each)) for name, each in cast(Mapping[str, Any], value).items())
    if isinstance(value, list):
        values = cast(list[Any], value)
        return bool(values) if _is_scalar_list(values) else tuple(map(_shape_of, values))
    return value if value is None or isinstance(value, bool | Enum) else ""


def _is_scalar_list(values: list[Any]) -> bool:
    """Values of a list that is a parameter: how many they are does not matter, only that there are some."""
    return not any(isinstance(each, Mapping | list | Enum) for each in values)


class Selections:
    """Reads the selection sets of one operation, with the values of its variables."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
    ) -> None:
        self.schema = schema
        self._fragments = fragments
        self._variables = Variables.of(variables)

    def of(self, object_type: GraphQLObjectType, nodes: Iterable[FieldNode]) -> list[SelectedField]:
        """The fields that ``nodes`` select on ``object_type``."""
        return self._collect_fields(object_type, (node.selection_set for node in nodes))

    def roots(self, operation: OperationDefinitionNode) -> list[SelectedField]:
        """The fields that a query selects at its root."""
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

    def arguments(self, field: SelectedField, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The coerced values of the field's arguments, defaults included; ``variables``: of another execution of the operation. They are
        not to be changed."""
        return (self._variables if variables is None else Variables.of(variables)).arguments(field)

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


def _response_key(node: FieldNode) -> str:
    return (node.alias or node.name).value
