"""Conditions: what a caller asks for in ``where``, as Cypher over one row.

Logic has two values here. A comparison with what is not there (a property that is null, an entity at the end of a missing link) does
not hold, whichever comparison it is; only ``isNull`` speaks of it. ``not`` is the exact complement of what it holds. In Cypher a null
counts as false where it stands alone, under AND and under OR, so that indexes still serve; under NOT it is made false.

Each field of an input type carries a ``Criterion``, as a field that is selected carries an instruction. The text depends on which
fields a condition has and on nothing else; the values are one list, a single parameter.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce
from typing import Any, Final, Protocol, cast, runtime_checkable

from graphql import GraphQLInputObjectType, get_named_type

from graph.compiler.compiler import Binding, Compiler
from graph.compiler.expressions import identity
from graph.compiler.row_source import RowSource
from graph.compiler.selections import SelectedField
from graph.errors import argument_error

FILTER_COMPILER: Final = "tiaokuai.criterion"
MAX_FILTER_DEPTH: Final = 16
MAX_CONDITIONS: Final = 100
MAX_VALUES: Final = 1_000
InputPath = tuple[str | int, ...]


class FilterCompiler(Protocol):
    """How one field of an input type is decided of a row. ``row.node`` is a node, or the expression of a value."""

    def condition(self, conditions: "FilterContext", binding: Binding, given: "InputValue") -> str: ...


@runtime_checkable
class NullAwareFilter(FilterCompiler, Protocol):
    """One that may hold of an entity that is not there; no other does."""

    def when_absent(self, conditions: "FilterContext", given: "InputValue") -> str: ...


@dataclass(frozen=True)
class InputValue:
    """A part of what the caller gave: its value, its type in the schema, and the way to it from the arguments."""

    value: Any
    type: Any
    path: InputPath

    @classmethod
    def of_argument(cls, compiler: Compiler, selected: SelectedField, name: str) -> "InputValue | None":
        """What is given for an argument of the field; None where that is nothing, or empty."""
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
        """The criterion of each field, and what is given for it. Raises Refusal (BAD_ARGUMENT) where that is null."""
        fields = cast(GraphQLInputObjectType, self.type).fields
        for name, value in self.value.items():
            part = InputValue(value, _named(fields[name].type), (*self.path, name))
            if value is None:
                raise argument_error(
                    f"`{part.path_text}` is null. Leave it out, or ask for what is not there with `isNull: true`."
                )
            yield fields[name].extensions[FILTER_COMPILER], part

    def elements(self) -> list["InputValue"]:
        """The elements of a list."""
        return [InputValue(value, self.type, (*self.path, index)) for index, value in enumerate(self.value)]


class FilterContext:
    """The conditions in the argument ``where`` of one field while they are compiled."""

    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self.compiler = compiler
        self._wanted: list[tuple[InputPath, Callable[[Any], Any]]] = []
        self._count = 0
        self._values = compiler.argument(selected, self._read)

    def _read(self, arguments: Mapping[str, Any]) -> list[Any]:
        """The values, in the order in which the text speaks of them."""
        return [make(_stored(way, reduce(_step, way, cast(Any, arguments)))) for way, make in self._wanted]

    def value(self, given: InputValue, make: Callable[[Any], Any] = identity) -> str:
        """The expression that stands for a value, or for what ``make`` makes of it."""
        self._wanted.append((given.path, make))
        return f"{self._values}[{len(self._wanted) - 1}]"

    def all_of(self, binding: Binding, given: InputValue) -> str:
        """That everything given holds of the row. Raises Refusal (BAD_ARGUMENT) where it is too deep or too much."""
        if given.depth > MAX_FILTER_DEPTH:
            raise argument_error(f"`where` is nested deeper than {MAX_FILTER_DEPTH} levels. Ask for less at once.")
        return conjunction([self._compile_condition(criterion, binding, part) for criterion, part in given.fields()])

    def _compile_condition(self, criterion: FilterCompiler, binding: Binding, given: InputValue) -> str:
        self._count += 1
        if self._count > MAX_CONDITIONS:
            raise argument_error(f"`where` holds more than {MAX_CONDITIONS} conditions. Ask for less at once.")
        return criterion.condition(self, binding, given)

    def exists_one(self, found: str, binding: Binding, given: InputValue) -> str:
        """The same of the node that the clauses ``found`` bind to ``row.node``, or of its not being there."""
        if not given.value:
            return "true"
        there = f"EXISTS {{ {found} RETURN 1 AS one }}"
        if given.value.keys() == {"isNull"}:
            return f"(NOT {there}) = {self.value(next(part for _, part in given.fields()))}"
        holds = f"EXISTS {{ {found} WITH {binding.node} WHERE {self.all_of(binding, given)} RETURN 1 AS one }}"
        return disjunction([holds, conjunction([self.when_absent(given), f"NOT {there}"])])

    def when_absent(self, given: InputValue) -> str:
        """The same of an entity that is not there."""
        return conjunction(
            [
                criterion.when_absent(self, part) if isinstance(criterion, NullAwareFilter) else "false"
                for criterion, part in given.fields()
            ]
        )

    def quantified(self, matches: RowSource, given: InputValue) -> str:
        """That the quantifiers given hold of the rows that match; ``count`` is that of different entities."""

        def exists(wanted: str) -> str:
            return f"EXISTS {{ {matches.where(*([] if wanted == 'true' else [wanted]))} RETURN 1 AS one }}"

        different = f"COUNT {{ {matches.where()} RETURN DISTINCT {matches.row.node} }}"
        return self._quantified(exists, different, matches.row, given)

    def quantified_list(self, values: str, binding: Binding, given: InputValue) -> str:
        """That they hold of the elements of a list."""
        element = self.compiler.name("e")

        def exists(wanted: str) -> str:
            return f"any({element} IN {values} WHERE {wanted})"

        return self._quantified(exists, f"size({values})", replace(binding, node=element), given)

    def _quantified(self, exists: Callable[[str], str], count: str, binding: Binding, given: InputValue) -> str:
        return conjunction([self._quantifier(exists, count, binding, part) for _, part in given.fields()])

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


def _step(part: Any, step: str | int) -> Any:
    return part[step]


def _stored(way: InputPath, value: Any) -> Any:
    """A value as it is stored. Raises Refusal (BAD_ARGUMENT) for a list that is too long."""
    if isinstance(value, list):
        values = cast(list[Any], value)
        if len(values) > MAX_VALUES:
            place = InputValue(value, None, way).path_text
            raise argument_error(f"`{place}` holds {len(values)} values; it takes up to {MAX_VALUES}. Ask in several requests.")
        return [_stored(way, each) for each in values]
    return value.value if isinstance(value, Enum) else value


def conjunction(conditions: list[str]) -> str:
    """That all hold; of none, that is true."""
    some = [each for each in conditions if each != "true"]
    if "false" in some:
        return "false"
    return f"({' AND '.join(some)})" if len(some) > 1 else (some or ["true"])[0]


def disjunction(conditions: list[str]) -> str:
    """That one holds; of none, that is false."""
    some = [each for each in conditions if each != "false"]
    if "true" in some:
        return "true"
    return f"({' OR '.join(some)})" if len(some) > 1 else (some or ["false"])[0]


def negation(condition: str) -> str:
    """That it does not hold; what is null does not."""
    return {"true": "false", "false": "true"}.get(condition) or f"NOT coalesce({condition}, false)"


def compile_where(compiler: Compiler, selected: SelectedField, binding: Binding) -> tuple[str, ...]:
    """What the argument ``where`` of the field asks of the row: nothing, or one condition."""
    given = InputValue.of_argument(compiler, selected, "where")
    if given is None:
        return ()
    asked = FilterContext(compiler, selected).all_of(binding, given)
    return () if asked == "true" else (asked,)


def traverses_relationships(condition: str) -> bool:
    """Whether a condition holds a subquery, so that it takes work to decide it."""
    return "{" in condition


def _named(of_type: Any) -> Any:
    """The type below what says that it is a list, or not null."""
    return cast(Any, get_named_type)(of_type)
