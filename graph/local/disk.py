import shutil
from pathlib import Path
from typing import Final

LOW_DISK_MEGABYTES: Final = 500
"""Neo4j fails without space for its transaction logs; loading a city takes less than half of this."""


def free_bytes(home: Path) -> int:
    return shutil.disk_usage(home).free


def is_low(home: Path) -> bool:
    return free_bytes(home) < LOW_DISK_MEGABYTES * 1_000_000
