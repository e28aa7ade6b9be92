"""Traces of OpenTelemetry, sent to a collector where TRACES_TO names one."""

from collections.abc import Callable

from api.settings import SettingsError


def send_traces(address: str | None) -> Callable[[], None]:
    """Starts sending spans to the address; what it returns sends the last and ends. Raises SettingsError."""
    if address is None:
        return lambda: None
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise SettingsError(
            "TRACES_TO is set, but OpenTelemetry is not there. Run make observability, and start again."
        ) from None
    provider = TracerProvider(resource=Resource.create({"service.name": "tiaokuai"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=5)))
    trace.set_tracer_provider(provider)
    return provider.shutdown
