"""Plans that have been made, so that an operation is compiled once however often it is asked.

A plan depends on the selection, and of the variables on their shape only: which are given, what is true or false, which values of an
enum, which fields an input object has. Everything else is a parameter.
"""

from collections.abc import Callable, Hashable, Mapping
from enum import Enum
from typing import Any, Final, TypeVar, cast

from graphql import FieldNode

from graph.compilation.recent import Recent
from graph.compilation.selections import SelectedField

REMEMBERED: Final = 1_000
Made = TypeVar("Made")


class Plans:
    """The plans that were last used."""

    def __init__(self) -> None:
        self._plans = Recent[Hashable, tuple[tuple[FieldNode, ...], Any]](REMEMBERED)

    def get(self, selected: SelectedField, variables: Mapping[str, Any], more: Hashable, make: Callable[[], Made]) -> Made:
        """The plan of a root field for such variables; made where there is none. ``more``: what else it depends on."""
        key = (tuple(map(id, selected.nodes)), selected.key, shape_of(variables), more)
        # The nodes are kept with their plan: as long as it is there, no others can have their identity.
        found = self._plans.get(key) or self._plans.put(key, (selected.nodes, make()))
        return found[1]


def shape_of(value: Any) -> Hashable:
    """What of a value a plan may depend on."""
    if isinstance(value, Mapping):
        return tuple((name, shape_of(each)) for name, each in cast(Mapping[str, Any], value).items())
    if isinstance(value, list):
        values = cast(list[Any], value)
        return bool(values) if _are_plain(values) else tuple(map(shape_of, values))
    return value if value is None or isinstance(value, bool | Enum) else ""


def _are_plain(values: list[Any]) -> bool:
    """Values of a list that is a parameter: how many they are does not matter, only that there are some."""
    return not any(isinstance(each, Mapping | list | Enum) for each in values)
