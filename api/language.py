"""Chooses the language of a response by the header `Accept-Language` (RFC 9110, section 12.5.4)."""

import re
from collections.abc import Iterable
from typing import Final

from starlette.types import Scope

from graph.messages.language import Language

VARY: Final = "Accept-Language"
_HEADER: Final = VARY.lower().encode()
_RANGE: Final = re.compile(r"([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*\s*(?:;\s*[Qq]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?")


def language_of(scope: Scope) -> Language:
    """Returns English by default."""
    return language_of_headers(scope["headers"])


def language_of_headers(headers: Iterable[tuple[bytes, bytes]]) -> Language:
    """Takes header names in lower case."""
    accepted = b",".join(value for name, value in headers if name == _HEADER)
    return accepted_language(accepted.decode("latin-1")) if accepted else Language.ENGLISH


def accepted_language(header: str) -> Language:
    """Prefers the highest quality, and of equals the first. Ignores malformed ranges."""
    qualities = _qualities(header)
    others = qualities.pop("*", 0.0)
    by_rank = [Language(subtag) for subtag in qualities] + [each for each in Language if each.value not in qualities]
    best = max(by_rank, key=lambda language: qualities.get(language.value, others))
    return best if qualities.get(best.value, others) else Language.ENGLISH


def _qualities(header: str) -> dict[str, float]:
    """Returns the highest quality of each language of the product, and of `*`, in the order of the header.

    Every variant of Chinese, such as `zh-Hans` or `zh-TW`, counts as Chinese.
    """
    known = {"*", *(language.value for language in Language)}
    found: dict[str, float] = {}
    for item in header.split(","):
        matched = _RANGE.fullmatch(item.strip())
        subtag = matched[1].lower() if matched else ""
        if matched and subtag in known:
            quality = float(matched[2]) if matched[2] else 1.0
            found[subtag] = max(found.get(subtag, 0.0), quality)
    return found
