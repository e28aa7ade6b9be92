"""What is observed of each operation: one line in the log, the metrics, and a span around its statements."""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog
from strawberry.types import ExecutionResult

from api.observability.metrics import Metrics, Operation
from graph.database.tracing import span
from schema.execution.context import Context

LOG: Final[structlog.typing.FilteringBoundLogger] = structlog.get_logger()


async def instrument(
    execute: Callable[[], Awaitable[ExecutionResult]], context: Context, headers: Mapping[str, str], metrics: Metrics
) -> ExecutionResult:
    """The result of ``execute``, of which log, metrics and traces are told."""
    began = time.perf_counter()
    with span("graphql operation", {}, headers):
        result = await execute()
    codes = tuple(str((each.extensions or {}).get("code")) for each in result.errors or ())
    duration = time.perf_counter() - began
    operation = Operation(
        context.selected_operation_name or "(anonymous)", duration, context.database_seconds, context.rows, codes
    )
    metrics.observe(operation)
    LOG.info(
        "operation",
        operation=operation.name,
        milliseconds=round(operation.duration * 1000, 1),
        database_milliseconds=round(operation.database * 1000, 1),
        rows=operation.rows,
        cost=context.cost.estimate if context.cost else None,
        errors=codes,
    )
    return result
