"""Estimates the time of a measure, and plans how it runs.

    plan(arrays, Measure.BETWEENNESS, budget_seconds=10)  -> MeasurePlan(Execution.SAMPLE, seconds, pivots)

Estimates are constants, so that every machine plans the same.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from graph.network.measures.catalogue import MEASURES
from graph.network.measures.degree import degrees
from graph.network.measures.measure import CostClass, Measure
from graph.network.network_arrays import NetworkArrays

MAX_THREAD_SECONDS: Final = 0.05
"""Longer work runs in a worker process."""
MIN_PIVOTS: Final = 100
PIVOT_NANOSECONDS: Final = 80
SHARE_OF_BUDGET: Final = 0.5
"""A sample uses this part of the budget; the rest is for waiting and slower machines."""
STEPS_PER_PATH: Final = 8
ASSUMED_DISTANCES: Final = 16
"""Typical largest distance, for searches that pass over all ties once per distance."""


class Execution(Enum):
    THREAD = "exact, in a thread of the server"
    WORKER = "exact, in a worker process"
    SAMPLE = "sampled, in a worker process"
    TOO_LARGE = "not computed"


@dataclass(frozen=True)
class MeasurePlan:
    execution: Execution
    seconds: float
    """Estimate for the exact result, or for the sample."""
    pivots: int | None = None


def plan(arrays: NetworkArrays, measure: Measure, budget_seconds: float) -> MeasurePlan:
    """Chooses within a budget: exact if possible, else a sample, else none."""
    definition = MEASURES[measure]
    seconds = seconds_of(operations(arrays, definition.cost_on(arrays)), definition.nanoseconds)
    if seconds <= MAX_THREAD_SECONDS:
        return MeasurePlan(Execution.THREAD, seconds)
    if seconds <= budget_seconds:
        return MeasurePlan(Execution.WORKER, seconds)
    if measure is Measure.BETWEENNESS:
        per_pivot = seconds_of(arrays.size + 2 * len(arrays.source), PIVOT_NANOSECONDS)
        pivots = min(arrays.size, int(budget_seconds * SHARE_OF_BUDGET / per_pivot))
        if pivots >= MIN_PIVOTS:
            return MeasurePlan(Execution.SAMPLE, pivots * per_pivot, pivots)
    return MeasurePlan(Execution.TOO_LARGE, seconds)


def operations(arrays: NetworkArrays, cost: CostClass) -> float:
    linear = float(arrays.size + 2 * len(arrays.source))
    if cost is CostClass.NEIGHBOURHOODS:
        return linear + float(np.square(degrees(arrays)).sum())
    if cost is CostClass.FOUR_PATHS:
        degree = degrees(arrays)
        return linear + STEPS_PER_PATH * float((degree[arrays.source] * degree[arrays.target]).sum())
    if cost is CostClass.WORD_PARALLEL:
        return linear * max(1.0, arrays.size / 64) * ASSUMED_DISTANCES / 10
    if cost is CostClass.CUBIC:
        return linear + float((degrees(arrays) > 0).sum()) ** 3
    return linear * arrays.size if cost is CostClass.ALL_PAIRS else linear


def seconds_of(operations: float, nanoseconds: float) -> float:
    return operations * nanoseconds / 1e9
