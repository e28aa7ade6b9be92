"""Tunes the process before other modules are imported.

Reference counting frees the objects of a response. With default thresholds, Python's cyclic collector scans all modules and the schema
repeatedly: 14 % of the CPU time of a start, 33 % of the Python time of a long response. It stops all threads; a collection of the youngest
generation still takes only a few milliseconds.
"""

import gc
import sys
from typing import Any, Final, cast

GC_THRESHOLDS: Final = (20_000, 5, 5_000)
SWITCH_SECONDS: Final = 0.001
"""A computing thread gives way to the event loop after this time. A request needs several turns; with Python's default of 5 ms, one that
runs at the same time as a full introspection waits for 0.2 s.
"""
UNUSED_PACKAGE: Final = "pandas"
"""The Neo4j driver imports it if installed, which takes 0.4 s without use."""


def tune_process() -> None:
    """Raises the collector's thresholds, shortens the turns of threads, and makes UNUSED_PACKAGE seem not installed."""
    gc.set_threshold(*GC_THRESHOLDS)
    sys.setswitchinterval(SWITCH_SECONDS)
    cast("dict[str, Any]", sys.modules).setdefault(UNUSED_PACKAGE, None)


def freeze_objects() -> None:
    """Excludes all existing objects from collection."""
    gc.collect()
    gc.freeze()
