"""The root field `networkSeries`: a network on several dates, with ties gained and lost."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

import numpy as np

from graph.compiler.compiler import Compiler
from graph.compiler.context import FieldContext
from graph.compiler.root_fields import require_valid
from graph.compiler.selections import SelectedField
from graph.coverage.columns.divisions import find_division
from graph.coverage.series_dates import dates_of_points
from graph.database.statement import READ_REVISION
from graph.errors import UserError
from graph.linkage.search_budget import CancellationToken, SearchCancelled
from graph.messages import network as messages
from graph.network.measures.components import component_sizes
from graph.network.measures.rounding import rounded_or_none
from graph.network.projection.network_columns import NetworkColumns
from graph.network.projection.network_question import NetworkQuestion
from graph.network.projection.projected_network import ProjectedNetwork, project
from graph.network.questions.network_source import network_columns, network_snapshot
from graph.network.questions.network_values import density
from graph.network.questions.part_store import PartQuestion
from graph.network.questions.selection_reader import NetworkFieldReader, SelectionReader, value_reader
from graph.snapshot.array_types import IndexArray
from graph.snapshot.snapshot import date_to_int

MAX_SECONDS: Final = 10
"""For all points."""
_BITS_OF_AN_ENTITY: Final = 32


@dataclass(frozen=True)
class NetworkPoint:
    """A network of one date of a series.

    `ties`: pairs of ends, ascending. Gains and losses are since the previous point.
    """

    network: ProjectedNetwork
    ties: IndexArray
    sizes: list[int]
    gained: int = 0
    lost: int = 0
    stability: float | None = None

    @classmethod
    def of(cls, network: ProjectedNetwork, before: "NetworkPoint | None") -> "NetworkPoint":
        ties = network.ties.one << _BITS_OF_AN_ENTITY | network.ties.two
        sizes = component_sizes(network.arrays)
        if before is None:
            return cls(network, ties, sizes)
        both = len(np.intersect1d(ties, before.ties, assume_unique=True))
        either = len(ties) + len(before.ties) - both
        stability = rounded_or_none(both / either) if either else None
        return cls(network, ties, sizes, len(ties) - both, len(before.ties) - both, stability)


class SeriesReader:
    def __init__(self, compiler: Compiler, selected: SelectedField) -> None:
        self._read = SelectionReader(compiler, selected).object(selected, partial(value_reader, _VALUES))

    def read(self, points: Sequence[NetworkPoint]) -> list[Any]:
        read: Any = self._read
        return [read(None, point) for point in points]


class NetworkSeries:
    statements: ClassVar[int] = 1

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        """Returns null if there is no such scope. Raises UserError (BAD_ARGUMENT, TOO_LARGE, TIME_BUDGET; NOT_ALIVE if it is
        valid on none of the dates).
        """
        days = dates_of_points(context.arguments(selected))
        return await _answer(context, selected, days)


async def _answer(context: FieldContext, selected: SelectedField, days: Sequence[date]) -> Any:
    arguments = context.arguments(selected)
    questions = [NetworkQuestion.of(arguments, day) for day in days]
    asked = PartQuestion(arguments["scope"], days[-1])
    snapshot = await network_snapshot(context, (question.projection for question in questions), asked)
    await context.read_at(READ_REVISION, snapshot.revision)
    scope = find_division(snapshot, arguments["scope"])
    if scope is None:
        return None
    require_valid(any(snapshot.is_valid(scope, date_to_int(day)) for day in days), "scope")
    columns = await network_columns(context, snapshot)
    points = await _in_thread(columns, scope, questions)
    compiled = context.compiled((selected,), "series", lambda compiler: SeriesReader(compiler, selected))
    return context.complete(compiled, lambda reader: reader.read(points))


async def _in_thread(columns: NetworkColumns, scope: int, questions: Sequence[NetworkQuestion]) -> list[NetworkPoint]:
    """Raises UserError (TIME_BUDGET). Cancelling the task stops the thread."""
    cancellation = CancellationToken()
    try:
        return await asyncio.to_thread(_points, columns, scope, questions, cancellation)
    finally:
        cancellation.cancelled = True


def _points(
    columns: NetworkColumns, scope: int, questions: Sequence[NetworkQuestion], cancellation: CancellationToken
) -> list[NetworkPoint]:
    deadline, points, before = time.monotonic() + MAX_SECONDS, list[NetworkPoint](), None
    for question in questions:
        if cancellation.cancelled:
            raise SearchCancelled
        if time.monotonic() > deadline:
            raise UserError(messages.SERIES_TIME, number=len(questions), seconds=MAX_SECONDS)
        network = project(columns, columns.evaluator_of(date_to_int(question.day)), question, scope)
        before = NetworkPoint.of(network, before)
        points.append(before)
    return points


_VALUES: Final[Mapping[str, NetworkFieldReader]] = {
    "asOf": lambda _, point: point.network.question.day.isoformat(),
    "nodeCount": lambda _, point: point.network.arrays.size,
    "tieCount": lambda _, point: len(point.ties),
    "density": lambda _, point: density(point.network),
    "components": lambda _, point: len(point.sizes),
    "largestComponent": lambda _, point: point.sizes[0] if point.sizes else 0,
    "tiesGained": lambda _, point: point.gained,
    "tiesLost": lambda _, point: point.lost,
    "stability": lambda _, point: point.stability,
}
