"""Exports OpenTelemetry traces to the collector of TRACES_TO."""

from collections.abc import Callable

from api.settings import SettingsError
from graph.messages import api as messages


def start_tracing(address: str | None) -> Callable[[], None]:
    """Returns a function that sends the rest and stops. Raises SettingsError."""
    if address is None:
        return lambda: None
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise SettingsError(messages.NO_TRACING) from None
    provider = TracerProvider(resource=Resource.create({"service.name": "tiaokuai"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=5)))
    trace.set_tracer_provider(provider)
    return provider.shutdown
