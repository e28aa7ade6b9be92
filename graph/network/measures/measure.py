"""The measures of an actor, and what a declaration of the catalogue states."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from graph.network.measures.actor_values import ActorValues, MethodUsed
from graph.network.network_arrays import NetworkArrays


class Measure(Enum):
    """The measures of an actor. The value is the name of its GraphQL field."""

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
    """How the operations of a measure grow."""

    LINEAR = "actors + ties"
    NEIGHBOURHOODS = "sum of squared degrees"
    FOUR_PATHS = "sum over ties of the products of both degrees"
    WORD_PARALLEL = "actors * (actors + ties) / 64, per distance"
    ALL_PAIRS = "actors * (actors + ties)"
    CUBIC = "cube of the actors with ties"


class NetworkKind(Enum):
    """The kinds of network."""

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
    """The declaration of one measure. Descriptions, documentation and `methods` are generated from it."""

    measure: Measure
    chinese: str
    english: str
    """What it is, with formula and paper."""
    compute: Callable[[NetworkArrays], ActorValues]
    algorithm: str
    kinds: frozenset[NetworkKind] = ALL_KINDS
    cost: CostClass = CostClass.LINEAR
    two_mode_cost: CostClass | None = None
    """If it is another one on two-mode networks."""
    nanoseconds: float = 300
    """Time of one operation on a usual machine, for the estimate."""
    integer: bool = False
    normalized: tuple[str, str] | None = None
    """The Chinese and the English description of the normalized values, if there are some."""

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
        """Returns the entry of `methods` for an exact result."""
        return MethodUsed(self.name, self.english, exact=True, algorithm=self.algorithm)
