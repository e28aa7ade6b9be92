from dataclasses import dataclass

from graph.network.network_arrays import Float64Array


@dataclass(frozen=True)
class MethodUsed:
    """An entry of `methods`."""

    measure: str
    definition: str
    exact: bool
    algorithm: str
    sample: int | None = None
    seed: int | None = None
    error_bound: float | None = None
    """With probability 0.95 every normalized value is this close to the exact one."""


@dataclass(frozen=True)
class ActorValues:
    """One number per actor. NaN becomes null: not defined for this actor."""

    values: Float64Array
    normalized: Float64Array | None = None
    method: MethodUsed | None = None
    """Set by `compute`."""

    def value(self, actor: int) -> float | None:
        number = float(self.values[actor])
        return None if number != number else number

    def normalized_value(self, actor: int) -> float | None:
        if self.normalized is None:
            return None
        number = float(self.normalized[actor])
        return None if number != number else number
