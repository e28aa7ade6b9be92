"""How the database stores custom indicators. They are no part of the model: no entity, no relation."""

from typing import Final

CUSTOM_INDICATOR_LABEL: Final = "OwnIndicator"
CUSTOM_INDICATOR_PROPERTIES: Final = (
    "name",
    "name_zh",
    "name_en",
    "unit",
    "paths",
    "test",
    "numerator",
    "denominator",
    "unknown_when",
    "source",
)
