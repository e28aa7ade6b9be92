"""Full-text search by name, former name, code or pinyin, best matches first.

The index has one token per Chinese character of names and codes, and one per suffix of pinyin. Cypher filters its superset of matches and
ranks them in tiers, not by index scores, which change with unrelated inserts.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, LiteralString

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.context import SingleStatementField
from graph.compiler.pagination import OrderKey
from graph.compiler.query_plan import ParameterResolver, QueryPlan
from graph.compiler.relationship_fields import entity_order
from graph.compiler.root_fields import list_plan, scoped_plan
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.home_division import above, match_home
from graph.cypher.labels import EVERY_KIND, labels
from graph.cypher.validity import node_is_valid
from graph.database.constraints import ENTITY_SEARCH
from graph.errors import UserError
from graph.messages import compiler as compiler_messages
from graph.messages import search as messages
from graph.model.declarations import Kind
from graph.model.registry import KIND_BY_NAME
from graph.search_text import MAX_TEXT_LENGTH, SearchText, search_text

_CANDIDATES: Final[LiteralString] = (
    f"CALL db.index.fulltext.queryNodes('{ENTITY_SEARCH}', $lucene) YIELD node AS n WITH n WHERE"
)
_TIER: Final[LiteralString] = """
WITH n, toLower(n.code) AS code, toLower(n.name) AS name, [former IN n.former_names | toLower(former)] AS formers
WITH n, CASE
  WHEN code IN $spellings OR (n:Division AND code IN $codes) THEN 0
  WHEN name IN $spellings THEN 1
  WHEN any(text IN $spellings WHERE name STARTS WITH text OR code STARTS WITH text) THEN 2
  WHEN all(word IN $words WHERE any(text IN word.spellings WHERE name CONTAINS text)) THEN 3
  WHEN all(word IN $words WHERE any(text IN word.spellings WHERE name CONTAINS text OR any(former IN formers WHERE former CONTAINS text)))
    THEN 4
  WHEN any(start IN n.pinyin_starts WHERE any(reading IN $readings WHERE start STARTS WITH reading)) THEN 5
  WHEN size($words) > 1 AND all(word IN $words WHERE
      any(text IN word.spellings WHERE name CONTAINS text OR any(former IN formers WHERE former CONTAINS text))
      OR any(start IN n.pinyin_starts WHERE any(reading IN word.readings WHERE start STARTS WITH reading))) THEN 5
END AS tier
WITH n, tier WHERE tier IS NOT NULL"""
"""Binds ``tier``: exact code, exact name, prefix, all words in the name, in it or a former name, pinyin."""


@dataclass(frozen=True)
class Search(SingleStatementField, ListField):
    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        arguments = compiler.selections.arguments(selected)
        for name in ("spellings", "codes", "readings", "words", "lucene"):
            compiler.parameters[name] = _parameter(selected, _PARAMETERS[name])
        kinds = _kinds(arguments)
        within = arguments.get("within") is not None
        matches = RowSource(
            f"{_CANDIDATES} n{labels(kinds)} AND {node_is_valid('n', compiler.as_of)}{_TIER}{_within(compiler, kinds) if within else ''}",
            Binding.of("n", kinds),
            (OrderKey("tier", "tier"), *entity_order("n", kinds)),
            carried=("tier",),
        )
        return scoped_plan(compiler, matches, selected) if within else list_plan(compiler, matches, selected)


def _within(compiler: Compiler, kinds: frozenset[Kind]) -> str:
    home = compiler.name("home")
    home_match = f"{match_home(compiler, 'n', kinds, home)} WITH {home} ORDER BY {home}.code LIMIT 1"
    return f" AND EXISTS {{ {home_match} MATCH {above(compiler, home, 'scope', min_steps=0)} RETURN 1 AS one }}"


def _kinds(arguments: Mapping[str, Any]) -> frozenset[Kind]:
    kinds = arguments.get("kinds")
    if kinds == []:
        raise UserError(compiler_messages.NO_KINDS)
    return EVERY_KIND if kinds is None else frozenset(KIND_BY_NAME[kind.value] for kind in kinds)


_PARAMETERS: Final[Mapping[str, Callable[[SearchText], Any]]] = {
    "spellings": lambda text: list(text.spellings),
    "codes": lambda text: list(text.codes),
    "readings": lambda text: list(text.readings),
    "words": attrgetter("word_parameters"),
    "lucene": attrgetter("lucene"),
}


def _parameter(selected: SelectedField, read: Callable[[SearchText], Any]) -> ParameterResolver:
    return lambda variables: read(search_text(_text(variables.arguments(selected))))


def _text(arguments: Mapping[str, Any]) -> str:
    # Zero-width characters and the like are copied along with a text.
    text = "".join(each for each in arguments["text"] if unicodedata.category(each) != "Cf").strip().lower()
    if not any(character.isalnum() for character in text):
        raise UserError(messages.NOTHING_TO_SEARCH)
    if len(text) > MAX_TEXT_LENGTH:
        raise UserError(messages.SEARCH_TEXT_TOO_LONG, length=len(text), maximum=MAX_TEXT_LENGTH)
    return text
