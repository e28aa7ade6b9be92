"""Unknown ties: missing ties of pairs whose anchor end no survey covers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.homes import homes, surveyed
from graph.coverage.path_pattern import Condition
from graph.model.anchors import Anchor, anchor_of
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.grids import GRID
from graph.model.registry import RELATIONS
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.ties import Ties
from graph.snapshot.array_types import BoolArray, IndexArray
from graph.snapshot.snapshot import SORTED_KINDS

_SIZE = next(prop for prop in GRID.properties if prop.name == "size")
_LARGE = Condition(_SIZE, "=", "LARGE")


@dataclass(frozen=True)
class UnknownTies:
    """How many missing ties were never surveyed.

    `actors`: those at the anchor end whose missing ties are unknown. `pairs`: the unknown missing ties, or None.
    """

    actors: int
    pairs: int | None


def unknown_ties(
    columns: NetworkColumns, evaluator: Evaluator, question: NetworkQuestion, actors: IndexArray, ties: Ties
) -> UnknownTies:
    """Counts unknown ties of the base projection. Overlaps and EVERYTHING have no number of pairs."""
    kinds = columns.snapshot.kind
    large = _large_grids(columns)
    not_surveyed = ~_surveyed(columns, evaluator, question.relations)
    anchors = np.zeros(len(columns.snapshot), bool)
    for name in question.relations:
        for end in _anchor_ends(name):
            anchors |= np.isin(kinds, _numbers(end)) & ~(large if name == "PART_OF" else np.False_)
    unknown = actors[anchors[actors] & not_surveyed[actors]]
    if not question.projection.states_unknown_ties:
        return UnknownTies(len(unknown), None)
    if question.projection.two_mode:
        at_two = anchor_of(question.projection.relations[0]) is Anchor.TARGET
        others = np.isin(kinds[actors], _numbers(question.projection.one if at_two else question.projection.two)).sum()
        tied = np.isin(ties.two if at_two else ties.one, unknown).sum()
        return UnknownTies(len(unknown), len(unknown) * int(others) - int(tied))
    pairs = sum(_directed_pairs(columns, question, name, actors, ties, not_surveyed, large) for name in question.relations)
    return UnknownTies(len(unknown), pairs)


def _surveyed(columns: NetworkColumns, evaluator: Evaluator, relations: Iterable[str]) -> BoolArray:
    """Returns which entities have a home that a valid survey of one of the relations covers."""
    divisions = reduce(
        np.bitwise_or, (surveyed(evaluator, name) for name in relations), evaluator.days.never(len(columns.columns))
    )
    found = np.zeros(len(columns.snapshot), bool)
    for kind in {end for name in relations for ends in _anchor_ends(name) for end in ends}:
        pairs = homes(evaluator, kind)
        found[pairs.first[(pairs.days & divisions[pairs.second]) != 0]] = True
    return found


def _anchor_ends(name: str) -> Sequence[tuple[Kind, ...]]:
    relation, anchor = RELATIONS[name], anchor_of(name)
    ends = (relation.sources, relation.targets)
    return ends if anchor is Anchor.EITHER else ends[1:] if anchor is Anchor.TARGET else ends[:1]


def _numbers(kinds: Iterable[Kind]) -> list[int]:
    return [SORTED_KINDS.index(kind) for kind in kinds]


def _large_grids(columns: NetworkColumns) -> BoolArray:
    large = np.zeros(len(columns.snapshot), bool)
    large[columns.columns.range_of(GRID)] = columns.columns.satisfying(GRID, (_LARGE,))
    return large


def _directed_pairs(
    columns: NetworkColumns,
    question: NetworkQuestion,
    name: str,
    actors: IndexArray,
    ties: Ties,
    not_surveyed: BoolArray,
    large: BoolArray,
) -> int:
    """Returns the ordered pairs that the relation could join, without a tie, whose anchor is not surveyed."""
    at_source = anchor_of(name) is Anchor.SOURCE
    source, target = (ties.two, ties.one) if name in question.projection.reversed else (ties.one, ties.two)
    missing = 0
    for sources, targets in _joinable(columns, name, actors, large):
        anchors, others = (sources, targets) if at_source else (targets, sources)
        tied = np.isin(source, sources) & np.isin(target, targets) & not_surveyed[source if at_source else target]
        missing += int(not_surveyed[anchors].sum()) * len(others) - int(tied.sum())
    return missing


def _joinable(
    columns: NetworkColumns, name: str, actors: IndexArray, large: BoolArray
) -> Iterable[tuple[IndexArray, IndexArray]]:
    """Yields sources and targets between which the relation permits links."""
    kinds, relation = columns.snapshot.kind[actors], RELATIONS[name]

    def of(*chosen: Kind) -> IndexArray:
        return actors[np.isin(kinds, _numbers(chosen))]

    match name:
        case "ADMINISTERS":
            for place, division in enumerate(DIVISIONS):
                yield of(division), of(*DIVISIONS[place + 1 :])
        case "PART_OF":
            grids = of(GRID)
            yield grids[~large[grids]], grids[large[grids]]
        case "HAS_GRID" | "LEADS":
            grids = of(GRID)
            yield of(*relation.sources), grids[~large[grids]]
        case _:
            yield of(*relation.sources), of(*relation.targets)
