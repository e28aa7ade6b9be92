"""Labels in Cypher: which kinds a pattern may bind, and which kind a node is."""

from collections.abc import Collection, Mapping
from typing import Final

from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS

EVERY_KIND: Final[frozenset[Kind]] = frozenset(KINDS)
EVERY_DIVISION: Final[frozenset[Kind]] = frozenset(DIVISIONS)
_MANY_FIRST: Final = (*reversed(DIVISIONS), *(kind for kind in KINDS if kind not in DIVISIONS))
"""There are more divisions of each level than of the one above it: asked for in this order, a node seldom is asked twice."""


def labels(kinds: Collection[Kind]) -> str:
    """The label expression of a pattern that binds just these kinds, such as ``:Community|Compound``."""
    if frozenset(kinds) == EVERY_KIND:
        return ":Entity"
    if frozenset(kinds) == EVERY_DIVISION:
        return ":Division"
    return ":" + "|".join(kind.label for kind in KINDS if kind in kinds)


def label_of(node: str, kinds: Collection[Kind] = EVERY_KIND) -> str:
    """The label of the node's kind, whatever other labels it has; text that orders as the names of the kinds do (a test holds that).

    Asking a node for one label after another is four times as fast as listing its labels and looking them up; where only one is possible it
    is a constant.
    """
    return _by_label(node, {kind: f"'{kind.label}'" for kind in KINDS if kind in kinds})


def kind_name_of(node: str, kinds: Collection[Kind]) -> str:
    """The name of the node's kind, such as ``'COMMUNITY_BRANCH'``; a constant where only one is possible."""
    return _by_label(node, {kind: f"'{kind.name}'" for kind in KINDS if kind in kinds})


def level_number_of(node: str) -> str:
    """The number of a division's level, the top being 0."""
    return _by_label(node, {kind: str(number) for number, kind in enumerate(DIVISIONS)})


def _by_label(node: str, values: Mapping[Kind, str]) -> str:
    if len(values) == 1:
        return next(iter(values.values()))
    asked = [kind for kind in _MANY_FIRST if kind in values]
    return f"CASE {' '.join(f'WHEN {node}:{kind.label} THEN {values[kind]}' for kind in asked)} END"


def is_any_of(node: str, kinds: Collection[Kind]) -> str:
    return f"{node}{labels(kinds)}"
