"""The receipt: one statement that counts the units of a division and of each division below it, as deep as is asked.

The counts come as one table, grouped by the divisions on the way down to the depth that is asked for; the tree of divisions, and
the lists of units where they are selected, come beside it. A receipt adds up its rows of the table, so that parts sum to the whole.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any, ClassVar, Final, Self, cast

from graphql import GraphQLObjectType

from graph.compiler.compiler import Binding, Compiler, QueryPlan
from graph.compiler.connections import compile_connection
from graph.compiler.context import FieldContext
from graph.compiler.expressions import (
    Expression,
    compile_object_builder,
    constant,
    decode_non_null,
    list_expression,
    split_by_sizes,
)
from graph.compiler.property_fields import as_json
from graph.compiler.result_coercion import INT32_MAX
from graph.compiler.root_fields import DivisionQuery, parameter_map
from graph.compiler.selections import SelectedField
from graph.coverage.counts import Counts, DivisionPath, Table
from graph.coverage.indicator import Indicator
from graph.coverage.units import count_homeless, units_below
from graph.cypher.labels import EVERY_DIVISION
from graph.cypher.validity import link_is_valid, node_is_valid, subquery_call
from graph.cypher.variables import StatementNames
from graph.database.statement import with_date_parameters
from graph.errors import ErrorCode, UserError, argument_error
from graph.model.registry import RELATIONS


@dataclass(frozen=True)
class IndicatorQuestion:
    """An indicator that is asked about, by units or by people. ``define`` makes what the field ``definition`` answers, which takes as long as
    to read a short receipt."""

    name: str
    indicator: Indicator
    define: Callable[[], Any]
    weight: str

    @property
    def key(self) -> Hashable:
        """What a plan depends on."""
        return self.name, self.weight, self.indicator

    @property
    def by_people(self) -> bool:
        return self.weight == "PEOPLE"


OWN: Final = "OWN"
"""In the place of an indicator: the city's own, which the argument ``own`` names."""


@dataclass(frozen=True)
class Catalogue:
    """The indicators there are. ``describe`` makes what the field ``definition`` answers, from the indicator, its name, and the name of one of
    the city's own."""

    indicators: Mapping[str, Indicator]
    describe: Callable[[Indicator, str, str | None], Any]

    async def question(self, context: FieldContext, field: SelectedField) -> IndicatorQuestion:
        """What a field's arguments ask. Raises Refusal (WEIGHT_NOT_AVAILABLE) where the units have no people."""
        arguments = context.arguments(field)
        name, own = arguments["indicator"].value, arguments.get("own")
        if own is not None and name != OWN:
            raise argument_error("`own` names one of the city's own indicators; give it with `indicator: OWN`.")
        indicator = await self._own(context, own) if name == OWN else self.indicators[name]
        chosen = arguments.get("weight")
        define = partial(self.describe, indicator, name, own)
        question = IndicatorQuestion(own or name, indicator, define, chosen.value if chosen else "UNITS")
        if question.by_people and not indicator.counts_people:
            sentence = (
                f"{question.name} counts units of kind {indicator.kind.label}, which have no people. Ask with weight UNITS."
            )
            raise UserError(ErrorCode.WEIGHT_NOT_AVAILABLE, sentence)
        return question

    async def _own(self, context: FieldContext, name: str | None) -> Indicator:
        there = await context.custom_indicators()
        if name is None or name not in there:
            names = ", ".join(there) or "none"
            raise argument_error(f"`own` is to name one of the city's own indicators; there are: {names}. See `indicators`.")
        return there[name]


@dataclass(frozen=True)
class CoverageField:
    """The instruction of ``Query.coverage``."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        return await context.execute(selected, question.key, lambda compiler: _plan(compiler, question, selected))


def _plan(compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
    statement, scope = DivisionQuery(compiler, selected), Binding.of("scope", EVERY_DIVISION)
    receipt = receipt_of(compiler, question, scope, selected)

    def read(text: str, values: Any, parameters: Mapping[str, Any]) -> Any:
        return receipt.decode(ReceiptResult.of(values, text, parameters))

    return statement.plan(scope.scope.clauses(), {"receipt": receipt.cypher, "parameters": parameter_map(compiler)}, read)


@dataclass(frozen=True)
class ReceiptResult:
    """The value of a receipt, with the statement that told it."""

    value: Any
    cypher: str
    parameters: Mapping[str, Any]

    @classmethod
    def of(cls, value: Any, cypher: str, parameters: Mapping[str, Any]) -> Self:
        """``parameters`` as the database has them; empty where nobody is to see the statement."""
        return cls(value, with_date_parameters(cypher, parameters) if parameters else cypher, as_json(dict(parameters)))


def receipt_of(compiler: Compiler, question: IndicatorQuestion, scope: Binding, selected: SelectedField) -> Expression:
    """The receipt of a bound division at the moment, as an expression; its reader takes a Told."""
    statement = _Statement(compiler, question)
    part = _Receipt(statement, scope, 0).compiled(selected)
    counts = statement.count(scope)

    def read(told: ReceiptResult) -> dict[str, Any]:
        values, rows = told.value
        table = Table(rows, question.by_people, told.cypher, dict(told.parameters))
        # Every number of it is a part of these, so that one look at them tells of all.
        compiler.coercion.require(table.at((), own=False).largest <= INT32_MAX)
        return part.read([values], table, [()])[0]

    return Expression(f"[{part.text}, {counts}]", read)


def counts_subquery(names: StatementNames, indicator: Indicator, division: str, *, people: bool, levels: int = 0) -> str:
    """A subquery's clauses that bind ``counts``, the rows of a Table; ``people``: whether these are counted; ``levels``: how many divisions on
    the way it tells apart."""
    units = units_below(names, indicator, division, levels=levels)
    population, unit = f"{units.unit}.population", units.unit
    counted, told = "", "0, 0"
    if people:
        counted = f", sum({population}) AS people, count({unit}) - count({population}) AS unweighted"
        told = "people, unweighted"
    return (
        f"{units.clauses} WITH {units.division_path} AS way, {units.status} AS status, count({unit}) AS units{counted} "
        f"RETURN collect([[d IN way | d.code], status, units, {told}]) AS counts"
    )


class _Statement:
    """One receipt with all below it while it is compiled. ``levels``: how many divisions on the way its table tells apart."""

    def __init__(self, compiler: Compiler, question: IndicatorQuestion) -> None:
        self.compiler = compiler
        self.question = question
        self.indicator = question.indicator
        self.levels = 0
        self.counts = False
        """Whether anything is asked that has to be counted."""

    def count(self, scope: Binding) -> str:
        """The variable that the table is bound to."""
        if not self.counts:
            return "[]"
        counts = self.compiler.name("counts")
        table = counts_subquery(self.compiler, self.indicator, scope.node, people=self.question.by_people, levels=self.levels)
        scope.scope.subqueries.append(
            f"{subquery_call(self.compiler.as_of, scope.node)} {{ {table.removesuffix('counts')}{counts} }}"
        )
        return counts


@dataclass(frozen=True)
class _ReceiptColumn:
    """Divisions whose receipts are read together: the values of each, the way down to it, and what was counted of it."""

    values: Sequence[list[Any]]
    table: Table
    ways: Sequence[DivisionPath]
    counts: Sequence[Counts]


Answer = Callable[[_ReceiptColumn, Sequence[Any]], Sequence[Any]]
"""Reads one field of many receipts, from their places and the values of the field's own part."""


@dataclass(frozen=True)
class _Compiled:
    """A receipt as an expression, and how many of it are read."""

    text: str
    read: Callable[[Sequence[list[Any]], Table, Sequence[DivisionPath]], list[dict[str, Any]]]


class _Receipt:
    """One receipt of the tree while it is compiled; ``own``: of the units whose home the division itself is."""

    def __init__(self, statement: _Statement, binding: Binding, depth: int, *, own: bool = False) -> None:
        self.statement = statement
        self.compiler = statement.compiler
        self.row = binding
        self.depth = depth
        self.own = own

    def compiled(self, selected: SelectedField) -> _Compiled:
        fields = self.compiler.selections.of(cast(GraphQLObjectType, selected.type), selected.nodes)
        compiled = [self._field(field) for field in fields]
        text, (_, *indexes) = list_expression([Expression(f"{self.row.node}.code"), *(part for part, _ in compiled)])
        put_together = compile_object_builder([field.key for field in fields])

        def read(values: Sequence[list[Any]], table: Table, ways: Sequence[DivisionPath]) -> list[dict[str, Any]]:
            if not values:
                return []
            places = _ReceiptColumn(values, table, ways, [table.at(way, own=self.own) for way in ways])
            columns = list(zip(*values, strict=True))
            answers = [answer(places, columns[index]) for (_, answer), index in zip(compiled, indexes, strict=True)]
            return put_together(answers, len(values))

        return _Compiled(text, read)

    def _field(self, field: SelectedField) -> tuple[Expression, Answer]:
        """What the field needs in the statement, and how it is read."""
        if field.name in _COUNT_FIELDS:
            self.statement.counts = True
            count = _COUNT_FIELDS[field.name]
            return Expression(None), lambda places, _: list(map(count, places.counts))
        if field.name in _QUESTION_FIELDS:
            self.compiler.requirements.needs_resolvers |= field.name == "definition"
            self.compiler.requirements.echoes_parameters |= field.name in ("cypher", "parameters")
            said = _QUESTION_FIELDS[field.name]
            return Expression(None), lambda places, _: [said(self.statement, places.table)] * len(places.values)
        if field.name in ("children", "own"):
            return self._children(field) if field.name == "children" else self._own(field)
        part = self._plain(field)
        return part, lambda _, values: part.decode_column(values)

    def _plain(self, field: SelectedField) -> Expression:
        match field.name:
            case "scope":
                return self.compiler.project(self.row, field.type, field.nodes)
            case "asOf":
                return Expression(f"toString({self.compiler.as_of})")
            case "units" | "gap":
                return self._units(field)
            case "homeless":
                return Expression(count_homeless(self.compiler, self.statement.indicator))
            case "__typename":
                return constant("Coverage")
            case _:
                return self.compiler.defer_to_resolver()

    def _children(self, field: SelectedField) -> tuple[Expression, Answer]:
        if self.own:
            return Expression(None), lambda places, _: [list[Any]() for _ in places.values]
        self.statement.levels = max(self.statement.levels, self.depth + 1)
        child = Binding.of(self.compiler.name("n"), EVERY_DIVISION)
        receipt, found = _Receipt(self.statement, child, self.depth + 1).compiled(field), self.compiler.name("v")
        below = f"{self._below(child.node)} WITH DISTINCT {child.node} ORDER BY {child.node}.code {child.scope.clauses()}"
        self.row.scope.call(found, below, f"collect({receipt.text})")

        def read(places: _ReceiptColumn, children: Sequence[list[list[Any]]]) -> list[list[dict[str, Any]]]:
            ways = [(*way, child[0]) for way, below in zip(places.ways, children, strict=True) for child in below]
            return split_by_sizes(receipt.read(list(chain.from_iterable(children)), places.table, ways), map(len, children))

        return Expression(found), read

    def _own(self, field: SelectedField) -> tuple[Expression, Answer]:
        if self.own:
            return Expression(None), lambda places, _: [None] * len(places.values)
        self.statement.levels = max(self.statement.levels, self.depth + 1)
        receipt = _Receipt(self.statement, self.row, self.depth, own=True).compiled(field)
        has_divisions = f"EXISTS {{ {self._below(self.compiler.name('n'))} }}"

        def read(places: _ReceiptColumn, own: Sequence[list[Any] | None]) -> Sequence[dict[str, Any] | None]:
            ways = [way for way, values in zip(places.ways, own, strict=True) if values is not None]
            return decode_non_null(lambda there: receipt.read(there, places.table, ways), own)

        return Expression(f"CASE WHEN {has_divisions} THEN {receipt.text} END"), read

    def _below(self, child: str) -> str:
        link = self.compiler.name("a")
        alive = f"{link_is_valid(link, RELATIONS['ADMINISTERS'], self.compiler.as_of)} AND {node_is_valid(child, self.compiler.as_of)}"
        return f"MATCH ({self.row.node})-[{link}:ADMINISTERS]->({child}:Division) WHERE {alive}"

    def _units(self, field: SelectedField) -> Expression:
        units = units_below(self.compiler, self.statement.indicator, self.row.node, own=self.own)
        status = "NOT_REACHED" if field.name == "gap" else self._status(field)
        wanted = [f"{units.status} = '{status}'"] if status else []
        return compile_connection(self.compiler, units.matches(*wanted), field, self.row.scope)

    def _status(self, field: SelectedField) -> str | None:
        status = self.compiler.selections.arguments(field).get("status")
        return status.value if status else None


_COUNT_FIELDS: Final[Mapping[str, Callable[[Counts], Any]]] = {
    "denominator": lambda counts: counts.denominator,
    "reached": lambda counts: counts.reached,
    "notReached": lambda counts: counts.not_reached,
    "unknown": lambda counts: counts.unknown,
    "unweighted": lambda counts: counts.unweighted,
    "share": lambda counts: counts.share,
    "shareLow": lambda counts: counts.share_low,
    "shareHigh": lambda counts: counts.share_high,
}
_QUESTION_FIELDS: Final[Mapping[str, Callable[[_Statement, Table], Any]]] = {
    "definition": lambda statement, _: statement.question.define(),
    "weight": lambda statement, _: statement.question.weight,
    "cypher": lambda _, table: table.cypher,
    "parameters": lambda _, table: table.parameters,
}
