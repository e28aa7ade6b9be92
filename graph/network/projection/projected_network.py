from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.coverage.columns.evaluator import Evaluator
from graph.network.limits import MAX_SHARED_PAIRS
from graph.network.network_arrays import NetworkArrays
from graph.network.projection.link_selection import LinkSelection, select_links
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.overlap import Overlap
from graph.network.projection.projections import Projection
from graph.network.projection.ties import Ties, merge_into_ties
from graph.network.projection.unknown_ties import UnknownTies, unknown_ties
from graph.snapshot.array_types import BoolArray, IndexArray
from graph.snapshot.snapshot import SORTED_KINDS, Snapshot


@dataclass(frozen=True)
class ProjectedNetwork:
    """The network that a question defines.

    `actors`: entities of the snapshot, ascending, so by kind and code. `ties` end at entities, `arrays` at positions of
    actors. `overlap`: the bounded two-mode network behind an overlap.
    """

    columns: NetworkColumns
    evaluator: Evaluator
    question: NetworkQuestion
    scope: int
    actors: IndexArray
    in_scope: BoolArray
    ties: Ties
    link_count: int
    arrays: NetworkArrays
    unknown: UnknownTies
    overlap: Overlap | None

    @property
    def snapshot(self) -> Snapshot:
        return self.columns.snapshot

    @property
    def nbytes(self) -> int:
        base = self.overlap.base.nbytes + self.overlap.actor.nbytes * 2 if self.overlap else 0
        return self.actors.nbytes + self.in_scope.nbytes + self.ties.nbytes * 2 + base

    @cached_property
    def degree(self) -> IndexArray:
        """Ties by actor, incoming and outgoing if directed."""
        size = self.arrays.size
        return np.bincount(self.arrays.source, minlength=size) + np.bincount(self.arrays.target, minlength=size)

    def position(self, entity: int) -> int | None:
        place = int(np.searchsorted(self.actors, entity))
        return place if place < len(self.actors) and self.actors[place] == entity else None


def project(
    columns: NetworkColumns,
    evaluator: Evaluator,
    question: NetworkQuestion,
    scope: int,
    max_pairs: int = MAX_SHARED_PAIRS,
) -> ProjectedNetwork:
    """Takes an evaluator of the question's day only. `max_pairs`: of an overlap. Raises UserError (TOO_LARGE)."""
    projection = question.projection
    selection = select_links(columns, evaluator, question, scope)
    base = merge_into_ties(columns, selection, projection.base)
    overlap = None
    ties, link_count = base, len(selection.links)
    if projection.overlap_of is not None:
        overlap = Overlap.of(base, of_two=projection.one == projection.overlap_of.two)
        ties = overlap.ties(max_pairs)
    if question.where.min_weight is not None:
        ties = ties.select(ties.weight >= question.where.min_weight)
        link_count = link_count if overlap else int(ties.links.sum())
    actors = _actors(columns, evaluator, (*projection.one, *projection.two), ties, selection.in_scope)
    arrays = _arrays(columns, question, actors, ties)
    surveyed, of_base = (
        (actors, ties) if overlap is None else (_actors_of_base(columns, evaluator, projection, selection, base), base)
    )
    unknown = unknown_ties(columns, evaluator, question, surveyed, of_base)
    return ProjectedNetwork(
        columns, evaluator, question, scope, actors, selection.in_scope[actors], ties, link_count, arrays, unknown, overlap
    )


def _actors_of_base(
    columns: NetworkColumns, evaluator: Evaluator, projection: Projection, selection: LinkSelection, base: Ties
) -> IndexArray:
    kinds = (*projection.base.one, *projection.base.two)
    return _actors(columns, evaluator, kinds, base, selection.in_scope)


def _actors(
    columns: NetworkColumns, evaluator: Evaluator, kinds: tuple[object, ...], ties: Ties, in_scope: BoolArray
) -> IndexArray:
    """Returns valid entities of these kinds with a home in the scope, and ends of ties."""
    numbers = [number for number, kind in enumerate(SORTED_KINDS) if kind in kinds]
    found = in_scope & np.isin(columns.snapshot.kind, numbers) & (evaluator.valid != 0)
    found[ties.one] = found[ties.two] = True
    return np.flatnonzero(found)


def _arrays(columns: NetworkColumns, question: NetworkQuestion, actors: IndexArray, ties: Ties) -> NetworkArrays:
    projection = question.projection
    mode_two = None
    if projection.two_mode:
        mode_two = np.isin(columns.snapshot.kind[actors], [SORTED_KINDS.index(kind) for kind in projection.two])
    source, target = (np.searchsorted(actors, ends).astype(np.int32) for ends in (ties.one, ties.two))
    return NetworkArrays(len(actors), source, target, ties.weight, projection.directed, mode_two)
