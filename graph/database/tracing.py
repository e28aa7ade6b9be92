"""OpenTelemetry spans if its API is installed, otherwise no-ops."""

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

try:
    from opentelemetry import propagate, trace
except ImportError:  # The observability group is not installed.
    trace = propagate = None


_NO_SPAN: Final = nullcontext()


def span(
    name: str, attributes: Mapping[str, str | int | float], carrier: Mapping[str, str] | None = None
) -> AbstractContextManager[None]:
    """Records a span if a tracer provider is set. `carrier`: request headers with a trace to continue."""
    if trace is None or isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return _NO_SPAN
    return _span(name, attributes, carrier)


@contextmanager
def _span(name: str, attributes: Mapping[str, str | int | float], carrier: Mapping[str, str] | None) -> Generator[None]:
    assert trace is not None
    assert propagate is not None
    context = propagate.extract(carrier) if carrier is not None else None
    with trace.get_tracer("tiaokuai").start_as_current_span(name, context=context, attributes=dict(attributes)):
        yield
