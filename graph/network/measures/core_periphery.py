"""Core and periphery: Borgatti and Everett 1999.

    core_periphery(arrays, CoreModel.BLOCKS, seed=1)  -> CorePeriphery, None without ties or with ties between all

The discrete models maximise the correlation of the ties with the core's ideal network, by steepest ascent from prefixes by
degree and random starts. The continuous one minimises the squared residuals of a_ij - c_i c_j.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np

from graph.network.measures.actor_values import MethodUsed
from graph.network.measures.core_search import CoreSearch
from graph.network.measures.eigenvector import eigenvector
from graph.network.measures.matrices import ties_matrix
from graph.network.measures.rounding import ratio, rounded, rounded_array
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import BoolArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false


class CoreModel(Enum):
    """The ideal networks."""

    BLOCKS = "discrete: r of core-core 1 and periphery-periphery 0, cells between them ignored"
    STAR = "discrete: r of 1 if either end is in the core, else 0"
    CONTINUOUS = "continuous: minimum of the sum of (a_ij - c_i c_j)^2 (MINRES); two-mode: first singular vectors"


@dataclass(frozen=True)
class CorePeriphery:
    """A fitted core-periphery model.

    `fit`: Pearson's r. In the continuous model `core` has the actors of highest coreness, as many as fit BLOCKS best.
    """

    fit: float
    core: BoolArray
    densities: list[list[float | None]]
    """Rows and columns are core, periphery."""
    coreness: Float64Array | None
    """Continuous model only; of unit length (in each mode)."""
    method: MethodUsed


def core_periphery(arrays: NetworkArrays, model: CoreModel, seed: int = 1) -> CorePeriphery | None:
    search = CoreSearch(arrays, star=model is CoreModel.STAR)
    if not search.varies:
        return None
    if model is CoreModel.CONTINUOUS:
        coreness = _coreness(arrays)
        core, _ = CoreSearch(arrays, star=False).best_prefix(coreness)
        fit, algorithm, used_seed = _continuous_fit(arrays, coreness), "L-BFGS-B from the eigenvector; dense cells", None
        if arrays.two_mode:
            algorithm = "singular value decomposition"
    else:
        core, fit = search.best(seed)
        coreness, algorithm, used_seed = (
            None,
            f"steepest ascent from prefixes by degree and {search.random_starts} random starts",
            seed,
        )
    definition = f"{model.value} (Borgatti and Everett 1999)"
    method = MethodUsed("corePeriphery", definition, False, algorithm, seed=used_seed)
    rounded_coreness = None if coreness is None else rounded_array(coreness)
    return CorePeriphery(rounded(fit), core, block_densities(arrays, core), rounded_coreness, method)


def block_densities(arrays: NetworkArrays, core: BoolArray) -> list[list[float | None]]:
    """Returns densities of blocks; undirected as the mean of both directions."""
    blocks = (core, ~core)
    return [[_density(arrays, rows, columns) for columns in blocks] for rows in blocks]


def _density(arrays: NetworkArrays, rows: BoolArray, columns: BoolArray) -> float | None:
    found = int((rows[arrays.source] & columns[arrays.target]).sum())
    if arrays.mode_two is not None:
        return ratio(found, int((rows & ~arrays.mode_two).sum()) * int((columns & arrays.mode_two).sum()))
    if not arrays.directed:
        found += int((columns[arrays.source] & rows[arrays.target]).sum())
    same = int((rows & columns).sum())
    return ratio(found, int(rows.sum()) * int(columns.sum()) - same)


def _coreness(arrays: NetworkArrays) -> Float64Array:
    start = eigenvector(arrays).values
    if arrays.mode_two is not None:
        for mode in (arrays.mode_two, ~arrays.mode_two):
            start[mode] /= np.linalg.norm(start[mode])
        return start
    matrix = ties_matrix(arrays)
    from scipy.optimize import minimize  # slow to import, and few questions need it

    matrix = (matrix + matrix.T) / (2 if arrays.directed else 1)
    scale = float(start @ (matrix @ start)) / float(start @ start) ** 2

    def residuals(c: Float64Array) -> tuple[float, Any]:
        product, total = matrix @ c, float(c @ c)
        return -2 * float(c @ product) + total**2 - float((c**4).sum()), -4 * product + 4 * total * c - 4 * c**3

    options = {"maxiter": 10_000, "maxfun": 100_000, "ftol": 1e-15, "gtol": 1e-10}
    found = minimize(
        residuals, start * np.sqrt(scale), jac=True, method="L-BFGS-B", bounds=[(0, None)] * arrays.size, options=options
    )
    return np.asarray(found.x / np.linalg.norm(found.x), np.float64)


def _continuous_fit(arrays: NetworkArrays, coreness: Float64Array) -> float:
    """Returns Pearson's r of off-diagonal cells with c_i c_j, from sums."""
    ties = float((coreness[arrays.source] * coreness[arrays.target]).sum())
    if arrays.mode_two is not None:
        one, two = coreness[~arrays.mode_two], coreness[arrays.mode_two]
        cells, total, squares = len(one) * len(two), float(one.sum() * two.sum()), float((one**2).sum() * (two**2).sum())
        count = len(arrays.source)
    else:
        ties *= 1 if arrays.directed else 2
        count = len(arrays.source) * (1 if arrays.directed else 2)
        cells = arrays.size * (arrays.size - 1)
        total = float(coreness.sum() ** 2 - (coreness**2).sum())
        squares = float((coreness**2).sum() ** 2 - (coreness**4).sum())
    spread = (cells * squares - total**2) * (cells * count - count**2)
    return (cells * ties - total * count) / spread**0.5 if spread > 0 else 0.0
