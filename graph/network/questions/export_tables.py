"""The tables of an export."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, LiteralString

import numpy as np

from graph.database.revisions import bookmark_of
from graph.database.statement import Statement
from graph.model.chinese_names import names_of_kind
from graph.model.declarations import Kind
from graph.network.exports.export_network import SUBGROUP, ExportActor, ExportNetwork, ExportTie
from graph.network.measures.measure import Measure
from graph.network.measures.rounding import rounded_or_none
from graph.network.projection.link_selection import select_links
from graph.network.projection.network_columns import WEAKEST_FIRST
from graph.network.projection.projected_network import ProjectedNetwork
from graph.network.projection.ties import Ties, merge_into_ties
from graph.network.questions.citation import citation, licence_text, query_text
from graph.network.questions.export_question import ExportQuestion
from graph.snapshot.snapshot import RELATION_NAMES, int_to_date

# In batches: decoding one large row would block the event loop.
_NAMES: Final[LiteralString] = """
UNWIND range(0, size($ids) - 1) AS place
MATCH (n) WHERE id(n) = $ids[place]
WITH place / 2000 AS batch, place, n
RETURN collect(place) AS places, collect(coalesce(n.name, n.code)) AS names, collect(coalesce(n.provenance, 'IMPORTED')) AS provenances
"""


def names_statement(network: ProjectedNetwork) -> Statement:
    return Statement(_NAMES, {"ids": network.snapshot.node_id[network.actors].tolist()})


@dataclass(frozen=True)
class ActorNames:
    """Lists by position of the actor."""

    names: list[str]
    provenances: list[str]

    @classmethod
    def of(cls, size: int, rows: list[list[Any]]) -> "ActorNames":
        """Decodes the result of `names_statement`."""
        found = cls([""] * size, ["IMPORTED"] * size)
        for places, names, provenances in rows:
            for place, name, provenance in zip(places, names, provenances, strict=True):
                found.names[place], found.provenances[place] = name, provenance
        return found


def export_tables(
    question: ExportQuestion,
    network: ProjectedNetwork,
    names: ActorNames,
    results: Mapping[str, Any],
    read_until: str | None,
) -> ExportNetwork:
    """`results`: by measure. `read_until`: the later revision of some names, if the data changed."""
    actors = _actors(question, network, names, results)
    ids = dict(zip(network.actors.tolist(), (actor.id for actor in actors), strict=True))
    return ExportNetwork(
        actors=actors,
        ties=_ties(network, ids),
        directed=network.arrays.directed,
        about=_about(question, network, read_until),
        measures=question.measures,
        two_mode=network.arrays.two_mode,
    )


def _about(question: ExportQuestion, network: ProjectedNetwork, read_until: str | None) -> dict[str, str]:
    projection, revision = network.question.projection, bookmark_of(network.snapshot.revision)
    zh, en = _languages(projection.meaning)
    about = {
        "title": zh if question.language == "zh" else en,
        "citation": citation(network, read_until).english,
        "query": f"network({query_text(network.question)})",
        "as_of": network.question.day.isoformat(),
        "revision": revision,
        "projection": projection.name,
        "boundary": network.question.boundary.name,
        "scope": network.question.scope,
        "licence": licence_text(network.columns.licences).english,
    }
    return about if read_until is None else {**about, "revision": bookmark_of(read_until), "revision_from": revision}


def _languages(meaning: str) -> tuple[str, str]:
    """Splits a description by language."""
    zh, _, en = meaning.partition("。 ")
    return f"{zh}。", en


# ---------------------------------------------------------------------------------------------------- actors
def _actors(
    question: ExportQuestion, network: ProjectedNetwork, names: ActorNames, results: Mapping[str, Any]
) -> list[ExportActor]:
    snapshot, mode_two = network.snapshot, network.arrays.mode_two
    entities: list[int] = network.actors.tolist()
    kinds = {int(snapshot.kind[actor]): snapshot.kind_of(actor) for actor in entities}
    several = len(kinds) > 1
    columns = {name: _column(name, results[name]) for name in question.measures}
    found: list[ExportActor] = []
    for position, actor in enumerate(entities):
        kind, code = kinds[int(snapshot.kind[actor])], snapshot.codes[actor]
        found.append(
            ExportActor(
                id=f"{kind.label}:{code}" if several else code,
                code=code,
                kind=kind.name,
                kind_zh=kind_name_zh(kind),
                kind_en=kind_name_en(kind),
                name=names.names[position],
                in_scope=bool(network.in_scope[position]),
                provenance=names.provenances[position],
                mode=None if mode_two is None else "TWO" if mode_two[position] else "ONE",
                valid_from=int_to_date(int(snapshot.valid_from[actor])),
                valid_to=int_to_date(int(snapshot.valid_to[actor])),
                measures={name: column[position] for name, column in columns.items()},
            )
        )
    return found


def _column(name: str, result: Any) -> list[float | int | None]:
    if name == SUBGROUP:
        return result.group.tolist()
    integer = name in _INTEGERS
    values = [rounded_or_none(value) for value in result.values.tolist()]
    return [None if value is None else round(value) if integer else value for value in values]


_INTEGERS: Final = {measure.value for measure in (Measure.DEGREE, Measure.IN_DEGREE, Measure.OUT_DEGREE, Measure.K_CORE)}


def kind_name_zh(kind: Kind) -> str:
    return names_of_kind(kind)[0]


def kind_name_en(kind: Kind) -> str:
    return kind.name.replace("_", " ").lower()


# ---------------------------------------------------------------------------------------------------- ties
def _ties(network: ProjectedNetwork, ids: Mapping[int, str]) -> list[ExportTie]:
    ties = network.ties
    if network.question.projection.name == "EVERYTHING":
        ties = _by_relation(network)
    return [_tie(ties, place, ids) for place in range(len(ties))]


def _tie(ties: Ties, place: int, ids: Mapping[int, str]) -> ExportTie:
    relation = int(ties.relation[place])
    return ExportTie(
        source=ids[int(ties.one[place])],
        target=ids[int(ties.two[place])],
        weight=float(ties.weight[place]),
        links=int(ties.links[place]),
        provenance=WEAKEST_FIRST[int(ties.provenance[place])],
        relation=RELATION_NAMES[relation] if relation >= 0 else None,
        since=int_to_date(int(ties.since[place])),
        until=int_to_date(int(ties.until[place])),
    )


def _by_relation(network: ProjectedNetwork) -> Ties:
    """Returns one tie per pair and relation."""
    question, columns = network.question, network.columns
    parts: list[Ties] = []
    for name in question.relations:
        of_one = replace(question, where=replace(question.where, relations=frozenset({name})))
        selection = select_links(columns, network.evaluator, of_one, network.scope)
        parts.append(merge_into_ties(columns, selection, question.projection))
    if not parts:
        return network.ties
    columns_of_parts: Any = zip(*(part.columns for part in parts), strict=True)
    joined = Ties(*(np.concatenate(column) for column in columns_of_parts))
    kept = joined.select(joined.weight >= (question.where.min_weight or 0))
    return kept.select(np.lexsort((kept.relation, kept.two, kept.one)))
