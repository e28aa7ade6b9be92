"""Cypher for units below a division."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.connections import RowSource
from graph.compiler.relationship_fields import entity_order
from graph.coverage.indicator import Indicator
from graph.coverage.path_cypher import conditions_of, path_exists
from graph.cypher.home_division import above, below, match_at_home, match_home, match_small_grids_at_home
from graph.cypher.labels import is_any_of, labels
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.cypher.variables import StatementNames
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.grids import GRID
from graph.model.registry import RELATIONS


@dataclass(frozen=True)
class UnitRow(Binding):
    """A unit bound in Cypher, with the expressions of its home and status. `changed`: the expression whether the bound `link` caused the
    change that a comparison shows. `found`: the expression of the list that PathRepairSearch.explain returns; empty if Cypher finds the repairs.
    """

    indicator: Indicator
    home: str
    status: str
    changed: str = "false"
    found: str = ""


@dataclass(frozen=True)
class Units:
    """Clauses that bind units. `division_path`: the divisions from below the given one down to the home, up to `levels`."""

    clauses: str
    indicator: Indicator
    unit: str
    home: str
    status: str
    division_path: str

    def matches(self, *conditions: str, changed: str = "false") -> RowSource:
        kinds = frozenset({self.indicator.kind})
        subqueries = Subqueries((self.unit, self.home, self.status))
        row = UnitRow(self.unit, kinds, None, subqueries, self.indicator, self.home, self.status, changed)
        order = entity_order(self.unit, kinds)
        return RowSource(self.clauses, row, order, conditions, carried=(self.home, self.status), expensive=True)


def units_below(names: StatementNames, indicator: Indicator, division: str, *, own: bool = False, levels: int = 0) -> Units:
    """Returns the units in or below a division; `own`: only those whose home it is."""
    unit, home, status, path = (names.name(prefix) for prefix in ("unit", "home", "status", "way"))
    match_units = _divisions_below if indicator.kind in DIVISIONS else _at_homes_below
    walk = DivisionWalk(division, home, path if levels else "", levels, own)
    return Units(match_units(names, indicator, walk, unit, status), indicator, unit, home, status, path if levels else "[]")


def counts_subquery(names: StatementNames, indicator: Indicator, division: str, *, people: bool, levels: int = 0) -> str:
    """Returns a subquery that binds `counts` to the rows of a CountTable. `levels`: the maximum length of a division path."""
    units = units_below(names, indicator, division, levels=levels)
    population, unit = f"{units.unit}.population", units.unit
    people_columns, people_names = "", "0, 0"
    if people:
        people_columns = f", sum({population}) AS people, count({unit}) - count({population}) AS unweighted"
        people_names = "people, unweighted"
    return (
        f"{units.clauses} WITH {units.division_path} AS way, {units.status} AS status, count({unit}) AS units{people_columns} "
        f"RETURN collect([[d IN way | d.code], status, units, {people_names}]) AS counts"
    )


@dataclass(frozen=True)
class DivisionWalk:
    """Walks from a division down to homes. `path`: the variable of the division path, or empty."""

    division: str
    home: str
    path: str
    levels: int
    own: bool

    def to(self, names: StatementNames, division: str, kinds: Collection[Kind]) -> str:
        """Binds each division of the kinds once, also if it has parallel links to its parent."""
        if self.own:
            path = f", [] AS {self.path}" if self.path else ""
            return f"WITH {self.division} AS {division}{path} WHERE {is_any_of(division, kinds)}"
        divisions = names.name("passed")
        pattern = below(names, self.division, division, kinds, min_steps=0, path=divisions)
        path = f", {divisions}[..{self.levels}] AS {self.path}" if self.path else ""
        return f"MATCH {pattern} WITH DISTINCT {division}{path}"

    def carrying(self, *variables: str) -> tuple[str, ...]:
        return (*variables, self.path) if self.path else variables


def _divisions_below(names: StatementNames, indicator: Indicator, walk: DivisionWalk, unit: str, status: str) -> str:
    """Binds units that are divisions, which are their own homes."""
    units = f"{walk.to(names, unit, (indicator.kind,))} WITH {', '.join(walk.carrying(unit))} WHERE {is_unit(names, indicator, unit)}"
    carried = walk.carrying(unit, f"{unit} AS {walk.home}")
    # The surveys are read only for units that are not reached.
    return f"{units} {bind_status(names, indicator, unit, is_surveyed(names, indicator, unit), carried, status)}"


def _at_homes_below(names: StatementNames, indicator: Indicator, walk: DivisionWalk, unit: str, status: str) -> str:
    surveyed = names.name("kept")
    homes = f"{walk.to(names, walk.home, DIVISIONS)} WITH *, {is_surveyed(names, indicator, walk.home)} AS {surveyed}"
    # A unit with parallel links home counts once.
    units = (
        f"{_match_at(names, indicator, walk.home, unit)} WITH DISTINCT {', '.join(walk.carrying(walk.home, surveyed, unit))}"
    )
    status_clauses = bind_status(names, indicator, unit, surveyed, walk.carrying(walk.home, unit), status)
    return f"{homes} {units} WHERE {is_unit(names, indicator, unit)} {status_clauses}"


def _match_at(names: StatementNames, indicator: Indicator, home: str, unit: str) -> str:
    if indicator.kind is GRID and any(str(each) == "size = SMALL" for each in indicator.pattern.conditions):
        return match_small_grids_at_home(names, home, unit)
    return match_at_home(names, home, unit, indicator.kind)


def bind_status(
    names: StatementNames, indicator: Indicator, unit: str, surveyed: str, carried: tuple[str, ...], status: str
) -> str:
    """Binds `status`. `surveyed`: the condition that the required relations are surveyed."""
    expressions = indicator.status_expressions(names, unit)
    return (
        f"{expressions.clauses} WITH {', '.join(carried)}, CASE WHEN {expressions.reached} THEN 'REACHED' "
        f"WHEN {expressions.undecided} OR NOT ({surveyed}) THEN 'UNKNOWN' ELSE 'NOT_REACHED' END AS {status}"
    )


def is_reached_within(names: StatementNames, indicator: Indicator, unit: str, division: str) -> str:
    """Returns the condition that a node is a reached unit in or below the division."""
    home, top = names.name("home"), names.name("top")
    expressions = indicator.status_expressions(names, unit)
    path_home = f"{match_home(names, unit, (indicator.kind,), home)} MATCH {above(names, home, top, min_steps=0)}"
    return (
        f"EXISTS {{ {path_home} WHERE {top} = {division} AND {node_is_valid(home, names.as_of)} AND {is_unit(names, indicator, unit)} "
        f"{expressions.clauses} WITH * WHERE {expressions.reached} RETURN 1 AS one }}"
    )


def count_homeless(names: StatementNames, indicator: Indicator) -> str:
    unit, home = names.name("unit"), names.name("home")
    has_home = match_home(names, unit, (indicator.kind,), home)
    return (
        f"COUNT {{ MATCH ({unit}{labels((indicator.kind,))}) WHERE {is_unit(names, indicator, unit)} "
        f"AND NOT EXISTS {{ {has_home} RETURN 1 AS one }} }}"
    )


def is_unit(names: StatementNames, indicator: Indicator, unit: str) -> str:
    pattern = indicator.pattern
    conditions = [f"coalesce({each}, false)" for each in conditions_of(names, unit, pattern.conditions)]
    required = [path_exists(names, unit, pattern.requires)] if pattern.requires else []
    return " AND ".join([node_is_valid(unit, names.as_of), *conditions, *required])


def is_surveyed(names: StatementNames, indicator: Indicator, home: str) -> str:
    """Returns the condition that surveys of all required relations cover the division or one above it."""
    return " AND ".join(survey_covers(names, home, relation) for relation in indicator.required_relations) or "true"


def survey_covers(names: StatementNames, home: str, relation: str) -> str:
    division, link, survey = names.name("d"), names.name("r"), names.name("s")
    is_valid = f"{link_is_valid(link, RELATIONS['COVERS'], names.as_of)} AND {node_is_valid(survey, names.as_of)}"
    covers = f"MATCH ({division})<-[{link}:COVERS]-({survey}:Survey {{relation: '{relation}'}}) WHERE {is_valid}"
    return f"EXISTS {{ MATCH {above(names, home, division, min_steps=0)} {covers} }}"
