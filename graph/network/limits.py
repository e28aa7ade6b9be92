"""Limits of networks. It imports no module, because every command imports it for the settings."""

from dataclasses import dataclass
from typing import Final

MAX_SHARED_PAIRS: Final = 20_000_000
"""Pairs of ends, counted once per shared entity. The default takes about 1 GB while an overlap is computed."""
WORKER_MEGABYTES: Final = 2_048
"""Memory per worker."""


@dataclass(frozen=True)
class NetworkLimits:
    """In megabytes: `memory` of cached networks, `part_memory` of the part read of a graph too large for a snapshot, and
    `worker_memory`. `pairs`: of an overlap. `export_seconds`: for an export's measures.
    """

    memory: float = 256
    pairs: int = MAX_SHARED_PAIRS
    export_seconds: float = 60
    part_memory: float = 256
    worker_memory: float = WORKER_MEGABYTES
