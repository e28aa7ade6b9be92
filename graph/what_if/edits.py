"""Links to add and remove, and entities to end, checked and applied in a write transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Any, Final, LiteralString, cast

from graph.compiler.global_ids import key_of_reference
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.cypher.variables import AS_OF, AS_OF_NAME
from graph.database.transaction import Transaction
from graph.errors import UserError
from graph.messages import what_if as messages
from graph.model.declarations import Relation
from graph.model.divisions import DIVISIONS
from graph.model.integrity import EntityKey, Period, joins
from graph.model.registry import KIND_BY_LABEL, RELATIONS
from graph.what_if.edit_integrity import EditedLink, EntityFacts, check_integrity

MAX_EDITS: Final = 100


@dataclass(frozen=True)
class Edit:
    """A link to add or remove. `argument`: its path in the arguments (`add[0]`). `since`: None removes links of any date."""

    argument: str
    relation: Relation
    start: tuple[str, str]
    end: tuple[str, str]
    since: date | None

    @property
    def content(self) -> tuple[str, tuple[str, str], tuple[str, str], str]:
        """The edit without its place in the arguments."""
        return self.relation.name, self.start, self.end, str(self.since or "")

    @property
    def row(self) -> dict[str, Any]:
        (from_label, from_code), (to_label, to_code) = self.start, self.end
        ends = {"from_label": from_label, "from": from_code, "to_label": to_label, "to": to_code}
        return {"place": self.argument, **ends, "since": self.since}

    @property
    def link(self) -> EditedLink:
        start, end = (EntityKey(KIND_BY_LABEL[label], code) for label, code in (self.start, self.end))
        return EditedLink(self.argument, self.relation, start, end, Period(self.since))


@dataclass(frozen=True)
class Dissolution:
    """An entity that ends on the as-of date. `argument`: its path in the arguments (`dissolve[0]`)."""

    argument: str
    key: tuple[str, str]


@dataclass(frozen=True)
class Edits:
    add: tuple[Edit, ...]
    remove: tuple[Edit, ...]
    dissolve: tuple[Dissolution, ...] = ()

    @classmethod
    def of(cls, arguments: Mapping[str, Any], as_of: date) -> "Edits":
        """Reads `add`, `remove` and `dissolve`. Added links begin at `as_of` by default. Raises UserError."""
        add, remove, dissolve = (cast(list[Any], arguments.get(name) or []) for name in ("add", "remove", "dissolve"))
        number = len(add) + len(remove) + len(dissolve)
        if number > MAX_EDITS:
            raise UserError(messages.TOO_MANY_EDITS, number=number, maximum=MAX_EDITS)
        edits = cls(
            tuple(_edit(f"add[{index}]", each, as_of) for index, each in enumerate(add)),
            tuple(_edit(f"remove[{index}]", each, None) for index, each in enumerate(remove)),
            tuple(_dissolution(f"dissolve[{index}]", each) for index, each in enumerate(dissolve)),
        )
        edits._refuse_links_to_dissolved()
        return edits

    def _refuse_links_to_dissolved(self) -> None:
        """Raises UserError (BAD_ARGUMENT)."""
        dissolved = {each.key: each.argument for each in self.dissolve}
        for edit in self.add:
            for name, end in (("from", edit.start), ("to", edit.end)):
                if end in dissolved:
                    raise UserError(messages.LINK_TO_DISSOLVED, argument=f"{edit.argument}.{name}", other=dissolved[end])

    def refuse_dissolved_scope(self, code: str) -> None:
        """Raises UserError (BAD_ARGUMENT) if the division with this code is dissolved."""
        for each in self.dissolve:
            label, own_code = each.key
            if own_code == code and KIND_BY_LABEL[label] in DIVISIONS:
                raise UserError(messages.DISSOLVED_SCOPE, argument=each.argument, code=code)

    @property
    def digest(self) -> str:
        """8 hex digits, independent of the order of edits."""
        content = repr([sorted(edit.content for edit in edits) for edits in (self.add, self.remove)])
        if self.dissolve:
            content += repr(sorted({each.key for each in self.dissolve}))
        return blake2s(content.encode(), digest_size=4).hexdigest()

    async def apply(self, transaction: Transaction, as_of: date) -> "AppliedEdits":
        """Removes links, ends entities, then adds links. Raises UserError if an entity or a link to remove does not exist or
        is not valid, if an ended division has divisions below, or if an added link breaks an integrity rule.
        """
        ends = await self._check_ends(transaction, as_of)
        removed = await _run(transaction, self.remove, _removal, as_of)
        removed_arguments = {argument for argument, _ in removed}
        for edit in self.remove:
            if edit.argument not in removed_arguments:
                raise UserError(messages.NO_SUCH_LINK, argument=edit.argument, relation=edit.relation.name, as_of=as_of)
        await self._dissolve(transaction, as_of)
        await check_integrity(transaction, [edit.link for edit in self.add], ends)
        added = await _run(transaction, self.add, _addition, as_of)
        return AppliedEdits(tuple(link for _, link in added), tuple(link for _, link in removed))

    async def _check_ends(self, transaction: Transaction, as_of: date) -> dict[EntityKey, EntityFacts]:
        ends = [
            (f"{edit.argument}.{name}", end)
            for edit in (*self.add, *self.remove)
            for name, end in (("from", edit.start), ("to", edit.end))
        ] + [(each.argument, each.key) for each in self.dissolve]
        rows = [{"label": label, "code": code} for _, (label, code) in ends]
        found = await transaction.run(_ENDS_ARE_VALID, {"rows": rows, AS_OF_NAME: as_of})
        for (argument, (label, code)), (is_valid, *_) in zip(ends, found, strict=True):
            if is_valid is None:
                raise UserError(messages.NO_SUCH_ENTITY, argument=argument, label=label, code=code)
            if not is_valid:
                raise UserError(messages.ENTITY_NOT_VALID, argument=argument, label=label, code=code, as_of=as_of)
        keys = (EntityKey(KIND_BY_LABEL[label], code) for _, (label, code) in ends)
        return {key: EntityFacts.of(*facts) for key, (_, *facts) in zip(keys, found, strict=True)}

    async def _dissolve(self, transaction: Transaction, as_of: date) -> None:
        if not self.dissolve:
            return
        rows = [list(each.key) for each in self.dissolve]
        has_children = await transaction.run(_HAVE_CHILDREN, {"rows": rows, AS_OF_NAME: as_of})
        for each, (found,) in zip(self.dissolve, has_children, strict=True):
            if found:
                raise UserError(messages.DISSOLVED_WITH_CHILDREN, argument=each.argument, code=each.key[1])
        await transaction.run(_DISSOLVE, {"rows": rows, AS_OF_NAME: as_of})


@dataclass(frozen=True)
class AppliedEdits:
    """Element ids of links."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def _edit(argument: str, given: Mapping[str, Any], default_since: date | None) -> Edit:
    relation = RELATIONS[given["relation"].value]
    start, end = key_of_reference(given["from"]), key_of_reference(given["to"])
    if not joins(relation, KIND_BY_LABEL[start[0]], KIND_BY_LABEL[end[0]]):
        sources, targets = ("|".join(kind.label for kind in kinds) for kinds in (relation.sources, relation.targets))
        raise UserError(
            messages.WRONG_ENDS,
            argument=argument,
            relation=relation.name,
            sources=sources,
            targets=targets,
            start=start[0],
            end=end[0],
        )
    if start == end:
        raise UserError(messages.LINK_WITH_SAME_ENDS, argument=argument)
    return Edit(argument, relation, (start[0], start[1]), (end[0], end[1]), given.get("since") or default_since)


def _dissolution(argument: str, reference: Mapping[str, Any]) -> Dissolution:
    label, code = key_of_reference(reference)
    return Dissolution(argument, (label, code))


_HAVE_CHILDREN: Final = cast(
    LiteralString,
    "UNWIND range(0, size($rows) - 1) AS place MATCH (n:Entity {code: $rows[place][1]}) WHERE $rows[place][0] IN labels(n) "
    f"RETURN EXISTS {{ MATCH (n)-[r:ADMINISTERS]->(m:Entity) WHERE {link_is_valid('r', RELATIONS['ADMINISTERS'], AS_OF)} "
    f"AND {node_is_valid('m', AS_OF)} AND NOT any(row IN $rows WHERE row[1] = m.code AND row[0] IN labels(m)) }} AS found ORDER BY place",
)
_DISSOLVE: Final[LiteralString] = (
    "UNWIND $rows AS row MATCH (n:Entity {code: row[1]}) WHERE row[0] IN labels(n) SET n.valid_to = $asOf"
)
_ENDS_ARE_VALID: Final[LiteralString] = (
    "UNWIND range(0, size($rows) - 1) AS place WITH place, $rows[place] AS row "
    "OPTIONAL MATCH (n:Entity {code: row.code}) WHERE row.label IN labels(n) "
    "RETURN CASE WHEN n IS NOT NULL THEN coalesce(n.valid_from <= $asOf, true) AND coalesce($asOf < n.valid_to, true) END AS valid, "
    "toString(n.valid_from) AS valid_from, toString(n.valid_to) AS valid_to, n.size AS size ORDER BY place"
)


async def _run(
    transaction: Transaction, edits: Sequence[Edit], text_of: Callable[[Relation], LiteralString], as_of: date
) -> list[list[Any]]:
    """Returns [argument, element id] of every changed link."""
    changed: list[list[Any]] = []
    for relation in _relations(edits):
        rows = [edit.row for edit in edits if edit.relation is relation]
        changed += await transaction.run(text_of(relation), {"rows": rows, AS_OF_NAME: as_of})
    return changed


def _relations(edits: Iterable[Edit]) -> list[Relation]:
    return list({edit.relation.name: edit.relation for edit in edits}.values())


_MATCH_ENDS: Final[LiteralString] = (
    "UNWIND $rows AS row MATCH (a:Entity {code: row.from}) WHERE row.from_label IN labels(a) "
    "MATCH (b:Entity {code: row.to}) WHERE row.to_label IN labels(b)"
)


def _addition(relation: Relation) -> LiteralString:
    # Consists of the model's names only.
    return cast(
        LiteralString,
        f"{_MATCH_ENDS} CREATE (a)-[r:{relation.name} {{since: row.since, source: 'simulate', provenance: 'IMPORTED'}}]->(b) "
        "RETURN row.place AS place, elementId(r) AS id",
    )


def _removal(relation: Relation) -> LiteralString:
    arrow = "-" if relation.undirected else "->"
    valid = f"{link_is_valid('r', relation, AS_OF)} AND {node_is_valid('a', AS_OF)} AND {node_is_valid('b', AS_OF)}"
    return cast(
        LiteralString,
        f"{_MATCH_ENDS} MATCH (a)-[r:{relation.name}]{arrow}(b) WHERE {valid} AND coalesce(r.since = row.since, row.since IS NULL) "
        "WITH row, r, elementId(r) AS id DELETE r RETURN row.place AS place, id",
    )
