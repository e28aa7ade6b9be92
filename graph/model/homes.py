"""The relation to the one division that an entity counts for."""

from typing import Final

from graph.model.declarations import Kind, Relation
from graph.model.divisions import DIVISIONS
from graph.model.registry import KINDS, RELATIONS

_ADMINISTERS: Final = RELATIONS["ADMINISTERS"]
HOMES: Final = dict.fromkeys(DIVISIONS[1:], _ADMINISTERS) | {kind: RELATIONS[kind.home] for kind in KINDS if kind.home}
"""By kind, the relation of which an entity can have only one valid link."""


def is_home(relation: Relation, kind: Kind, *, of_start: bool) -> bool:
    """Returns whether a link leads to the home of the entity at its start, or at its end (as for a grid)."""
    # A division is administered from above, though it may administer others.
    starts = relation != _ADMINISTERS and kind in relation.sources
    return HOMES.get(kind) == relation and starts is of_start
