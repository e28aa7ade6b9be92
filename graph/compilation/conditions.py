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

from graph.compilation.compiler import Compiler, Row
from graph.compilation.matches import Matches
from graph.compilation.parts import as_it_is
from graph.compilation.selections import SelectedField
from graph.errors import bad_argument

CRITERION: Final = "tiaokuai.criterion"
DEEPEST: Final = 16
MOST_CONDITIONS: Final = 100
MOST_VALUES: Final = 1_000
Way = tuple[str | int, ...]


class Criterion(Protocol):
    """How one field of an input type is decided of a row. ``row.node`` is a node, or the expression of a value."""

    def condition(self, conditions: "Conditions", row: Row, given: "Given") -> str: ...


@runtime_checkable
class Logical(Criterion, Protocol):
    """One that may hold of an entity that is not there; no other does."""

    def of_nothing(self, conditions: "Conditions", given: "Given") -> str: ...


@dataclass(frozen=True)
class Given:
    """A part of what the caller gave: its value, its type in the schema, and the way to it from the arguments."""

    value: Any
    type: Any
    way: Way

    @classmethod
    def of_argument(cls, compiler: Compiler, selected: SelectedField, name: str) -> "Given | None":
        """What is given for an argument of the field; None where that is nothing, or empty."""
        assert selected.definition is not None
        value = compiler.selections.arguments(selected).get(name)
        return cls(value, _named(cast(Any, selected.definition.args[name]).type), (name,)) if value else None

    @property
    def place(self) -> str:
        return ".".join(str(step) for step in self.way)

    @property
    def depth(self) -> int:
        return sum(isinstance(step, str) for step in self.way) - 1

    def fields(self) -> Iterator[tuple[Criterion, "Given"]]:
        """The criterion of each field, and what is given for it. Raises Refusal (BAD_ARGUMENT) where that is null."""
        fields = cast(GraphQLInputObjectType, self.type).fields
        for name, value in self.value.items():
            part = Given(value, _named(fields[name].type), (*self.way, name))
            if value is None:
                raise bad_argument(f"`{part.place}` is null. Leave it out, or ask for what is not there with `isNull: true`.")
            yield fields[name].extensions[CRITERION], part

    def parts(self) -> list["Given"]:
        """The elements of a list."""
        return [Given(value, self.type, (*self.way, index)) for index, value in enumerate(self.value)]


class Conditions:
    """The conditions in the argument ``where`` of one field while they are compiled."""

    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self.compiler = compiler
        self._wanted: list[tuple[Way, Callable[[Any], Any]]] = []
        self._count = 0
        self._values = compiler.argument(selected, self._read)

    def _read(self, arguments: Mapping[str, Any]) -> list[Any]:
        """The values, in the order in which the text speaks of them."""
        return [make(_stored(way, reduce(_step, way, cast(Any, arguments)))) for way, make in self._wanted]

    def value(self, given: Given, make: Callable[[Any], Any] = as_it_is) -> str:
        """The expression that stands for a value, or for what ``make`` makes of it."""
        self._wanted.append((given.way, make))
        return f"{self._values}[{len(self._wanted) - 1}]"

    def all_of(self, row: Row, given: Given) -> str:
        """That everything given holds of the row. Raises Refusal (BAD_ARGUMENT) where it is too deep or too much."""
        if given.depth > DEEPEST:
            raise bad_argument(f"`where` is nested deeper than {DEEPEST} levels. Ask for less at once.")
        return conjunction([self._decided(criterion, row, part) for criterion, part in given.fields()])

    def _decided(self, criterion: Criterion, row: Row, given: Given) -> str:
        self._count += 1
        if self._count > MOST_CONDITIONS:
            raise bad_argument(f"`where` holds more than {MOST_CONDITIONS} conditions. Ask for less at once.")
        return criterion.condition(self, row, given)

    def of_one(self, found: str, row: Row, given: Given) -> str:
        """The same of the node that the clauses ``found`` bind to ``row.node``, or of its not being there."""
        if not given.value:
            return "true"
        there = f"EXISTS {{ {found} RETURN 1 AS one }}"
        if given.value.keys() == {"isNull"}:
            return f"(NOT {there}) = {self.value(next(part for _, part in given.fields()))}"
        holds = f"EXISTS {{ {found} WITH {row.node} WHERE {self.all_of(row, given)} RETURN 1 AS one }}"
        return disjunction([holds, conjunction([self.of_nothing(given), f"NOT {there}"])])

    def of_nothing(self, given: Given) -> str:
        """The same of an entity that is not there."""
        return conjunction(
            [
                criterion.of_nothing(self, part) if isinstance(criterion, Logical) else "false"
                for criterion, part in given.fields()
            ]
        )

    def of_many(self, matches: Matches, given: Given) -> str:
        """That the quantifiers given hold of the rows that match; ``count`` is that of different entities."""

        def exists(wanted: str) -> str:
            return f"EXISTS {{ {matches.where(*([] if wanted == 'true' else [wanted]))} RETURN 1 AS one }}"

        different = f"COUNT {{ {matches.where()} RETURN DISTINCT {matches.row.node} }}"
        return self._quantified(exists, different, matches.row, given)

    def of_list(self, values: str, row: Row, given: Given) -> str:
        """That they hold of the elements of a list."""
        element = self.compiler.name("e")

        def exists(wanted: str) -> str:
            return f"any({element} IN {values} WHERE {wanted})"

        return self._quantified(exists, f"size({values})", replace(row, node=element), given)

    def _quantified(self, exists: Callable[[str], str], count: str, row: Row, given: Given) -> str:
        return conjunction([self._quantifier(exists, count, row, part) for _, part in given.fields()])

    def _quantifier(self, exists: Callable[[str], str], count: str, row: Row, given: Given) -> str:
        match given.way[-1]:
            case "some":
                return exists(self.all_of(row, given))
            case "none":
                return f"NOT {exists(self.all_of(row, given))}"
            case "all":
                return f"NOT {exists(negation(self.all_of(row, given)))}"
            case _:
                return self.all_of(replace(row, node=count), given)


def _step(part: Any, step: str | int) -> Any:
    return part[step]


def _stored(way: Way, value: Any) -> Any:
    """A value as it is stored. Raises Refusal (BAD_ARGUMENT) for a list that is too long."""
    if isinstance(value, list):
        values = cast(list[Any], value)
        if len(values) > MOST_VALUES:
            place = Given(value, None, way).place
            raise bad_argument(f"`{place}` holds {len(values)} values; it takes up to {MOST_VALUES}. Ask in several requests.")
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


def compile_where(compiler: Compiler, selected: SelectedField, row: Row) -> tuple[str, ...]:
    """What the argument ``where`` of the field asks of the row: nothing, or one condition."""
    given = Given.of_argument(compiler, selected, "where")
    if given is None:
        return ()
    asked = Conditions(compiler, selected).all_of(row, given)
    return () if asked == "true" else (asked,)


def asks_of_links(condition: str) -> bool:
    """Whether a condition holds a subquery, so that it takes work to decide it."""
    return "{" in condition


def _named(of_type: Any) -> Any:
    """The type below what says that it is a list, or not null."""
    return cast(Any, get_named_type)(of_type)
