"""Explains null fields and errors NOT_ALIVE: which argument refers to nothing, what may be meant, and when it existed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, LiteralString

from graph.compiler.as_of import given_date
from graph.compiler.selections import SelectedField, Selections, Variables
from graph.database.statement import ReadStatement, Statement
from graph.errors import UserError
from graph.messages import references as messages
from graph.messages.language import BilingualText, sentences
from graph.references.candidates import NamedEntity, candidates_for, successors
from graph.references.mentions import OF_ITEMS, Mention, fields_with_mentions, mentions_of

MAX_EXPLAINED: Final = 20
"""References explained per response."""
MAX_SHOWN_LENGTH: Final = 100
"""Characters of a code or name in a hint."""
_BY_KEY: Final[LiteralString] = """
UNWIND $keys AS key
MATCH (n:Entity {code: key[1]}) WHERE key[0] IN labels(n)
RETURN key[0] AS label, n.code AS code, n.name AS name, n.valid_from AS first, n.valid_to AS end
"""
ResponsePath = tuple[str | int, ...]


@dataclass(frozen=True)
class Explained:
    """A field of the response, by path, and the references of its arguments as written and as resolved."""

    place: ResponsePath
    written: list[Mention]
    resolved: list[Mention]
    day: date


@dataclass(frozen=True)
class Explanations:
    """Explains why fields are null: references to entities that do not exist. `read` reads within the current attempt of the operation."""

    read: ReadStatement
    selections: Selections
    variables: Variables
    today: date

    async def hints(
        self, roots: Iterable[SelectedField], data: Mapping[str, Any], failed: set[ResponsePath]
    ) -> list[dict[str, Any]]:
        """Returns a hint for each reference to nothing that makes a field null. `failed`: paths of errors."""
        hints: list[dict[str, Any]] = []
        nulls = list(self._nulls(roots, data, failed))
        existing = await self._existing(mention for field in nulls for mention in field.resolved)
        for field in nulls:
            for mention, resolved in zip(field.written, field.resolved, strict=True):
                if len(hints) < MAX_EXPLAINED and (hint := await self._hint(field, mention, resolved, existing)):
                    hints.append(hint)
        return hints

    async def with_periods(self, error: UserError, path: tuple[SelectedField, ...]) -> UserError:
        """Adds to an error NOT_ALIVE the dates on which the arguments' entities existed."""
        explained = self._explained((), path)
        if explained is None:
            return error
        existing = await self._existing(explained.resolved)
        found = [entity for mention in explained.resolved if (entity := _entity_of(mention, existing)) is not None]
        bounded = [entity for entity in dict.fromkeys(found) if entity.first or entity.end]
        shown = [entity for entity in bounded if not entity.is_valid(explained.day)] or bounded
        if not shown:
            return error
        sentence = sentences(*(messages.EXISTED.format(entity=entity_text(each), period=period_text(each)) for each in shown))
        return error.explained(sentence, {"existed": [each.shown_with_dates for each in shown]})

    # ------------------------------------------------------------------------------------------------ nulls
    def _nulls(self, roots: Iterable[SelectedField], data: Mapping[str, Any], failed: set[ResponsePath]) -> Iterable[Explained]:
        for root in roots:
            for path in fields_with_mentions(self.selections, root):
                place = tuple(each.key for each in path)
                value = _value_at(data, place)
                if any(place[: len(each)] == each for each in failed):
                    continue
                if value is None and (explained := self._explained(place, path)):
                    yield explained
                elif root.name in OF_ITEMS and value:
                    yield from self._null_items(root, value)

    def _null_items(self, root: SelectedField, values: list[Any]) -> Iterable[Explained]:
        explained = self._explained((root.key,), (root,))
        if explained is not None:
            for mention in explained.resolved:
                place = mention.path[-1]
                if isinstance(place, int) and place < len(values) and values[place] is None:
                    yield Explained((root.key, place), [mention], [mention], mention.day or explained.day)

    def _explained(self, place: ResponsePath, path: tuple[SelectedField, ...]) -> Explained | None:
        """Returns None if an argument is malformed."""
        try:
            day = given_date(self.variables, path[0]) or self.today
            resolved = list(mentions_of(path[-1], self.variables.arguments(path[-1])))
        except UserError:
            return None
        written = list(mentions_of(path[-1], self.variables.written_arguments(path[-1])))
        return Explained(place, written, resolved, day)

    async def _existing(self, mentions: Iterable[Mention]) -> Mapping[tuple[str, str], NamedEntity]:
        keys = sorted({(kind.label, each.code) for each in mentions for kind in each.kinds if each.code})
        rows = (await self.read(Statement(_BY_KEY, {"keys": [list(key) for key in keys]}))).rows if keys else []
        return {(entity.kind.label, entity.code): entity for entity in map(NamedEntity.of_row, rows)}

    async def _hint(
        self, field: Explained, written: Mention, resolved: Mention, existing: Mapping[tuple[str, str], NamedEntity]
    ) -> dict[str, Any] | None:
        """Returns None if the entity exists on the date."""
        entity = _entity_of(resolved, existing)
        if entity is None:
            found, kind = await candidates_for(self.read, written, field.day), _kinds_text(written)
            message = messages.NO_CODE if written.name is None else messages.NO_NAME
            values = {"argument": written.argument, "kind": kind, "code": _shortened(written.code)}
            values["name"] = _shortened(written.name or "")
            return _hint(field.place, message.format(**values), found)
        if entity.is_valid(field.day):
            return None
        found = await successors(self.read, entity, field.day)
        values = {"argument": written.argument, "entity": entity_text(entity), "day": field.day, "period": period_text(entity)}
        return _hint(field.place, messages.NOT_VALID_THEN.format(**values), found)


def _value_at(data: Any, place: ResponsePath) -> Any:
    """Returns the value of a field, or an empty list if a field above is null."""
    for key in place:
        data = [] if not data else data[key]
    return data


def _hint(place: ResponsePath, message: BilingualText, candidates: Iterable[NamedEntity]) -> dict[str, Any]:
    return {"path": list(place), "message": message, "candidates": [each.shown for each in candidates]}


def _entity_of(mention: Mention, existing: Mapping[tuple[str, str], NamedEntity]) -> NamedEntity | None:
    return next((existing[kind.label, mention.code] for kind in mention.kinds if (kind.label, mention.code) in existing), None)


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_SHOWN_LENGTH else f"{text[:MAX_SHOWN_LENGTH]}…"


def _kinds_text(mention: Mention) -> BilingualText:
    return (
        messages.DIVISION_AS_KIND.format()
        if len(mention.kinds) > 1
        else BilingualText.untranslated(next(iter(mention.kinds)).name)
    )


def entity_text(entity: NamedEntity) -> str:
    return f"{entity.kind.name} {entity.code} ({entity.name})"


def period_text(entity: NamedEntity) -> BilingualText:
    values = {"start": entity.first, "end": entity.end}
    if entity.first and entity.end:
        return messages.FROM_TO.format(**values)
    return (messages.FROM if entity.first else messages.UNTIL if entity.end else messages.ALWAYS).format(**values)
