"""Plans that have been made, so that an operation is compiled once however often it is asked.

A plan depends on the selection, and of the variables on their shape only: which are given, what is true or false, which values of an
enum, which fields an input object has. Everything else is a parameter.
"""

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from graphql import FieldNode

from graph.compiler.lru_cache import LRUCache
from graph.compiler.selections import SelectedField, Variables

PLAN_CACHE_SIZE: Final = 1_000
Compiled = TypeVar("Compiled")


class PlanCache:
    """The plans that were last used."""

    def __init__(self) -> None:
        self._plans = LRUCache[Hashable, tuple[tuple[FieldNode, ...], Any]](PLAN_CACHE_SIZE)

    def get(self, selected: SelectedField, variables: Variables, more: Hashable, make: Callable[[], Compiled]) -> Compiled:
        """The plan of a root field for such variables; made where there is none. ``more``: what else it depends on."""
        key = (tuple(map(id, selected.nodes)), selected.key, variables.shape, more)
        # The nodes are kept with their plan: as long as it is there, no others can have their identity.
        found = self._plans.get(key) or self._plans.put(key, (selected.nodes, make()))
        return found[1]
