"""The folder of the bundled city, and the parts of a seed folder."""

from pathlib import Path
from typing import Final

ZHONGWEI: Final = Path(__file__).parent.parent / "zhongwei"

ENTITIES: Final = "entities"
LINKS: Final = "links"
INDICATORS: Final = "indicators"
FIGURES: Final = "figures"
LICENCE_FILE: Final = "licence.csv"
"""Beside the folders."""
OFFICIAL: Final = "official"

FOLDERS: Final = {
    ENTITIES: "one file per kind of entity",
    LINKS: "one file per relation",
    INDICATORS: "custom coverage indicators of the city",
    FIGURES: "published figures with the queries that compute them; not loaded",
    OFFICIAL: "code lists from which the other files were made; not loaded",
}


def is_ignored(name: str) -> bool:
    """Checks for a note or a leftover, such as ``.DS_Store`` or ``~$units.csv``."""
    return name.startswith((".", "~")) or name in {"Thumbs.db", "desktop.ini"} or name.lower().startswith("readme")
