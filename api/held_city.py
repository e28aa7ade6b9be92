"""Checks whether the database has the city of the setting CITY."""

from pathlib import Path
from typing import Final, LiteralString

from api.settings import Settings
from graph.database.database import Database
from graph.database.statement import Statement
from graph.messages import doctor as messages
from graph.messages.language import BilingualText, listing
from seeds.loader.division_codes import division_codes

_MAX_SHOWN: Final = 3
_HELD: Final[LiteralString] = """
RETURN EXISTS { MATCH (n:Division) WHERE n.code IN $codes } AS is_held,
       COLLECT { MATCH (n:City) RETURN coalesce(n.name, n.code) ORDER BY n.code LIMIT $limit } AS names
"""


async def other_city(database: Database, settings: Settings) -> BilingualText | None:
    """Returns the names of the database's cities if CITY is set and not among them."""
    return await city_held_instead(database, settings.city) if "city" in settings.model_fields_set else None


async def city_held_instead(database: Database, folder: Path) -> BilingualText | None:
    """Returns the names of the database's cities unless that of the folder is one of them."""
    codes = sorted(division_codes(folder))
    if not codes:
        return None
    ((is_held, names),) = (await database.read(Statement(_HELD, {"codes": codes, "limit": _MAX_SHOWN}))).rows
    if is_held:
        return None
    return listing(names) if names else messages.UNNAMED_CITY.format()
