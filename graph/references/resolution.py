"""Replaces names and codes of 12 digits in arguments by the codes of entities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, LiteralString, cast

from graphql import GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from graph.compiler.filters import InputPath
from graph.compiler.selections import SelectedField, Selections, Variables
from graph.database.statement import ReadStatement, Statement
from graph.errors import UserError
from graph.messages import references as messages
from graph.messages.language import listing
from graph.model.declarations import Kind
from graph.references.candidates import NamedEntity
from graph.references.mentions import (
    NAMED,
    Mention,
    fields_with_mentions,
    is_reference,
    kinds_by_code,
    mentions_of,
    mentions_of_reference,
)
from graph.search_text import MAX_TEXT_LENGTH, search_text, shorter_codes

MAX_ENTITIES_OF_NAME: Final = 20
_BY_NAME: Final[LiteralString] = """
UNWIND $names AS wanted
CALL (wanted) {
  CALL db.index.fulltext.queryNodes('entity_search', wanted.lucene) YIELD node AS n
  WITH n WHERE n.name = wanted.name AND wanted.label IN labels(n)
  RETURN n ORDER BY n.code LIMIT $maximum
}
RETURN wanted.label AS label, n.code AS code, n.name AS name, n.valid_from AS first, n.valid_to AS end
"""
_DIVISIONS: Final[LiteralString] = """
MATCH (n:Division) WHERE n.code IN $codes
RETURN head([label IN labels(n) WHERE NOT label IN ['Entity', 'Division']]) AS label, n.code AS code, n.name AS name,
       n.valid_from AS first, n.valid_to AS end
"""


def names_nothing(name: str) -> str:
    """Returns what replaces a name that no entity has. It contains a space, unlike every code."""
    return f"named {name!r}"


@dataclass(frozen=True)
class ResolvedReferences:
    """What the names and codes in the arguments of an operation mean.

    `by_name`: entities by kind and name. `divisions`: of the shorter codes that a code of 12 digits can mean, the
    existing ones with their kinds.
    """

    by_name: Mapping[tuple[Kind, str], list[NamedEntity]]
    divisions: Mapping[str, frozenset[Kind]]
    today: date

    def replaced(self, selected: SelectedField, arguments: dict[str, Any]) -> dict[str, Any]:
        """Returns arguments with codes only. Raises UserError (BAD_ARGUMENT) if several entities have a name."""
        definition, day = cast(Any, selected.definition), _day(selected, arguments) or self.today
        result = dict(arguments)
        for name, argument in definition.args.items():
            key = argument.out_name or name
            if arguments.get(key) is None:
                continue
            if is_reference(argument.type):
                result[key] = self._in_input((name,), argument.type, arguments[key], day)
            elif kinds := kinds_by_code(selected, name):
                result[key] = self._codes(arguments[key], kinds)
        return result

    def _in_input(self, path: InputPath, of_type: Any, value: Any, day: date) -> Any:
        if value is None:
            return None
        if isinstance(of_type, GraphQLNonNull):
            return self._in_input(path, cast(Any, of_type).of_type, value, day)
        if isinstance(of_type, GraphQLList):
            inner = cast(Any, of_type).of_type
            return [self._in_input((*path, index), inner, each, day) for index, each in enumerate(value)]
        if of_type.name == "EntityRef":
            return self._reference(path, value, day)
        if isinstance(of_type, GraphQLInputObjectType):
            fields = {field.out_name or name: (name, field.type) for name, field in of_type.fields.items()}
            return {
                key: self._in_input((*path, fields[key][0]), fields[key][1], each, day)
                if is_reference(fields[key][1])
                else each
                for key, each in value.items()
            }
        return value

    def _reference(self, path: InputPath, reference: Mapping[str, Any], day: date) -> Mapping[str, Any]:
        ((field, value),) = reference.items()
        if field == "id":
            return reference
        (mention,) = mentions_of_reference(path, reference)
        if field != NAMED:
            return {field: self._code(value, mention.kinds)}
        (kind,) = mention.kinds
        return {kind.singular: self._code_of_name(mention, kind, value["name"], day)}

    def _code_of_name(self, mention: Mention, kind: Kind, name: str, day: date) -> str:
        """Returns the code of the entity with this name on a date, or of the only one on any date."""
        found = self.by_name.get((kind, name), [])
        chosen = [each for each in found if each.is_valid(day)] or found
        if len(chosen) > 1:
            values = {"argument": mention.argument, "kind": kind.name, "name": name}
            candidates = {"candidates": [each.shown for each in chosen]}
            codes = listing(each.code for each in chosen)
            raise UserError(messages.SEVERAL_WITH_NAME, candidates, codes=codes, **values)
        return chosen[0].code if chosen else names_nothing(name)

    def _codes(self, value: Any, kinds: frozenset[Kind]) -> Any:
        if isinstance(value, list):
            return [self._codes(each, kinds) for each in cast(list[Any], value)]
        return self._code(value, kinds) if isinstance(value, str) else value

    def _code(self, code: str, kinds: frozenset[Kind]) -> str:
        possible = (each for each in codes_of(code) if self.divisions.get(each, frozenset()) & kinds)
        return next(possible, code)


def codes_of(code: str) -> list[str]:
    """Returns the codes that a code can mean: itself, and for 12 digits also without trailing zeros."""
    return [code, *shorter_codes(code)]


def _day(selected: SelectedField, arguments: Mapping[str, Any]) -> date | None:
    dates = (each.day for each in mentions_of(selected, arguments) if each.day is not None)
    return arguments.get("asOf") or next(dates, None)


async def resolve_references(
    read: ReadStatement, selections: Selections, roots: Iterable[SelectedField], variables: Variables, today: date
) -> ResolvedReferences | None:
    """Resolves names and codes of 12 digits in the arguments; None, without a statement, if there are no such ones."""
    mentions = [each for root in roots for path in fields_with_mentions(selections, root) for each in _written(path, variables)]
    names = {(kind, each.name) for each in mentions if each.name is not None for kind in each.kinds}
    codes = {code for each in mentions if len(possible := codes_of(each.code)) > 1 for code in possible}
    if not names and not codes:
        return None
    by_name = await _entities_of_names(read, names) if names else {}
    divisions = (await read(Statement(_DIVISIONS, {"codes": sorted(codes)}))).rows if codes else []
    found: dict[str, frozenset[Kind]] = {}
    for each in map(NamedEntity.of_row, divisions):
        found[each.code] = found.get(each.code, frozenset()) | {each.kind}
    return ResolvedReferences(by_name, found, today)


def _written(path: tuple[SelectedField, ...], variables: Variables) -> Iterable[Mention]:
    return mentions_of(path[-1], variables.written_arguments(path[-1]))


async def _entities_of_names(
    read: ReadStatement, names: Iterable[tuple[Kind, str]]
) -> dict[tuple[Kind, str], list[NamedEntity]]:
    wanted = [
        {"label": kind.label, "name": name, "lucene": search_text(name.strip().lower()).lucene}
        for kind, name in names
        if name.strip() and len(name) <= MAX_TEXT_LENGTH
    ]
    found: dict[tuple[Kind, str], list[NamedEntity]] = {}
    result = await read(Statement(_BY_NAME, {"names": wanted, "maximum": MAX_ENTITIES_OF_NAME}))
    for entity in map(NamedEntity.of_row, result.rows):
        found.setdefault((entity.kind, entity.name), []).append(entity)
    return found
