"""The units of an indicator in Cypher: those of a division, each with its home and its status."""

from dataclasses import dataclass

from graph.coverage.cypher import condition_of, path_exists
from graph.coverage.indicator import Indicator, Names
from graph.homes import above, below, match_at_home
from graph.labels import EVERY_DIVISION
from graph.model import RELATIONS
from graph.moments import link_lives, node_lives


@dataclass(frozen=True)
class Units:
    """Clauses that bind, for a bound division, each unit with its ``home``, its ``status``, and ``passed``: the divisions on the way
    from below the division to the home, none for one of its own."""

    clauses: str
    unit: str
    home: str
    status: str
    passed: str


def units_below(names: Names, indicator: Indicator, division: str, *, own: bool = False) -> Units:
    """Every unit whose home is the division or below it; ``own``: only those whose home it is."""
    unit, home, status, passed, kept = (names.name(prefix) for prefix in ("unit", "home", "status", "passed", "kept"))
    walk = below(names, division, home, tuple(EVERY_DIVISION), shortest=0, passed=passed)
    homes = f"WITH {division} AS {home}, [] AS {passed}" if own else f"MATCH {walk}"
    counted = " AND ".join(_counted(names, indicator, unit))
    verdict = indicator.verdict(names, unit)
    return Units(
        f"{homes} WITH {home}, {passed}, {_kept(names, indicator, home)} AS {kept} "
        f"{match_at_home(names, home, unit, indicator.pattern.kind)} WITH {home}, {passed}, {kept}, {unit} WHERE {counted} "
        f"{verdict.clauses} WITH {home}, {passed}, {unit}, CASE WHEN {verdict.reached} THEN 'REACHED' "
        f"WHEN {verdict.undecided} OR NOT {kept} THEN 'UNKNOWN' ELSE 'NOT_REACHED' END AS {status}",
        unit,
        home,
        status,
        passed,
    )


def count_homeless(names: Names, indicator: Indicator) -> str:
    """How many units of the kind, in the whole database, have no living home."""
    from graph.homes import match_home

    unit, home = names.name("unit"), names.name("home")
    counted = " AND ".join(_counted(names, indicator, unit))
    homed = match_home(names, unit, (indicator.pattern.kind,), home)
    return f"COUNT {{ MATCH ({unit}:{indicator.pattern.kind.label}) WHERE {counted} AND NOT EXISTS {{ {homed} RETURN 1 AS one }} }}"


def _counted(names: Names, indicator: Indicator, unit: str) -> list[str]:
    pattern = indicator.pattern
    conditions = [f"coalesce({condition_of(names, unit, each)}, false)" for each in pattern.conditions]
    required = [path_exists(names, unit, pattern.requires)] if pattern.requires else []
    return [node_lives(unit), *conditions, *required]


def _kept(names: Names, indicator: Indicator, home: str) -> str:
    """Whether links of all relations that decide are kept for the division: a living survey of each covers it or one above."""
    return " AND ".join(_survey_covers(names, home, relation) for relation in indicator.deciding) or "true"


def _survey_covers(names: Names, home: str, relation: str) -> str:
    division, link, survey = names.name("d"), names.name("r"), names.name("s")
    alive = f"{link_lives(link, RELATIONS['COVERS'])} AND {node_lives(survey)}"
    covers = f"MATCH ({division})<-[{link}:COVERS]-({survey}:Survey {{relation: '{relation}'}}) WHERE {alive}"
    return f"EXISTS {{ MATCH {above(names, home, division, shortest=0)} {covers} }}"
