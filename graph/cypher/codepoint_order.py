"""The order of texts by code point.

Neo4j orders stored texts by code point, but compares a stored text with a parameter by UTF-16 unit. The two differ where the first
difference is between a character beyond the first plane (a rare Chinese one) and one from U+E000 to U+FFFF (a full-width bracket).
A parameter therefore travels with the places at which it holds such a character, mostly none, and these are put right.
"""

from typing import Final

_FIRST_BEYOND: Final = "\U00010000"
_FIRST_AFTER_SURROGATES: Final = "\ue000"


def with_surrogate_bounds(text: str) -> list[object]:
    """[the text, what UTF-16 wrongly puts after it, what it wrongly puts before it]: the former as [prefix, first such text], the
    latter as [first such text, first that is none]."""
    after: list[list[str]] = []
    before: list[list[str]] = []
    for place, character in enumerate(text):
        prefix = text[:place]
        if character >= _FIRST_BEYOND:
            after.append([prefix, prefix + _FIRST_AFTER_SURROGATES])
        elif character >= _FIRST_AFTER_SURROGATES:
            before.append([prefix + _FIRST_BEYOND, prefix + _FIRST_AFTER_SURROGATES])
    return [text, after, before]


def comes_after(text: str, bound: str) -> str:
    """The condition that a stored text comes after a bound, a list as above."""
    return (
        f"({text} > {bound}[0] AND NOT any(x IN {bound}[1] WHERE {text} STARTS WITH x[0] AND {text} >= x[1]) "
        f"OR any(x IN {bound}[2] WHERE {text} >= x[0] AND {text} < x[1]))"
    )


def comes_before(text: str, bound: str) -> str:
    return f"({text} <> {bound}[0] AND NOT {comes_after(text, bound)})"
