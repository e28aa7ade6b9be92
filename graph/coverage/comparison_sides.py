from collections.abc import Mapping
from typing import Final

BEFORE, AFTER = "before", "after"
RECEIPTS: Final[tuple[str, ...]] = (BEFORE, AFTER)
LISTS: Final[Mapping[str, str]] = {"lost": BEFORE, "gained": AFTER}
"""Lists of units, and the side whose units they show."""
