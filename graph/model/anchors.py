"""The anchor of each link: the end whose home decides to which division the link belongs."""

from enum import Enum
from typing import Final


class Anchor(Enum):
    SOURCE = "SOURCE"
    TARGET = "TARGET"
    EITHER = "EITHER"


_AT_TARGET: Final = frozenset(
    {
        "SPANS",
        "SERVES",
        "REPORTED_TO",
        "TRAINED",
        "ALLOCATED_TO",
        "SITUATED_IN",
        "MEMBER_OF",
        "PAIRED_WITH",
        "CONTACTS",
        "RUNS",
        "SEATED_ON",
        "POST_IN",
        "MENTORS",
        "MANAGES",
        "REPRESENTS",
        "APPLIES_IN",
        "COVERS",
    }
)
_AT_EITHER_END: Final = frozenset({"BUNDLED_WITH"})


def anchor_of(relation: str) -> Anchor:
    """Returns the source, except for the relations of the two lists above."""
    if relation in _AT_EITHER_END:
        return Anchor.EITHER
    return Anchor.TARGET if relation in _AT_TARGET else Anchor.SOURCE
