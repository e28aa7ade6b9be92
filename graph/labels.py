"""Labels in Cypher: which kinds a pattern may bind, and which kind a node is."""

from collections.abc import Collection
from typing import Final

from graph.model import DIVISIONS, Kind

EVERY_KIND: Final[frozenset[Kind]] = frozenset(Kind)
EVERY_DIVISION: Final[frozenset[Kind]] = frozenset(DIVISIONS)
_KIND_NAMES: Final = "{" + ", ".join(f"{kind.label}: '{kind.name}'" for kind in Kind) + "}"

_LEVEL_NUMBERS: Final = "{" + ", ".join(f"{kind.label}: {number}" for number, kind in enumerate(DIVISIONS)) + "}"


def labels(kinds: Collection[Kind]) -> str:
    """The label expression of a pattern that binds just these kinds, such as ``:Community|Compound``."""
    if frozenset(kinds) == EVERY_KIND:
        return ":Entity"
    if frozenset(kinds) == EVERY_DIVISION:
        return ":Division"
    return ":" + "|".join(kind.label for kind in Kind if kind in kinds)


def label_of(node: str) -> str:
    """The label of the node's kind, whatever other labels it has; text that orders as the names of the kinds do (a test holds that)."""
    return f"head([label IN labels({node}) WHERE {_KIND_NAMES}[label] IS NOT NULL])"


def kind_name_of(node: str, kinds: Collection[Kind]) -> str:
    """The name of the node's kind, such as ``'COMMUNITY_BRANCH'``; a constant where only one is possible."""
    if len(kinds) == 1:
        return f"'{next(iter(kinds)).name}'"
    return f"{_KIND_NAMES}[{label_of(node)}]"


def level_number_of(node: str) -> str:
    """The number of a division's level, the top being 0."""
    return f"{_LEVEL_NUMBERS}[{label_of(node)}]"


def is_any_of(node: str, kinds: Collection[Kind]) -> str:
    return f"{node}{labels(kinds)}"
