"""Rounding to 12 significant digits, so that a question always gives the same bytes."""

from typing import Final

import numpy as np

from graph.network.network_arrays import Float64Array

DIGITS: Final = 12


def rounded(number: float) -> float:
    """Returns a number with `DIGITS` significant digits, and 0.0 for -0.0."""
    return float(f"{number:.{DIGITS}g}") + 0.0


def rounded_or_none(number: float | None) -> float | None:
    """Returns None for None and NaN."""
    return None if number is None or number != number else rounded(number)


def rounded_array(values: Float64Array) -> Float64Array:
    """Rounds each number; NaN stays."""
    whole = np.rint(values)
    changed = np.flatnonzero(~((values == whole) | np.isnan(values)))
    if not changed.size:
        return values + 0.0
    result = values + 0.0
    different, place = np.unique(values[changed], return_inverse=True)
    result[changed] = np.fromiter(map(rounded, different.tolist()), np.float64, len(different))[place]
    return result


def ratio(numerator: float, denominator: float) -> float | None:
    """Returns the rounded ratio, None if the denominator is 0."""
    return rounded(numerator / denominator) if denominator else None
