"""What a caller selected on an object: the fields of all fragments that apply, merged by response key, in the order written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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
from graphql.execution.values import VariableValues, get_argument_values, get_directive_values


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


class Selections:
    """Reads the selection sets of one operation, with the values of its variables."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]
    ) -> None:
        self.schema = schema
        self._fragments = fragments
        self._variables = VariableValues({}, dict(variables))

    def of(self, object_type: GraphQLObjectType, nodes: Iterable[FieldNode]) -> list[SelectedField]:
        """The fields that ``nodes`` select on ``object_type``."""
        return self._merged(object_type, (node.selection_set for node in nodes))

    def roots(self, operation: OperationDefinitionNode) -> list[SelectedField]:
        """The fields that a query selects at its root."""
        query = self.schema.query_type
        assert query is not None
        return self._merged(query, (operation.selection_set,))

    def _merged(self, object_type: GraphQLObjectType, selected: Iterable[SelectionSetNode | None]) -> list[SelectedField]:
        merged: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selection_set in selected:
            if selection_set is not None:
                for found in self._applying(object_type, selection_set, visited):
                    merged.setdefault(_response_key(found), []).append(found)
        return [self._field(object_type, key, found) for key, found in merged.items()]

    def arguments(self, field: SelectedField, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The coerced values of the field's arguments, defaults included."""
        assert field.definition is not None
        values = self._variables if variables is None else VariableValues({}, dict(variables))
        return get_argument_values(field.definition, field.nodes[0], values)

    def _field(self, object_type: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> SelectedField:
        name = nodes[0].name.value
        return SelectedField(key, name, object_type.fields.get(name), tuple(nodes))

    def _applying(self, object_type: GraphQLObjectType, selected: SelectionSetNode, visited: set[str]) -> Iterator[FieldNode]:
        for selection in selected.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                if self._applies(selection.type_condition and selection.type_condition.name.value, object_type):
                    yield from self._applying(object_type, selection.selection_set, visited)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in visited:
                visited.add(selection.name.value)
                fragment = self._fragments[selection.name.value]
                if self._applies(fragment.type_condition.name.value, object_type):
                    yield from self._applying(object_type, fragment.selection_set, visited)

    def _included(self, selection: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, selection, self._variables)
        include = get_directive_values(GraphQLIncludeDirective, selection, self._variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _applies(self, condition: str | None, object_type: GraphQLObjectType) -> bool:
        if condition is None or condition == object_type.name:
            return True
        named = self.schema.get_type(condition)
        return is_abstract_type(named) and self.schema.is_sub_type(named, object_type)


def _response_key(node: FieldNode) -> str:
    return (node.alias or node.name).value
