"""The largest division whose part of the graph fits, for an error message.

A small division is read first, to estimate the bytes per division in it; then the largest that should fit, and others as the
estimate improves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, LiteralString

from graph.database.statement import ReadStatement, Statement
from graph.model.registry import KIND_BY_LABEL
from graph.network.projection.graph_part import GraphPart
from graph.network.questions.fitting_division import FittingDivision
from graph.network.questions.scope_reading import ScopeReading

MAX_READ: Final = 6
"""Divisions whose part is read."""
_SHARE_OF_SMALL: Final = 0.02
"""The first one has at most this share of the largest one's divisions."""
_MORE_AFTER_FAILURE: Final = 1.2
"""Factor of the bytes per division after a part that does not fit."""
_BELOW: Final[LiteralString] = """
MATCH (scope:Division {code: $code})
MATCH (scope) (()-[a:ADMINISTERS WHERE coalesce(a.since <= $day, true) AND coalesce($day < a.until, true)]->
  (n:Division WHERE coalesce(n.valid_from <= $day, true) AND coalesce($day < n.valid_to, true))){1,4} (d)
WITH DISTINCT d, COUNT { (d)-[:ADMINISTERS*1..4]->() } + 1 AS size ORDER BY size DESC, d.code
RETURN [label IN labels(d) WHERE NOT label IN ['Entity', 'Division']][0] AS label, d.code AS code, size
"""


@dataclass(frozen=True)
class _Candidate:
    label: str
    code: str
    size: int


@dataclass
class FittingPart:
    """Finds the largest division below a scope whose part needs at most `max_bytes`. `part`: that of the scope, which is too large."""

    part: GraphPart
    day: date
    read: ReadStatement
    max_bytes: float

    async def division(self) -> FittingDivision | None:
        """Returns the largest division found to fit, or None."""
        rows: list[list[Any]] = (await self.read(Statement(_BELOW, {"code": self.part.scope, "day": self.day}))).rows
        candidates = [_Candidate(*row) for row in rows]
        found: _Candidate | None = None
        tried, chosen, per_division = set[_Candidate](), _small(candidates), 0.0
        while chosen is not None and len(tried) < MAX_READ:
            tried.add(chosen)
            needed = await self._bytes(chosen)
            if needed is None:
                per_division = max(per_division, self.max_bytes / chosen.size) * _MORE_AFTER_FAILURE
            else:
                found, per_division = chosen, needed / chosen.size
            least = 0 if found is None else found.size
            fitting = (each for each in candidates if each.size > least and each.size * per_division <= self.max_bytes)
            chosen = next((each for each in fitting if each not in tried), None)
            if chosen is None and found is None and candidates[-1] not in tried:
                chosen = candidates[-1]
        return None if found is None else FittingDivision(KIND_BY_LABEL[found.label].name, found.code)

    async def _bytes(self, candidate: _Candidate) -> int | None:
        part = replace(self.part, scope=candidate.code)
        snapshot = await ScopeReading(part, self.read, self.max_bytes).snapshot()
        return None if snapshot is None else snapshot.bytes


def _small(candidates: Sequence[_Candidate]) -> _Candidate | None:
    """Returns the largest candidate within _SHARE_OF_SMALL of the first one's size."""
    if not candidates:
        return None
    limit = candidates[0].size * _SHARE_OF_SMALL
    return next((each for each in candidates if each.size <= limit), candidates[-1])
