"""The compiler: a selection on an object becomes a Cypher expression over one row, however deep the selection goes.

Every field of the schema that is answered from the graph carries an ``Instruction`` (under ``INSTRUCTION`` in the extensions of
its GraphQLField). A hand-written question composes with the compiler by binding a node and asking for ``project``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, LiteralString, Protocol, cast

from graphql import FieldNode, GraphQLNamedType, GraphQLObjectType, is_abstract_type

from graph.compilation.fitness import Fitness
from graph.compilation.parts import ColumnReader, Part, Record, constant, record_of, where_there
from graph.compilation.selections import SelectedField, Selections
from graph.labels import is_any_of, label_of
from graph.model import Kind
from graph.moments import AS_OF_NAME
from graph.naming import Naming
from graph.statements import Statement

INSTRUCTION: Final = "tiaokuai.instruction"

Recipe = Callable[[Mapping[str, Any]], Any]
"""The value of a parameter, from the values of the operation's variables."""


@dataclass(frozen=True)
class Scope:
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
class Row:
    """What an expression may speak of: a node of one of ``kinds``, and the link that led to it."""

    node: str
    kinds: frozenset[Kind]
    link: str | None
    scope: Scope

    @classmethod
    def of(cls, node: str, kinds: frozenset[Kind], link: str | None = None) -> "Row":
        """A row with a scope of its own."""
        return cls(node, kinds, link, Scope((node, link) if link else (node,)))


class Instruction(Protocol):
    """How one field of the schema is answered from the graph."""

    def compile(self, compiler: "Compiler", row: Row, selected: SelectedField) -> Part: ...


class WithItsParent:
    """Marks a field that the field above it compiles, together with its other fields."""

    def compile(self, compiler: "Compiler", row: Row, selected: SelectedField) -> Part:
        raise AssertionError(f"{selected.name} is compiled with its parent")


@dataclass(frozen=True)
class Plan:
    """A compiled root field: the text, how to make its parameters, and how to read its rows. Holds no value of a caller.

    ``compiler``: the one that made it, where what it reads is an answer that can be passed on as it is.
    """

    text: str
    recipes: Mapping[str, Recipe]
    read: Callable[[list[list[Any]]], Any]
    compiler: "Compiler | None" = None
    coalesces: bool = False
    """As in Statement."""

    def statement(self, variables: Mapping[str, Any], today: date) -> Statement:
        """The statement for these variables. Raises Refusal where one of them is not what its field takes."""
        values = {name: recipe(variables) for name, recipe in self.recipes.items()}
        values[AS_OF_NAME] = values.get(AS_OF_NAME) or today
        # The one place where a made text becomes a statement: it is put together from the model's and our own names only.
        return Statement(cast(LiteralString, self.text), values, self.coalesces)


@dataclass(frozen=True)
class Passed:
    """An answer that graphql-core would complete to the same value: it is passed on without being completed."""

    value: Any


class Compiler(Naming):
    """Compiles one root field. Names of variables and parameters are unique within it.

    ``declined``: it met a field with a resolver of its own, which is for graphql-core to ask. ``tells_parameters``: it met one that says
    with what the statement was run.
    """

    def __init__(self, selections: Selections, root: SelectedField) -> None:
        super().__init__()
        self.selections = selections
        as_of: Recipe = lambda variables: selections.arguments(root, variables).get("asOf")  # noqa: E731
        self.recipes: dict[str, Recipe] = {AS_OF_NAME: as_of}
        self.fitness = Fitness()
        self.declined = False
        self.tells_parameters = False

    def parameter(self, recipe: Recipe) -> str:
        """A parameter whose value ``recipe`` makes when the statement runs."""
        name = self.name("p")
        self.recipes[name] = recipe
        return f"${name}"

    def constant(self, value: Any) -> str:
        """A parameter with a value of our own."""
        return self.parameter(lambda _: value)

    def argument(self, selected: SelectedField, read: Callable[[dict[str, Any]], Any]) -> str:
        """A parameter that is read from the field's arguments."""
        return self.parameter(lambda variables: read(self.selections.arguments(selected, variables)))

    def project(self, row: Row, graphql_type: GraphQLNamedType, nodes: Iterable[FieldNode]) -> Part:
        """What ``nodes`` select on the row's node, as an expression. For an interface: on whichever kind the node is."""
        if is_abstract_type(graphql_type):
            return self._project_any_kind(row, graphql_type, tuple(nodes))
        return self.record(
            row, cast(GraphQLObjectType, graphql_type), self.selections.of(cast(GraphQLObjectType, graphql_type), nodes)
        )

    def record(self, row: Row, object_type: GraphQLObjectType, fields: Iterable[SelectedField]) -> Part:
        chosen = list(fields)
        return record_of([each.key for each in chosen], [self.field(row, object_type, each) for each in chosen])

    def field(self, row: Row, object_type: GraphQLObjectType, selected: SelectedField) -> Part:
        if selected.definition is None:
            return self._typename(row, object_type)
        if INSTRUCTION not in selected.definition.extensions:
            return self.decline()
        part = instruction_of(selected).compile(self, row, selected)
        return self.fitness.held(part, cast(Any, selected.definition).type)

    def decline(self) -> Part:
        """A field with a resolver of its own."""
        self.declined = True
        return constant(None)

    def passed(self, read: Callable[[], Any]) -> Any:
        """What ``read`` makes of an answer: as Passed, where every value is what the schema promises and no field has a resolver of its own."""
        if self.declined:
            return read()
        value = self.fitness.look(read)
        if self.fitness.unfit:
            return read()
        return value if value is None else Passed(value)

    def _typename(self, row: Row, object_type: GraphQLObjectType) -> Part:
        several_kinds = len(row.kinds) > 1 and object_type.name in {kind.label for kind in row.kinds}
        return Part(label_of(row.node, row.kinds)) if several_kinds else constant(object_type.name)

    def _project_any_kind(self, row: Row, interface: GraphQLNamedType, nodes: tuple[FieldNode, ...]) -> Part:
        groups = self._groups(row, interface, nodes)
        if len(row.kinds) == 1:
            one = self._type_of(next(iter(row.kinds)))
            return self._named(self.record(row, one, groups[0][1]), one.name)
        branches = [(kinds, self._branch(row, kinds, fields)) for kinds, fields in groups]
        text = f"[{label_of(row.node, row.kinds)}, {_case(row.node, branches)}]"
        read_there = self._all_alike(row.kinds, branches[0][1]) if len(branches) == 1 else self._one_by_one(branches)
        return Part.by_column(text, lambda values: where_there(read_there, values))

    def _named(self, part: Part, typename: str) -> Part:
        """Records of one type where the field promises an interface: which type it is, graphql-core is told by each."""

        def read(rows: Sequence[list[Any] | None]) -> Sequence[Any]:
            found = part.read_all(rows)
            if self.fitness.looks:
                return found
            return [None if each is None else Record.of(typename, each.items()) for each in found]

        return Part.by_column(part.text, read)

    def _all_alike(self, kinds: frozenset[Kind], part: Part) -> ColumnReader:
        """Reads [label, content] of kinds that are selected alike."""
        names = {kind.label: kind.label for kind in kinds}

        def read(values: Sequence[list[Any]]) -> Sequence[Any]:
            labels = [label for label, _ in values]
            found = part.read_all([content for _, content in values])
            if self.fitness.looks:
                self.fitness.unfit |= not names.keys() >= set(labels)
                return found
            return [Record.of(names[label], each.items()) for label, each in zip(labels, found, strict=True)]

        return read

    def _one_by_one(self, branches: list[tuple[frozenset[Kind], Part]]) -> ColumnReader:
        """Reads [label, content], where each kind has a content of its own."""
        part_of = {kind.label: self._named(part, kind.label) for kinds, part in branches for kind in kinds}

        def read(values: Sequence[list[Any]]) -> Sequence[Any]:
            rows: dict[str, list[Any]] = {}
            for label, content in values:
                rows.setdefault(label, []).append(content)
            found = {label: iter(part_of[label].read_all(contents)) for label, contents in rows.items()}
            return [next(found[label]) for label, _ in values]

        return read

    def _branch(self, row: Row, kinds: frozenset[Kind], fields: list[SelectedField]) -> Part:
        """The projection for some of the row's kinds; its subqueries run for these only."""
        conditions = [row.scope.condition, is_any_of(row.node, kinds) if kinds != row.kinds else None]
        scope = replace(row.scope, condition=" AND ".join(each for each in conditions if each) or None)
        return self.record(replace(row, kinds=kinds, scope=scope), self._type_of(next(iter(kinds))), fields)

    def _groups(
        self, row: Row, interface: GraphQLNamedType, nodes: tuple[FieldNode, ...]
    ) -> list[tuple[frozenset[Kind], list[SelectedField]]]:
        """The kinds that the selection treats alike, together: most selections on an interface are one group."""
        groups: dict[Any, tuple[set[Kind], list[SelectedField]]] = {}
        for kind in Kind:
            if kind in row.kinds:
                fields = self.selections.of(self._type_of(kind), nodes)
                # Two kinds are alike where each field is answered by the same instruction.
                alike = tuple((each.key, each.definition and instruction_of(each), each.nodes) for each in fields)
                groups.setdefault(alike, (set(), fields))[0].add(kind)
        return [(frozenset(kinds), fields) for kinds, fields in groups.values()]

    def _type_of(self, kind: Kind) -> GraphQLObjectType:
        return cast(GraphQLObjectType, self.selections.schema.get_type(kind.label))


def instruction_of(selected: SelectedField) -> Instruction:
    assert selected.definition is not None
    return selected.definition.extensions[INSTRUCTION]


def _case(node: str, branches: list[tuple[frozenset[Kind], Part]]) -> str:
    """Each kind's own projection; the last needs no condition."""
    *conditional, (_, last) = branches
    whens = "".join(f"WHEN {is_any_of(node, kinds)} THEN {part.text} " for kinds, part in conditional)
    return f"CASE {whens}ELSE {last.text} END" if whens else str(last.text)
