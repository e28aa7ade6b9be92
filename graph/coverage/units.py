"""The units of an indicator in Cypher: those of a division, each with its home and its status."""

from collections.abc import Collection
from dataclasses import dataclass

from graph.compiler.compiler import Binding, SubqueryScope
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
    """A unit, its home and its status. ``changed``: a condition on a bound ``link`` that says whether it did what a comparison shows."""

    indicator: Indicator
    home: str
    status: str
    changed: str = "false"


@dataclass(frozen=True)
class Units:
    """Clauses that bind, for a bound division, each unit with its ``home``, its ``status``, and where it is asked for its ``way``: the first
    divisions on the way from below the division to the home, none for one of its own."""

    clauses: str
    indicator: Indicator
    unit: str
    home: str
    status: str
    division_path: str

    def matches(self, *conditions: str, changed: str = "false") -> RowSource:
        """Those for which the conditions hold, as rows of a connection."""
        kinds = frozenset({self.indicator.kind})
        scope = SubqueryScope((self.unit, self.home, self.status))
        row = UnitRow(self.unit, kinds, None, scope, self.indicator, self.home, self.status, changed)
        order = entity_order(self.unit, kinds)
        return RowSource(self.clauses, row, order, conditions, carried=(self.home, self.status), expensive=True)


def units_below(names: StatementNames, indicator: Indicator, division: str, *, own: bool = False, levels: int = 0) -> Units:
    """Every unit whose home is the division or below it; ``own``: only those whose home it is. ``levels``: how many divisions of the
    way are told."""
    unit, home, status, way = (names.name(prefix) for prefix in ("unit", "home", "status", "way"))
    found = _divisions_below if indicator.kind in DIVISIONS else _at_homes_below
    walked = DivisionWalk(division, home, way if levels else "", levels, own)
    return Units(found(names, indicator, walked, unit, status), indicator, unit, home, status, way if levels else "[]")


@dataclass(frozen=True)
class DivisionWalk:
    """From a division down to the homes in it. ``way``: the variable for the way, empty where it is not asked for."""

    division: str
    home: str
    way: str
    levels: int
    own: bool

    def to(self, names: StatementNames, found: str, kinds: Collection[Kind]) -> str:
        """Clauses that bind each division of the kinds once: it may have parallel links to the one above it."""
        if self.own:
            way = f", [] AS {self.way}" if self.way else ""
            return f"WITH {self.division} AS {found}{way} WHERE {is_any_of(found, kinds)}"
        passed = names.name("passed")
        walk = below(names, self.division, found, kinds, min_steps=0, path=passed)
        way = f", {passed}[..{self.levels}] AS {self.way}" if self.way else ""
        return f"MATCH {walk} WITH DISTINCT {found}{way}"

    def carrying(self, *variables: str) -> tuple[str, ...]:
        return (*variables, self.way) if self.way else variables


def _divisions_below(names: StatementNames, indicator: Indicator, walk: DivisionWalk, unit: str, status: str) -> str:
    """The units are divisions, each its own home."""
    found = f"{walk.to(names, unit, (indicator.kind,))} WITH {', '.join(walk.carrying(unit))} WHERE {is_unit(names, indicator, unit)}"
    carried = walk.carrying(unit, f"{unit} AS {walk.home}")
    # Whether links are kept is asked of the units that are not reached only.
    return f"{found} {bind_status(names, indicator, unit, is_surveyed(names, indicator, unit), carried, status)}"


def _at_homes_below(names: StatementNames, indicator: Indicator, walk: DivisionWalk, unit: str, status: str) -> str:
    kept = names.name("kept")
    homes = f"{walk.to(names, walk.home, DIVISIONS)} WITH *, {is_surveyed(names, indicator, walk.home)} AS {kept}"
    # A unit may have parallel links home; it counts once all the same.
    units = f"{_match_at(names, indicator, walk.home, unit)} WITH DISTINCT {', '.join(walk.carrying(walk.home, kept, unit))}"
    decided = bind_status(names, indicator, unit, kept, walk.carrying(walk.home, unit), status)
    return f"{homes} {units} WHERE {is_unit(names, indicator, unit)} {decided}"


def _match_at(names: StatementNames, indicator: Indicator, home: str, unit: str) -> str:
    """A clause that binds whatever may be a unit and has its home there."""
    if indicator.kind is GRID and any(str(each) == "size = SMALL" for each in indicator.pattern.conditions):
        return match_small_grids_at_home(names, home, unit)
    return match_at_home(names, home, unit, indicator.kind)


def bind_status(
    names: StatementNames, indicator: Indicator, unit: str, kept: str, carried: tuple[str, ...], status: str
) -> str:
    """Clauses that bind the status of a bound unit; ``kept``: an expression, whether the links that decide are kept there. ``carried`` stays bound."""
    verdict = indicator.verdict(names, unit)
    return (
        f"{verdict.clauses} WITH {', '.join(carried)}, CASE WHEN {verdict.reached} THEN 'REACHED' "
        f"WHEN {verdict.undecided} OR NOT ({kept}) THEN 'UNKNOWN' ELSE 'NOT_REACHED' END AS {status}"
    )


def is_reached_within(names: StatementNames, indicator: Indicator, unit: str, division: str) -> str:
    """Whether a bound node is a unit whose home is the bound division or below it, and is reached."""
    home, top = names.name("home"), names.name("top")
    verdict = indicator.verdict(names, unit)
    way_home = f"{match_home(names, unit, (indicator.kind,), home)} MATCH {above(names, home, top, min_steps=0)}"
    return (
        f"EXISTS {{ {way_home} WHERE {top} = {division} AND {node_is_valid(home, names.as_of)} AND {is_unit(names, indicator, unit)} "
        f"{verdict.clauses} WITH * WHERE {verdict.reached} RETURN 1 AS one }}"
    )


def count_homeless(names: StatementNames, indicator: Indicator) -> str:
    """How many units of the kind, in the whole database, have no living home."""
    unit, home = names.name("unit"), names.name("home")
    homed = match_home(names, unit, (indicator.kind,), home)
    return (
        f"COUNT {{ MATCH ({unit}{labels((indicator.kind,))}) WHERE {is_unit(names, indicator, unit)} "
        f"AND NOT EXISTS {{ {homed} RETURN 1 AS one }} }}"
    )


def is_unit(names: StatementNames, indicator: Indicator, unit: str) -> str:
    """Whether a bound node of the kind is a unit of the indicator."""
    pattern = indicator.pattern
    conditions = [f"coalesce({each}, false)" for each in conditions_of(names, unit, pattern.conditions)]
    required = [path_exists(names, unit, pattern.requires)] if pattern.requires else []
    return " AND ".join([node_is_valid(unit, names.as_of), *conditions, *required])


def is_surveyed(names: StatementNames, indicator: Indicator, home: str) -> str:
    """Whether links of all relations that decide are kept for the division: a living survey of each covers it or one above."""
    return " AND ".join(survey_covers(names, home, relation) for relation in indicator.required_relations) or "true"


def survey_covers(names: StatementNames, home: str, relation: str) -> str:
    division, link, survey = names.name("d"), names.name("r"), names.name("s")
    alive = f"{link_is_valid(link, RELATIONS['COVERS'], names.as_of)} AND {node_is_valid(survey, names.as_of)}"
    covers = f"MATCH ({division})<-[{link}:COVERS]-({survey}:Survey {{relation: '{relation}'}}) WHERE {alive}"
    return f"EXISTS {{ MATCH {above(names, home, division, min_steps=0)} {covers} }}"
