"""Metrics for Prometheus at /metrics, where its client is installed."""

from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

try:
    import prometheus_client
except ImportError:  # the observability group is not installed
    prometheus_client = None

MOST_NAMES: Final = 200
"""How many names of operations are told apart: callers make them up, and each is a series of its own."""


@dataclass(frozen=True)
class Operation:
    """What is measured of one operation that has been answered. Times are in seconds."""

    name: str
    duration: float
    database: float
    rows: int
    codes: tuple[str, ...]


_Series = tuple[Any, Any, Any]
"""What is measured of the operations of one name: their times, those in the database, and their rows."""


class Metrics:
    """Counts operations, and answers /metrics."""

    def __init__(self) -> None:
        self._series: dict[str, _Series] = {}
        if prometheus_client is None:
            return
        self._registry = prometheus_client.CollectorRegistry()
        prometheus_client.ProcessCollector(registry=self._registry)
        counter, histogram = prometheus_client.Counter, prometheus_client.Histogram
        on = self._registry
        self._duration = histogram("tiaokuai_operation_seconds", "Time of an operation.", ["operation"], registry=on)
        self._database = histogram("tiaokuai_database_seconds", "Its time in the database.", ["operation"], registry=on)
        self._rows = counter("tiaokuai_database_rows", "Rows read from the database.", ["operation"], registry=on)
        self._errors = counter("tiaokuai_errors", "Errors in answers.", ["operation", "code"], registry=on)

    def observe(self, operation: Operation) -> None:
        if prometheus_client is None:
            return
        name = operation.name if operation.name in self._series or len(self._series) < MOST_NAMES else "(other)"
        duration, database, rows = self._series.get(name) or self._begin(name)
        duration.observe(operation.duration)
        database.observe(operation.database)
        rows.inc(operation.rows)
        for code in operation.codes:
            self._errors.labels(name, code).inc()

    def _begin(self, name: str) -> _Series:
        self._series[name] = self._duration.labels(name), self._database.labels(name), self._rows.labels(name)
        return self._series[name]

    async def answer(self, _: Request) -> Response:
        if prometheus_client is None:
            return PlainTextResponse("There are no metrics: run make observability, and start again.\n", 404)
        return Response(prometheus_client.generate_latest(self._registry), media_type=prometheus_client.CONTENT_TYPE_LATEST)
