"""The line under a table: query, date, revision, provenance of ties and licence."""

from collections.abc import Iterable

import numpy as np

from graph.database.revisions import bookmark_of
from graph.messages import citation as messages
from graph.messages.language import BilingualText
from graph.network.projection.network_columns import WEAKEST_FIRST
from graph.network.projection.network_question import NetworkQuestion, TieFilter
from graph.network.projection.projected_network import ProjectedNetwork


def licence_names(licences: Iterable[str]) -> BilingualText:
    names = " / ".join(licences)
    return BilingualText.untranslated(names) if names else messages.LICENCE_NOT_NAMED.format()


def licence_text(licences: Iterable[str]) -> BilingualText:
    return messages.LICENCE_OF_DATA.format(licences=licence_names(licences))


def citation(network: ProjectedNetwork, read_until: str | None = None) -> BilingualText:
    """Returns the line. `read_until`: the later revision of some names, if the data changed."""
    question = network.question
    return messages.CITATION.format(
        query=query_text(question),
        day=question.day.isoformat(),
        revision=_revision(bookmark_of(network.snapshot.revision), read_until),
        actors=network.arrays.size,
        ties=len(network.ties),
        provenance=_provenance(network),
        licence=licence_text(network.columns.licences),
    )


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


def _revision(revision: str, read_until: str | None) -> BilingualText:
    if read_until is None:
        return messages.REVISION_OF_NETWORK.format(revision=revision)
    return messages.REVISIONS_OF_NETWORK.format(first=revision, last=bookmark_of(read_until))


def _provenance(network: ProjectedNetwork) -> str | BilingualText:
    counts = np.bincount(network.ties.provenance, minlength=len(WEAKEST_FIRST)).tolist()
    found = [f"{name} {count}" for name, count in zip(WEAKEST_FIRST, counts, strict=True) if count]
    return ", ".join(found) or messages.NO_PROVENANCE.format()
