"""Full-text search by name, former name, code or pinyin, best matches first.

The index has one token per Chinese character of names and codes, and one per suffix of pinyin. Cypher filters its superset of
matches and ranks them in tiers, not by index scores, which change with unrelated inserts.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
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
from graph.messages import search as messages
from graph.model.declarations import Kind
from graph.model.registry import KIND_BY_NAME

MAX_TEXT_LENGTH: Final = 100
_SEARCH_TEXT_CACHE_SIZE: Final = 1_000
_TOKEN_RUNS: Final = re.compile("[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]+")
"""Consecutive index tokens, or part of one."""

_PINYIN: Final = re.compile("[a-z0-9]{2,}")
_MAX_INFIX_LENGTH: Final = 4
"""Infix searches use only so many characters of a run."""
_CANDIDATES: Final[LiteralString] = (
    f"CALL db.index.fulltext.queryNodes('{ENTITY_SEARCH}', $lucene) YIELD node AS n WITH n WHERE"
)
_TIER: Final[LiteralString] = """
WITH n, toLower(n.code) AS code, toLower(n.name) AS name
WITH n, CASE
  WHEN code = $text THEN 0
  WHEN name = $text THEN 1
  WHEN name STARTS WITH $text OR code STARTS WITH $text THEN 2
  WHEN name CONTAINS $text THEN 3
  WHEN any(former IN n.former_names WHERE toLower(former) CONTAINS $text) THEN 4
  WHEN any(start IN n.pinyin_starts WHERE start STARTS WITH $pinyin) THEN 5
END AS tier
WITH n, tier WHERE tier IS NOT NULL"""
"""Binds ``tier``: exact code, exact name, prefix, infix, former name, pinyin prefix."""


@dataclass(frozen=True)
class Search(SingleStatementField, ListField):
    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        arguments = compiler.selections.arguments(selected)
        for name in ("text", "lucene", "pinyin"):
            compiler.parameters[name] = _parameter(selected, attrgetter(name))
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
        raise UserError(messages.NO_KINDS)
    return EVERY_KIND if kinds is None else frozenset(KIND_BY_NAME[kind.value] for kind in kinds)


def _parameter(selected: SelectedField, read: Callable[["SearchText"], Any]) -> ParameterResolver:
    return lambda variables: read(_search_text(_text(variables.arguments(selected))))


@dataclass(frozen=True)
class SearchText:
    """A normalised text, its pinyin (None if impossible) and its Lucene query."""

    text: str
    pinyin: str | None
    lucene: str


@lru_cache(_SEARCH_TEXT_CACHE_SIZE)
def _search_text(text: str) -> SearchText:
    """Caches the text for three parameters of each page."""
    pinyin = _pinyin(text)
    return SearchText(text, pinyin, _lucene(text, pinyin))


def _text(arguments: Mapping[str, Any]) -> str:
    text = arguments["text"].strip().lower()
    if not any(character.isalnum() for character in text):
        raise UserError(messages.NOTHING_TO_SEARCH)
    if len(text) > MAX_TEXT_LENGTH:
        raise UserError(messages.TEXT_TOO_LONG, length=len(text), maximum=MAX_TEXT_LENGTH)
    return text


def _pinyin(text: str) -> str | None:
    """Returns a pinyin prefix of at least two letters or digits, or None."""
    letters = re.sub("[\\s'’]", "", text.replace("ü", "v"))
    return letters if _PINYIN.fullmatch(letters) else None


def _lucene(text: str, pinyin: str | None) -> str:
    """Returns a Lucene query for names and former names that contain the text, and codes and pinyin that begin with it.

    It may find more: all entities if no part of the text is certainly indexed.
    """
    runs = [*_TOKEN_RUNS.finditer(text)]
    if not runs:
        return "*:*"
    infix = [_lucene_clause(run) for run in runs]
    # A code that begins with the text begins with its first run.
    prefix = [_lucene_clause(runs[0], begins_token=True), *infix[1:]] if runs[0].start() == 0 else infix
    fields = [(name, words) for name, words in (("name", infix), ("former_names", infix), ("code", prefix))]
    clauses = [f"({' '.join(f'+{name}:{word}' for word in dict.fromkeys(words))})" for name, words in fields]
    if pinyin:
        clauses.append(f"pinyin_starts:{pinyin}*")
    return " ".join(clauses)


def _lucene_clause(match: re.Match[str], begins_token: bool = False) -> str:
    """Returns a clause for tokens that may contain this run: a phrase for Chinese characters, a token or prefix for letters
    that certainly begin a token. For other letters, an infix search compares all tokens.

    ``begins_token``: assume that the run does.
    """
    run, text = match[0], match.string
    if not run.isascii():
        return f'"{run}"'
    if not begins_token and not _is_boundary(text[: match.start()][-1:]):
        # Long regular expressions compile slowly, and the first letters are selective enough.
        return f"/.*{run[:_MAX_INFIX_LENGTH]}.*/"
    return run if _is_boundary(text[match.end() :][:1]) else f"{run}*"


def _is_boundary(neighbour: str) -> bool:
    """Returns whether a token certainly ends next to this character. If empty, it may continue."""
    return neighbour == "-" or neighbour.isspace() or (not neighbour.isascii() and bool(_TOKEN_RUNS.fullmatch(neighbour)))
