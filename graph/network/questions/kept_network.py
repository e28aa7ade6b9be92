import sys
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from graph.network.projection.projected_network import ProjectedNetwork

FIXED_BYTES: Final = 20_000
"""Memory beyond the arrays."""


@dataclass
class KeptNetwork:
    """A cached network. `results`: by request. Threads can share one: at worst both compute a result. `gave_cursor`: whether
    a caller can continue on it.
    """

    network: ProjectedNetwork
    results: dict[Hashable, Any] = field(default_factory=dict[Hashable, Any])
    gave_cursor: bool = False

    @property
    def nbytes(self) -> int:
        return FIXED_BYTES + self.network.nbytes + sum(map(_size, list(self.results.values())))


def _size(result: Any) -> int:
    """Estimates bytes: `nbytes`, or those of fields and items."""
    nbytes = getattr(result, "nbytes", None)
    if isinstance(nbytes, int):
        return nbytes
    return sys.getsizeof(result) + sum(map(_size, _items(result)))


def _items(result: Any) -> list[Any]:
    if isinstance(result, list | tuple):
        return list(cast(Any, result))
    fields: dict[str, Any] = getattr(result, "__dict__", {})
    return list(fields.values())
