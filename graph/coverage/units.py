"""The units of an indicator in Cypher: those of a division, each with its home and its status."""

from dataclasses import dataclass

from graph.compilation.compiler import Row, Scope
from graph.compilation.connections import Matches
from graph.compilation.links import entity_order
from graph.coverage.cypher import conditions_of, path_exists
from graph.coverage.indicator import Indicator
from graph.coverage.verdict import Names
from graph.homes import above, below, match_at_home, match_home
from graph.labels import EVERY_DIVISION, labels
from graph.model import RELATIONS
from graph.moments import link_lives, node_lives


@dataclass(frozen=True)
class UnitRow(Row):
    """A unit, its home and its status. ``changed``: a condition on a bound ``link`` that says whether it did what a comparison shows."""

    indicator: Indicator
    home: str
    status: str
    changed: str = "false"


@dataclass(frozen=True)
class Units:
    """Clauses that bind, for a bound division, each unit with its ``home``, its ``status``, and ``passed``: the divisions on the way
    from below the division to the home, none for one of its own."""

    clauses: str
    indicator: Indicator
    unit: str
    home: str
    status: str
    passed: str

    def matches(self, *conditions: str, changed: str = "false") -> Matches:
        """Those for which the conditions hold, as rows of a connection."""
        kinds = frozenset({self.indicator.kind})
        scope = Scope((self.unit, self.home, self.status))
        row = UnitRow(self.unit, kinds, None, scope, self.indicator, self.home, self.status, changed)
        return Matches(self.clauses, row, entity_order(self.unit, kinds), conditions, carried=(self.home, self.status))


def units_below(names: Names, indicator: Indicator, division: str, *, own: bool = False) -> Units:
    """Every unit whose home is the division or below it; ``own``: only those whose home it is."""
    unit, home, status, passed, kept = (names.name(prefix) for prefix in ("unit", "home", "status", "passed", "kept"))
    walk = below(names, division, home, tuple(EVERY_DIVISION), shortest=0, passed=passed)
    homes = f"WITH {division} AS {home}, [] AS {passed}" if own else f"MATCH {walk}"
    # A unit may have parallel links home, and a division to the one above it; it counts once all the same.
    return Units(
        f"{homes} WITH {home}, {passed}, {kept_at(names, indicator, home)} AS {kept} "
        f"{match_at_home(names, home, unit, indicator.kind)} WITH DISTINCT {home}, {passed}, {kept}, {unit} "
        f"WHERE {counted(names, indicator, unit)} {decide(names, indicator, unit, kept, (home, passed, unit), status)}",
        indicator,
        unit,
        home,
        status,
        passed,
    )


def decide(names: Names, indicator: Indicator, unit: str, kept: str, carried: tuple[str, ...], status: str) -> str:
    """Clauses that bind the status of a bound unit; ``kept``: whether the links that decide are kept there. ``carried`` stays bound."""
    verdict = indicator.verdict(names, unit)
    return (
        f"{verdict.clauses} WITH {', '.join(carried)}, CASE WHEN {verdict.reached} THEN 'REACHED' "
        f"WHEN {verdict.undecided} OR NOT {kept} THEN 'UNKNOWN' ELSE 'NOT_REACHED' END AS {status}"
    )


def is_reached_within(names: Names, indicator: Indicator, unit: str, division: str) -> str:
    """Whether a bound node is a unit whose home is the bound division or below it, and is reached."""
    home, top = names.name("home"), names.name("top")
    verdict = indicator.verdict(names, unit)
    way_home = f"{match_home(names, unit, (indicator.kind,), home)} MATCH {above(names, home, top, shortest=0)}"
    return (
        f"EXISTS {{ {way_home} WHERE {top} = {division} AND {node_lives(home)} AND {counted(names, indicator, unit)} "
        f"{verdict.clauses} WITH * WHERE {verdict.reached} RETURN 1 AS one }}"
    )


def count_homeless(names: Names, indicator: Indicator) -> str:
    """How many units of the kind, in the whole database, have no living home."""
    unit, home = names.name("unit"), names.name("home")
    homed = match_home(names, unit, (indicator.kind,), home)
    return (
        f"COUNT {{ MATCH ({unit}{labels((indicator.kind,))}) WHERE {counted(names, indicator, unit)} "
        f"AND NOT EXISTS {{ {homed} RETURN 1 AS one }} }}"
    )


def counted(names: Names, indicator: Indicator, unit: str) -> str:
    """Whether a bound node of the kind is a unit of the indicator."""
    pattern = indicator.pattern
    conditions = [f"coalesce({each}, false)" for each in conditions_of(names, unit, pattern.conditions)]
    required = [path_exists(names, unit, pattern.requires)] if pattern.requires else []
    return " AND ".join([node_lives(unit), *conditions, *required])


def kept_at(names: Names, indicator: Indicator, home: str) -> str:
    """Whether links of all relations that decide are kept for the division: a living survey of each covers it or one above."""
    return " AND ".join(survey_covers(names, home, relation) for relation in indicator.deciding) or "true"


def survey_covers(names: Names, home: str, relation: str) -> str:
    division, link, survey = names.name("d"), names.name("r"), names.name("s")
    alive = f"{link_lives(link, RELATIONS['COVERS'])} AND {node_lives(survey)}"
    covers = f"MATCH ({division})<-[{link}:COVERS]-({survey}:Survey {{relation: '{relation}'}}) WHERE {alive}"
    return f"EXISTS {{ MATCH {above(names, home, division, shortest=0)} {covers} }}"
