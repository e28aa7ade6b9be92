"""Structured logs on standard error: one line for each event, with the id of the request that it belongs to."""

import logging
import sys
from typing import Any, Final

import orjson
import structlog

from api.settings import Settings

_IN_EVERY_LINE: Final[list[Any]] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_logs(settings: Settings) -> None:
    """What the product and its libraries log: JSON, or text where somebody reads it on a terminal."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    _configure_our_own(as_json, settings.log_level)
    last: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if as_json
        else [structlog.dev.ConsoleRenderer()]
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_IN_EVERY_LINE, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
        )
    )
    logging.basicConfig(level=settings.log_level.upper(), handlers=[handler], force=True)
    # The libraries speak of their own affairs only where something is wrong.
    for library in ("neo4j", "uvicorn", "httpx", "asyncio"):
        logging.getLogger(library).setLevel(logging.WARNING)


def _configure_our_own(as_json: bool, level: str) -> None:
    """The line of each operation goes straight to standard error, for a quarter of what the standard library's way costs."""
    last = structlog.processors.JSONRenderer(serializer=orjson.dumps) if as_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[*_IN_EVERY_LINE, last],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer) if as_json else structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
