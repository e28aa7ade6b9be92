"""Searches a discrete core by the correlation of the ties with an ideal network. A prefix is the first actors by some order."""

from typing import Final

import numpy as np

from graph.network.measures.degree import degrees
from graph.network.measures.matrices import mode_indices, ties_matrix
from graph.network.network_arrays import Float64Array, NetworkArrays
from graph.snapshot.array_types import BoolArray

# SciPy is untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

MIN_GAIN: Final = 1e-12
MAX_PREFIXES: Final = 100
"""Searches start from so many prefixes by degree, those that fit best."""
MAX_RANDOM_STARTS: Final = 300
ACTORS_OF_STARTS: Final = 30_000
"""Actors of all random starts together."""


class CoreSearch:
    """Counts ties and cells per unordered pair, per ordered pair if directed, or per pair of the two modes."""

    def __init__(self, arrays: NetworkArrays, *, star: bool) -> None:
        matrix = ties_matrix(arrays)
        self._matrix = (matrix + matrix.T).tocsr()
        self._degree = degrees(arrays)
        self._star = star
        self._ties = float(len(arrays.source))
        self._factor = 2.0 if arrays.directed else 1.0
        modes = (np.arange(arrays.size),) if arrays.mode_two is None else mode_indices(arrays)
        self._sizes = [float(len(mode)) for mode in modes]
        self._mode = np.zeros(arrays.size, np.int64) if arrays.mode_two is None else arrays.mode_two.astype(np.int64)

    @property
    def varies(self) -> bool:
        """Whether some pairs have ties and others not, without which there is no correlation."""
        return 0 < self._ties < self._cells([np.array([size]) for size in self._sizes])[0]

    @property
    def random_starts(self) -> int:
        return max(10, min(MAX_RANDOM_STARTS, ACTORS_OF_STARTS // len(self._degree)))

    def best(self, seed: int) -> tuple[BoolArray, float]:
        """Returns the best core found, and its fit."""
        random = np.random.default_rng(seed)
        prefixes = self._best_prefixes()
        best, best_fit = prefixes[0], -2.0
        starts = [*prefixes, *(random.random(len(self._degree)) < random.random() for _ in range(self.random_starts))]
        for start in starts:
            core, fit = self._climb(start)
            if fit > best_fit + MIN_GAIN:
                best, best_fit = core, fit
        return best, best_fit

    def _best_prefixes(self) -> list[BoolArray]:
        """Returns the best prefixes by degree, shortest first."""
        prefixes = self._prefixes(self._degree)
        fits = np.array([self._fit_of(core) for core in prefixes])
        return [prefixes[place] for place in np.sort(np.argsort(-fits, kind="stable")[:MAX_PREFIXES])]

    def best_prefix(self, order_by: Float64Array) -> tuple[BoolArray, float]:
        """Returns the best prefix by falling values, and its fit."""
        prefixes = self._prefixes(order_by)
        fits = [self._fit_of(core) for core in prefixes]
        place = int(np.argmax(np.round(fits, 12)))
        return prefixes[place], fits[place]

    def _prefixes(self, values: Float64Array) -> list[BoolArray]:
        rank = np.empty(len(values), np.int64)
        rank[np.argsort(-values, kind="stable")] = np.arange(len(values))
        return [rank < count for count in range(1, len(values))]

    def _climb(self, start: BoolArray) -> tuple[BoolArray, float]:
        core = start.copy()
        near = self._matrix @ core.astype(np.float64)
        fit = self._fit_of(core)
        while True:
            fits = self._fits_after_flips(core, near)
            actor = int(np.argmax(fits))
            if fits[actor] <= fit + MIN_GAIN:
                return core, fit
            row = slice(self._matrix.indptr[actor], self._matrix.indptr[actor + 1])
            near[self._matrix.indices[row]] += self._matrix.data[row] * (-1.0 if core[actor] else 1.0)
            core[actor] = not core[actor]
            fit = float(fits[actor])

    def _fit_of(self, core: BoolArray) -> float:
        counts = [np.array([float(core[self._mode == mode].sum())]) for mode in range(len(self._sizes))]
        inside, touching = self._tie_counts(core, self._matrix @ core.astype(np.float64))
        return float(self._fits(counts, np.array([inside]), np.array([touching]))[0])

    def _tie_counts(self, core: BoolArray, near: Float64Array) -> tuple[float, float]:
        """Returns ties within the core, and with an end in it."""
        inside = float(near[core].sum()) / 2
        return inside, float(self._degree[core].sum()) - inside

    def _fits_after_flips(self, core: BoolArray, near: Float64Array) -> Float64Array:
        """Returns the fit after each single actor joins or leaves."""
        sign = np.where(core, -1.0, 1.0)
        counts = [float(core[self._mode == mode].sum()) + sign * (self._mode == mode) for mode in range(len(self._sizes))]
        inside, touching = self._tie_counts(core, near)
        return self._fits(counts, inside + sign * near, touching + sign * (self._degree - near))

    def _fits(self, counts: list[Float64Array], inside: Float64Array, touching: Float64Array) -> Float64Array:
        """Returns Pearson's r of two binary variables; -1 if one is constant."""
        everything = self._cells([np.full_like(counts[0], size) for size in self._sizes])
        outside = self._cells([size - count for size, count in zip(self._sizes, counts, strict=True)])
        if self._star:
            cells, ties, ideal, hits = everything, np.full_like(inside, self._ties), everything - outside, touching
        else:
            ideal, hits = self._cells(counts), inside
            cells, ties = ideal + outside, inside + self._ties - touching
        spread = ties * (cells - ties) * ideal * (cells - ideal)
        return np.divide(
            cells * hits - ties * ideal, np.sqrt(np.maximum(spread, 0)), out=np.full_like(hits, -1.0), where=spread > 0
        )

    def _cells(self, counts: list[Float64Array]) -> Float64Array:
        """Returns the pairs among so many actors of each mode."""
        return counts[0] * counts[1] if len(counts) > 1 else counts[0] * (counts[0] - 1) / 2 * self._factor
