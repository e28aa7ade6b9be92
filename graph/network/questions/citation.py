"""The line under a table: query, date, revision, provenance of ties and licence."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from graph.database.revisions import bookmark_of
from graph.network.projection.network_columns import WEAKEST_FIRST
from graph.network.projection.network_question import NetworkQuestion, TieFilter
from graph.network.projection.projected_network import ProjectedNetwork

_NOT_NAMED: Final = "not named by the city"


def licence_text(licences: Iterable[str]) -> str:
    return "licence of the data: " + (" / ".join(licences) or _NOT_NAMED)


def citation(network: ProjectedNetwork, read_until: str | None = None) -> str:
    """Returns the line. `read_until`: the later revision of some names, if the data changed."""
    question, revision = network.question, bookmark_of(network.snapshot.revision)
    parts = (
        f"Tiaokuai, network({query_text(question)})",
        f"as of {question.day.isoformat()}",
        f"revision {revision}" if read_until is None else f"revisions {revision} to {bookmark_of(read_until)}",
        f"{network.arrays.size} actors and {len(network.ties)} ties ({_provenance(network)})",
        licence_text(network.columns.licences),
    )
    return "; ".join(parts) + "."


def query_text(question: NetworkQuestion) -> str:
    """Returns the question's arguments in GraphQL."""
    texts = [f'scope: "{question.scope}"', f"projection: {question.projection.name}", f"boundary: {question.boundary.name}"]
    where = _where(question.where)
    return ", ".join([*texts, f"where: {{{where}}}"] if where else texts)


def _where(where: TieFilter) -> str:
    *lists, min_weight = where.key
    names = ("relations", "kinds", "unitTypes", "sectors", "provenance")
    texts = [f"{name}: [{', '.join(values)}]" for name, values in zip(names, lists, strict=True) if values is not None]
    return ", ".join(texts + ([] if min_weight is None else [f"minWeight: {min_weight:g}"]))


def _provenance(network: ProjectedNetwork) -> str:
    counts = np.bincount(network.ties.provenance, minlength=len(WEAKEST_FIRST)).tolist()
    found = [f"{name} {count}" for name, count in zip(WEAKEST_FIRST, counts, strict=True) if count]
    return ", ".join(found) or "no provenance"
