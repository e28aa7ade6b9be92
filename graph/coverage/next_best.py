"""Which next links or stations would reach the most: the gaps told from the database, chosen by maximum coverage, told as fixes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from graph.compiler.compiler import Compiler, QueryPlan
from graph.compiler.context import FieldContext
from graph.compiler.expressions import ObjectValue
from graph.compiler.root_fields import DivisionQuery
from graph.compiler.selections import SelectedField
from graph.coverage.counts import Table
from graph.coverage.indicator import Indicator
from graph.coverage.maximum_coverage import Choice, maximum_coverage
from graph.coverage.path_cypher import match_path
from graph.coverage.path_pattern import Step
from graph.coverage.reach_status import MissingValues
from graph.coverage.receipt import Catalogue, IndicatorQuestion, counts_subquery
from graph.coverage.repairs import FROM, NO_PATH_REPAIR, TO, match_repairs, possible_repairs
from graph.coverage.units import units_below
from graph.coverage.why import Ends, fixes_from
from graph.cypher.home_division import match_home
from graph.errors import argument_error

MOST_PICKS: Final = 100
DEFAULT_PICKS: Final = 3


@dataclass(frozen=True)
class NextBest:
    """The instruction of ``Query.nextBest``. A pick is one fix: what mends a path where it breaks off, for all units at once whose paths
    break off there, or what a unit's own values lack."""

    statements: ClassVar[int] = 2
    catalogue: Catalogue

    async def execute(self, context: FieldContext, selected: SelectedField) -> ObjectValue | None:
        arguments = context.arguments(selected)
        question = await self.catalogue.question(context, selected)
        k = DEFAULT_PICKS if arguments.get("k") is None else arguments["k"]
        if not 1 <= k <= MOST_PICKS:
            raise argument_error(f"`k` is {k}; it takes 1 to {MOST_PICKS}.")
        gaps = await _gaps(context, question, selected)
        if gaps is None:
            return None
        choice = gaps.choose(k)
        fixes = [field for field in context.selections.of(selected.type, selected.nodes) if field.name == "picks"]  # pyright: ignore[reportArgumentType]
        picks = [gaps.picks[index] for index in choice.picked]
        told = {field.key: await _describe_picks(context, question.indicator, selected, field, picks) for field in fixes}
        return _record(context, selected, gaps, choice, told)


@dataclass(frozen=True)
class Pick:
    """Something that can be picked: ``units`` by their index, all of which it reaches. ``repairs`` and ``at`` say where it mends a path
    of the unit with the given code: the indices of the repairs, and the code of the node at which the path breaks off."""

    units: frozenset[int]
    unit: str
    repairs: tuple[int, ...]
    at: str


@dataclass(frozen=True)
class Gaps:
    """The units that are not reached, and what would reach them. ``complete``: whether nothing was left out that the model allows; else
    nothing is known of the best."""

    weights: Sequence[int]
    picks: Sequence[Pick]
    reached: int
    complete: bool

    def choose(self, k: int) -> Choice:
        choice = maximum_coverage([pick.units for pick in self.picks], self.weights, k)
        return choice if self.complete else Choice(choice.picked, choice.covered, False, choice.bound)


async def _gaps(context: FieldContext, question: IndicatorQuestion, selected: SelectedField) -> Gaps | None:
    compiler = context.compiler(selected)
    breaks = breaks_of(question.indicator)
    return await context.run(_load_gaps(compiler, question, selected, breaks))


def breaks_of(indicator: Indicator) -> dict[tuple[Step, ...], list[tuple[int, int]]]:
    """Where paths can break off and be mended: the steps that are missing, with the places (path, steps reached) at which just they are."""
    found: dict[tuple[Step, ...], list[tuple[int, int]]] = {}
    for repair in possible_repairs(indicator):
        # Whatever is there, an entity of each kind that is missing mends it; where that cannot be told, neither is it picked.
        if not repair.ends_at_existing:
            found.setdefault(repair.steps[repair.reached :], []).append((repair.place, repair.reached))
    return found


def _load_gaps(
    compiler: Compiler,
    question: IndicatorQuestion,
    selected: SelectedField,
    breaks: Mapping[tuple[Step, ...], list[tuple[int, int]]],
) -> QueryPlan:
    """Every unit that is not reached: [code, people, what its values are, for each break the codes of the nodes at which it is]."""
    indicator = question.indicator
    statement = DivisionQuery(compiler, selected)
    units = units_below(compiler, indicator, "scope")
    people = f"{units.unit}.population" if indicator.counts_people else "null"
    values = indicator.unit_values(compiler, units.unit)
    at = ", ".join(_nodes_at(compiler, indicator, units.unit, places) for places in breaks.values())
    clauses = (
        f"CALL (scope) {{ {counts_subquery(compiler, indicator, 'scope', people=question.by_people)} }} "
        f"CALL (scope) {{ {units.clauses} WITH {units.unit}, {units.status} WHERE {units.status} <> 'REACHED' "
        f"WITH [{units.unit}.code, {people}, {values.expression}, [{at}]] AS gap ORDER BY gap[0] RETURN collect(gap) AS gaps }}"
    )

    def read(text: str, counts: Any, gaps: list[Any]) -> Gaps:
        table = Table(counts, question.by_people, text, {})
        short = [values.decode(own) for _, _, own, _ in gaps]
        weights = [(people or 0) if question.by_people else 1 for _, people, _, _ in gaps]
        complete = _is_complete(indicator) and all(each.is_fixable for each in short)
        return Gaps(weights, _picks(indicator, breaks, gaps, short), table.at((), own=False).reached, complete)

    return statement.plan(clauses, {"counts": "counts", "gaps": "gaps"}, read)


def _nodes_at(compiler: Compiler, indicator: Indicator, unit: str, places: list[tuple[int, int]]) -> str:
    """The codes of the nodes that the unit's paths reach at these places."""
    found = [_nodes_reached(compiler, indicator, unit, path, reached) for path, reached in places]
    return " + ".join(found)


def _nodes_reached(compiler: Compiler, indicator: Indicator, unit: str, path: int, reached: int) -> str:
    if not reached:
        return f"[{unit}.code]"
    bound = match_path(compiler, unit, indicator.steps[path][:reached])
    return f"COLLECT {{ {bound.clauses} RETURN DISTINCT {bound.nodes[-1]}.code AS code }}"


def _picks(
    indicator: Indicator,
    breaks: Mapping[tuple[Step, ...], list[tuple[int, int]]],
    gaps: list[list[Any]],
    short: list[MissingValues],
) -> list[Pick]:
    """What each unit whose own values fall short needs for itself, and what mends the paths of the others."""
    from_nothing = not indicator.steps or any(not reached for places in breaks.values() for _, reached in places)
    alone = [
        Pick(frozenset({index}), gap[0], _all_repairs(indicator), "")
        for index, gap in enumerate(gaps)
        if not short[index].is_empty and short[index].is_fixable and from_nothing
    ]
    mended: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for index, (_, _, _, at) in enumerate(gaps):
        groups: list[list[str]] = at if short[index].is_empty else []
        for group, codes in enumerate(groups):
            for code in set(codes):
                mended[group, code].append(index)
    repairs = [_repairs_at(indicator, places) for places in breaks.values()]
    together = [Pick(frozenset(units), gaps[units[0]][0], repairs[group], code) for (group, code), units in mended.items()]
    return alone + sorted(together, key=lambda pick: (_size(indicator, pick), pick.unit, pick.repairs, pick.at))


def _size(indicator: Indicator, pick: Pick) -> int:
    """How many links it takes at least: of two that reach the same, the smaller is picked."""
    return min(possible_repairs(indicator)[repair].size for repair in pick.repairs)


def _all_repairs(indicator: Indicator) -> tuple[int, ...]:
    return (NO_PATH_REPAIR, *range(len(possible_repairs(indicator))))


def _repairs_at(indicator: Indicator, places: list[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(index for index, repair in enumerate(possible_repairs(indicator)) if (repair.place, repair.reached) in places)


def _is_complete(indicator: Indicator) -> bool:
    """Whether every place at which a path can break off can be mended by some entity, whichever are there."""
    mended = {(repair.place, repair.reached) for repair in possible_repairs(indicator) if not repair.ends_at_existing}
    return mended == {(place, reached) for place, steps in enumerate(indicator.steps) for reached in range(len(steps))}


async def _describe_picks(
    context: FieldContext, indicator: Indicator, root: SelectedField, field: SelectedField, picks: Sequence[Pick]
) -> list[ObjectValue]:
    """The picks as fixes: of each the best candidate."""
    return await context.run(_fixes(context.compiler(root), indicator, field, picks))


def _fixes(compiler: Compiler, indicator: Indicator, field: SelectedField, picks: Sequence[Pick]) -> QueryPlan:
    ends = Ends(compiler, field, indicator)
    values = indicator.unit_values(compiler, "unit")
    wanted = compiler.constant([[pick.unit, list(pick.repairs), pick.at] for pick in picks])
    home = f"{match_home(compiler, 'unit', (indicator.kind,), 'found')} RETURN found ORDER BY found.code LIMIT 1"
    mend = match_repairs(compiler, indicator, "unit", "home", at="at")
    text = (
        f"UNWIND range(0, size({wanted}) - 1) AS pick MATCH (unit:{indicator.kind.label} {{code: {wanted}[pick][0]}}) "
        f"WITH pick, unit, head(COLLECT {{ {home} }}) AS home, {wanted}[pick][2] AS at CALL (pick, unit, home, at) {{ {mend} "
        f"WITH repair, {FROM}, {TO}, place WHERE repair IN {wanted}[pick][1] OR repair = {NO_PATH_REPAIR} {ends.clauses} "
        f"RETURN collect([repair, place, {ends.text}]) AS mended }} "
        f"WITH pick, {values.expression} AS own, mended ORDER BY pick RETURN collect([own, mended]) AS answer"
    )

    def read(rows: list[list[Any]]) -> list[ObjectValue]:
        nothing = [0 for _ in indicator.steps]
        fixes = [fixes_from(indicator, values.decode(own), nothing, ends.read_all(mended)) for own, mended in rows[0][0]]
        return [ends.fix(found[0]) for found in fixes]

    return QueryPlan(text, compiler.parameters, read)


def _record(
    context: FieldContext, selected: SelectedField, gaps: Gaps, choice: Choice, told: Mapping[str, list[ObjectValue]]
) -> ObjectValue:
    record = ObjectValue.of("NextBest")
    values = {
        "reachedBefore": gaps.reached,
        "reachedAfter": gaps.reached + choice.covered,
        "exact": choice.exact,
        "bound": choice.bound if gaps.complete else None,
        "__typename": record.typename,
    }
    for field in context.selections.of(selected.type, selected.nodes):  # pyright: ignore[reportArgumentType]
        record[field.key] = told[field.key] if field.name == "picks" else values[field.name]
    return record
