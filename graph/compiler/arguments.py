from collections.abc import Callable
from typing import Any

from graphql import ArgumentNode, FieldNode, GraphQLField, ListValueNode, ObjectValueNode, ValueNode, VariableNode
from graphql.execution.values import VariableValues, get_argument_values


class FieldArguments:
    """Coerces the arguments of a field; constant ones once."""

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
        """The variable of each argument that is a bare variable, by output name."""

    def values(self, variables: VariableValues) -> dict[str, Any]:
        values = {out_name: variables.coerced.get(name) for out_name, name in self._variables.items()}
        # Validation ensures that a variable with a value fits its argument.
        if len(values) < len(self._varying.args) or None in values.values():
            values = get_argument_values(self._varying, self._node, variables)
        return self._constant | values


def _with_arguments(definition: GraphQLField, wanted: Callable[[str], bool]) -> GraphQLField:
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
