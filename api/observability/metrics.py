"""Prometheus metrics, if the `observability` dependencies are installed."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from api.language import VARY, language_of
from graph.messages import api as messages

try:
    import prometheus_client
    from prometheus_client import metrics_core
except ImportError:
    prometheus_client = metrics_core = None

MAX_OPERATION_NAMES: Final = 200
"""Clients choose operation names, and each is a time series; further names are counted as `(other)`."""


@dataclass(frozen=True)
class OperationRecord:
    """Times are in seconds."""

    name: str
    duration: float
    database_duration: float
    rows: int
    error_codes: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A value at a scrape. `name`: without the prefix of all metrics."""

    name: str
    description: str
    value: float
    is_counter: bool = False


class _Collector:
    def __init__(self, read: Callable[[], Iterable[Reading]]) -> None:
        self._read = read

    def collect(self) -> Iterator[Any]:
        assert metrics_core is not None
        for reading in self._read():
            family = metrics_core.CounterMetricFamily if reading.is_counter else metrics_core.GaugeMetricFamily
            yield family(f"tiaokuai_{reading.name}", reading.description, value=reading.value)


class _OfProcess:
    """Adds the label `process` to the series of a registry, to separate several processes."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry
        self._label = {"process": str(os.getpid())}

    def collect(self) -> Iterator[Any]:
        for family in self._registry.collect():
            family.samples = [each._replace(labels={**each.labels, **self._label}) for each in family.samples]
            yield family


_Series = tuple[Any, Any, Any]
"""Duration, database duration and rows of one operation name."""


class Metrics:
    def __init__(self) -> None:
        self._series: dict[str, _Series] = {}
        if prometheus_client is None:
            return
        self._registry = self._shown = registry = prometheus_client.CollectorRegistry()
        prometheus_client.ProcessCollector(registry=registry)
        counter, histogram, labels = prometheus_client.Counter, prometheus_client.Histogram, ["operation"]
        self._duration = histogram("tiaokuai_operation_seconds", "Duration of an operation.", labels, registry=registry)
        self._database = histogram("tiaokuai_database_seconds", "Its time in the database.", labels, registry=registry)
        self._rows = counter("tiaokuai_database_rows", "Rows read from the database.", labels, registry=registry)
        self._errors = counter("tiaokuai_errors", "Errors in responses.", [*labels, "code"], registry=registry)

    def label_process(self) -> None:
        """Labels all series, as a scrape reaches one of several processes."""
        if prometheus_client is not None:
            self._shown = cast(Any, _OfProcess(self._registry))

    def observe(self, operation: OperationRecord) -> None:
        if prometheus_client is None:
            return
        is_named = operation.name in self._series or len(self._series) < MAX_OPERATION_NAMES
        name = operation.name if is_named else "(other)"
        duration, database_duration, rows = self._series.get(name) or self._add_series(name)
        duration.observe(operation.duration)
        database_duration.observe(operation.database_duration)
        rows.inc(operation.rows)
        for code in operation.error_codes:
            self._errors.labels(name, code).inc()

    def observe_listeners(self, number: Callable[[], int]) -> None:
        if prometheus_client is not None:
            gauge = prometheus_client.Gauge("tiaokuai_revision_listeners", "Clients that listen.", registry=self._registry)
            gauge.set_function(number)

    def add(self, read: Callable[[], Iterable[Reading]]) -> None:
        """Reports what `read` returns at each scrape."""
        if prometheus_client is not None:
            self._registry.register(cast(Any, _Collector(read)))

    def _add_series(self, name: str) -> _Series:
        self._series[name] = self._duration.labels(name), self._database.labels(name), self._rows.labels(name)
        return self._series[name]

    async def respond(self, request: Request) -> Response:
        """Returns 404 if the Prometheus client is not installed."""
        if prometheus_client is None:
            text = messages.NO_METRICS.format().in_language(language_of(request.scope))
            return PlainTextResponse(text, 404, {"Vary": VARY})
        return Response(prometheus_client.generate_latest(self._shown), media_type=prometheus_client.CONTENT_TYPE_LATEST)
