"""How the database stores the licence of a city's data. It is not part of the model."""

from typing import Final

LICENCE_LABEL: Final = "Licence"
LICENCE_PROPERTIES: Final = ("division", "licence")
