"""The compiler: a selection on an object becomes a Cypher expression over one row, however deep the selection goes.

Every field of the schema that is answered from the graph carries an ``Instruction`` (under ``INSTRUCTION`` in the extensions of
its GraphQLField). A hand-written question composes with the compiler by binding a node and asking for ``project``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, LiteralString, Protocol, cast

from graphql import FieldNode, GraphQLNamedType, GraphQLObjectType, is_abstract_type

from graph.compiler.expressions import ColumnDecoder, Expression, ObjectValue, constant, decode_non_null, object_expression
from graph.compiler.result_coercion import ResultCoercion
from graph.compiler.selections import SelectedField, Selections
from graph.cypher.labels import is_any_of, label_of
from graph.cypher.variables import AS_OF_NAME, StatementNames
from graph.database.statement import Statement
from graph.model.declarations import Kind
from graph.model.registry import KINDS

FIELD_COMPILER: Final = "tiaokuai.instruction"

ParameterResolver = Callable[[Mapping[str, Any]], Any]
"""The value of a parameter, from the values of the operation's variables."""


@dataclass(frozen=True)
class SubqueryScope:
    """Where expressions stand: the variables they may use, and the subqueries that run before them, once for each row.

    Every list and every aggregate is such a subquery: Cypher takes no aggregate inside a projection, at no depth. ``condition``:
    only rows for which it holds need the subqueries.
    """

    variables: tuple[str, ...] = ()
    condition: str | None = None
    subqueries: list[str] = field(default_factory=list[str])

    def call(self, variable: str, body: str, value: str) -> None:
        """Adds a subquery that binds ``value``, an aggregate over the rows of ``body``, to ``variable``."""
        only = f"WITH * WHERE {self.condition} " if self.condition else ""
        self.subqueries.append(f"CALL ({', '.join(self.variables)}) {{ {only}{body} RETURN {value} AS {variable} }}")

    def clauses(self) -> str:
        """The subqueries that have been added by now."""
        return " ".join(self.subqueries)


@dataclass(frozen=True)
class Binding:
    """What an expression may speak of: a node of one of ``kinds``, and the link that led to it."""

    node: str
    kinds: frozenset[Kind]
    link: str | None
    scope: SubqueryScope

    @classmethod
    def of(cls, node: str, kinds: frozenset[Kind], link: str | None = None) -> "Binding":
        """A row with a scope of its own."""
        return cls(node, kinds, link, SubqueryScope((node, link) if link else (node,)))


class FieldCompiler(Protocol):
    """How one field of the schema is answered from the graph."""

    def compile(self, compiler: "Compiler", binding: Binding, selected: SelectedField) -> Expression: ...


class CompiledByParent:
    """Marks a field that the field above it compiles, together with its other fields."""

    def compile(self, compiler: "Compiler", binding: Binding, selected: SelectedField) -> Expression:
        raise AssertionError(f"{selected.name} is compiled with its parent")


@dataclass(frozen=True)
class QueryPlan:
    """A compiled root field: the text, how to make its parameters, and how to read its rows. Holds no value of a caller.

    ``compiler``: the one that made it, where what it reads is an answer that can be passed on as it is.
    """

    text: str
    parameters: Mapping[str, ParameterResolver]
    decode: Callable[[list[list[Any]]], Any]
    compiler: "Compiler | None" = None
    batchable: bool = False
    """As in Statement."""

    def statement(self, variables: Mapping[str, Any], today: date) -> Statement:
        """The statement for these variables. Raises Refusal where one of them is not what its field takes."""
        values = {name: recipe(variables) for name, recipe in self.parameters.items()}
        values[AS_OF_NAME] = values.get(AS_OF_NAME) or today
        # The one place where a made text becomes a statement: it is put together from the model's and our own names only.
        return Statement(cast(LiteralString, self.text), values, self.batchable)


@dataclass(frozen=True)
class CompletedValue:
    """An answer that graphql-core would complete to the same value: it is passed on without being completed."""

    value: Any


@dataclass
class Requirements:
    """What the selected fields require. ``needs_resolvers``: one has a resolver of its own. ``echoes_parameters``: one returns the
    parameters of the statement."""

    needs_resolvers: bool = False
    echoes_parameters: bool = False


class Compiler(StatementNames):
    """Compiles one root field. Names of variables and parameters are unique within it."""

    def __init__(self, selections: Selections, root: SelectedField) -> None:
        super().__init__()
        self.selections = selections
        as_of: ParameterResolver = lambda variables: selections.arguments(root, variables).get("asOf")  # noqa: E731
        self.parameters: dict[str, ParameterResolver] = {AS_OF_NAME: as_of}
        self.coercion = ResultCoercion()
        self.requirements = Requirements()

    def parameter(self, recipe: ParameterResolver) -> str:
        """A parameter whose value ``recipe`` makes when the statement runs."""
        name = self.name("p")
        self.parameters[name] = recipe
        return f"${name}"

    def constant(self, value: Any) -> str:
        """A parameter with a value of our own."""
        return self.parameter(lambda _: value)

    def argument(self, selected: SelectedField, read: Callable[[dict[str, Any]], Any]) -> str:
        """A parameter that is read from the field's arguments."""
        return self.parameter(lambda variables: read(self.selections.arguments(selected, variables)))

    def project(self, binding: Binding, graphql_type: GraphQLNamedType, nodes: Iterable[FieldNode]) -> Expression:
        """What ``nodes`` select on the row's node, as an expression. For an interface: on whichever kind the node is."""
        if is_abstract_type(graphql_type):
            return self._project_any_kind(binding, graphql_type, tuple(nodes))
        return self.object(
            binding, cast(GraphQLObjectType, graphql_type), self.selections.of(cast(GraphQLObjectType, graphql_type), nodes)
        )

    def object(self, binding: Binding, object_type: GraphQLObjectType, fields: Iterable[SelectedField]) -> Expression:
        chosen = list(fields)
        return object_expression([each.key for each in chosen], [self.field(binding, object_type, each) for each in chosen])

    def field(self, binding: Binding, object_type: GraphQLObjectType, selected: SelectedField) -> Expression:
        if selected.definition is None:
            return self._typename(binding, object_type)
        if FIELD_COMPILER not in selected.definition.extensions:
            return self.defer_to_resolver()
        part = field_compiler(selected).compile(self, binding, selected)
        return self.coercion.coerce(part, cast(Any, selected.definition).type)

    def defer_to_resolver(self) -> Expression:
        """A field with a resolver of its own."""
        self.requirements.needs_resolvers = True
        return constant(None)

    def complete(self, read: Callable[[], Any]) -> Any:
        """What ``read`` makes of an answer: as Passed, where every value is what the schema promises and no field has a resolver of its own."""
        if self.requirements.needs_resolvers:
            return read()
        value = self.coercion.run(read)
        if self.coercion.failed:
            return read()
        return value if value is None else CompletedValue(value)

    def _typename(self, binding: Binding, object_type: GraphQLObjectType) -> Expression:
        several_kinds = len(binding.kinds) > 1 and object_type.name in {kind.label for kind in binding.kinds}
        return Expression(label_of(binding.node, binding.kinds)) if several_kinds else constant(object_type.name)

    def _project_any_kind(self, binding: Binding, interface: GraphQLNamedType, nodes: tuple[FieldNode, ...]) -> Expression:
        groups = self._group_kinds_by_selection(binding, interface, nodes)
        if len(binding.kinds) == 1:
            one = self._type_of(next(iter(binding.kinds)))
            return self._named(self.object(binding, one, groups[0][1]), one.name)
        branches = [(kinds, self._branch(binding, kinds, fields)) for kinds, fields in groups]
        text = f"[{label_of(binding.node, binding.kinds)}, {_case(binding.node, branches)}]"
        read_there = (
            self._decode_uniform(binding.kinds, branches[0][1]) if len(branches) == 1 else self._decode_by_kind(branches)
        )
        return Expression.from_column_decoder(text, lambda values: decode_non_null(read_there, values))

    def _named(self, part: Expression, typename: str) -> Expression:
        """Records of one type where the field promises an interface: which type it is, graphql-core is told by each."""

        def read(rows: Sequence[list[Any] | None]) -> Sequence[Any]:
            found = part.decode_column(rows)
            if self.coercion.active:
                return found
            return [None if each is None else ObjectValue.of(typename, each.items()) for each in found]

        return Expression.from_column_decoder(part.cypher, read)

    def _decode_uniform(self, kinds: frozenset[Kind], part: Expression) -> ColumnDecoder:
        """Reads [label, content] of kinds that are selected alike."""
        names = {kind.label: kind.label for kind in kinds}

        def read(values: Sequence[list[Any]]) -> Sequence[Any]:
            labels = [label for label, _ in values]
            found = part.decode_column([content for _, content in values])
            if self.coercion.active:
                self.coercion.failed |= not names.keys() >= set(labels)
                return found
            return [ObjectValue.of(names[label], each.items()) for label, each in zip(labels, found, strict=True)]

        return read

    def _decode_by_kind(self, branches: list[tuple[frozenset[Kind], Expression]]) -> ColumnDecoder:
        """Reads [label, content], where each kind has a content of its own."""
        part_of = {kind.label: self._named(part, kind.label) for kinds, part in branches for kind in kinds}

        def read(values: Sequence[list[Any]]) -> Sequence[Any]:
            rows: dict[str, list[Any]] = {}
            for label, content in values:
                rows.setdefault(label, []).append(content)
            found = {label: iter(part_of[label].decode_column(contents)) for label, contents in rows.items()}
            return [next(found[label]) for label, _ in values]

        return read

    def _branch(self, binding: Binding, kinds: frozenset[Kind], fields: list[SelectedField]) -> Expression:
        """The projection for some of the row's kinds; its subqueries run for these only."""
        conditions = [binding.scope.condition, is_any_of(binding.node, kinds) if kinds != binding.kinds else None]
        scope = replace(binding.scope, condition=" AND ".join(each for each in conditions if each) or None)
        return self.object(replace(binding, kinds=kinds, scope=scope), self._type_of(next(iter(kinds))), fields)

    def _group_kinds_by_selection(
        self, binding: Binding, interface: GraphQLNamedType, nodes: tuple[FieldNode, ...]
    ) -> list[tuple[frozenset[Kind], list[SelectedField]]]:
        """The kinds that the selection treats alike, together: most selections on an interface are one group."""
        groups: dict[Any, tuple[set[Kind], list[SelectedField]]] = {}
        for kind in KINDS:
            if kind in binding.kinds:
                fields = self.selections.of(self._type_of(kind), nodes)
                # Two kinds are alike where each field is answered by the same instruction.
                alike = tuple((each.key, each.definition and field_compiler(each), each.nodes) for each in fields)
                groups.setdefault(alike, (set(), fields))[0].add(kind)
        return [(frozenset(kinds), fields) for kinds, fields in groups.values()]

    def _type_of(self, kind: Kind) -> GraphQLObjectType:
        return cast(GraphQLObjectType, self.selections.schema.get_type(kind.label))


def field_compiler(selected: SelectedField) -> FieldCompiler:
    assert selected.definition is not None
    return selected.definition.extensions[FIELD_COMPILER]


def _case(node: str, branches: list[tuple[frozenset[Kind], Expression]]) -> str:
    """Each kind's own projection; the last needs no condition."""
    *conditional, (_, last) = branches
    whens = "".join(f"WHEN {is_any_of(node, kinds)} THEN {part.cypher} " for kinds, part in conditional)
    return f"CASE {whens}ELSE {last.cypher} END" if whens else str(last.cypher)
