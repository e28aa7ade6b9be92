"""Clustering of a two-mode network: Opsahl 2013; Robins and Alexander 2004; Latapy, Magnien and Del Vecchio 2008."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.four_paths import four_paths
from graph.network.measures.matrices import incidence, mode_indices, row_sums, without_diagonal
from graph.network.measures.rounding import ratio
from graph.network.network_arrays import Float64Array, NetworkArrays

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false


@dataclass(frozen=True)
class TwoModeClustering:
    robins_alexander: float | None
    opsahl_one: float | None
    opsahl_two: float | None


def two_mode_clustering(arrays: NetworkArrays) -> TwoModeClustering | None:
    if not arrays.two_mode:
        return None
    by_one, by_two = incidence(arrays), incidence(arrays, by_mode_two=True)
    return TwoModeClustering(_robins_alexander(by_one), _global_opsahl(by_one), _global_opsahl(by_two))


def local_opsahl(arrays: NetworkArrays) -> Float64Array:
    """Returns closed 4-paths / 4-paths centred on each actor; NaN without any."""
    values = np.full(arrays.size, np.nan)
    for by_mode_two, members in enumerate(mode_indices(arrays)):
        every, closed = four_paths(incidence(arrays, by_mode_two=bool(by_mode_two)))
        values[members] = np.divide(closed, every, out=np.full(len(every), np.nan), where=every > 0)
    return values


def redundancy(arrays: NetworkArrays) -> ActorValues:
    """Returns the share of pairs of neighbours that another actor joins too; NaN for fewer than two neighbours."""
    values = np.full(arrays.size, np.nan)
    for by_mode_two, members in enumerate(mode_indices(arrays)):
        rows = incidence(arrays, by_mode_two=bool(by_mode_two))
        shared = without_diagonal(rows.T @ rows)
        shared.data = (shared.data >= 2).astype(np.float64)
        joined = row_sums((rows @ shared).multiply(rows))
        pairs = row_sums(rows) * (row_sums(rows) - 1)
        values[members] = np.divide(joined, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)
    return ActorValues(values)


def cycles_and_paths(arrays: NetworkArrays) -> tuple[int, int]:
    return _cycles_and_paths(incidence(arrays))


def _robins_alexander(rows: Any) -> float | None:
    cycles, paths = _cycles_and_paths(rows)
    return ratio(4 * cycles, paths)


def _cycles_and_paths(rows: Any) -> tuple[int, int]:
    shared = without_diagonal(rows @ rows.T).data
    cycles = (shared * (shared - 1)).sum() / 4
    row, column = rows.tocoo().coords
    paths = ((row_sums(rows)[row] - 1) * (row_sums(rows.T.tocsr())[column] - 1)).sum()
    return round(float(cycles)), round(float(paths))


def _global_opsahl(rows: Any) -> float | None:
    every, closed = four_paths(rows)
    return ratio(float(closed.sum()), float(every.sum()))
