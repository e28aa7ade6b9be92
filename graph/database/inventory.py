"""Counts nodes by kind, and foreign nodes by their labels."""

from dataclasses import dataclass
from typing import Final, LiteralString

from graph.database.database import Database
from graph.database.epoch import EPOCH_LABEL
from graph.database.statement import Statement
from graph.model.custom_indicators import CUSTOM_INDICATOR_LABEL
from graph.model.declarations import Kind
from graph.model.licences import LICENCE_LABEL
from graph.model.registry import KINDS

_BY_LABELS: Final[LiteralString] = """
MATCH (n) RETURN labels(n) AS labels, count(*) AS count, max(CASE WHEN n:Epoch THEN n.prepared END) AS prepared
"""
_ANY_DIVISION: Final[LiteralString] = "RETURN EXISTS { MATCH (n:Division) } AS loaded"


@dataclass(frozen=True)
class Contents:
    """Numbers of nodes by kind, in the order of the model, and of foreign nodes by their labels. `prepared`: the digest of the created
    constraints.
    """

    counts: dict[Kind, int]
    foreign: dict[str, int]
    prepared: str | None = None

    @property
    def empty(self) -> bool:
        return not self.counts and not self.foreign


async def contents_of(database: Database) -> Contents:
    """Takes about one second for a few million nodes."""
    answer = await database.read(Statement(_BY_LABELS))
    ours: dict[Kind, int] = {}
    foreign: dict[str, int] = {}
    prepared: str | None = None
    for labels, count, digest in answer.rows:
        prepared = digest or prepared
        kinds = [kind for kind in KINDS if kind.label in labels]
        if kinds:
            ours[kinds[0]] = ours.get(kinds[0], 0) + count
        elif labels not in ([CUSTOM_INDICATOR_LABEL], [LICENCE_LABEL], [EPOCH_LABEL]):
            foreign[":".join(labels) or "without a label"] = count
    return Contents({kind: ours[kind] for kind in KINDS if kind in ours}, foreign, prepared)


async def is_loaded(database: Database) -> bool:
    answer = await database.read(Statement(_ANY_DIVISION))
    return bool(answer.rows[0][0])
