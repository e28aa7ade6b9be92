"""Search: entities by name, former name, code or pinyin, best first and in a fixed order.

The full-text index (of names and codes, one token for each Chinese character; of readings, one for each start) gives the candidates, at least
all that match; what makes a match, and how good it is, is then decided exactly. Scores of the index move with unrelated inserts, so that no order is built on them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, LiteralString

from graph.compiler.compiler import Binding, Compiler, ParameterResolver, QueryPlan
from graph.compiler.pagination import OrderKey
from graph.compiler.relationship_fields import entity_order
from graph.compiler.root_fields import list_plan, scoped_plan
from graph.compiler.row_source import ListField, RowSource
from graph.compiler.selections import SelectedField
from graph.cypher.home_division import above, match_home
from graph.cypher.labels import EVERY_KIND, labels
from graph.cypher.validity import node_is_valid
from graph.database.constraints import ENTITY_SEARCH
from graph.errors import argument_error
from graph.model.declarations import Kind
from graph.model.registry import KIND_BY_NAME

MAX_TEXT_LENGTH: Final = 100
_REMEMBERED: Final = 1_000
"""How many texts are remembered."""
_RUNS: Final = re.compile("[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]+")
"""What the index surely has as tokens one after the other, or within one: Chinese characters, of which each is a token; ASCII letters and
digits."""

_PINYIN: Final = re.compile("[a-z0-9]{2,}")
_LETTERS: Final = 4
"""How many letters or digits of a run are looked for within tokens."""
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
"""Binds ``tier``: exact code, exact name, prefix, contained, former name, pinyin. A name without a stored reading
is found by the others alone."""


@dataclass(frozen=True)
class Search(ListField):
    """The instruction of ``Query.search``."""

    def plan(self, compiler: Compiler, selected: SelectedField) -> QueryPlan:
        arguments = compiler.selections.arguments(selected)
        for name in ("text", "lucene", "pinyin"):
            compiler.parameters[name] = _recipe(compiler, selected, attrgetter(name))
        kinds = _kinds(arguments)
        within = arguments.get("within") is not None
        matches = RowSource(
            f"{_CANDIDATES} n{labels(kinds)} AND {node_is_valid('n', compiler.as_of)}{_TIER}{_within(compiler, kinds) if within else ''}",
            Binding.of("n", kinds),
            (OrderKey("tier", "tier"), *entity_order("n", kinds, like=EVERY_KIND)),
            carried=("tier",),
        )
        return scoped_plan(compiler, matches, selected) if within else list_plan(compiler, matches, selected)


def _within(compiler: Compiler, kinds: frozenset[Kind]) -> str:
    home = compiler.name("home")
    found = f"{match_home(compiler, 'n', kinds, home)} WITH {home} ORDER BY {home}.code LIMIT 1"
    return f" AND EXISTS {{ {found} MATCH {above(compiler, home, 'scope', shortest=0)} RETURN 1 AS one }}"


def _kinds(arguments: Mapping[str, Any]) -> frozenset[Kind]:
    kinds = arguments.get("kinds")
    if kinds == []:
        raise argument_error("`kinds` is empty, so that nothing can be found. Name at least one kind, or leave it out.")
    return EVERY_KIND if kinds is None else frozenset(KIND_BY_NAME[kind.value] for kind in kinds)


def _recipe(compiler: Compiler, selected: SelectedField, read: Callable[["SearchText"], Any]) -> ParameterResolver:
    return lambda variables: read(_sought(_text(compiler.selections.arguments(selected, variables))))


@dataclass(frozen=True)
class SearchText:
    """A text that is looked for: what is held against names and codes, against readings (None where it cannot be one), and asked of the
    index."""

    text: str
    pinyin: str | None
    lucene: str


@lru_cache(_REMEMBERED)
def _sought(text: str) -> SearchText:
    """Remembered: it is three parameters of one statement, and whoever turns the pages asks for it again."""
    pinyin = _pinyin(text)
    return SearchText(text, pinyin, _lucene(text, pinyin))


def _text(arguments: Mapping[str, Any]) -> str:
    text = arguments["text"].strip().lower()
    if not any(character.isalnum() for character in text):
        raise argument_error("`text` holds no letter, digit or character to look for.")
    if len(text) > MAX_TEXT_LENGTH:
        raise argument_error(f"`text` has {len(text)} characters; it takes up to {MAX_TEXT_LENGTH}.")
    return text


def _pinyin(text: str) -> str | None:
    """The text as the start of a reading, at least two letters or digits; None where it is none."""
    letters = re.sub("[\\s'’]", "", text.replace("ü", "v"))
    return letters if _PINYIN.fullmatch(letters) else None


def _lucene(text: str, pinyin: str | None) -> str:
    """A query that finds every entity whose name or former name contains the text, whose code begins with it, or that is read so, and maybe
    more: every entity, where the text has nothing that the index is sure to know."""
    found = [*_RUNS.finditer(text)]
    if not found:
        return "*:*"
    inside = [_lucene_clause(each) for each in found]
    # A code begins with the text, and so with its first run.
    first = [_lucene_clause(found[0], begins=True), *inside[1:]] if found[0].start() == 0 else inside
    fields = [(name, words) for name, words in (("name", inside), ("former_names", inside), ("code", first))]
    clauses = [f"({' '.join(f'+{name}:{word}' for word in dict.fromkeys(words))})" for name, words in fields]
    if pinyin:
        clauses.append(f"pinyin_starts:{pinyin}*")
    return " ".join(clauses)


def _lucene_clause(found: re.Match[str], begins: bool = False) -> str:
    """What finds the tokens of the index in which this run of the text may be: Chinese characters as a phrase; letters as a token, where they
    surely begin and end there too. To look for them anywhere inside of tokens compares them with all there are, and of codes there are as
    many as entities. ``begins``: whether a token begins with them, whatever is before them in the text."""
    run, text = found[0], found.string
    if not run.isascii():
        return f'"{run}"'
    if not begins and not _is_boundary(text[: found.start()][-1:]):
        # An automaton of many letters takes longer to build than to run, and few names have the first ones by chance.
        return f"/.*{run[:_LETTERS]}.*/"
    return run if _is_boundary(text[found.end() :][:1]) else f"{run}*"


def _is_boundary(neighbour: str) -> bool:
    """Whether a token surely ends beside this character; nothing is known of what a name has beside the text."""
    return neighbour == "-" or neighbour.isspace() or (not neighbour.isascii() and bool(_RUNS.fullmatch(neighbour)))
