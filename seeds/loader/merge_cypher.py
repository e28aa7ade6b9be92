"""Builds the Cypher statements that write a city; those that merge count how many rows were new or differed.

Cypher takes no parameters for labels and relationship types; the texts contain only names that the model declares.
"""

from typing import Final, LiteralString, cast

from graph.model.declarations import Kind, Relation
from graph.model.divisions import DIVISIONS
from graph.model.homes import HOMES, is_home

DELETE_EVERYTHING: Final[LiteralString] = "MATCH (n:Entity|OwnIndicator|Licence) DETACH DELETE n"
COUNT_EVERYTHING: Final[LiteralString] = "MATCH (n:Entity) RETURN count(n)"
SUM_POPULATION: Final[LiteralString] = "MATCH (n:Community) RETURN coalesce(sum(n.population), 0)"

_CHANGED: Final = (
    "any(key IN keys({new}) WHERE coalesce({old}[key] <> {new}[key], ({old}[key] IS NULL) <> ({new}[key] IS NULL)))"
)
"""Whether a stored map differs from the row; otherwise nothing is written."""


def merge_entities(kind: Kind) -> LiteralString:
    """Merges entities. ``$rows``: maps of ``values``, every stored property by name, null if blank, and ``pinyin``, the pinyin properties
    of the name. A change of pinyin alone makes no new version.
    """
    labels = ":Entity:Division" if kind in DIVISIONS else ":Entity"
    return _text(
        f"UNWIND $rows AS row MERGE (n:{kind.label} {{code: row.values.code}}) "
        f"ON CREATE SET n{labels}, n.version = 0 "
        f"WITH n, row, {_CHANGED.format(old='n', new='row.values')} AS revised "
        f"WHERE revised OR {_CHANGED.format(old='n', new='row.pinyin')} "
        "SET n += row.values, n += row.pinyin, n.version = coalesce(n.version, 0) + CASE WHEN revised THEN 1 ELSE 0 END "
        "RETURN count(n)"
    )


def merge_custom_indicators() -> LiteralString:
    """Merges custom indicators. ``$rows``: maps of every column by name, null if blank."""
    return _text(
        "UNWIND $rows AS row MERGE (n:OwnIndicator {name: row.name}) "
        f"WITH n, row WHERE {_CHANGED.format(old='n', new='row')} SET n += row RETURN count(n)"
    )


def merge_licences() -> LiteralString:
    """Merges licences. ``$rows``: maps of ``division`` and ``licence``."""
    return _text(
        "UNWIND $rows AS row MERGE (n:Licence {division: row.division}) "
        f"WITH n, row WHERE {_CHANGED.format(old='n', new='row')} SET n += row RETURN count(n)"
    )


def merge_links(relation: Relation) -> LiteralString:
    """Merges links. ``$rows``: maps of ``from``, ``from_label``, ``to``, ``to_label``, ``since`` and ``values``, every stored property by
    name. All kinds of ends share one text, because planning another statement takes longer than writing the links.
    """
    arrow = "-" if relation.undirected else "->"
    # No row has an empty source (a blank cell is null), so every new link differs from its row and is counted.
    return _text(
        f"UNWIND $rows AS row {_match('a', 'from', relation.sources)} {_match('b', 'to', relation.targets)} "
        f"MERGE (a)-[r:{relation.name} {{since: row.since}}]{arrow}(b) "
        "ON CREATE SET r.source = '' "
        f"WITH r, row.values AS new WHERE {_CHANGED.format(old='r', new='new')} "
        "SET r += new RETURN count(r)"
    )


def _match(node: str, end: str, kinds: tuple[Kind, ...]) -> str:
    if len(kinds) == 1:
        return f"MATCH ({node}:{kinds[0].label} {{code: row.{end}}})"
    return f"MATCH ({node}:Entity {{code: row.{end}}}) WHERE row.{end}_label IN labels({node})"


def find_second_homes(*, of_start: bool) -> LiteralString:
    """Finds entities with two valid home links on one day. ``$rows``: maps of ``code``, ``label`` and ``relation``. Result columns: label,
    code, codes of both homes, first day of the second.
    """
    before, after = ("-", "->") if of_start else ("<-", "-")
    names = "|".join(relation.name for kind, relation in HOMES.items() if is_home(relation, kind, of_start=of_start))
    begins = "[first.since, second.since, n.valid_from, one.valid_from, other.valid_from]"
    ends = "[first.until, second.until, n.valid_to, one.valid_to, other.valid_to]"
    return _text(
        "UNWIND $rows AS row MATCH (n:Entity {code: row.code}) WHERE row.label IN labels(n) "
        f"MATCH (n){before}[first:{names}]{after}(one), (n){before}[second:{names}]{after}(other) "
        "WHERE type(first) = row.relation AND type(second) = row.relation "
        "AND (first.since < second.since OR (first.since = second.since AND one.code < other.code)) "
        f"AND all(begin IN {begins} WHERE all(end IN {ends} WHERE coalesce(begin < end, true))) "
        "RETURN row.label, n.code, one.code, other.code, second.since ORDER BY row.label, n.code LIMIT 20"
    )


def _text(text: str) -> LiteralString:
    return cast(LiteralString, text)
