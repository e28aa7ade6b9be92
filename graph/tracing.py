"""Spans of OpenTelemetry, where its API is installed; nothing otherwise."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager

try:
    from opentelemetry import propagate, trace
except ImportError:  # the observability group is not installed
    trace = propagate = None


@contextmanager
def span(name: str, attributes: Mapping[str, str | int | float], carrier: Mapping[str, str] | None = None) -> Generator[None]:
    """A span around the block. ``carrier``: the headers of a request whose trace it goes on with."""
    if trace is None or propagate is None:
        yield
        return
    context = propagate.extract(carrier) if carrier is not None else None
    with trace.get_tracer("tiaokuai").start_as_current_span(name, context=context, attributes=dict(attributes)):
        yield
