from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.array_types import BoolArray, Int32Array

Float64Array = NDArray[np.float64]


@dataclass(frozen=True)
class NetworkArrays:
    """Actors are 0 to `size` - 1, in the order of (kind, code). There are no self-ties and no parallel ties. Each tie stands
    once, sorted by (source, target). Undirected: `source` < `target`; two-mode: `source` has mode ONE.
    """

    size: int
    source: Int32Array
    target: Int32Array
    weight: Float64Array
    directed: bool = False
    mode_two: BoolArray | None = None
    """Which actors have mode TWO; None if one-mode."""

    @property
    def two_mode(self) -> bool:
        return self.mode_two is not None
