"""The links of a network: valid, within its boundary, and matching its conditions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from graph.coverage.columns.divisions import entities_within
from graph.coverage.columns.evaluator import Evaluator
from graph.model.anchors import Anchor, anchor_of
from graph.model.branches import NEW_SECTOR_BRANCH
from graph.model.committees import MEMBER_UNIT
from graph.model.declarations import Kind
from graph.model.registry import RELATIONS
from graph.network.projection.network_columns import WEAKEST_FIRST, NetworkColumns
from graph.network.projection.network_question import NetworkQuestion, TieFilter
from graph.network.projection.projections import Boundary, Projection
from graph.snapshot.array_types import BoolArray, IndexArray
from graph.snapshot.snapshot import SORTED_KINDS


@dataclass(frozen=True)
class LinkSelection:
    """The links of a projection that are valid on its date.

    `links`: indices into the snapshot. `one`, `two`: their ends, in the projection's direction. `in_scope`: by entity,
    whether its home is in the scope; set only for actors and ends of the relations.
    """

    links: IndexArray
    one: IndexArray
    two: IndexArray
    in_scope: BoolArray


def select_links(columns: NetworkColumns, evaluator: Evaluator, question: NetworkQuestion, scope: int) -> LinkSelection:
    """Selects links. `evaluator`: of the question's day only."""
    in_scope = _in_scope(columns, evaluator, question.projection.base, scope)
    parts = [_of_relation(columns, evaluator, question, name, in_scope) for name in question.relations]
    links = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    one, two = columns.snapshot.source[links].astype(np.int64), columns.snapshot.target[links].astype(np.int64)
    names = question.projection.reversed
    if names:
        turned = np.concatenate(
            [np.full(len(part), name in names) for part, name in zip(parts, question.relations, strict=True)]
        )
        one, two = np.where(turned, two, one), np.where(turned, one, two)
    return LinkSelection(links, one, two, in_scope)


def _in_scope(columns: NetworkColumns, evaluator: Evaluator, projection: Projection, scope: int) -> BoolArray:
    kinds = {*projection.one, *projection.two}
    kinds.update(kind for name in projection.relations for kind in (*RELATIONS[name].sources, *RELATIONS[name].targets))
    found = np.zeros(len(columns.snapshot), bool)
    found[entities_within(evaluator, [kind for kind in SORTED_KINDS if kind in kinds], scope, 0)] = True
    return found


def _of_relation(
    columns: NetworkColumns, evaluator: Evaluator, question: NetworkQuestion, name: str, in_scope: BoolArray
) -> IndexArray:
    snapshot, where = columns.snapshot, question.where
    first, _ = snapshot.link_range(name)
    ((_, days),) = evaluator.links(name)
    links = first + np.flatnonzero(days)
    source, target = snapshot.source[links], snapshot.target[links]
    chosen = BELONGS[question.boundary](anchor_of(name), in_scope[source], in_scope[target]) & (source != target)
    if where.provenance is not None:
        permitted = np.array([each in where.provenance for each in WEAKEST_FIRST])
        chosen &= permitted[columns.provenance[links]]
    ends = _permitted_ends(columns, question.projection, where)
    if ends is not None:
        chosen &= ends[source] & ends[target]
    return links[chosen]


def _by_anchor(anchor: Anchor, source: BoolArray, target: BoolArray) -> BoolArray:
    match anchor:
        case Anchor.SOURCE:
            return source
        case Anchor.TARGET:
            return target
        case Anchor.EITHER:
            return source | target


BELONGS: Mapping[Boundary, Callable[[Anchor, BoolArray, BoolArray], BoolArray]] = {
    Boundary.ANCHOR: _by_anchor,
    Boundary.BOTH: lambda _, source, target: source & target,
    Boundary.EITHER: lambda _, source, target: source | target,
}


def _permitted_ends(columns: NetworkColumns, projection: Projection, where: TieFilter) -> BoolArray | None:
    """Returns which entities can be ends of ties; None for all."""
    if where.kinds is None and where.unit_types is None and where.sectors is None:
        return None
    permitted = np.ones(len(columns.snapshot), bool)
    if where.kinds is not None:
        permitted = np.isin(columns.snapshot.kind, [SORTED_KINDS.index(kind) for kind in _kinds(projection, where.kinds)])
    for kind, name, values in ((MEMBER_UNIT, "type", where.unit_types), (NEW_SECTOR_BRANCH, "sector", where.sectors)):
        if values is not None:
            permitted[slice(*columns.snapshot.index_range(kind))] &= _with_value(columns, kind, name, values)
    return permitted


def _kinds(projection: Projection, named: frozenset[Kind]) -> set[Kind]:
    """Returns the named kinds. If only one mode of a two-mode network has any, all kinds of the other are added."""
    modes = [set(projection.base.one), set(projection.base.two)]
    unnamed = [mode for mode in modes if not mode & named]
    return {*named, *unnamed[0]} if len(unnamed) == 1 else set(named)


def _with_value(columns: NetworkColumns, kind: Kind, name: str, values: frozenset[str]) -> BoolArray:
    column = columns.columns.column(kind, name)
    mask = np.zeros(column.size, bool)
    mask[column.rows] = np.array([text in values for text in column.texts or ()] or [False])[column.values.astype(np.int64)]
    return mask
