"""Computes depth, breadth and cost of a document in one pass, linear in its size.

The cost is the number of objects that the response can contain. The length of a list follows from the arguments of the field above it
(`first`, `last` or `k`; 20 by default), so the cost of lists is per row until that field is known. Scalars, connections, edges and page
info are free.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SchemaMetaFieldDef,
    SelectionNode,
    SelectionSetNode,
    TypeMetaFieldDef,
    ValueNode,
    VariableNode,
    get_introspection_query,
    get_named_type,
    get_nullable_type,  # pyright: ignore[reportUnknownVariableType]
    is_introspection_type,
    parse,
)

from graph.compiler.pagination import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE
from graph.cypher.home_division import DEPTH_OF_THE_TREE

MAX_NESTING: Final = 150
"""Of selections and fragments. The parser allows 200."""
INTROSPECTION: Final = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}
_LISTED: Final = ("ids", "scopes")
"""Arguments with one value for each item of the result."""
_SIZES: Final = ("first", "last", "k")
_FREE_TYPES: Final = ("Connection", "Edge", "PageInfo")
_FREE_FIELDS: Final = ("ofType",)
"""Objects that are usually null."""
_LENGTHS: Final = {
    "ancestors": DEPTH_OF_THE_TREE,
    "children": 5,
    "entities": 7,
    "steps": 6,
    "links": 2,
    "rules": 6,
    "witness": 3,
    "fixes": 6,
    "changedBy": 2,
    "begunBy": 2,
    "endedBy": 2,
    "cut": 5,
    "example": 5,
    "scorecard": 26,
    "responsibilityChain": 4,
    "networkSeries": 20,
    "modes": 2,
    "byProvenance": 4,
    "provenances": 2,
    "groups": 20,
    "blocks": 5,
    "proposal": 20,
    "terms": 5,
    "totals": 6,
    "roles": 6,
    "examples": 3,
    "through": 3,
    "methods": 10,
    "exports": 4,
    "summary": 20,
}
"""The usual length of lists that no argument limits."""


class NestedTooDeeply(Exception):
    """Selections, fragments or values are too deep to be measured."""


class Complexity(NamedTuple):
    """The complexity of a selection with its fragments expanded.

    `breadth`: fields of its own level. `objects`: the cost without the lists directly in it; `per_row`: the cost of one row of each of
    these lists. `introspected`: objects of an introspection.
    """

    depth: int = 0
    breadth: int = 0
    aliases: int = 0
    fields: int = 0
    directives: int = 0
    longest_name: int = 0
    objects: int = 0
    per_row: int = 0
    introspected: int = 0

    def cost(self, rows: int) -> int:
        return self.objects + self.per_row * rows


_NOTHING: Final = Complexity()


@dataclass
class ComplexityVisitor:
    """Measures the size, depth and cost of operations before they are executed.

    `largest`: an upper bound for the length of lists.
    """

    schema: GraphQLSchema
    document: DocumentNode
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])
    largest: int = MAX_PAGE_SIZE

    def __post_init__(self) -> None:
        definitions = self.document.definitions
        self._fragments = {each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)}
        self._measured: dict[str, Complexity] = {}
        self._defaults: dict[str, ValueNode | None] = {}
        self._nesting = 0

    def of(self, operation: OperationDefinitionNode) -> Complexity:
        """Raises NestedTooDeeply."""
        self._defaults = {each.variable.name.value: each.default_value for each in operation.variable_definitions or ()}
        root = self.schema.get_root_type(operation.operation)
        return _with_directives(operation, self._selections(operation.selection_set, root))

    def of_every_definition(self) -> Iterator[Complexity]:
        """Includes unused fragments, since all are validated. Raises NestedTooDeeply."""
        for each in self.document.definitions:
            if isinstance(each, OperationDefinitionNode):
                yield self.of(each)
            elif isinstance(each, FragmentDefinitionNode):
                yield self._fragment(each.name.value)

    # ------------------------------------------------------------------------------------------------ selections
    def _selections(self, selected: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Complexity:
        if selected is None:
            return _NOTHING
        with self._level():
            return _total([self._selection(each, parent) for each in selected.selections])

    @contextmanager
    def _level(self) -> Generator[None]:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise NestedTooDeeply
        yield
        self._nesting -= 1

    def _selection(self, selection: SelectionNode, parent: GraphQLNamedType | None) -> Complexity:
        if isinstance(selection, FieldNode):
            inside = self._field(selection, parent)
        elif isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            inside = self._selections(
                selection.selection_set, self.schema.get_type(condition.name.value) if condition else parent
            )
        else:
            inside = self._fragment(cast(FragmentSpreadNode, selection).name.value)
        return _with_directives(selection, inside)

    def _fragment(self, name: str) -> Complexity:
        """Measures a fragment at its first spread. Validation reports missing fragments and cycles."""
        fragment = self._fragments.get(name)
        if fragment is None:
            return _NOTHING
        if name not in self._measured:
            self._measured[name] = _NOTHING
            condition = self.schema.get_type(fragment.type_condition.name.value)
            self._measured[name] = _with_directives(fragment, self._selections(fragment.selection_set, condition))
        return self._measured[name]

    # ------------------------------------------------------------------------------------------------ one field
    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Complexity:
        definition = self._definition(parent, node.name.value)
        below = self._selections(node.selection_set, None if definition is None else _named(definition))
        values = max(map(self._value_depth, _arguments(node).values()), default=0)
        introspects = definition is not None and node.selection_set is not None and node.name.value in INTROSPECTION
        has_cost = definition is not None and node.selection_set is not None and not introspects
        objects, per_row = self._cost(node, cast(GraphQLField, definition), below) if has_cost else (0, 0)
        return Complexity(
            depth=1 if introspects else max(1 + below.depth, values),
            breadth=1,
            aliases=below.aliases + (node.alias is not None),
            fields=below.fields + 1,
            directives=below.directives,
            longest_name=max(below.longest_name, len((node.alias or node.name).value)),
            objects=objects,
            per_row=per_row,
            introspected=below.objects if introspects else below.introspected,
        )

    def _cost(self, node: FieldNode, definition: GraphQLField, below: Complexity) -> tuple[int, int]:
        """Returns the objects and the cost of one row."""
        arguments = _arguments(node)
        named = _named(definition)
        free = named.name.endswith(_FREE_TYPES) or node.name.value in _FREE_FIELDS
        one = below.cost(self._rows(arguments)) + (0 if free else 1)
        if not _is_list(definition):
            return one, 0
        length = self._length(node.name.value, named, arguments)
        return (0, one) if length is None else (one * length, 0)

    def _rows(self, arguments: Mapping[str, ValueNode]) -> int:
        """Returns the maximum number of rows of a list below."""
        asked = (self._value(arguments[name]) for name in _SIZES if name in arguments)
        size = next((each for each in asked if isinstance(each, int)), DEFAULT_PAGE_SIZE)
        # The field itself reports a size out of range, with a better message.
        return min(max(size, 1), MAX_PAGE_SIZE, self.largest)

    def _length(self, name: str, named: GraphQLNamedType, arguments: Mapping[str, ValueNode]) -> int | None:
        """Returns None if the field above determines the length."""
        if is_introspection_type(named):
            return _lengths_of(self.schema).get(name, 1)
        for listed in _LISTED:
            if listed in arguments:
                values = self._value(arguments[listed])
                return min(len(cast(list[Any], values)), MAX_PAGE_SIZE) if isinstance(values, list) else 1
        first = self._value(arguments.get("first"))  # of a list that is no connection
        return min(max(first, 1), MAX_PAGE_SIZE, self.largest) if isinstance(first, int) else _LENGTHS.get(name)

    def _definition(self, parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
        """Returns None for an unknown field, which validation reports."""
        if name in INTROSPECTION and parent is self.schema.query_type:
            return INTROSPECTION[name]
        return parent.fields.get(name) if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else None

    # ------------------------------------------------------------------------------------------------ values
    def _value(self, node: ValueNode | None) -> Any:
        """Returns a number or a list, else None."""
        if isinstance(node, VariableNode):
            name = node.name.value
            value = self.variables[name] if name in self.variables else self._value(self._defaults.get(name))
            return None if isinstance(value, bool) else value
        if isinstance(node, IntValueNode):
            return int(node.value[:12])
        return list(node.values) if isinstance(node, ListValueNode) else None

    def _value_depth(self, node: ValueNode) -> int:
        if not isinstance(node, ListValueNode | ObjectValueNode):
            return 0
        inside = node.values if isinstance(node, ListValueNode) else [each.value for each in node.fields]
        with self._level():
            return 1 + max((self._value_depth(each) for each in inside), default=0)


def cost_shape(value: Any) -> int | None:
    """Returns a number, or the length of a list."""
    if isinstance(value, list):
        return len(cast(list[Any], value))
    return value if isinstance(value, int) else None


def complete_introspection(schema: GraphQLSchema) -> int:
    """Measures the introspection query of tools."""
    document = parse(get_introspection_query(specified_by_url=True, directive_is_repeatable=True, input_value_deprecation=True))
    (operation,) = (each for each in document.definitions if isinstance(each, OperationDefinitionNode))
    return ComplexityVisitor(schema, document).of(operation).introspected


@cache
def _lengths_of(schema: GraphQLSchema) -> dict[str, int]:
    """Returns average lengths, rounded up."""
    types = list(schema.type_map.values())
    composite = [each for each in types if isinstance(each, GraphQLObjectType | GraphQLInterfaceType)]
    fields = [each for named in composite for each in named.fields.values()]
    return {
        "types": len(types),
        "fields": _average(len(fields), len(composite)),
        "args": _average(sum(len(each.args) for each in fields), len(fields)),
        "interfaces": _average(sum(len(each.interfaces) for each in composite), len(composite)),
        "possibleTypes": 1,
        "inputFields": _average(
            sum(len(each.fields) for each in types if isinstance(each, GraphQLInputObjectType)), len(types)
        ),
        "enumValues": _average(sum(len(each.values) for each in types if isinstance(each, GraphQLEnumType)), len(types)),
        "directives": len(schema.directives),
    }


def _average(total: int, number: int) -> int:
    return -(-total // max(number, 1))


def _arguments(node: FieldNode) -> dict[str, ValueNode]:
    return {each.name.value: each.value for each in node.arguments or ()}


def _total(parts: Sequence[Complexity]) -> Complexity:
    """Returns the complexity of a selection set from those of its selections."""
    if len(parts) < 2:
        return parts[0] if parts else _NOTHING
    depth, breadth, aliases, fields, directives, longest_name, objects, per_row, introspected = zip(*parts, strict=True)
    return Complexity(
        max(depth),
        sum(breadth),
        sum(aliases),
        sum(fields),
        sum(directives),
        max(longest_name),
        sum(objects),
        sum(per_row),
        sum(introspected),
    )


def _with_directives(
    node: SelectionNode | FragmentDefinitionNode | OperationDefinitionNode, complexity: Complexity
) -> Complexity:
    return complexity._replace(directives=complexity.directives + len(node.directives)) if node.directives else complexity


def _is_list(definition: GraphQLField) -> bool:
    return isinstance(cast(object, get_nullable_type(cast(Any, definition).type)), GraphQLList)


def _named(definition: GraphQLField) -> GraphQLNamedType:
    return get_named_type(definition.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
