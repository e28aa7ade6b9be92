"""Where the bundled city lies, and what a seed folder may hold."""

from pathlib import Path
from typing import Final

ZHONGWEI: Final = Path(__file__).parent.parent / "zhongwei"
"""The bundled city."""

ENTITIES: Final = "entities"
LINKS: Final = "links"
INDICATORS: Final = "indicators"
FIGURES: Final = "figures"
OFFICIAL: Final = "official"

FOLDERS: Final = {
    ENTITIES: "one file for each kind of entity",
    LINKS: "one file for each relation",
    INDICATORS: "the city's own indicators of coverage",
    FIGURES: "published figures with the queries that answer them; not loaded",
    OFFICIAL: "code lists that the other files were made from; not loaded",
}
"""The folders that a seed folder may hold, with what is in them."""


def ignored(name: str) -> bool:
    """Files that operating systems and editors leave behind, and notes: ``.DS_Store``, ``~$units.csv``, ``README.md``."""
    return name.startswith((".", "~")) or name in {"Thumbs.db", "desktop.ini"} or name.lower().startswith("readme")
