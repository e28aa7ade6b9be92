"""Computes measures that are not cached: quick ones in a thread, others in a worker process."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from graph.errors import UserError
from graph.messages import network as messages
from graph.network.measures.catalogue import MEASURES
from graph.network.measures.measure import Measure
from graph.network.measures.sampled_betweenness import sampled_betweenness
from graph.network.measures.work import MAX_THREAD_SECONDS, Execution, plan
from graph.network.network_arrays import NetworkArrays
from graph.network.questions.computations import COMPUTATIONS, Computation, measure_of
from graph.network.questions.fitting_division import fitting_division, network_of_division
from graph.network.questions.kept_network import KeptNetwork
from graph.network.questions.measure_request import MeasureRequest
from graph.network.workers.progress_board import ProgressBoard
from graph.network.workers.worker_pool import WorkerPool

SEED = 1
"""Of sampled betweenness."""
MAX_PLANNED_AT_ONCE = 2_000
"""Actors and ties of a network planned without a thread."""


@dataclass(frozen=True)
class MeasureTask:
    """A call that computes a request. `key`: of its result in the cache."""

    key: Any
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    in_worker: bool


@dataclass
class Measuring:
    """Computes the measures of one response. `budget`: the seconds that they may take together, waiting included."""

    kept: KeptNetwork
    workers: WorkerPool
    budget: float
    board: ProgressBoard

    def __post_init__(self) -> None:
        self._deadline = time.monotonic() + self.budget
        self._results: dict[MeasureRequest, Any] = {}

    async def results(self, requests: Iterable[MeasureRequest]) -> dict[MeasureRequest, Any]:
        """Returns by request the result, or a UserError (TOO_LARGE, TIME_BUDGET)."""
        for request in dict.fromkeys(requests):
            await self._result(request)
        return self._results

    async def _result(self, request: MeasureRequest) -> Any:
        if request not in self._results:
            try:
                self._results[request] = await self._compute(request)
            except UserError as error:
                self._results[request] = error
        return self._results[request]

    async def _compute(self, request: MeasureRequest) -> Any:
        computation = COMPUTATIONS[request.name]
        needed = [await self._result(each) for each in computation.needs(self.kept.network, request)]
        for each in needed:
            if isinstance(each, UserError):
                raise each
        if computation.plain is not None:
            return computation.plain(self.kept.network, request, needed)
        if computation.of_network is not None:
            if request not in self.kept.results:
                self.kept.results[request] = await asyncio.to_thread(computation.of_network, self.kept.network, request)
            return self.kept.results[request]
        task = await self._planned(computation, request)
        if task.key not in self.kept.results:
            self.kept.results[task.key] = await self._run(request, task)
        return self.kept.results[task.key]

    async def _planned(self, computation: Computation, request: MeasureRequest) -> MeasureTask:
        arrays = self.kept.network.arrays
        if arrays.size + len(arrays.source) <= MAX_PLANNED_AT_ONCE:
            return self._task(computation, request)
        return await asyncio.to_thread(self._task, computation, request)

    def _task(self, computation: Computation, request: MeasureRequest) -> MeasureTask:
        """Plans by network and budget only, so that a question always has the same answer. Raises UserError (TOO_LARGE)."""
        arrays, measure = self.kept.network.arrays, measure_of(request)
        if measure is None:
            execution = self._execution(arrays, request, computation)
        elif not MEASURES[measure].is_defined_on(arrays):
            execution = Execution.THREAD
        else:
            planned = plan(arrays, measure, self.budget)
            execution = planned.execution
            if execution is Execution.SAMPLE:
                pivots = planned.pivots
                sample = (arrays, pivots, SEED, MEASURES[Measure.BETWEENNESS].english)
                return MeasureTask((request, pivots), sampled_betweenness, sample, in_worker=True)
        if execution is Execution.TOO_LARGE:
            raise self._too_large(request, computation)
        arguments = (arrays, *computation.arguments(self.kept.network, request))
        return MeasureTask(request, computation.function, arguments, in_worker=execution is Execution.WORKER)

    def _too_large(self, request: MeasureRequest, computation: Computation) -> UserError:
        network, maximum = self.kept.network, computation.max_actors

        def fits(division: int) -> bool:
            found = network_of_division(network, network.question, division)
            return found is not None and self._fits(found.arrays, request, computation)

        division = fitting_division(network, lambda part: self._fits(part, request, computation), fits)
        size, ties = network.arrays.size, len(network.ties)
        of_actors = maximum is not None and size > maximum
        if division is None:
            message = messages.MODEL_TOO_LARGE if of_actors else messages.TOO_LARGE
            return UserError(message, measure=request.name, size=size, ties=ties, maximum=maximum)
        return UserError(
            messages.MODEL_TOO_LARGE_FITS if of_actors else messages.TOO_LARGE_FITS,
            {"fits": division.code},
            measure=request.name,
            size=size,
            ties=ties,
            maximum=maximum,
            kind=division.kind,
            code=division.code,
        )

    def _fits(self, arrays: NetworkArrays, request: MeasureRequest, computation: Computation) -> bool:
        measure = measure_of(request)
        if measure is not None:
            return plan(arrays, measure, self.budget).execution is not Execution.TOO_LARGE
        return self._execution(arrays, request, computation) is not Execution.TOO_LARGE

    def _execution(self, arrays: NetworkArrays, request: MeasureRequest, computation: Computation) -> Execution:
        """Plans a result that is not a measure of actors."""
        seconds = computation.seconds(arrays, request)
        if seconds > self.budget or (computation.max_actors is not None and arrays.size > computation.max_actors):
            return Execution.TOO_LARGE
        return Execution.THREAD if seconds <= MAX_THREAD_SECONDS else Execution.WORKER

    async def _run(self, request: MeasureRequest, task: MeasureTask) -> Any:
        seconds = self._deadline - time.monotonic()
        if seconds <= 0:
            raise UserError(messages.TIME_BUDGET, measure=request.name, budget=self.budget)
        if not task.in_worker:
            return await asyncio.to_thread(task.function, *task.arguments)
        return await self.workers.run(
            task.function, *task.arguments, measure=request.name, seconds=seconds, budget=self.budget, board=self.board
        )
