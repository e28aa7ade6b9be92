"""What would reach a unit that is not reached: the smallest sets of new links, with real candidates near by before "any".

A path that breaks off is mended where it does: a link from the last node that it reaches to an entity from which the rest of the path
goes on. Where that link would be the home of the entity at its other end, an entity of its own is opened (no entity gets a second
home), which a second link may join to an entity that is there. Last comes the same with any entity of the kinds that are missing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph.coverage.indicator import Indicator
from graph.coverage.path_cypher import conditions_of, match_path, path_exists
from graph.coverage.path_pattern import Step
from graph.coverage.reach_status import NewLink
from graph.cypher.home_division import above, is_home, match_within
from graph.cypher.validity import any_link_is_valid, node_is_valid, subquery_call
from graph.cypher.variables import StatementNames
from graph.model.declarations import Kind
from graph.model.registry import RELATIONS

CANDIDATES: Final = 3
"""How many real candidates are proposed for one place at which a path breaks off."""
NO_PATH_REPAIR: Final = -1
"""Stands for a repair that mends no path: only values of the unit are missing, and ``a`` is the unit."""
FROM: Final = "a"
TO: Final = "b"


@dataclass(frozen=True)
class Repair:
    """One way to mend a path: its first ``reached`` steps are there, the ``opened`` next nodes are any of their kind, and then comes an
    entity that is there (``real``), or nothing, where the opened nodes end the path."""

    steps: tuple[Step, ...]
    place: int
    """The path's place among those of the indicator."""
    reached: int
    new_nodes: int
    ends_at_existing: bool

    @property
    def added(self) -> tuple[Step, ...]:
        return self.steps[self.reached : self.reached + self.new_nodes + self.ends_at_existing]

    @property
    def suffix(self) -> tuple[Step, ...]:
        return self.steps[self.reached + self.new_nodes + 1 :]

    @property
    def size(self) -> int:
        return len(self.added)

    @property
    def opens_two_alike(self) -> bool:
        """Whether two of the opened nodes are of one kind."""
        kinds = [step.kinds[0] for step in self.added[: self.new_nodes]]
        return len(set(kinds)) < len(kinds)

    def links(self, unit_kind: Kind) -> tuple[NewLink, ...]:
        """The links to be made, from the last node that is reached on."""
        kinds = [self._kind_reached(unit_kind), *(step.kinds[0] for step in self.added)]
        ends = [FROM, *(None for _ in range(self.new_nodes)), *([TO] if self.ends_at_existing else [])]
        return tuple(
            _new_link(step, (ends[place], kinds[place]), (ends[place + 1], kinds[place + 1]))
            for place, step in enumerate(self.added)
        )

    def _kind_reached(self, unit_kind: Kind) -> Kind:
        return self.steps[self.reached - 1].kinds[0] if self.reached else unit_kind

    @property
    def properties(self) -> Mapping[str, Mapping[str, Any]]:
        """The values that its conditions ask for: of the entities that may be any, by label, and of the new links, by relation."""
        of_nodes = [(step.kinds[0].label, step.on_node) for step in self.added[: self.new_nodes]]
        of_links = [(step.relation.name, step.on_link) for step in self.added if step.relation]
        asked = [(name, condition) for name, conditions in (*of_nodes, *of_links) for condition in conditions]
        values: dict[str, dict[str, Any]] = {}
        for name, condition in asked:
            values.setdefault(name, {})[condition.prop.field] = condition.satisfying
        return values


def _new_link(step: Step, near: tuple[str | None, Kind], far: tuple[str | None, Kind]) -> NewLink:
    start, end = (far, near) if step.back else (near, far)
    relation = step.relation.name if step.relation else str(far[1].home)
    return NewLink(relation, *start, *end)


def possible_repairs(indicator: Indicator) -> list[Repair]:
    """All ways to mend the indicator's paths that the model allows."""
    return [
        repair
        for place, steps in enumerate(indicator.steps)
        for reached in range(len(steps))
        for repair in _at(steps, place, reached)
        if _can_be_made(repair, indicator.kind)
    ]


def kinds_at_ends(indicator: Indicator) -> dict[str, frozenset[Kind]]:
    """What may stand at ``a`` and at ``b``: a projection of a few kinds is a far smaller statement than one of all."""
    repairs = possible_repairs(indicator)
    reached = {kind for repair in repairs if repair.reached for kind in repair.steps[repair.reached - 1].kinds}
    joined = {kind for repair in repairs if repair.ends_at_existing for kind in repair.added[-1].kinds}
    return {FROM: frozenset({indicator.kind, *reached}), TO: frozenset(joined or {indicator.kind})}


def _at(steps: tuple[Step, ...], place: int, reached: int) -> Iterator[Repair]:
    missing = steps[reached:]
    if not _is_home_of_far_end(missing[0]):
        yield Repair(steps, place, reached, 0, ends_at_existing=True)
    elif len(missing) > 1:
        yield Repair(steps, place, reached, 1, ends_at_existing=True)
    yield Repair(steps, place, reached, len(missing), ends_at_existing=False)


def _is_home_of_far_end(step: Step) -> bool:
    """Whether the link of the step is the one home of the entity that it leads to."""
    if step.relation is None:
        return True
    return is_home(step.relation, step.kinds[0], of_start=step.back)


def _can_be_made(repair: Repair, unit_kind: Kind) -> bool:
    """Whether the model has its links, no entity that is there gets a second home, and values suggest themselves."""
    links = repair.links(unit_kind)
    fit = all(
        link.start_kind in RELATIONS[link.relation].sources and link.end_kind in RELATIONS[link.relation].targets
        for link in links
    )
    valued = all(value is not None for values in repair.properties.values() for value in values.values())
    return fit and valued and not any(_gives_second_home(link) for link in links)


def _gives_second_home(link: NewLink) -> bool:
    """Whether the link is a home of an entity that is there and has its own."""
    relation = RELATIONS[link.relation]
    ends = ((link.start, link.start_kind, True), (link.end, link.end_kind, False))
    return any(known is not None and is_home(relation, kind, of_start=of_start) for known, kind, of_start in ends)


def match_repairs(names: StatementNames, indicator: Indicator, unit: str, home: str, at: str = "") -> str:
    """A subquery that binds, for each way to mend a path that is open to the unit, ``repair`` (its index in ``repairs_of``), ``a`` (the
    last node reached) and ``b`` (the entity to be joined, or null), the best candidates first; and one row for AS_IT_IS. ``at``: only where the code of ``a`` is the value of this variable."""
    branches = [_match_repair(names, repair, index, unit, home, at) for index, repair in enumerate(possible_repairs(indicator))]
    as_it_is = f"RETURN {NO_PATH_REPAIR} AS repair, {unit} AS {FROM}, null AS {TO}, 0 AS place"
    return f"{subquery_call(names.as_of, unit, home, *([at] if at else []))} {{ {' UNION ALL '.join([as_it_is, *branches])} }}"


def _match_repair(names: StatementNames, repair: Repair, index: int, unit: str, home: str, at: str) -> str:
    reached = _match_reached(names, repair, unit, home, at)
    if not repair.ends_at_existing:
        return f"{reached} RETURN {index} AS repair, {FROM}, null AS {TO}, 0 AS place"
    return (
        f"{reached} {_match_candidates(names, repair, home)} "
        f"RETURN {index} AS repair, {FROM}, {TO}, place ORDER BY place, {FROM}.code, {TO}.code LIMIT {CANDIDATES}"
    )


def _match_reached(names: StatementNames, repair: Repair, unit: str, home: str, at: str) -> str:
    """Binds ``a`` to the last nodes that are reached, the first few by code."""
    if not repair.reached:
        return f"WITH {unit} AS {FROM}, {home}"
    path = match_path(names, unit, repair.steps[: repair.reached])
    only = f"WHERE {path.nodes[-1]}.code = {at} " if at else ""
    most = CANDIDATES if repair.ends_at_existing else 1
    return f"{path.clauses} WITH * {only}WITH DISTINCT {path.nodes[-1]} AS {FROM}, {home} ORDER BY {FROM}.code LIMIT {most}"


def _match_candidates(names: StatementNames, repair: Repair, home: str) -> str:
    """Binds ``b`` to entities from which the rest of the path goes on, and ``place``, by which the best come first: those that have no
    such link yet, then those near by, looked for in the divisions above up to the city."""
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
        f"WITH {FROM}, {TO}, height + CASE WHEN {_linked(names, step, TO)} THEN 10 ELSE 0 END AS place"
    )


def _linked(names: StatementNames, step: Step, far: str, near: str = "") -> str:
    """Whether the entity at the far end of a step has such a living link already, to the one at the near end or to any."""
    assert step.relation is not None
    link = names.name("r")
    before, after = ("-", "->") if step.back else ("<-", "-")
    return f"EXISTS {{ MATCH ({far}){before}[{link}:{step.relation.name}]{after}({near}) WHERE {any_link_is_valid(link, names.as_of)} }}"
