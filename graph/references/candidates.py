"""Entities that a caller may mean: with a close code or name, or successors of an ended one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, LiteralString, Self

from graph.database.statement import ReadStatement, Statement
from graph.model.declarations import Kind
from graph.model.registry import KIND_BY_LABEL
from graph.references.mentions import Mention
from graph.search_text import MAX_TEXT_LENGTH, search_text

MAX_CANDIDATES: Final = 5
MAX_COMPARED: Final = 60
"""Entities per look-up whose codes or names are compared."""
_MAX_CODE_LENGTH: Final = 40
"""Longer codes have no close ones."""
_CUT: Final = (1, 2, 3, 6)
"""Numbers of last characters in which codes may differ."""
_BY_CODE: Final[LiteralString] = """
CALL () {
  MATCH (n:Entity) WHERE n.code IN $codes RETURN n
  UNION
  UNWIND $prefixes AS prefix
  CALL (prefix) { MATCH (n:Entity) WHERE n.code STARTS WITH prefix RETURN n ORDER BY n.code LIMIT $compared }
  RETURN n
}
WITH DISTINCT n WHERE any(label IN labels(n) WHERE label IN $labels)
RETURN head([label IN labels(n) WHERE NOT label IN ['Entity', 'Division']]) AS label, n.code AS code, n.name AS name,
       n.valid_from AS first, n.valid_to AS end
"""
_BY_NAME: Final[LiteralString] = """
CALL db.index.fulltext.queryNodes('entity_search', $lucene, {limit: 500}) YIELD node AS n, score
WITH n, score WHERE any(label IN labels(n) WHERE label IN $labels)
WITH n, score ORDER BY score DESC, n.code LIMIT $compared
RETURN head([label IN labels(n) WHERE NOT label IN ['Entity', 'Division']]) AS label, n.code AS code, n.name AS name,
       n.valid_from AS first, n.valid_to AS end
"""
_SUCCESSORS: Final[LiteralString] = """
MATCH (gone:Entity {code: $code}) WHERE $label IN labels(gone)
CALL (gone) {
  CALL db.index.fulltext.queryNodes('entity_search', $lucene) YIELD node AS n
  WITH gone, n WHERE gone.name IN coalesce(n.former_names, []) OR gone.name = n.name
  RETURN n, 1000000 AS weight
  UNION ALL
  MATCH (gone)-[one]-(moved:Entity)-[other]-(n:Entity)
  WHERE type(one) = type(other) AND other.since >= gone.valid_to AND coalesce(one.until, gone.valid_to) <= other.since
    AND type(one) <> 'ADMINISTERS'
  RETURN n, count(*) AS weight
}
WITH gone, n, sum(weight) AS weight
WHERE n <> gone AND $label IN labels(n) AND coalesce(n.valid_from <= $day, true) AND coalesce($day < n.valid_to, true)
RETURN $label AS label, n.code AS code, n.name AS name, n.valid_from AS first, n.valid_to AS end, weight
ORDER BY weight DESC, code LIMIT $maximum
"""
"""Entities with the former name of an ended one, and those to which its links have moved."""


@dataclass(frozen=True)
class NamedEntity:
    """An entity that a name in an argument can mean.

    `first`: its first day. `end`: the first day on which it no longer exists.
    """

    kind: Kind
    code: str
    name: str
    first: date | None
    end: date | None

    @classmethod
    def of_row(cls, row: list[Any]) -> Self:
        label, code, name, first, end = row[:5]
        return cls(KIND_BY_LABEL[label], code, name, *(each and each.to_native() for each in (first, end)))

    def is_valid(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)

    @property
    def shown(self) -> dict[str, str]:
        """The entity as errors and hints list it among the candidates."""
        return {"id": f"{self.kind.label}:{self.code}", "kind": self.kind.name, "code": self.code, "name": self.name}

    @property
    def shown_with_dates(self) -> dict[str, str | None]:
        first, end = (each and each.isoformat() for each in (self.first, self.end))
        return {**self.shown, "validFrom": first, "validTo": end}


async def candidates_for(read: ReadStatement, mention: Mention, day: date) -> list[NamedEntity]:
    """Returns valid entities of the mention's kinds on a date, closest first."""
    text = mention.code if mention.name is None else mention.name
    if not text.strip():
        return []
    found = await _by_code(read, mention) if mention.name is None else []
    if not found:
        found = await _by_name(read, text, mention.kinds)
    return [each for each in found if each.is_valid(day)][:MAX_CANDIDATES]


async def successors(read: ReadStatement, gone: NamedEntity, day: date) -> list[NamedEntity]:
    """Returns entities of the same kind with the name of an ended one, or to which its links have moved."""
    parameters = {"code": gone.code, "label": gone.kind.label, "day": day, "maximum": MAX_CANDIDATES}
    lucene = search_text(gone.name.strip().lower()[:MAX_TEXT_LENGTH]).lucene
    result = await read(Statement(_SUCCESSORS, {**parameters, "lucene": lucene}))
    return [NamedEntity.of_row(row) for row in result.rows]


async def _by_code(read: ReadStatement, mention: Mention) -> list[NamedEntity]:
    code = mention.code
    if len(code) > _MAX_CODE_LENGTH:
        return []
    parameters = {
        "codes": sorted(_one_edit_away(code)),
        "prefixes": [code[:-cut] for cut in _CUT if len(code) - cut >= 2],
        "labels": _labels(mention.kinds),
        "compared": MAX_COMPARED,
    }
    found = [NamedEntity.of_row(row) for row in (await read(Statement(_BY_CODE, parameters))).rows]
    near = [(distance(code, each.code), each.kind.name, each.code, each) for each in found]
    limit = max(2, len(code) // 4)
    return [each for far, _, _, each in sorted(near, key=lambda one: one[:3]) if far <= limit]


async def _by_name(read: ReadStatement, text: str, kinds: Iterable[Kind]) -> list[NamedEntity]:
    name = text.strip().lower()[:MAX_TEXT_LENGTH]
    characters = [each for each in dict.fromkeys(name) if each.isalnum() and not each.isascii()]
    lucene = " ".join(f"name:{each} former_names:{each}" for each in characters) or search_text(name).lucene
    parameters = {"lucene": lucene, "labels": _labels(kinds), "compared": MAX_COMPARED}
    found = [NamedEntity.of_row(row) for row in (await read(Statement(_BY_NAME, parameters))).rows]
    spellings = search_text(name).spellings[:8]
    near = [(min(distance(each, entity.name.lower()) for each in spellings), entity) for entity in found]
    limit = max(1, (len(name) + 1) // 2)
    ordered = sorted(near, key=lambda one: (one[0], one[1].kind.name, one[1].code))
    return [entity for far, entity in ordered if far <= limit or not characters]


def _labels(kinds: Iterable[Kind]) -> list[str]:
    return sorted(kind.label for kind in kinds)


def _one_edit_away(code: str) -> set[str]:
    """Returns codes with one character removed, replaced or added, or two neighbours exchanged."""
    alphabet = "0123456789" if code.isdigit() else "".join(sorted({*code, *"0123456789-"}))
    splits = [(code[:place], code[place:]) for place in range(len(code) + 1)]
    shorter = {left + right[1:] for left, right in splits if right}
    exchanged = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    replaced = {left + each + right[1:] for left, right in splits if right for each in alphabet}
    longer = {left + each + right for left, right in splits for each in alphabet}
    return shorter | exchanged | replaced | longer


def distance(one: str, other: str) -> int:
    """Returns the smallest number of characters to insert, delete, replace or exchange with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
