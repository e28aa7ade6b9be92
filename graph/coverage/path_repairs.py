"""Path repairs: the smallest sets of new links that complete a path of a unit. With the unit's missing values, one is a fix.

A path repair links the last node that a path reaches to an entity from which the rest of the path exists. If that would give an
existing entity a second home, the repair adds a new entity in between, or links to an entity that has no home yet. The largest
repair has new entities only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graph.coverage.indicator import Indicator
from graph.coverage.path_cypher import conditions_of, match_path, path_exists
from graph.coverage.path_pattern import PatternStep
from graph.coverage.reach_status import NewLink
from graph.cypher.home_division import above, match_within
from graph.cypher.labels import labels
from graph.cypher.validity import any_link_is_valid, node_is_valid, subquery_call
from graph.cypher.variables import StatementNames
from graph.model.declarations import Kind
from graph.model.homes import HOMES, is_home
from graph.model.registry import RELATIONS

MAX_CANDIDATES: Final = 3
"""Existing entities per end of a path."""
LINKED_PENALTY: Final = 10
"""Added to the rank of an entity that already has such a link."""
CACHED_INDICATORS: Final = 256
NO_PATH_REPAIR: Final = -1
"""The index of a repair that adds only values of the unit `a`."""
FROM: Final = "a"
TO: Final = "b"


@dataclass(frozen=True)
class PathRepair:
    """The first `reached` steps exist, then follow `new_nodes` new entities, then an existing one if `ends_at_existing`,
    homeless before if `gives_first_home`.
    """

    steps: tuple[PatternStep, ...]
    path_index: int
    reached: int
    new_nodes: int
    ends_at_existing: bool
    gives_first_home: bool = False

    @property
    def added(self) -> tuple[PatternStep, ...]:
        return self.steps[self.reached : self.reached + self.new_nodes + self.ends_at_existing]

    @property
    def suffix(self) -> tuple[PatternStep, ...]:
        return self.steps[self.reached + self.new_nodes + 1 :]

    @property
    def size(self) -> int:
        return len(self.added)

    @property
    def has_twin_new_nodes(self) -> bool:
        """Whether two new entities have the same kind."""
        kinds = [step.kinds[0] for step in self.added[: self.new_nodes]]
        return len(set(kinds)) < len(kinds)

    def links(self, unit_kind: Kind) -> tuple[NewLink, ...]:
        kinds = [self._kind_reached(unit_kind), *(step.kinds[0] for step in self.added)]
        ends = [FROM, *(None for _ in range(self.new_nodes)), *([TO] if self.ends_at_existing else [])]
        return tuple(
            _new_link(step, (ends[index], kinds[index]), (ends[index + 1], kinds[index + 1]))
            for index, step in enumerate(self.added)
        )

    def _kind_reached(self, unit_kind: Kind) -> Kind:
        return self.steps[self.reached - 1].kinds[0] if self.reached else unit_kind

    @property
    def properties(self) -> Mapping[str, Mapping[str, Any]]:
        """Required values, by label of a new entity or by relation."""
        of_nodes = [(step.kinds[0].label, step.on_node) for step in self.added[: self.new_nodes]]
        of_links = [(step.relation.name, step.on_link) for step in self.added if step.relation]
        conditions = [(name, condition) for name, own in (*of_nodes, *of_links) for condition in own]
        values: dict[str, dict[str, Any]] = {}
        for name, condition in conditions:
            values.setdefault(name, {})[condition.prop.field] = condition.satisfying
        return values


def _new_link(step: PatternStep, near: tuple[str | None, Kind], far: tuple[str | None, Kind]) -> NewLink:
    start, end = (far, near) if step.back else (near, far)
    relation = step.relation.name if step.relation else str(far[1].home)
    return NewLink(relation, *start, *end)


@lru_cache(CACHED_INDICATORS)
def possible_path_repairs(indicator: Indicator) -> Sequence[PathRepair]:
    return tuple(
        repair
        for path_index, steps in enumerate(indicator.steps)
        for reached in range(len(steps))
        for repair in _conceivable_repairs(steps, path_index, reached)
        if _can_be_made(repair, indicator.kind)
    )


def kinds_at_ends(indicator: Indicator) -> dict[str, frozenset[Kind]]:
    """Returns the possible kinds of `a` and `b`. Fewer kinds make shorter projections."""
    repairs = possible_path_repairs(indicator)
    reached = {kind for repair in repairs if repair.reached for kind in repair.steps[repair.reached - 1].kinds}
    candidates = {kind for repair in repairs if repair.ends_at_existing for kind in repair.added[-1].kinds}
    return {FROM: frozenset({indicator.kind, *reached}), TO: frozenset(candidates or {indicator.kind})}


def _conceivable_repairs(steps: tuple[PatternStep, ...], path_index: int, reached: int) -> Iterator[PathRepair]:
    missing = steps[reached:]
    if not _is_home_of_far_end(missing[0]):
        yield PathRepair(steps, path_index, reached, 0, ends_at_existing=True)
    else:
        yield PathRepair(steps, path_index, reached, 0, ends_at_existing=True, gives_first_home=True)
        if len(missing) > 1:
            yield PathRepair(steps, path_index, reached, 1, ends_at_existing=True)
    yield PathRepair(steps, path_index, reached, len(missing), ends_at_existing=False)


def _is_home_of_far_end(step: PatternStep) -> bool:
    if step.relation is None:
        return True
    return is_home(step.relation, step.kinds[0], of_start=step.back)


def _can_be_made(repair: PathRepair, unit_kind: Kind) -> bool:
    """Returns whether the model has the links, the values are known, and no existing entity gets a second home."""
    links = repair.links(unit_kind)
    links_exist_in_model = all(
        link.start_kind in RELATIONS[link.relation].sources and link.end_kind in RELATIONS[link.relation].targets
        for link in links
    )
    all_values_known = all(value is not None for values in repair.properties.values() for value in values.values())
    with_home = {FROM} if repair.gives_first_home else {FROM, TO}
    return links_exist_in_model and all_values_known and not any(_homed(link) in with_home for link in links)


def _homed(link: NewLink) -> str | None:
    """Returns the existing entity to which the link gives a home."""
    relation = RELATIONS[link.relation]
    ends = ((link.start, link.start_kind, True), (link.end, link.end_kind, False))
    return next((entity for entity, kind, of_start in ends if entity and is_home(relation, kind, of_start=of_start)), None)


def match_path_repairs(names: StatementNames, indicator: Indicator, unit: str, home: str, at: str = "") -> str:
    """Returns a subquery with a row for each repair and candidate, best first, and one for NO_PATH_REPAIR.

    It binds `repair` (index), `a` (last reached node), `b` (candidate or null) and `place` (rank). `at`: the required code of
    `a`.
    """
    branches = [
        _match_repair(names, repair, index, unit, home, at) for index, repair in enumerate(possible_path_repairs(indicator))
    ]
    no_path_repair = f"RETURN {NO_PATH_REPAIR} AS repair, {unit} AS {FROM}, null AS {TO}, 0 AS place"
    return f"{subquery_call(names, unit, home, *([at] if at else []))} {{ {' UNION ALL '.join([no_path_repair, *branches])} }}"


def match_found_path_repairs(rows: str) -> str:
    """Binds the variables of `match_path_repairs` to rows of PathRepairSearch."""
    return (
        f"UNWIND {rows} AS found MATCH ({FROM}) WHERE id({FROM}) = found[1] OPTIONAL MATCH ({TO}) WHERE id({TO}) = found[2] "
        f"WITH found[0] AS repair, {FROM}, {TO}, found[3] AS place"
    )


def _match_repair(names: StatementNames, repair: PathRepair, index: int, unit: str, home: str, at: str) -> str:
    reached = _match_reached(names, repair, unit, home, at)
    if not repair.ends_at_existing:
        return f"{reached} RETURN {index} AS repair, {FROM}, null AS {TO}, 0 AS place"
    match = _match_homeless if repair.gives_first_home else _match_candidates
    return (
        f"{reached} {match(names, repair, home)} "
        f"RETURN {index} AS repair, {FROM}, {TO}, place ORDER BY place, {FROM}.code, {TO}.code LIMIT {MAX_CANDIDATES}"
    )


def _match_reached(names: StatementNames, repair: PathRepair, unit: str, home: str, at: str) -> str:
    """Binds `a` to the last reached nodes, the first few by code."""
    if not repair.reached:
        return f"WITH {unit} AS {FROM}, {home}"
    path = match_path(names, unit, repair.steps[: repair.reached])
    only = f"WHERE {path.nodes[-1]}.code = {at} " if at else ""
    limit = MAX_CANDIDATES if repair.ends_at_existing else 1
    return f"{path.clauses} WITH * {only}WITH DISTINCT {path.nodes[-1]} AS {FROM}, {home} ORDER BY {FROM}.code LIMIT {limit}"


def _match_candidates(names: StatementNames, repair: PathRepair, home: str) -> str:
    """Binds `b` to entities from which the rest of the path exists: first those without such a link, then the nearest, up to
    the city.
    """
    step, division, links = repair.added[-1], names.name("d"), names.name("up")
    assert step.relation is not None
    conditions = [
        node_is_valid(TO, names.as_of),
        f"{TO} <> {FROM}",
        *conditions_of(names, TO, step.on_node),
        path_exists(names, TO, repair.suffix),
        f"NOT {_linked(names, step, TO, FROM)}" if not repair.new_nodes else "true",
    ]
    return (
        f"MATCH {above(names, home, division, min_steps=0, links=links)} WHERE NOT {division}:Province "
        f"{match_within(names, division, TO, step.kinds[0])} WITH {FROM}, {TO}, size({links}) AS height "
        f"WHERE {' AND '.join(conditions)} WITH {FROM}, {TO}, min(height) AS height "
        f"WITH {FROM}, {TO}, height + CASE WHEN {_linked(names, step, TO)} THEN {LINKED_PENALTY} ELSE 0 END AS place"
    )


def _match_homeless(names: StatementNames, repair: PathRepair, _: str) -> str:
    """Binds `b` to entities without a home from which the rest of the path exists."""
    step, kind = repair.added[-1], repair.added[-1].kinds[0]
    link = _new_link(step, (FROM, kind), (TO, kind))
    before, after = ("-", "->") if link.start == TO else ("<-", "-")
    conditions = [
        node_is_valid(TO, names.as_of),
        f"NOT EXISTS {{ ({TO}){before}[:{HOMES[kind].name}]{after}() }}",
        *conditions_of(names, TO, step.on_node),
        path_exists(names, TO, repair.suffix),
    ]
    return f"MATCH ({TO}{labels((kind,))}) WHERE {' AND '.join(conditions)} WITH {FROM}, {TO}, 0 AS place"


def _linked(names: StatementNames, step: PatternStep, far: str, near: str = "") -> str:
    """Returns the condition that `far` has a valid link of the step."""
    assert step.relation is not None
    link = names.name("r")
    before, after = ("-", "->") if step.back else ("<-", "-")
    return f"EXISTS {{ MATCH ({far}){before}[{link}:{step.relation.name}]{after}({near}) WHERE {any_link_is_valid(link, names.as_of)} }}"
