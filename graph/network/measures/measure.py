from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from graph.network.measures.actor_values import ActorValues, MethodUsed
from graph.network.network_arrays import NetworkArrays


class Measure(Enum):
    """Values are GraphQL field names."""

    DEGREE = "degree"
    IN_DEGREE = "inDegree"
    OUT_DEGREE = "outDegree"
    STRENGTH = "strength"
    BETWEENNESS = "betweenness"
    CLOSENESS = "closeness"
    HARMONIC = "harmonic"
    EIGENVECTOR = "eigenvector"
    K_CORE = "kCore"
    CONSTRAINT = "constraint"
    EFFECTIVE_SIZE = "effectiveSize"
    EFFICIENCY = "efficiency"
    HIERARCHY = "hierarchy"
    CLUSTERING = "clustering"
    REDUNDANCY = "redundancy"


class CostClass(Enum):
    """How the number of operations grows."""

    LINEAR = "actors + ties"
    NEIGHBOURHOODS = "sum of squared degrees"
    FOUR_PATHS = "sum over ties of the products of both degrees"
    WORD_PARALLEL = "actors * (actors + ties) / 64, per distance"
    ALL_PAIRS = "actors * (actors + ties)"
    CUBIC = "cube of the actors with ties"


class NetworkKind(Enum):
    UNDIRECTED = "one-mode, undirected"
    DIRECTED = "one-mode, directed"
    TWO_MODE = "two-mode"


ONE_MODE: Final = frozenset({NetworkKind.UNDIRECTED, NetworkKind.DIRECTED})
ALL_KINDS: Final = frozenset(NetworkKind)


def kind_of(arrays: NetworkArrays) -> NetworkKind:
    if arrays.two_mode:
        return NetworkKind.TWO_MODE
    return NetworkKind.DIRECTED if arrays.directed else NetworkKind.UNDIRECTED


@dataclass(frozen=True)
class MeasureDefinition:
    """A measure's declaration, the source of descriptions, documentation and `methods`."""

    measure: Measure
    chinese: str
    english: str
    """With formula and paper."""
    compute: Callable[[NetworkArrays], ActorValues]
    algorithm: str
    kinds: frozenset[NetworkKind] = ALL_KINDS
    cost: CostClass = CostClass.LINEAR
    two_mode_cost: CostClass | None = None
    """If it differs on two-mode networks."""
    nanoseconds: float = 300
    """Time per operation on a usual machine, for the estimate."""
    integer: bool = False
    normalized: tuple[str, str] | None = None
    """The Chinese and English description, if there are normalized values."""

    @property
    def name(self) -> str:
        return self.measure.value

    @property
    def description(self) -> str:
        return f"{self.chinese} {self.english}"

    @property
    def normalized_description(self) -> str | None:
        return None if self.normalized is None else " ".join(self.normalized)

    def cost_on(self, arrays: NetworkArrays) -> CostClass:
        return self.two_mode_cost if arrays.two_mode and self.two_mode_cost is not None else self.cost

    def is_defined_on(self, arrays: NetworkArrays) -> bool:
        return kind_of(arrays) in self.kinds

    def exact_method(self) -> MethodUsed:
        return MethodUsed(self.name, self.english, exact=True, algorithm=self.algorithm)
