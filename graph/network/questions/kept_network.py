"""A network that is kept for further questions, with the results of its measures."""

import sys
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from graph.network.projection.projected_network import ProjectedNetwork

FIXED_BYTES: Final = 20_000
"""What a network needs beyond its arrays."""


@dataclass
class KeptNetwork:
    """A network, and results by what they are of. Threads can share one: at worst both compute a result.

    `gave_cursor`: whether a caller has a cursor that continues on it.
    """

    network: ProjectedNetwork
    results: dict[Hashable, Any] = field(default_factory=dict[Hashable, Any])
    gave_cursor: bool = False

    @property
    def nbytes(self) -> int:
        return FIXED_BYTES + self.network.nbytes + sum(map(_size, list(self.results.values())))


def _size(result: Any) -> int:
    """Returns the estimated memory of a result: what it states, or what its fields and items have."""
    nbytes = getattr(result, "nbytes", None)
    if isinstance(nbytes, int):
        return nbytes
    return sys.getsizeof(result) + sum(map(_size, _items(result)))


def _items(result: Any) -> list[Any]:
    if isinstance(result, list | tuple):
        return list(cast(Any, result))
    fields: dict[str, Any] = getattr(result, "__dict__", {})
    return list(fields.values())
