"""How each measure of a response was obtained."""

from collections.abc import Iterable, Mapping
from typing import Final

from graph.network.measures.actor_values import MethodUsed
from graph.network.questions.selection_reader import Read

COUNTED: Final = "counting"
_OWNERS: Final = ("Network", "NetworkMode", "NetworkTie")
_EXACT: Final[Mapping[str, tuple[str, str]]] = {
    "density": ("Ties / pairs: n(n-1)/2, directed n(n-1), two-mode n1 * n2 (Wasserman and Faust 1994).", COUNTED),
    "densityHigh": ("(Ties + unknown missing pairs) / pairs.", COUNTED),
    "averageDegree": ("The mean degree of the actors.", COUNTED),
    "averageWeight": ("The mean weight of the ties.", COUNTED),
    "components": ("Connected components, weakly connected if directed.", "breadth-first search"),
    "largestComponent": ("The actors of the largest component, weakly connected if directed.", "breadth-first search"),
    "jaccard": ("Shared / union (Jaccard 1901).", COUNTED),
    "overlapCoefficient": ("Shared / smaller (Szymkiewicz 1934, Simpson 1943).", COUNTED),
    "newman": ("The sum of 1 / (size - 1) over the shared entities (Newman 2001).", COUNTED),
    "transitivity": ("3 triangles / 2-paths (Newman, Watts and Strogatz 2002).", "sparse matrix product"),
    "clustering": (
        "Robins and Alexander 2004: 4 C4 / L3; Opsahl 2013: closed 4-paths / 4-paths of each mode.",
        "sparse matrix product",
    ),
    "distances": (
        "Shortest paths between all pairs: their mean, their maximum, and the mean of 1/d, 0 if unreachable.",
        "breadth-first search from all actors, 64 per machine word (Then et al. 2014)",
    ),
    "articulationPoints": ("Actors whose removal disconnects their component.", "Hopcroft and Tarjan 1973 (rustworkx)"),
    "bridges": ("Ties whose removal disconnects their component.", "Hopcroft and Tarjan 1973 (rustworkx)"),
    "edgeBetweenness": (
        "The sum over pairs of the share of shortest paths through the tie (Girvan and Newman 2002).",
        "Brandes 2008 (rustworkx)",
    ),
}


def exact_method(field: str) -> MethodUsed | None:
    """Takes a field such as `Network.density`. Returns None if it is no measure of a network or a tie."""
    parent, _, name = field.partition(".")
    if name not in _EXACT or parent not in _OWNERS:
        return None
    definition, algorithm = _EXACT[name]
    return MethodUsed(name, definition, exact=True, algorithm=algorithm)


def distinct(methods: Iterable[MethodUsed]) -> list[MethodUsed]:
    """Returns the methods by measure, each once."""
    return sorted(dict.fromkeys(methods), key=lambda method: (method.measure, method.algorithm, method.seed or 0))


METHOD_VALUES: Final[Mapping[str, Read]] = {
    "measure": lambda _, method: method.measure,
    "definition": lambda _, method: method.definition,
    "exact": lambda _, method: method.exact,
    "algorithm": lambda _, method: method.algorithm,
    "sample": lambda _, method: method.sample,
    "seed": lambda _, method: method.seed,
    "errorBound": lambda _, method: method.error_bound,
}
