"""The links of a division, whose anchors have their home there or below."""

import asyncio
from collections.abc import Iterable

import numpy as np

from graph.compiler.context import FieldContext
from graph.coverage.columns.divisions import entities_within, find_division
from graph.errors import UserError
from graph.messages import linkage as messages
from graph.model.anchors import anchor_of
from graph.model.registry import RELATIONS
from graph.network.projection.link_selection import BELONGS
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.projections import Boundary
from graph.network.questions.network_source import network_columns
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import GraphTooLarge


async def links_within(context: FieldContext, division: str, day: int, relations: Iterable[str]) -> tuple[str, list[int]]:
    """Returns the snapshot's revision, and Neo4j's internal ids of the division's valid links on a date; none if there is no
    such division. Raises UserError (TOO_LARGE) and RevisionChanged.
    """
    snapshot = await context.snapshot()
    if isinstance(snapshot, GraphTooLarge):
        raise UserError(messages.GRAPH_TOO_LARGE)
    scope = find_division(snapshot, division)
    if scope is None:
        return snapshot.revision, []
    columns = await network_columns(context, snapshot)
    found = await asyncio.to_thread(_links_within, columns, scope, day, sorted(relations))
    return snapshot.revision, snapshot.link_id[found].tolist()


def _links_within(columns: NetworkColumns, scope: int, day: int, relations: list[str]) -> IndexArray:
    snapshot, evaluator = columns.snapshot, columns.evaluator_of(day)
    kinds = {kind for name in relations for kind in (*RELATIONS[name].sources, *RELATIONS[name].targets)}
    in_scope = np.zeros(len(snapshot), bool)
    in_scope[entities_within(evaluator, kinds, scope, 0)] = True
    found = [np.zeros(0, np.int64)]
    for name in relations:
        first, end = snapshot.link_range(name)
        source, target = snapshot.source[first:end], snapshot.target[first:end]
        ((_, days),) = evaluator.links(name)
        anchored = BELONGS[Boundary.ANCHOR](anchor_of(name), in_scope[source], in_scope[target])
        found.append(first + np.flatnonzero(anchored & (days != 0)))
    return np.concatenate(found)
