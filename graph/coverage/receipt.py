"""The receipt: one statement that counts the units of a division and of each division below it, as deep as is asked.

The counts come as one table, grouped by the divisions on the way down to the depth that is asked for; the tree of divisions, and
the lists of units where they are selected, come beside it. A receipt adds up its rows of the table, so that parts sum to the whole.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import GraphQLObjectType

from graph.compilation.compiler import Compiler, Plan, Row, Scope
from graph.compilation.connections import Matches, compile_connection
from graph.compilation.fields import as_json
from graph.compilation.links import entity_order
from graph.compilation.parts import Part, Record, constant, list_of
from graph.compilation.selections import SelectedField
from graph.coverage.indicator import Indicator
from graph.coverage.units import count_homeless, units_below
from graph.errors import ErrorCode, Refusal
from graph.labels import EVERY_DIVISION
from graph.model import RELATIONS, Kind
from graph.moments import AS_OF, link_lives, node_lives

STATUSES: Final = ("REACHED", "NOT_REACHED", "UNKNOWN")


@dataclass(frozen=True)
class Counts:
    """Units, or their people, by status; ``unweighted`` are units without a population."""

    reached: int
    not_reached: int
    unknown: int
    unweighted: int

    @property
    def denominator(self) -> int:
        return self.reached + self.not_reached + self.unknown

    @property
    def share(self) -> float | None:
        known = self.reached + self.not_reached
        return self.reached / known if known else None

    @property
    def share_low(self) -> float | None:
        return self.reached / self.denominator if self.denominator else None

    @property
    def share_high(self) -> float | None:
        return (self.reached + self.unknown) / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Table:
    """What the statement counted, and with what it was run.

    ``rows``: [codes on the way down to a division, status, units, people, units without a population].
    """

    rows: list[list[Any]]
    by_people: bool
    cypher: str
    parameters: dict[str, Any]

    def at(self, way: list[str], *, own: bool) -> Counts:
        """All units under the end of ``way``; ``own``: those whose home it is."""
        depth = len(way)
        rows = [row for row in self.rows if row[0][:depth] == way and not (own and len(row[0]) > depth)]
        column = 3 if self.by_people else 2
        reached, not_reached, unknown = (sum(row[column] for row in rows if row[1] == status) for status in STATUSES)
        return Counts(reached, not_reached, unknown, sum(row[4] for row in rows) if self.by_people else 0)


@dataclass(frozen=True)
class UnitRow(Row):
    """A unit, its home and its status."""

    home: str
    status: str


@dataclass(frozen=True)
class Coverage:
    """The instruction of ``Query.coverage``. ``describe`` makes what the field ``definition`` answers."""

    catalogue: Mapping[str, Indicator]
    describe: Callable[[str], Any]

    def plan(self, compiler: Compiler, selected: SelectedField) -> Plan:
        name: str = compiler.selections.arguments(selected)["indicator"].value
        statement = _Statement(
            compiler, self.catalogue[name], self.describe(name), _weight(compiler, selected, name, self.catalogue[name])
        )
        return statement.plan(selected)


def _weight(compiler: Compiler, selected: SelectedField, name: str, indicator: Indicator) -> str:
    """UNITS or PEOPLE. Raises Refusal (WEIGHT_NOT_AVAILABLE) where the units have no people."""
    chosen = compiler.selections.arguments(selected)["weight"]
    weight: str = chosen.value if chosen else "UNITS"
    if weight == "PEOPLE" and not indicator.counts_people:
        unit = indicator.pattern.kind.label
        sentence = f"{name} counts units of kind {unit}, which have no people. Ask with weight UNITS."
        raise Refusal(ErrorCode.WEIGHT_NOT_AVAILABLE, sentence)
    return weight


class _Statement:
    """The whole statement of one coverage while it is compiled. ``levels``: how many divisions on the way the table tells apart."""

    def __init__(self, compiler: Compiler, indicator: Indicator, definition: Any, weight: str) -> None:
        self.compiler = compiler
        self.indicator = indicator
        self.definition = definition
        self.weight = weight
        self.levels = 0

    def plan(self, selected: SelectedField) -> Plan:
        code = self.compiler.argument(selected, lambda arguments: arguments["scope"])
        scope = Row.of("scope", EVERY_DIVISION)
        receipt = _Receipt(self, scope, 0).part(selected)
        table = self._table()
        echoed = ", ".join(f"{name}: ${name}" for name in self.compiler.recipes)
        text = (
            f"MATCH (scope:Division {{code: {code}}}) {scope.scope.clauses()} {table} "
            f"RETURN {node_lives('scope')} AS alive, {receipt.text} AS receipt, counts, {{{echoed}}} AS parameters"
        )

        def read(rows: list[list[Any]]) -> Any:
            if not rows:
                return None
            alive, values, counts, parameters = rows[0]
            if not alive:
                raise Refusal(
                    ErrorCode.NOT_ALIVE, "The division in `scope` does not exist on that day. Ask for another `asOf`."
                )
            echo = {name: as_json(value) for name, value in parameters.items()}
            return receipt.read((values, Table(counts, self.weight == "PEOPLE", text, echo), []))

        return Plan(text, self.compiler.recipes, read)

    def _table(self) -> str:
        units = units_below(self.compiler, self.indicator, "scope")
        people = f"{units.unit}.population" if self.indicator.counts_people else "null"
        return (
            f"CALL (scope) {{ {units.clauses} WITH [d IN {units.passed}[..{self.levels}] | d.code] AS way, {units.status} AS status, "
            f"count({units.unit}) AS units, sum({people}) AS people, count({units.unit}) - count({people}) AS unweighted "
            "RETURN collect([way, status, units, people, unweighted]) AS counts }"
        )


Place = tuple[list[Any], Table, list[str]]
"""What a receipt is read from: the values of its division, the table, and the way down to it."""


class _Receipt:
    """One receipt of the tree while it is compiled; ``own``: of the units whose home the division itself is."""

    def __init__(self, statement: _Statement, row: Row, depth: int, *, own: bool = False) -> None:
        self.statement = statement
        self.compiler = statement.compiler
        self.row = row
        self.depth = depth
        self.own = own

    def part(self, selected: SelectedField) -> Part:
        """Reads a Place."""
        receipt_type = cast(GraphQLObjectType, selected.type)
        fields = self.compiler.selections.of(receipt_type, selected.nodes)
        compiled = [(field.key, *self._field(field)) for field in fields]
        text, places = list_of([Part(f"{self.row.node}.code"), *(part for _, part, _ in compiled)])
        slots = [(key, answer, index) for (key, _, answer), (index, _) in zip(compiled, places[1:], strict=True)]

        def read(place: Place) -> Record:
            values, table, way = place
            record, counts = Record(receipt_type.name), table.at(way, own=self.own)
            for key, answer, index in slots:
                record[key] = answer((values[index], table, way), counts)
            return record

        return Part(text, read)

    def _field(self, field: SelectedField) -> tuple[Part, Callable[[tuple[Any, Table, list[str]], Counts], Any]]:
        """What the field needs in the statement, and how it is read."""
        if field.name in _COUNTED:
            count = _COUNTED[field.name]
            return Part(None), lambda _, counts: count(counts)
        if field.name in _SAID:
            said = _SAID[field.name]
            return Part(None), lambda place, _: said(self.statement, place[1])
        if field.name in ("children", "own"):
            return self._children(field) if field.name == "children" else self._own(field)
        part = self._plain(field)
        return part, lambda place, _: part.read(place[0])

    def _plain(self, field: SelectedField) -> Part:
        match field.name:
            case "scope":
                return self.compiler.project(self.row, field.type, field.nodes)
            case "asOf":
                return Part(f"toString({AS_OF})")
            case "units" | "gap":
                return self._units(field)
            case "homeless":
                return Part(count_homeless(self.compiler, self.statement.indicator))
            case _:
                return constant("Coverage" if field.definition is None else None)

    def _children(self, field: SelectedField) -> tuple[Part, Callable[[tuple[Any, Table, list[str]], Counts], Any]]:
        if self.own:
            return Part(None), lambda _, __: []
        self.statement.levels = max(self.statement.levels, self.depth + 1)
        child = Row.of(self.compiler.name("n"), EVERY_DIVISION)
        part, found = _Receipt(self.statement, child, self.depth + 1).part(field), self.compiler.name("v")
        below = f"{self._below(child.node)} WITH {child.node} ORDER BY {child.node}.code {child.scope.clauses()}"
        self.row.scope.call(found, below, f"collect({part.text})")
        return Part(found), lambda place, _: [part.read((each, place[1], [*place[2], each[0]])) for each in place[0]]

    def _own(self, field: SelectedField) -> tuple[Part, Callable[[tuple[Any, Table, list[str]], Counts], Any]]:
        if self.own:
            return Part(None), lambda _, __: None
        self.statement.levels = max(self.statement.levels, self.depth + 1)
        part = _Receipt(self.statement, self.row, self.depth, own=True).part(field)
        has_divisions = f"EXISTS {{ {self._below(self.compiler.name('n'))} }}"
        text = f"CASE WHEN {has_divisions} THEN {part.text} END"
        return Part(text), lambda place, _: None if place[0] is None else part.read(place)

    def _below(self, child: str) -> str:
        link = self.compiler.name("a")
        alive = f"{link_lives(link, RELATIONS['ADMINISTERS'])} AND {node_lives(child)}"
        return f"MATCH ({self.row.node})-[{link}:ADMINISTERS]->({child}:Division) WHERE {alive}"

    def _units(self, field: SelectedField) -> Part:
        indicator = self.statement.indicator
        units = units_below(self.compiler, indicator, self.row.node, own=self.own)
        kinds = frozenset({indicator.pattern.kind})
        scope = Scope((units.unit, units.home, units.status))
        row = UnitRow(units.unit, kinds, None, scope, units.home, units.status)
        status = "NOT_REACHED" if field.name == "gap" else self._status(field)
        wanted = (f"{units.status} = '{status}'",) if status else ()
        carried = (units.home, units.status)
        matches = Matches(units.clauses, row, entity_order(units.unit, kinds), wanted, carried=carried)
        return compile_connection(self.compiler, matches, field, self.row.scope)

    def _status(self, field: SelectedField) -> str | None:
        status = self.compiler.selections.arguments(field).get("status")
        return status.value if status else None


_COUNTED: Final[Mapping[str, Callable[[Counts], Any]]] = {
    "denominator": lambda counts: counts.denominator,
    "reached": lambda counts: counts.reached,
    "notReached": lambda counts: counts.not_reached,
    "unknown": lambda counts: counts.unknown,
    "unweighted": lambda counts: counts.unweighted,
    "share": lambda counts: counts.share,
    "shareLow": lambda counts: counts.share_low,
    "shareHigh": lambda counts: counts.share_high,
}
_SAID: Final[Mapping[str, Callable[[_Statement, Table], Any]]] = {
    "definition": lambda statement, _: statement.definition,
    "weight": lambda statement, _: statement.weight,
    "cypher": lambda _, table: table.cypher,
    "parameters": lambda _, table: table.parameters,
}


@dataclass(frozen=True)
class UnitItself:
    """The unit of a row of units."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return compiler.project(row, selected.type, selected.nodes)


@dataclass(frozen=True)
class HomeOfUnit:
    """The home of the unit."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        home = cast(UnitRow, row).home
        return compiler.project(Row(home, EVERY_DIVISION, None, row.scope), selected.type, selected.nodes)


@dataclass(frozen=True)
class StatusOfUnit:
    """The status of the unit."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(cast(UnitRow, row).status)


@dataclass(frozen=True)
class PeopleOfUnit:
    """The residents of the unit; null where it is no community."""

    def compile(self, compiler: Compiler, row: Row, selected: SelectedField) -> Part:
        return Part(f"{row.node}.population") if Kind.COMMUNITY in row.kinds else constant(None)
