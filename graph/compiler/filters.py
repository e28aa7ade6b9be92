"""Compiles the argument `where` to Cypher conditions.

Every operator is false for a missing value (a null property or a missing entity) except `isNull`; `not` is the exact complement. Cypher
treats null as false, alone or under AND or OR, so plain comparisons can use indexes. Under NOT, null is coalesced to false.

The text depends only on the fields used. All values are in one list parameter.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce
from typing import Any, Final, Protocol, cast, runtime_checkable

from graphql import GraphQLInputObjectType, get_named_type

from graph.compiler.as_of import given_date, require_date
from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import identity
from graph.compiler.global_ids import undated_ids
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField, Variables
from graph.errors import UserError
from graph.messages import compiler as messages

FILTER_COMPILER: Final = "tiaokuai.filter_compiler"
MAX_FILTER_DEPTH: Final = 16
MAX_CONDITIONS: Final = 100
MAX_VALUES: Final = 1_000
InputPath = tuple[str | int, ...]


class FilterCompiler(Protocol):
    """Compiles an input field to a condition. `binding.node` is a node or the expression of a value."""

    def condition(self, context: "FilterContext", binding: Binding, given: "InputValue") -> str: ...


@runtime_checkable
class NullAwareFilter(FilterCompiler, Protocol):
    """A filter that may match a missing entity."""

    def when_absent(self, context: "FilterContext", given: "InputValue") -> str: ...


@dataclass(frozen=True)
class InputValue:
    """A part of an argument, with its type and its path from the arguments."""

    value: Any
    type: Any
    path: InputPath

    @classmethod
    def of_argument(cls, compiler: Compiler, selected: SelectedField, name: str) -> "InputValue | None":
        """Returns None for a missing or empty argument."""
        assert selected.definition is not None
        value = compiler.selections.arguments(selected).get(name)
        return cls(value, _named(cast(Any, selected.definition.args[name]).type), (name,)) if value else None

    @property
    def path_text(self) -> str:
        return ".".join(str(step) for step in self.path)

    @property
    def depth(self) -> int:
        return sum(isinstance(step, str) for step in self.path) - 1

    def fields(self) -> Iterator[tuple[FilterCompiler, "InputValue"]]:
        """Raises UserError (BAD_ARGUMENT) if a value is null."""
        fields = cast(GraphQLInputObjectType, self.type).fields
        for name, value in self.value.items():
            field = InputValue(value, _named(fields[name].type), (*self.path, name))
            if value is None:
                raise UserError(messages.NULL_FILTER, path=field.path_text)
            yield fields[name].extensions[FILTER_COMPILER], field

    def elements(self) -> list["InputValue"]:
        return [InputValue(value, self.type, (*self.path, index)) for index, value in enumerate(self.value)]


class FilterContext:
    """Compiles `where`. `traverses`: whether a condition so far traverses relationships."""

    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self.compiler = compiler
        self.traverses = False
        self._count = 0
        self._values = _ParameterValues()
        values, field_date = self._values, compiler.field_date

        def read(variables: Variables) -> list[Any]:
            """Raises UserError (BAD_ARGUMENT) if an id has another date than the field."""
            if field_date is not None:
                require_date(given_date(variables, selected), field_date(variables))
            return values.read(variables.arguments(selected))

        self._parameter = compiler.parameter(read)

    def value(self, given: InputValue, convert: Callable[[Any], Any] = identity) -> str:
        if given.type.name == "ID":
            convert = undated_ids
        value, style = f"{self._parameter}[{self._values.add(given.path, convert)}]", self.compiler.style
        if given.type.name != "Date":
            return value
        return style.dates(value) if isinstance(given.value, list) else style.date(value)

    def all_of(self, binding: Binding, given: InputValue) -> str:
        """Returns the conjunction of all fields. Raises UserError (BAD_ARGUMENT) if it is too deep or too long."""
        if given.depth > MAX_FILTER_DEPTH:
            raise UserError(messages.FILTER_TOO_DEEP, maximum=MAX_FILTER_DEPTH)
        return conjunction([self._condition(compiler, binding, field) for compiler, field in given.fields()])

    def _condition(self, compiler: FilterCompiler, binding: Binding, given: InputValue) -> str:
        self._count += 1
        if self._count > MAX_CONDITIONS:
            raise UserError(messages.TOO_MANY_CONDITIONS, maximum=MAX_CONDITIONS)
        return compiler.condition(self, binding, given)

    def exists_one(self, match: str, binding: Binding, given: InputValue) -> str:
        """Returns the condition on the entity that `match` binds, or on its absence."""
        if not given.value:
            return "true"
        self.traverses = True
        exists = f"EXISTS {{ {match} RETURN 1 AS one }}"
        if given.value.keys() == {"isNull"}:
            return f"(NOT {exists}) = {self.value(next(field for _, field in given.fields()))}"
        holds = f"EXISTS {{ {match} WITH {binding.node} WHERE {self.all_of(binding, given)} RETURN 1 AS one }}"
        return disjunction([holds, conjunction([self.when_absent(given), f"NOT {exists}"])])

    def when_absent(self, given: InputValue) -> str:
        return conjunction(
            [
                compiler.when_absent(self, field) if isinstance(compiler, NullAwareFilter) else "false"
                for compiler, field in given.fields()
            ]
        )

    def quantified(self, rows: RowSource, given: InputValue) -> str:
        """Compiles `some`, `none`, `all`, or `count` of distinct related entities."""
        self.traverses = True

        def exists(condition: str) -> str:
            return f"EXISTS {{ {rows.where(*([] if condition == 'true' else [condition]))} RETURN 1 AS one }}"

        count = f"COUNT {{ {rows.where()} RETURN DISTINCT {rows.binding.node} }}"
        return self._quantifiers(exists, count, rows.binding, given)

    def quantified_list(self, values: str, binding: Binding, given: InputValue) -> str:
        element = self.compiler.name("e")

        def exists(condition: str) -> str:
            return f"any({element} IN {values} WHERE {condition})"

        return self._quantifiers(exists, f"size({values})", replace(binding, node=element), given)

    def _quantifiers(self, exists: Callable[[str], str], count: str, binding: Binding, given: InputValue) -> str:
        return conjunction([self._quantifier(exists, count, binding, field) for _, field in given.fields()])

    def _quantifier(self, exists: Callable[[str], str], count: str, binding: Binding, given: InputValue) -> str:
        match given.path[-1]:
            case "some":
                return exists(self.all_of(binding, given))
            case "none":
                return f"NOT {exists(self.all_of(binding, given))}"
            case "all":
                return f"NOT {exists(negation(self.all_of(binding, given)))}"
            case _:
                return self.all_of(replace(binding, node=count), given)


class _ParameterValues:
    def __init__(self) -> None:
        self._readers: list[tuple[InputPath, Callable[[Any], Any]]] = []

    def add(self, path: InputPath, convert: Callable[[Any], Any]) -> int:
        """Adds a value and returns its index."""
        self._readers.append((path, convert))
        return len(self._readers) - 1

    def read(self, arguments: Mapping[str, Any]) -> list[Any]:
        """Returns the values in the order of the text. Raises UserError (BAD_ARGUMENT) if a list is too long."""
        return [convert(_stored(path, reduce(_step, path, cast(Any, arguments)))) for path, convert in self._readers]


def _step(value: Any, step: str | int) -> Any:
    return value[step]


def _stored(path: InputPath, value: Any) -> Any:
    """Raises UserError (BAD_ARGUMENT) if a list is too long."""
    if isinstance(value, list):
        values = cast(list[Any], value)
        if len(values) > MAX_VALUES:
            path_text = InputValue(value, None, path).path_text
            raise UserError(messages.TOO_MANY_VALUES, path=path_text, number=len(values), maximum=MAX_VALUES)
        return [_stored(path, each) for each in values]
    return value.value if isinstance(value, Enum) else value


def conjunction(conditions: list[str]) -> str:
    some = [each for each in conditions if each != "true"]
    if "false" in some:
        return "false"
    return f"({' AND '.join(some)})" if len(some) > 1 else (some or ["true"])[0]


def disjunction(conditions: list[str]) -> str:
    some = [each for each in conditions if each != "false"]
    if "true" in some:
        return "true"
    return f"({' OR '.join(some)})" if len(some) > 1 else (some or ["false"])[0]


def negation(condition: str) -> str:
    """Counts null as false."""
    return {"true": "false", "false": "true"}.get(condition) or f"NOT coalesce({condition}, false)"


@dataclass(frozen=True)
class CompiledFilter:
    """A `where` argument in Cypher.

    `conditions`: of `where` (none or one). `traverses`: whether they follow relationships, which is expensive.
    """

    conditions: tuple[str, ...] = ()
    traverses: bool = False


def compile_where(compiler: Compiler, selected: SelectedField, binding: Binding) -> CompiledFilter:
    given = InputValue.of_argument(compiler, selected, "where")
    if given is None:
        return CompiledFilter()
    context = FilterContext(compiler, selected)
    condition = context.all_of(binding, given)
    return CompiledFilter(() if condition == "true" else (condition,), context.traverses)


def _named(of_type: Any) -> Any:
    return cast(Any, get_named_type)(of_type)
