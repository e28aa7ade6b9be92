from typing import Final

import structlog
from strawberry.types import ExecutionResult

from api.observability.metrics import Metrics, OperationRecord
from schema.execution.context import Context

LOG: Final[structlog.typing.FilteringBoundLogger] = structlog.get_logger()


def record_operation(result: ExecutionResult, context: Context, duration: float, metrics: Metrics) -> None:
    """Writes a log line and updates the metrics. `duration`: in seconds."""
    codes = tuple(str((error.extensions or {}).get("code")) for error in result.errors or ())
    name = context.operation_name or "(anonymous)"
    metrics.observe(OperationRecord(name, duration, context.database_seconds, context.rows, codes))
    LOG.info(
        "operation",
        operation=name,
        milliseconds=round(duration * 1000, 1),
        database_milliseconds=round(context.database_seconds * 1000, 1),
        rows=context.rows,
        cost=context.cost.estimate if context.cost else None,
        errors=codes,
    )


def record_cancellation(context: Context, duration: float) -> None:
    """Logs an operation whose client disconnected, or that the shutdown ends."""
    name = context.operation_name or "(anonymous)"
    LOG.info("operation cancelled", operation=name, milliseconds=round(duration * 1000, 1), rows=context.rows)
