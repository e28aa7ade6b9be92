"""Compares texts by code point.

Neo4j sorts stored texts by code point, but compares them with parameters by UTF-16 unit. The results differ if the first difference is
between a character beyond the first plane (a rare Chinese one) and one from U+E000 to U+FFFF (a full-width bracket). A parameter therefore
lists the positions of such characters, usually none.
"""

from typing import Final

_FIRST_BEYOND: Final = "\U00010000"
_FIRST_AFTER_SURROGATES: Final = "\ue000"


def with_surrogate_bounds(text: str) -> list[object]:
    """Returns [text, ranges of texts that UTF-16 wrongly sorts after it, ranges of texts that UTF-16 wrongly sorts before it].

    In the first list a range is [prefix, bound]: the texts that start with the prefix and are not below the bound. In the second it is
    [bound, end]: the texts from the bound up to, but without, the end.
    """
    after: list[list[str]] = []
    before: list[list[str]] = []
    for position, character in enumerate(text):
        prefix = text[:position]
        if character >= _FIRST_BEYOND:
            after.append([prefix, prefix + _FIRST_AFTER_SURROGATES])
        elif character >= _FIRST_AFTER_SURROGATES:
            before.append([prefix + _FIRST_BEYOND, prefix + _FIRST_AFTER_SURROGATES])
    return [text, after, before]


def comes_after(text: str, bound: str) -> str:
    """Returns the condition that a stored text sorts after the text of `bound`, an expression for such a list."""
    return (
        f"({text} > {bound}[0] AND NOT any(x IN {bound}[1] WHERE {text} STARTS WITH x[0] AND {text} >= x[1]) "
        f"OR any(x IN {bound}[2] WHERE {text} >= x[0] AND {text} < x[1]))"
    )


def comes_before(text: str, bound: str) -> str:
    return f"({text} <> {bound}[0] AND NOT {comes_after(text, bound)})"
