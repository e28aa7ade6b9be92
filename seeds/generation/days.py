"""The days that the illustrative history turns on. Nothing in it happens after the published figures were counted."""

from datetime import date
from typing import Final

CITY_FOUNDED: Final = date(2004, 1, 1)
"""Zhongwei became a city of prefecture level by a decision of the last day of 2003."""
HISTORY_BEGINS: Final = date(2019, 3, 1)
CONTACTS_BEGIN: Final = date(2020, 3, 16)
LAST_CHANGE: Final = date(2022, 8, 31)
OUTBREAK: Final = date(2022, 8, 4)
"""The outbreak of 8·04, in which party members reported to communities."""
