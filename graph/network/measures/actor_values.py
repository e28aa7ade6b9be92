"""The result of a measure, and how it was obtained."""

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
    """With probability 0.95 no normalized value differs from the exact one by more."""


@dataclass(frozen=True)
class ActorValues:
    """One number per actor, in the order of the actors. NaN means null: not defined for this actor."""

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
