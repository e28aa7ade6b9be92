"""The shape of a response: keys, their order, and the type of each value (GraphQL specification, section 7)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

INT_RANGE: Final = range(-(2**31), 2**31)


class ResponseShape:
    """Checks that responses have the shape of their operations.

    `seen`: each (object type, field) that a checked response contains, and whether one of its values is not null.
    """

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.seen: dict[tuple[str, str], bool] = {}

    def check(self, document: DocumentNode, data: Any) -> None:
        """Fails if `data` does not have the shape of the document's only operation."""
        fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
        (operation,) = (each for each in document.definitions if isinstance(each, OperationDefinitionNode))
        assert self.schema.query_type is not None
        _Check(self, fragments).object(data, self.schema.query_type, [operation.selection_set], "data")


class _Check:
    def __init__(self, shape: ResponseShape, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self.shape = shape
        self.schema = shape.schema
        self.fragments = fragments

    def object(self, value: Any, object_type: GraphQLObjectType, selections: list[SelectionSetNode], at: str) -> None:
        fields: dict[str, list[FieldNode]] = {}
        for selection in selections:
            for node in self._fields(selection, object_type):
                fields.setdefault((node.alias or node.name).value, []).append(node)
        assert isinstance(value, dict), (at, value)
        assert list(value) == list(fields), at
        for key, nodes in fields.items():
            self._field(value[key], object_type, nodes, f"{at}.{key}")

    def _fields(self, selection: SelectionSetNode, object_type: GraphQLObjectType) -> Iterator[FieldNode]:
        for node in selection.selections:
            if isinstance(node, FieldNode):
                yield node
                continue
            fragment = (
                self.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else cast(InlineFragmentNode, node)
            )
            condition = fragment.type_condition and self.schema.type_map[fragment.type_condition.name.value]
            if condition in (None, object_type) or (
                isinstance(condition, GraphQLInterfaceType) and self.schema.is_sub_type(condition, object_type)
            ):
                yield from self._fields(fragment.selection_set, object_type)

    def _field(self, value: Any, object_type: GraphQLObjectType, nodes: list[FieldNode], at: str) -> None:
        name = nodes[0].name.value
        if name == "__typename":
            assert value == object_type.name, at
            return
        field = (object_type.name, name)
        self.shape.seen[field] = self.shape.seen.get(field, False) or value not in (None, [])
        self._value(value, object_type.fields[name].type, nodes, at)

    def _value(self, value: Any, of_type: Any, nodes: list[FieldNode], at: str) -> None:
        if isinstance(of_type, GraphQLNonNull):
            assert value is not None, at
            self._value(value, of_type.of_type, nodes, at)
        elif value is None:
            return
        elif isinstance(of_type, GraphQLList):
            assert isinstance(value, list), (at, value)
            for place, each in enumerate(value):
                self._value(each, of_type.of_type, nodes, f"{at}[{place}]")
        elif isinstance(of_type, GraphQLObjectType | GraphQLInterfaceType):
            self.object(
                value, self._object_type(value, of_type, nodes), [n.selection_set for n in nodes if n.selection_set], at
            )
        else:
            assert _is_leaf(value, of_type), (at, value, str(of_type))

    def _object_type(self, value: Any, of_type: Any, nodes: list[FieldNode]) -> GraphQLObjectType:
        """Reads `__typename`, which an interface selects first, without an alias."""
        if isinstance(of_type, GraphQLObjectType):
            return of_type
        object_type = self.schema.type_map[value["__typename"]]
        assert object_type in self.schema.get_possible_types(of_type)
        assert isinstance(object_type, GraphQLObjectType)
        return object_type


def _is_leaf(value: Any, of_type: Any) -> bool:
    if isinstance(of_type, GraphQLEnumType):
        return value in of_type.values
    match of_type.name:
        case "Int":
            return type(value) is int and value in INT_RANGE
        case "Float":
            return type(value) in (int, float)
        case "Boolean":
            return type(value) is bool
        case "Date":
            return type(value) is str and str(date.fromisoformat(value)) == value
        case "JSON":
            return True
        case _:
            return type(value) is str
