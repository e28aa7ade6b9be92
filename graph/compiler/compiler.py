"""Translates a GraphQL selection, at any depth, to a Cypher expression over one row.

Each field that the database answers has a FieldCompiler in the extensions of its GraphQLField. Handwritten statements bind a node and call
`project`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Protocol, Self, cast

from graphql import FieldNode, GraphQLField, GraphQLNamedType, GraphQLObjectType, get_named_type, is_abstract_type

from graph.compiler.as_of import given_date
from graph.compiler.bindings import Binding
from graph.compiler.expressions import ColumnDecoder, Expression, ObjectValue, constant, decode_non_null, object_expression
from graph.compiler.parameter_style import DRIVER_PARAMETERS, ParameterStyle
from graph.compiler.query_plan import ParameterResolver
from graph.compiler.result_coercion import ResultCoercion
from graph.compiler.selections import SelectedField, Selections, Variables, in_canonical_order
from graph.cypher.labels import is_any_of, label_of
from graph.cypher.variables import AS_OF_NAME, ID_SUFFIX_NAME, StatementNames, variables_in
from graph.model.declarations import Kind
from graph.model.registry import KINDS

FIELD_COMPILER: Final = "tiaokuai.field_compiler"


class FieldCompiler(Protocol):
    def compile(self, compiler: "Compiler", binding: Binding, selected: SelectedField) -> Expression: ...


class CompiledByParent:
    """Marks a field that its parent compiles."""

    def compile(self, compiler: "Compiler", binding: Binding, selected: SelectedField) -> Expression:
        raise AssertionError(f"{selected.name} is compiled by its parent")


@dataclass
class Requirements:
    """What a compiled selection needs at execution. `echoes_parameters`: the response contains the statement's parameters."""

    needs_resolvers: bool = False
    echoes_parameters: bool = False


class Compiler(StatementNames):
    """Compiles one root field, with unique names of variables and parameters.

    `path`: from the root field to the compiled one. `for_resolvers`: graphql-core completes the values, so objects carry their typename and
    decoders check nothing. Otherwise decoders raise ResultCoercionError.
    """

    def __init__(
        self,
        selections: Selections,
        *path: SelectedField,
        for_resolvers: bool = False,
        style: ParameterStyle = DRIVER_PARAMETERS,
    ) -> None:
        super().__init__()
        self.selections = selections
        self.path = path
        # `parameter_values` sets the as-of date.
        self.parameters: dict[str, ParameterResolver] = {AS_OF_NAME: lambda _: None}
        self.for_resolvers = for_resolvers
        self.coercion = ResultCoercion(enabled=not for_resolvers)
        self.requirements = Requirements()
        self.style = style
        self.as_of = self.date_parameter(AS_OF_NAME)
        self._id_suffix: str | None = None
        self.field_date: Callable[[Variables], date | None] | None = lambda variables: given_date(variables, path[0])
        """Reads the explicit date of the field. None if the rows have several."""

    @property
    def id_suffix(self) -> str:
        """The end of ids as a Cypher expression: empty, or with an explicit date or simulated edits."""
        if self._id_suffix is not None:
            return self._id_suffix
        self.parameters.setdefault(ID_SUFFIX_NAME, lambda _: None)
        return self.style.reference(ID_SUFFIX_NAME)

    def at(
        self,
        as_of: str,
        *,
        id_suffix: str | None = None,
        field_date: Callable[[Variables], date | None] | None = None,
    ) -> Self:
        """Returns a view with another explicit as-of date, which its ids carry unless `id_suffix` replaces it."""
        view = super().at(as_of)
        view.field_date = field_date
        view._id_suffix = id_suffix or f"'@' + toString({as_of})"
        view.as_of_variables = variables_in(as_of, view._id_suffix)
        return view

    def below(self, *fields: SelectedField) -> Self:
        """Returns a view for the lists below these fields, which become part of what cursors are bound to."""
        view = copy(self)
        view.path = (*self.path, *fields)
        return view

    def with_style(self, style: ParameterStyle) -> "Compiler":
        """Returns a compiler of the same root field, for another text of its statement."""
        return Compiler(self.selections, *self.path, style=style)

    def date_parameter(self, name: str) -> str:
        return self.style.date(self.style.reference(name))

    def parameter(self, resolve: ParameterResolver) -> str:
        name = self.name("p")
        self.parameters[name] = resolve
        return self.style.reference(name)

    def constant(self, value: Any) -> str:
        expression = self.parameter(lambda _: value)
        return self.style.date(expression) if isinstance(value, date) else expression

    def argument(self, selected: SelectedField, read: Callable[[dict[str, Any]], Any]) -> str:
        """Adds a parameter that `read` takes from the field's arguments."""
        return self.parameter(lambda variables: read(variables.arguments(selected)))

    def project(self, binding: Binding, graphql_type: GraphQLNamedType, nodes: Iterable[FieldNode]) -> Expression:
        """Returns the projection that `nodes` select. For an interface it depends on the node's kind."""
        if is_abstract_type(graphql_type):
            return self._project_any_kind(binding, graphql_type, tuple(nodes))
        object_type = cast(GraphQLObjectType, graphql_type)
        return self.object(binding, object_type, self.selections.of(object_type, nodes))

    def object(self, binding: Binding, object_type: GraphQLObjectType, fields: Iterable[SelectedField]) -> Expression:
        chosen = list(fields)
        expressions = in_canonical_order(chosen, lambda each: self.field(binding, object_type, each))
        return object_expression([each.key for each in chosen], expressions)

    def field(self, binding: Binding, object_type: GraphQLObjectType, selected: SelectedField) -> Expression:
        if selected.definition is None:
            return self._typename(binding, object_type)
        if FIELD_COMPILER not in selected.definition.extensions:
            return self.defer_to_resolver()
        expression = field_compiler(selected).compile(self, binding, selected)
        return self.coercion.coerce(expression, cast(Any, selected.definition).type)

    def defer_to_resolver(self) -> Expression:
        self.requirements.needs_resolvers = True
        return constant(None)

    def _typename(self, binding: Binding, object_type: GraphQLObjectType) -> Expression:
        several_kinds = len(binding.kinds) > 1 and object_type.name in {kind.label for kind in binding.kinds}
        return Expression(label_of(binding.node, binding.kinds)) if several_kinds else constant(object_type.name)

    def _project_any_kind(self, binding: Binding, interface: GraphQLNamedType, nodes: tuple[FieldNode, ...]) -> Expression:
        groups = self._group_kinds_by_selection(binding, interface, nodes)
        if len(binding.kinds) == 1:
            (kind,) = binding.kinds
            return self._with_typename(self.object(binding, self._type_of(kind), groups[0][1]), kind.label)
        if len(groups) == 1:
            uniform = self.object(binding, self._type_of(next(iter(binding.kinds))), groups[0][1])
            parts, decode = [str(uniform.cypher)], self._decode_uniform(binding.kinds, uniform)
        else:
            parts, decode = self._by_kind(binding, groups)
        cypher = f"[{', '.join([label_of(binding.node, binding.kinds), *parts])}]"
        return Expression.from_column_decoder(cypher, lambda values: decode_non_null(decode, values))

    def _with_typename(self, expression: Expression, typename: str) -> Expression:
        if not self.for_resolvers:
            return expression

        def decode(rows: Sequence[list[Any] | None]) -> Sequence[Any]:
            objects = expression.decode_column(rows)
            return [None if each is None else ObjectValue.of(typename, each.items()) for each in objects]

        return expression.with_column_decoder(decode)

    def _decode_uniform(self, kinds: frozenset[Kind], expression: Expression) -> ColumnDecoder:
        """Decodes [label, content] if all kinds have the same selection."""
        labels = frozenset(kind.label for kind in kinds)
        coercion, for_resolvers = self.coercion, self.for_resolvers

        def decode(values: Sequence[list[Any]]) -> Sequence[Any]:
            found = [label for label, _ in values]
            objects = expression.decode_column([content for _, content in values])
            if for_resolvers:
                return [ObjectValue.of(label, each.items()) for label, each in zip(found, objects, strict=True)]
            coercion.require(labels.issuperset(found))
            return objects

        return decode

    def _by_kind(
        self, binding: Binding, groups: Sequence[tuple[frozenset[Kind], list[SelectedField]]]
    ) -> tuple[list[str], ColumnDecoder]:
        """Returns the Cypher of [shared content, content by kind], and the decoder of [label, *contents].

        The fields that all kinds select stand once in the statement, so that Neo4j plans them once.
        """
        shared = set(map(_signature, groups[0][1])).intersection(*(map(_signature, fields) for _, fields in groups))
        branches = [
            (kinds, self._branch(binding, kinds, [each for each in fields if _signature(each) not in shared]))
            for kinds, fields in groups
        ]
        keys = {kind.label: [each.key for each in fields] for kinds, fields in groups for kind in kinds}
        kinds, fields = groups[0]
        common = self.object(binding, self._type_of(next(iter(kinds))), [each for each in fields if _signature(each) in shared])
        return [str(common.cypher), _case(binding.node, branches)], self._decode_by_kind(common, branches, keys)

    def _decode_by_kind(
        self, common: Expression, branches: Sequence[tuple[frozenset[Kind], Expression]], keys: Mapping[str, Sequence[str]]
    ) -> ColumnDecoder:
        """`keys`: by label, the response keys in the order of the selection."""
        expression_of = {kind.label: each for kinds, each in branches for kind in kinds}

        def decode(values: Sequence[list[Any]]) -> Sequence[Any]:
            rows: dict[str, list[Any]] = {}
            for label, _, content in values:
                rows.setdefault(label, []).append(content)
            own = {label: iter(expression_of[label].decode_column(contents)) for label, contents in rows.items()}
            shared = common.decode_column([each[1] for each in values])
            return [joined(label, one | next(own[label])) for (label, _, _), one in zip(values, shared, strict=True)]

        def joined(label: str, content: dict[str, Any]) -> dict[str, Any]:
            items = [(key, content[key]) for key in keys[label]]
            return ObjectValue.of(label, items) if self.for_resolvers else dict(items)

        return decode

    def _branch(self, binding: Binding, kinds: frozenset[Kind], fields: list[SelectedField]) -> Expression:
        """Runs the subqueries of the projection only for these kinds."""
        conditions = [binding.subqueries.condition, is_any_of(binding.node, kinds) if kinds != binding.kinds else None]
        subqueries = replace(binding.subqueries, condition=" AND ".join(each for each in conditions if each) or None)
        return self.object(replace(binding, kinds=kinds, subqueries=subqueries), self._type_of(next(iter(kinds))), fields)

    def _group_kinds_by_selection(
        self, binding: Binding, interface: GraphQLNamedType, nodes: tuple[FieldNode, ...]
    ) -> list[tuple[frozenset[Kind], list[SelectedField]]]:
        """Groups the kinds by their compiled fields. Most selections form one group."""
        groups: dict[Any, tuple[set[Kind], list[SelectedField]]] = {}
        for kind in KINDS:
            if kind in binding.kinds:
                fields = self.selections.of(self._type_of(kind), nodes)
                signature = tuple(map(_signature, fields))
                groups.setdefault(signature, (set(), fields))[0].add(kind)
        return [(frozenset(kinds), fields) for kinds, fields in groups.values()]

    def _type_of(self, kind: Kind) -> GraphQLObjectType:
        return cast(GraphQLObjectType, self.selections.schema.get_type(kind.label))


def is_resolved(definition: GraphQLField) -> bool:
    """Checks for resolution by graphql-core of the field, or of its object's fields."""
    if FIELD_COMPILER not in definition.extensions:
        return True
    named: Any = get_named_type(definition.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    return isinstance(named, GraphQLObjectType) and not any(FIELD_COMPILER in each.extensions for each in named.fields.values())


def field_compiler(selected: SelectedField) -> FieldCompiler:
    assert selected.definition is not None
    return selected.definition.extensions[FIELD_COMPILER]


def _signature(selected: SelectedField) -> Hashable:
    return selected.key, selected.definition and field_compiler(selected), selected.nodes


def _case(node: str, branches: list[tuple[frozenset[Kind], Expression]]) -> str:
    """Omits the last condition, which holds if no other does."""
    *conditional, (_, last) = branches
    whens = "".join(f"WHEN {is_any_of(node, kinds)} THEN {each.cypher} " for kinds, each in conditional)
    return f"CASE {whens}ELSE {last.cypher} END" if whens else str(last.cypher)
