from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, LiteralString

from graph.database.transaction import Transaction
from graph.errors import UserError
from graph.messages import what_if as messages
from graph.messages.language import BilingualText, sentences
from graph.messages.message import Message
from graph.model.declarations import Relation
from graph.model.homes import is_home
from graph.model.integrity import EntityKey, Period, Rule, Violation, violations
from graph.model.registry import KIND_BY_LABEL, RELATIONS

MAX_SHOWN: Final = 3
"""In the message; the extensions contain all."""


@dataclass(frozen=True)
class EditedLink:
    """An added link, or a stored one if `argument` is None."""

    argument: str | None
    relation: Relation
    start: EntityKey
    end: EntityKey
    period: Period

    @property
    def row(self) -> dict[str, Any]:
        return {
            "relation": self.relation.name,
            "from_label": self.start.kind.label,
            "from": self.start.code,
            "to_label": self.end.kind.label,
            "to": self.end.code,
            "home_of_start": is_home(self.relation, self.start.kind, of_start=True),
            "home_of_end": is_home(self.relation, self.end.kind, of_start=False),
        }


@dataclass(frozen=True)
class EntityFacts:
    period: Period
    grid_size: str | None

    @classmethod
    def of(cls, valid_from: str | None, valid_to: str | None, grid_size: str | None) -> "EntityFacts":
        return cls(_period(valid_from, valid_to), grid_size)


async def check_integrity(
    transaction: Transaction, added: Sequence[EditedLink], entities: Mapping[EntityKey, EntityFacts]
) -> None:
    """Raises UserError (BAD_ARGUMENT) with all refused edits. `entities`: the ends of added links."""
    if not added:
        return
    rows = await transaction.run(_STORED_LINKS, {"rows": [link.row for link in added]})
    stored = [_stored_link(*row) for row in rows]
    facts = {**{key: fact for _, ends in stored for key, fact in ends.items()}, **entities}
    refuse_violations(added, [link for link, _ in stored], facts)


def refuse_violations(
    added: Sequence[EditedLink], stored: Iterable[EditedLink], entities: Mapping[EntityKey, EntityFacts]
) -> None:
    """Raises UserError (BAD_ARGUMENT) with all refused edits. `stored`: links that added ones could contradict. `entities`:
    all ends.
    """
    found = violations([*stored, *added], entities)
    refused: dict[str | None, Violation[EditedLink]] = {}
    for each in map(_blame_edit, found):
        if each.link.argument is not None:
            refused.setdefault(each.link.argument, each)
    if refused:
        in_order = [refused[link.argument] for link in added if link.argument in refused]
        problems = [_message(each) for each in in_order]
        edits = [{"argument": each.link.argument, "message": text} for each, text in zip(in_order, problems, strict=True)]
        raise UserError(messages.REFUSED_EDITS, {"edits": edits}, problems=sentences(*problems[:MAX_SHOWN]))


_STORED_LINKS: Final[LiteralString] = (
    "UNWIND $rows AS row MATCH (a:Entity {code: row.from}) WHERE row.from_label IN labels(a) "
    "MATCH (b:Entity {code: row.to}) WHERE row.to_label IN labels(b) "
    "CALL (row, a, b) { MATCH (a)-[r]-(b) WHERE type(r) = row.relation RETURN r "
    "UNION MATCH (a)-[r]->(:Entity) WHERE row.home_of_start AND type(r) = row.relation RETURN r "
    "UNION MATCH (:Entity)-[r]->(b) WHERE row.home_of_end AND type(r) = row.relation RETURN r } "
    "WITH DISTINCT r, startNode(r) AS n, endNode(r) AS m "
    "RETURN type(r) AS relation, toString(r.since) AS since, toString(r.until) AS until, "
    "[labels(n), n.code, toString(n.valid_from), toString(n.valid_to), n.size] AS start, "
    "[labels(m), m.code, toString(m.valid_from), toString(m.valid_to), m.size] AS end ORDER BY relation, since, start[1], end[1]"
)


def _stored_link(
    relation: str, since: str | None, until: str | None, start: list[Any], end: list[Any]
) -> tuple[EditedLink, dict[EntityKey, EntityFacts]]:
    keys, facts = zip(*(_entity(*each) for each in (start, end)), strict=True)
    link = EditedLink(None, RELATIONS[relation], keys[0], keys[1], _period(since, until))
    return link, dict(zip(keys, facts, strict=True))


def _entity(labels: Iterable[str], code: str, *facts: str | None) -> tuple[EntityKey, EntityFacts]:
    label = next(label for label in labels if label in KIND_BY_LABEL)
    return EntityKey(KIND_BY_LABEL[label], code), EntityFacts.of(*facts)


def _period(begin: str | None, end: str | None) -> Period:
    return Period((begin and date.fromisoformat(begin)) or None, (end and date.fromisoformat(end)) or None)


def _blame_edit(violation: Violation[EditedLink]) -> Violation[EditedLink]:
    """Exchanges both links if only the other is an added one."""
    link, other = violation.link, violation.other
    if link.argument is not None or other is None:
        return violation
    return Violation(violation.rule, other, violation.at_start, other=link)


def _message(violation: Violation[EditedLink]) -> BilingualText:
    link, other = violation.link, violation.other
    values = {
        "argument": link.argument,
        "relation": link.relation.name,
        "upper": link.start.kind.label,
        "lower": link.end.kind.label,
        "size": violation.grid_size,
        "entity": violation.entity,
    }
    if other is None:
        return _MESSAGES[violation.rule].format(**values)
    if other.argument is not None:
        return messages.EDITS_CONTRADICT.format(**values, other=other.argument)
    since = other.period.begin or messages.UNKNOWN_DAY.format()
    return _MESSAGES[violation.rule].format(**values, other=violation.other_home, since=since)


_MESSAGES: Final[dict[Rule, Message]] = {
    Rule.DUPLICATE_LINK: messages.DUPLICATE_LINK,
    Rule.WRONG_DIRECTION: messages.WRONG_DIRECTION,
    Rule.WRONG_GRID_SIZE: messages.WRONG_GRID_SIZE,
    Rule.SECOND_PARENT: messages.SECOND_PARENT,
    Rule.SECOND_HOME: messages.SECOND_HOME,
}
"""Wrong ends and self-links are refused earlier, without the database."""
