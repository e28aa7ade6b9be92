"""Metrics for Prometheus at /metrics, where its client is installed."""

from dataclasses import dataclass
from typing import Final

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


class Metrics:
    """Counts operations, and answers /metrics."""

    def __init__(self) -> None:
        self._names: set[str] = set()
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
        name = self._bounded(operation.name)
        self._duration.labels(name).observe(operation.duration)
        self._database.labels(name).observe(operation.database)
        self._rows.labels(name).inc(operation.rows)
        for code in operation.codes:
            self._errors.labels(name, code).inc()

    def _bounded(self, name: str) -> str:
        if name not in self._names and len(self._names) >= MOST_NAMES:
            return "(other)"
        self._names.add(name)
        return name

    async def answer(self, _: Request) -> Response:
        if prometheus_client is None:
            return PlainTextResponse("There are no metrics: run make observability, and start again.\n", 404)
        return Response(prometheus_client.generate_latest(self._registry), media_type=prometheus_client.CONTENT_TYPE_LATEST)
