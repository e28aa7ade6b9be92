"""The limits of networks. This module imports no other, since every command reads the settings."""

from dataclasses import dataclass
from typing import Final

MAX_SHARED_PAIRS: Final = 20_000_000
"""Pairs of ends, counted once for each entity that they share; the default needs about 1 GB while an overlap is computed."""
WORKER_MEGABYTES: Final = 2_048
"""The memory of a worker."""


@dataclass(frozen=True)
class NetworkLimits:
    """`memory`: of kept networks, in megabytes. `pairs`: of an overlap. `export_seconds`: for the measures of an export.

    `part_memory`: of the part that is read of a graph too large for a snapshot, in megabytes. `worker_memory`: of a worker
    process, in megabytes.
    """

    memory: float = 256
    pairs: int = MAX_SHARED_PAIRS
    export_seconds: float = 60
    part_memory: float = 256
    worker_memory: float = WORKER_MEGABYTES
