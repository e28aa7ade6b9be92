"""Limits of networks. Every command imports this module for the settings, so it imports no other."""

from dataclasses import dataclass
from typing import Final

MAX_SHARED_PAIRS: Final = 20_000_000
"""Pairs of ends, counted once for each entity that they share. The default takes about 1 GB while an overlap is computed."""
WORKER_MEGABYTES: Final = 2_048
"""Memory per worker."""


@dataclass(frozen=True)
class NetworkLimits:
    """`memory`, in megabytes, of cached networks; `pairs` of an overlap; `export_seconds` for the measures of an export;
    `part_memory`, in megabytes, of the part that is read of a graph too large for a snapshot; `worker_memory`, in megabytes.
    """

    memory: float = 256
    pairs: int = MAX_SHARED_PAIRS
    export_seconds: float = 60
    part_memory: float = 256
    worker_memory: float = WORKER_MEGABYTES
