"""Edits: links to be made and links to be taken away, checked against the model and applied in a write transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, LiteralString, cast

from graph.compiler.context import Transaction
from graph.compiler.root_fields import key_of_reference
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.cypher.variables import AS_OF, AS_OF_NAME
from graph.errors import ErrorCode, UserError, argument_error
from graph.model.declarations import Relation
from graph.model.registry import KIND_BY_LABEL, RELATIONS

MAX_EDITS: Final = 100


@dataclass(frozen=True)
class Edit:
    """One link. ``place``: where it stands among the arguments (``add[0]``); ``since``: None takes whichever lives."""

    place: str
    relation: Relation
    start: tuple[str, str]
    end: tuple[str, str]
    since: date | None

    @property
    def row(self) -> dict[str, Any]:
        """Its values as a parameter."""
        (from_label, from_code), (to_label, to_code) = self.start, self.end
        ends = {"from_label": from_label, "from": from_code, "to_label": to_label, "to": to_code}
        return {"place": self.place, **ends, "since": self.since}


@dataclass(frozen=True)
class LinkEdits:
    """What is to be added and removed."""

    add: tuple[Edit, ...]
    remove: tuple[Edit, ...]

    @classmethod
    def of(cls, arguments: Mapping[str, Any], day: date) -> "LinkEdits":
        """Reads ``add`` and ``remove``; an added link begins on ``day`` where it does not say. Raises Refusal."""
        add: list[Any] = arguments.get("add") or []
        remove: list[Any] = arguments.get("remove") or []
        if len(add) + len(remove) > MAX_EDITS:
            raise argument_error(
                f"`add` and `remove` hold {len(add) + len(remove)} links; together they take up to {MAX_EDITS}."
            )
        return cls(
            tuple(_edit(f"add[{place}]", each, day) for place, each in enumerate(add)),
            tuple(_edit(f"remove[{place}]", each, None) for place, each in enumerate(remove)),
        )

    async def apply(self, transaction: Transaction, day: date) -> "Changes":
        """Applies them, the removals first. Raises Refusal where an end is not there or does not live, or a link to be removed does not."""
        await self._check_ends(transaction, day)
        removed = await _run(transaction, self.remove, _removal, day)
        gone = {place for place, _ in removed}
        for edit in self.remove:
            if edit.place not in gone:
                raise argument_error(
                    f"`{edit.place}`: there is no living link {edit.relation.name} between the two on {day}. Look at their `links`."
                )
        added = await _run(transaction, self.add, _addition, day)
        return Changes(tuple(each for _, each in added), tuple(each for _, each in removed))

    async def _check_ends(self, transaction: Transaction, day: date) -> None:
        ends = [
            (edit.place, name, end)
            for edit in (*self.add, *self.remove)
            for name, end in (("from", edit.start), ("to", edit.end))
        ]
        rows = [{"label": label, "code": code} for _, _, (label, code) in ends]
        found = await transaction.run(_ENDS_LIVE, {"rows": rows, AS_OF_NAME: day})
        for (place, name, (label, code)), (alive,) in zip(ends, found, strict=True):
            if alive is None:
                raise argument_error(f"`{place}.{name}`: there is no {label} {code}.")
            if not alive:
                raise UserError(
                    ErrorCode.NOT_ALIVE, f"`{place}.{name}`: {label} {code} does not exist on {day}. Ask for another day."
                )


@dataclass(frozen=True)
class Changes:
    """The element ids of the links that were added and removed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def _edit(place: str, given: Mapping[str, Any], day: date | None) -> Edit:
    relation = RELATIONS[given["relation"].value]
    start, end = key_of_reference(given["from"]), key_of_reference(given["to"])
    if not _joins(relation, start[0], end[0]):
        sources, targets = ("|".join(kind.label for kind in kinds) for kinds in (relation.sources, relation.targets))
        raise argument_error(f"`{place}`: {relation.name} leads from {sources} to {targets}, not from {start[0]} to {end[0]}.")
    if start == end:
        raise argument_error(f"`{place}`: a link joins two different entities.")
    return Edit(place, relation, (start[0], start[1]), (end[0], end[1]), given.get("since") or day)


def _joins(relation: Relation, start: str, end: str) -> bool:
    return KIND_BY_LABEL[start] in relation.sources and KIND_BY_LABEL[end] in relation.targets


_ENDS_LIVE: Final[LiteralString] = (
    "UNWIND range(0, size($rows) - 1) AS place WITH place, $rows[place] AS row "
    "RETURN head(COLLECT { MATCH (n:Entity {code: row.code}) WHERE row.label IN labels(n) "
    "RETURN coalesce(n.valid_from <= $asOf, true) AND coalesce($asOf < n.valid_to, true) AS alive }) AS alive ORDER BY place"
)


async def _run(transaction: Transaction, edits: Sequence[Edit], text: Any, day: date) -> list[list[Any]]:
    """[place, element id] of every link that was changed."""
    changed: list[list[Any]] = []
    for relation in _relations(edits):
        rows = [edit.row for edit in edits if edit.relation is relation]
        changed += await transaction.run(text(relation), {"rows": rows, AS_OF_NAME: day})
    return changed


def _relations(edits: Iterable[Edit]) -> list[Relation]:
    return list({edit.relation.name: edit.relation for edit in edits}.values())


def _ends() -> str:
    return (
        "UNWIND $rows AS row MATCH (a:Entity {code: row.from}) WHERE row.from_label IN labels(a) "
        "MATCH (b:Entity {code: row.to}) WHERE row.to_label IN labels(b)"
    )


def _addition(relation: Relation) -> LiteralString:
    # Put together from the model's own names only.
    return cast(
        LiteralString,
        f"{_ends()} CREATE (a)-[r:{relation.name} {{since: row.since, source: 'simulate', provenance: 'IMPORTED'}}]->(b) "
        "RETURN row.place AS place, elementId(r) AS id",
    )


def _removal(relation: Relation) -> LiteralString:
    arrow = "-" if relation.undirected else "->"
    alive = f"{link_is_valid('r', relation, AS_OF)} AND {node_is_valid('a', AS_OF)} AND {node_is_valid('b', AS_OF)}"
    return cast(
        LiteralString,
        f"{_ends()} MATCH (a)-[r:{relation.name}]{arrow}(b) WHERE {alive} AND coalesce(r.since = row.since, row.since IS NULL) "
        "WITH row, r, elementId(r) AS id DELETE r RETURN row.place AS place, id",
    )
