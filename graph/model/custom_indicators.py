"""How the database stores custom indicators. They are not part of the model."""

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
