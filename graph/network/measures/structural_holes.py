"""Structural holes (Burt 1992), over the whole weighted network."""

from typing import Any

import numpy as np

from graph.network.measures.actor_values import ActorValues
from graph.network.measures.matrices import on_pattern, row_sums, scaled_rows, symmetric_weights, undirected
from graph.network.network_arrays import Float64Array, NetworkArrays

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false


def constraint(arrays: NetworkArrays) -> ActorValues:
    return ActorValues(_or_nan(row_sums(_dyadic_constraint(arrays)), _contacts(arrays)))


def effective_size(arrays: NetworkArrays) -> ActorValues:
    return ActorValues(_effective_sizes(arrays))


def efficiency(arrays: NetworkArrays) -> ActorValues:
    contacts = _contacts(arrays)
    return ActorValues(_effective_sizes(arrays) / np.where(contacts > 0, contacts, np.nan))


def hierarchy(arrays: NetworkArrays) -> ActorValues:
    """Returns Burt's hierarchy (1992, page 70); 1 for one contact, NaN for none."""
    dyadic = _dyadic_constraint(arrays)
    contacts, total = _contacts(arrays), row_sums(dyadic)
    rows = np.repeat(np.arange(arrays.size), np.diff(dyadic.indptr))
    relative = dyadic.data / (total[rows] / contacts[rows])
    sums = np.bincount(rows, relative * np.log(relative), minlength=arrays.size)
    result = np.full(arrays.size, np.nan)
    result[contacts == 1] = 1.0
    several = contacts > 1
    result[several] = sums[several] / (contacts[several] * np.log(contacts[several]))
    return ActorValues(result)


def _contacts(arrays: NetworkArrays) -> Float64Array:
    return np.diff(undirected(arrays).indptr).astype(np.float64)


def _or_nan(values: Float64Array, contacts: Float64Array) -> Float64Array:
    return np.where(contacts > 0, values, np.nan)


def _proportions(arrays: NetworkArrays) -> Any:
    """Returns p_ij, the share of j in the weights of i."""
    weights = symmetric_weights(arrays)
    total = row_sums(weights)
    return scaled_rows(weights, np.divide(1.0, total, out=np.zeros(arrays.size), where=total > 0))


def _dyadic_constraint(arrays: NetworkArrays) -> Any:
    """Returns (p_ij + sum_q p_iq p_qj)^2 of each contact."""
    shares, contacts = _proportions(arrays), undirected(arrays)
    result = on_pattern(shares + shares @ shares, contacts)
    result.data **= 2
    return result


def _effective_sizes(arrays: NetworkArrays) -> Float64Array:
    """Returns sum_j (1 - sum_q p_iq m_jq); m_jq is the weight of jq / the largest weight of j."""
    weights = symmetric_weights(arrays)
    most = np.zeros(arrays.size)
    np.maximum.at(most, np.repeat(np.arange(arrays.size), np.diff(weights.indptr)), weights.data)
    marginal = scaled_rows(weights, np.divide(1.0, most, out=np.zeros(arrays.size), where=most > 0))
    redundant = row_sums(on_pattern(_proportions(arrays) @ marginal.T, undirected(arrays)))
    contacts = _contacts(arrays)
    return _or_nan(contacts - redundant, contacts)
