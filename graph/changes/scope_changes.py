"""Changes that belong to a division: entities by their home, links by a boundary, on the day for which they are shown."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph.changes.change_period import ChangePeriod, ChangeRows, entity_rows, link_rows
from graph.coverage.columns.columns import Columns
from graph.coverage.columns.days import MAX_DAYS, DayBits, Days
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.homes import above, homes
from graph.errors import UserError
from graph.linkage.search_budget import CancellationToken, SearchCancelled
from graph.messages import changes as messages
from graph.model.anchors import anchor_of
from graph.model.declarations import Kind
from graph.network.projection.link_selection import BELONGS
from graph.network.projection.projections import Boundary
from graph.snapshot.array_types import BoolArray, Int32Array
from graph.snapshot.snapshot import MAX_DATE, MIN_DATE, RELATION_NAMES, SORTED_KINDS, Snapshot

MAX_SECONDS: Final = 10
"""For all dates of a question."""


@dataclass(frozen=True)
class ChangesQuestion:
    """Which changes are asked for. `kinds` and `relations` are the snapshot's numbers for them."""

    period: ChangePeriod
    boundary: Boundary
    kinds: frozenset[int]
    relations: frozenset[int]


@dataclass(frozen=True)
class ScopeChanges:
    snapshot: Snapshot
    entities: ChangeRows
    links: ChangeRows


def changes_of(columns: Columns, scope: int, question: ChangesQuestion, cancellation: CancellationToken) -> ScopeChanges:
    """Raises UserError (SEARCH_STOPPED) and SearchCancelled."""
    snapshot = columns.snapshot
    entities = entity_rows(snapshot, question.period)
    entities = entities.select(np.isin(snapshot.kind[entities.item], list(question.kinds)))
    links = link_rows(snapshot, question.period)
    links = links.select(np.isin(snapshot.relation[links.item], list(question.relations)))
    ends = (snapshot.source[links.item], snapshot.target[links.item])
    needed = np.unique(snapshot.kind[np.concatenate([entities.item, *ends])])
    kinds = [SORTED_KINDS[int(number)] for number in needed]
    of_entities, of_links = np.zeros(len(entities), bool), np.zeros(len(links), bool)
    for evaluator in _evaluators(columns, np.concatenate([entities.shown, links.shown]), cancellation):
        there = _days_in_scope(evaluator, kinds, scope)
        of_entities |= _belong(evaluator.days, entities, partial(_entity_belongs, there))
        of_links |= _belong(evaluator.days, links, partial(_link_belongs, snapshot, question.boundary, there))
    return ScopeChanges(
        snapshot, _ordered_entities(entities.select(of_entities)), _ordered_links(snapshot, links.select(of_links))
    )


def _evaluators(columns: Columns, shown: Int32Array, cancellation: CancellationToken) -> Iterator[Evaluator]:
    """Yields an evaluator per 64 dates. Raises UserError (SEARCH_STOPPED) and SearchCancelled."""
    deadline, days = time.monotonic() + MAX_SECONDS, np.unique(shown)
    for first in range(0, len(days), MAX_DAYS):
        if cancellation.cancelled:
            raise SearchCancelled
        if time.monotonic() > deadline:
            raise UserError(messages.CHANGES_TIME, number=len(days), seconds=MAX_SECONDS)
        yield Evaluator(columns, Days.of(days[first : first + MAX_DAYS].tolist()))


def _days_in_scope(evaluator: Evaluator, kinds: list[Kind], scope: int) -> DayBits:
    """Returns by entity the days on which its home is in the scope."""
    found, divisions = (evaluator.days.never(len(evaluator.columns)) for _ in range(2))
    tree = above(evaluator)
    below = tree.select(tree.second == scope)
    divisions[below.first] = below.days
    for kind in kinds:
        pairs = homes(evaluator, kind)
        np.bitwise_or.at(found, pairs.first, pairs.days & divisions[pairs.second])
    return found


def _belong(days: Days, rows: ChangeRows, belongs: Callable[[ChangeRows, DayBits], BoolArray]) -> BoolArray:
    """Returns which rows belong to the scope on their day `shown`, False if that is not in `days`."""
    chosen = np.flatnonzero((days.numbers[0] <= rows.shown) & (rows.shown <= days.numbers[-1]))
    words = np.array([days.day(index) for index in range(len(days))], days.dtype)
    found, of_days = np.zeros(len(rows), bool), rows.select(chosen)
    found[chosen] = belongs(of_days, words[np.searchsorted(days.numbers, of_days.shown)])
    return found


def _entity_belongs(there: DayBits, rows: ChangeRows, day: DayBits) -> BoolArray:
    return there[rows.item] & day != 0


def _link_belongs(snapshot: Snapshot, boundary: Boundary, there: DayBits, rows: ChangeRows, day: DayBits) -> BoolArray:
    source, target = (there[ends[rows.item]] & day != 0 for ends in (snapshot.source, snapshot.target))
    found, relation = np.zeros(len(rows), bool), snapshot.relation[rows.item]
    for number in map(int, np.unique(relation)):
        rows_of_it = relation == number
        found[rows_of_it] = BELONGS[boundary](anchor_of(RELATION_NAMES[number]), source[rows_of_it], target[rows_of_it])
    return found


def _ordered_entities(rows: ChangeRows) -> ChangeRows:
    return rows.select(np.lexsort((rows.item, rows.day)))


def _ordered_links(snapshot: Snapshot, rows: ChangeRows) -> ChangeRows:
    return rows.select(np.lexsort(tuple(reversed([*link_keys(snapshot, rows), snapshot.link_id[rows.item]]))))


def link_keys(snapshot: Snapshot, rows: ChangeRows) -> list[NDArray[Any]]:
    """Returns the columns of the order of links: date, relation, ends, first day (unknown last), last day."""
    links = rows.item
    since = np.where(snapshot.since[links] == MIN_DATE, MAX_DATE, snapshot.since[links])
    ends = (snapshot.source[links], snapshot.target[links])
    return [rows.day, snapshot.relation[links], *ends, since, snapshot.until[links]]
