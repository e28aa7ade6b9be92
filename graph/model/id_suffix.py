"""The end of a global id: an explicit date, and the digest of simulated edits. A code must not end like it."""

import re
from datetime import date
from typing import Final

DATE_LENGTH: Final = len("@2022-09-22")
DATE: Final = re.compile("@[0-9]{4}-[0-9]{2}-[0-9]{2}")
EDITS_LENGTH: Final = len("~0123abcd")
EDITS: Final = re.compile("~[0-9a-f]{8}", re.IGNORECASE)


def id_suffix(as_of: date | None, edits: str = "") -> str:
    """Takes an explicit date, and 8 hex digits of simulated edits."""
    return f"{f'@{as_of}' if as_of else ''}{f'~{edits}' if edits else ''}"


def is_simulated(global_id: str) -> bool:
    return bool(EDITS.fullmatch(global_id[-EDITS_LENGTH:]))


def is_dated(global_id: str) -> bool:
    """Checks whether the last 11 characters are a date, which may not exist."""
    return bool(DATE.fullmatch(global_id[-DATE_LENGTH:]))
