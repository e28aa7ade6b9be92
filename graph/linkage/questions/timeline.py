"""The timeline of a link: in which periods two entities were linked, over how many hops, and which links began and ended each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

import numpy as np

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.linkage.algorithms.bfs import UNSEEN, BidirectionalBfs, Distances
from graph.linkage.algorithms.subgraph import SubgraphLoader, SubgraphRequest
from graph.linkage.algorithms.transit import Rule, Rules
from graph.linkage.questions.arguments import (
    MAX_HOPS,
    Key,
    check_rules,
    ends_of,
    find_entities,
    relations_of,
    rules_of,
    within_bounds,
)
from graph.linkage.questions.path_objects import FieldReader, link_order, object_reader, value_reader
from graph.linkage.questions.projection import Projection
from graph.linkage.questions.search_execution import SearchInput, SearchPlan, execute_search
from graph.linkage.search_budget import BudgetExceeded, SearchBudget, stopped_short
from graph.linkage.snapshot.link_intervals import FOR_EVER, degrees_by, lifetimes, links_that_count, links_within
from graph.linkage.snapshot.network import Network, permitted
from graph.linkage.snapshot.snapshot import SORTED_KINDS, Flags, day_number, day_of

DEFAULT_HOPS: Final = 6


@dataclass(frozen=True)
class TimelineQuestion:
    """What is asked, of all time. ``day``: the day as of which the entities of the answer are shown."""

    ends: tuple[Key, Key]
    max_hops: int
    relations: frozenset[str]
    rules: tuple[Rule, ...]
    day: date

    @classmethod
    def of(cls, arguments: Mapping[str, Any], day: date) -> "TimelineQuestion":
        """Raises Refusal where an argument is not what it takes, or two contradict each other."""
        ends, rules = ends_of(arguments), rules_of(arguments)
        check_rules(rules, ends)
        hops = within_bounds(arguments, "maxHops", MAX_HOPS, DEFAULT_HOPS)
        return cls(ends, hops, relations_of(arguments), rules, day)

    @property
    def around(self) -> SubgraphRequest:
        return SubgraphRequest(self.ends, (), (), self.relations, self.rules)

    async def load_subgraph(self, gathering: SubgraphLoader) -> None:
        await gathering.grow_between(self.max_hops)

    def needs_more(self, finding: Any, gathering: SubgraphLoader) -> bool:
        return False

    def truncated_to(self, gathering: SubgraphLoader, stopped: BudgetExceeded) -> "TimelineQuestion":
        raise stopped_short(stopped)

    def search(self, ground: SearchInput) -> "TimelineFound | None":
        """Raises Refusal (SEARCH_STOPPED)."""
        ends = find_entities(ground.snapshot, self.ends)
        if ends is None:
            return None
        ever = Network.with_links(ground.snapshot, day_number(self.day), permitted(self.relations)[ground.snapshot.relation])
        try:
            return TimelineFound(ever, _TimelineBuilder(ever, self.rules, ends, self.max_hops, ground.budget).periods())
        except BudgetExceeded as stopped:
            raise stopped_short(stopped) from None


@dataclass(frozen=True)
class Period:
    """From day to day, as numbers, the ends were ``hops`` apart."""

    begin: int
    end: int
    hops: int
    begun_by: list[int]
    ended_by: list[int]


@dataclass(frozen=True)
class TimelineFound:
    """The answer, with links by number."""

    network: Network
    periods: list[Period]


@dataclass(frozen=True)
class _Interval:
    """A time in which nothing changes: how far apart the ends are (None: not linked), and the links on shortest paths."""

    begin: int
    end: int
    hops: int | None
    alive: Flags
    shortest: Flags


class _TimelineBuilder:
    """Looks at what can ever lie on a path of so many hops between the ends, once for each time in which nothing of it changes."""

    def __init__(self, ever: Network, rules: tuple[Rule, ...], ends: list[int], max_hops: int, budget: SearchBudget) -> None:
        self.snapshot = ever.snapshot
        self.rules = rules
        self.max_hops = max_hops
        self.effort = budget
        ageless = Rules(tuple(Rule(rule.kind, rule.policy) for rule in rules))
        ellipse = BidirectionalBfs(ever, (ends[0], ends[1]), ageless.passage(ever), budget)
        _, _, self.members = ellipse.within(max_hops)
        self.linked = bool(np.isin(ends, self.members).all())
        self.ends = np.searchsorted(self.members, ends)
        self.links = links_within(ever, self.members)
        self.begin, self.until = lifetimes(self.snapshot, self.links)
        self.near, self.far = (
            np.searchsorted(self.members, each[self.links]) for each in (self.snapshot.source, self.snapshot.target)
        )
        self.counted = links_that_count(ever, self.members, rules)
        self.counted_lives = lifetimes(self.snapshot, self.counted)

    def periods(self) -> list[Period]:
        """Those in which the ends are linked, in order; the hops are the same all through one."""
        if not self.linked:
            return []
        periods: list[Period] = []
        run: list[_Interval] = []
        before: _Interval | None = None
        for interval in self._intervals():
            if run and interval.hops != run[-1].hops:
                periods.append(self._period(before, run, interval))
                before, run = run[-1], []
            if interval.hops is None:
                before = interval
            else:
                run.append(interval)
        return [*periods, self._period(before, run, None)] if run else periods

    def _period(self, before: _Interval | None, run: list[_Interval], after: _Interval | None) -> Period:
        first, last = run[0], run[-1]
        begun = first.shortest & ~before.alive if before else np.zeros(len(self.links), bool)
        ended = last.shortest & ~after.alive if after else np.zeros(len(self.links), bool)
        assert first.hops is not None
        return Period(first.begin, last.end, first.hops, self.links[begun].tolist(), self.links[ended].tolist())

    def _intervals(self) -> Iterator[_Interval]:
        days = np.unique(np.concatenate([[0, FOR_EVER], self.begin, self.until, *self.counted_lives]))
        for begin, end in zip(days[:-1].tolist(), days[1:].tolist(), strict=True):
            self.effort.consume(len(self.links))
            yield self._interval(begin, end)

    def _interval(self, begin: int, end: int) -> _Interval:
        alive = (self.begin <= begin) & (begin < self.until)
        passable = self._passable(begin)
        one, other = (self._distances(int(place), alive, passable) for place in self.ends)
        hops = int(one[self.ends[1]])
        if hops == UNSEEN:
            return _Interval(begin, end, None, alive, np.zeros(len(alive), bool))
        return _Interval(begin, end, hops, alive, alive & self._on_shortest(one, other, hops, passable))

    def _on_shortest(self, one: Distances, other: Distances, hops: int, passable: Flags) -> Flags:
        """The links on a path of so many hops. What may not be passed is reached all the same, but no path goes on from there."""
        between = passable.copy()
        between[self.ends] = True
        forth = (one[self.near] != UNSEEN) & (other[self.far] != UNSEEN) & (one[self.near] + other[self.far] == hops - 1)
        back = (one[self.far] != UNSEEN) & (other[self.near] != UNSEEN) & (one[self.far] + other[self.near] == hops - 1)
        return (forth | back) & between[self.near] & between[self.far]

    def _distances(self, start: int, alive: Flags, passable: Flags) -> Distances:
        near, far = (np.concatenate(each)[np.tile(alive, 2)] for each in ((self.near, self.far), (self.far, self.near)))
        distance: Distances = np.full(len(self.members), UNSEEN, np.int16)
        distance[start], frontier = 0, np.arange(len(self.members)) == start
        for hops in range(1, self.max_hops + 1):
            found = far[frontier[near]]
            found = found[distance[found] == UNSEEN]
            if not len(found):
                break
            distance[found] = hops
            frontier = (distance == hops) & passable
        return distance

    def _passable(self, day: int) -> Flags:
        """What may be passed on the day; degrees are those of the day."""
        passable = np.ones(len(self.members), bool)
        limits = [(rule.kind, rule.max_degree) for rule in self.rules if rule.max_degree is not None]
        if limits:
            begin, until = self.counted_lives
            alive = self.counted[(begin <= day) & (day < until)]
            degrees = degrees_by(self.snapshot, alive, self.members)
            for kind, most in limits:
                passable &= (self.snapshot.kind[self.members] != SORTED_KINDS.index(kind)) | (degrees <= most)
        return passable


@dataclass(frozen=True)
class LinkTimeline:
    """The instruction of ``Query.linkTimeline``."""

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        return await execute_search(self, context, selected)

    def plan(self, compiler: Compiler, selected: SelectedField) -> SearchPlan:
        projection = Projection(compiler)
        read = object_reader(compiler, selected, partial(_period_field, projection))

        return SearchPlan(
            compiler, projection, TimelineQuestion.of, lambda drawn: [read(drawn, period) for period in drawn.result.periods]
        )


_SAID: Final[Mapping[str, Callable[[Period], Any]]] = {
    "from": lambda period: _shown(period.begin),
    "to": lambda period: _shown(period.end),
    "hops": lambda period: period.hops,
}
_LINKS: Final[Mapping[str, Callable[[Period], list[int]]]] = {
    "begunBy": lambda period: period.begun_by,
    "endedBy": lambda period: period.ended_by,
}


def _shown(day: int) -> str | None:
    found = day_of(day)
    return None if found is None else found.isoformat()


def _period_field(projection: Projection, field: SelectedField) -> FieldReader:
    if field.name not in _LINKS:
        return value_reader(_SAID, field)
    links = _LINKS[field.name]
    draw = projection.links(field, lambda finding: (link for period in finding.periods for link in links(period)))
    return lambda drawn, period: [
        draw(drawn, link) for link in sorted(links(period), key=partial(link_order, drawn.result.network))
    ]
