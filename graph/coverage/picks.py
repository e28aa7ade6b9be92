"""Possible picks of `nextBest`: each closes one break of a path, or records missing values, and so reaches units."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.coverage.indicator import Indicator
from graph.coverage.indicator_question import IndicatorQuestion
from graph.coverage.maximum_coverage import Choice, maximum_coverage
from graph.coverage.path_pattern import PatternStep
from graph.coverage.path_repairs import NO_PATH_REPAIR, PathRepair, possible_path_repairs
from graph.coverage.reach_status import MissingValues


@dataclass(frozen=True)
class UnreachedUnit:
    """A unit that is not reached, with the breaks of its paths.

    `at`: for each break of `breaks_of`, the codes of the entities at which a path from the unit ends.
    """

    code: str
    people: int | None
    at: Sequence[Sequence[str]]


Breaks = Mapping[tuple[PatternStep, ...], list[tuple[int, int]]]
"""Maps the missing steps of a path to the places, (index of the path, number of steps that exist), after which they are missing."""


@dataclass(frozen=True)
class Pick:
    """A candidate of `nextBest`.

    `units`: indices of the units that it reaches. `unit`: the code of one of them. `at`: the code of the entity that gets the new link.
    """

    units: frozenset[int]
    unit: str
    repairs: tuple[int, ...]
    at: str


@dataclass(frozen=True)
class Gaps:
    """Unreached units and possible picks. `complete`: whether the model allows no others; otherwise the optimum is unknown."""

    weights: Sequence[int]
    picks: Sequence[Pick]
    reached: int
    complete: bool

    def choose(self, k: int) -> Choice:
        choice = maximum_coverage([pick.units for pick in self.picks], self.weights, k)
        return choice if self.complete else Choice(choice.picked, choice.covered, False, choice.bound)

    def gains(self, choice: Choice) -> list[dict[str, int]]:
        """Returns for each pick the units or people that it adds to those of earlier picks, and the total that is then reached."""
        covered, reached, numbers = frozenset[int](), self.reached, list[dict[str, int]]()
        for index in choice.picked:
            gain = sum(self.weights[unit] for unit in self.picks[index].units - covered)
            covered |= self.picks[index].units
            reached += gain
            numbers.append({"gain": gain, "reachedAfter": reached})
        return numbers


def breaks_of(indicator: Indicator) -> Breaks:
    """Returns the breaks whose missing steps can all lead to new entities."""
    breaks: dict[tuple[PatternStep, ...], list[tuple[int, int]]] = {}
    for repair in possible_path_repairs(indicator):
        if not repair.ends_at_existing:
            breaks.setdefault(repair.steps[repair.reached :], []).append((repair.path_index, repair.reached))
    return breaks


def gaps_of(
    question: IndicatorQuestion, breaks: Breaks, units: Sequence[UnreachedUnit], missing: Sequence[MissingValues], reached: int
) -> Gaps:
    weights = [(unit.people or 0) if question.by_people else 1 for unit in units]
    complete = _is_complete(question.indicator) and all(each.is_fixable for each in missing)
    return Gaps(weights, _picks(question.indicator, breaks, units, missing), reached, complete)


def _picks(indicator: Indicator, breaks: Breaks, gaps: Sequence[UnreachedUnit], missing: Sequence[MissingValues]) -> list[Pick]:
    is_repairable = not indicator.steps or any(not reached for places in breaks.values() for _, reached in places)
    repairs = _all_repairs(indicator)
    of_values = [
        Pick(frozenset({index}), gap.code, repairs, "")
        for index, gap in enumerate(gaps)
        if not missing[index].is_empty and missing[index].is_fixable and is_repairable
    ]
    return of_values + _path_picks(indicator, breaks, gaps, missing)


def _path_picks(
    indicator: Indicator, breaks: Breaks, gaps: Sequence[UnreachedUnit], missing: Sequence[MissingValues]
) -> list[Pick]:
    """Returns the smallest picks first: of two picks with the same gain, the earlier one is chosen."""
    units_at: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for unit, gap in enumerate(gaps):
        codes_by_break: Sequence[Sequence[str]] = gap.at if missing[unit].is_empty else ()
        for index, codes in enumerate(codes_by_break):
            for code in set(codes):
                units_at[index, code].append(unit)
    shareable = _shareable_repairs(indicator)
    repairs = [_repairs_at(shareable, places) for places in breaks.values()]
    sizes = [repair.size for repair in possible_path_repairs(indicator)]
    picks = [Pick(frozenset(units), gaps[units[0]].code, repairs[index], code) for (index, code), units in units_at.items()]
    return sorted(picks, key=lambda pick: (min(sizes[repair] for repair in pick.repairs), pick.unit, pick.repairs, pick.at))


def _all_repairs(indicator: Indicator) -> tuple[int, ...]:
    return (NO_PATH_REPAIR, *(index for index, _ in _shareable_repairs(indicator)))


def _repairs_at(shareable: Sequence[tuple[int, PathRepair]], places: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(index for index, repair in shareable if (repair.path_index, repair.reached) in places)


def _shareable_repairs(indicator: Indicator) -> list[tuple[int, PathRepair]]:
    """Returns all repairs except first homes: an entity gets its first home only once, so picks cannot share that repair."""
    return [(index, repair) for index, repair in enumerate(possible_path_repairs(indicator)) if not repair.gives_first_home]


def _is_complete(indicator: Indicator) -> bool:
    repairable = {place for places in breaks_of(indicator).values() for place in places}
    return repairable == {(place, reached) for place, steps in enumerate(indicator.steps) for reached in range(len(steps))}
