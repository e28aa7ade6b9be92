"""The arguments of a field as they are written, and their values in each execution."""

from collections.abc import Callable
from typing import Any

from graphql import ArgumentNode, FieldNode, GraphQLField, ListValueNode, ObjectValueNode, ValueNode, VariableNode
from graphql.execution.values import VariableValues, get_argument_values


class FieldArguments:
    """What every execution has alike is coerced once: arguments that hold no variable, and the defaults of those that are left out."""

    def __init__(self, definition: GraphQLField, node: FieldNode) -> None:
        written = {each.name.value: each.value for each in node.arguments or () if _holds_variable(each)}
        self._node = node
        self._constant = get_argument_values(_with_arguments(definition, lambda name: name not in written), node)
        self._varying = _with_arguments(definition, written.__contains__)
        self._variables = {
            definition.args[name].out_name or name: value.name.value
            for name, value in written.items()
            if isinstance(value, VariableNode)
        }
        """The variables that are all of an argument, by the name that it has among the values."""

    def values(self, variables: VariableValues) -> dict[str, Any]:
        """The coerced values, defaults included."""
        given = {out_name: variables.coerced.get(name) for out_name, name in self._variables.items()}
        # A variable that has a value is what its argument takes, once the operation is found valid.
        if len(given) < len(self._varying.args) or None in given.values():
            given = get_argument_values(self._varying, self._node, variables)
        return self._constant | given


def _with_arguments(definition: GraphQLField, wanted: Callable[[str], bool]) -> GraphQLField:
    """The field as if it took these arguments only."""
    taken = {name: argument for name, argument in definition.args.items() if wanted(name)}
    return GraphQLField(definition.type, taken)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def _holds_variable(argument: ArgumentNode) -> bool:
    values: list[ValueNode] = [argument.value]
    while values:
        value = values.pop()
        if isinstance(value, VariableNode):
            return True
        if isinstance(value, ListValueNode):
            values += value.values
        elif isinstance(value, ObjectValueNode):
            values += [each.value for each in value.fields]
    return False
