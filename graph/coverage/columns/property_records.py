"""Reads properties for indicators, by one statement with a part per kind and relation."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, LiteralString, Self, cast

from graph.coverage.columns.columns import PropertyRecords, Recorded
from graph.coverage.columns.unit_rule import EntityProperty, RelationProperty, UnitRule
from graph.database.statement import Statement
from graph.model.common_properties import ENTITY_PROPERTIES
from graph.model.declarations import Kind, Property
from graph.model.divisions import COMMUNITY
from graph.model.grids import GRID
from graph.model.registry import KIND_BY_LABEL, RELATIONS
from graph.model.surveys import SURVEY

_ALWAYS: Final = (
    (SURVEY, "relation"),
    (GRID, "size"),
    (COMMUNITY, "population"),
)
"""For surveys, homes of grids, and residents in receipts."""
_IN_THE_SNAPSHOT: Final = {"valid_from", "valid_to", "since", "until"}


@dataclass(frozen=True)
class ReadProperties:
    """Properties that indicators read beyond the snapshot's arrays, by label or relation."""

    entities: Mapping[str, tuple[Property, ...]]
    links: Mapping[str, tuple[Property, ...]]

    @classmethod
    def of(cls, rules: Iterable[UnitRule]) -> Self:
        rules = list(rules)
        always = (
            (kind, prop) for kind, name in _ALWAYS for prop in (*ENTITY_PROPERTIES, *kind.properties) if prop.name == name
        )
        entities: set[EntityProperty] = {*always, *(each for rule in rules for each in rule.entity_properties())}
        links: set[RelationProperty] = {each for rule in rules for each in rule.link_properties()}
        return cls(_by_owner((kind.label, prop) for kind, prop in entities), _by_owner(links))

    def covers(self, rule: UnitRule) -> bool:
        """Returns whether all properties of the rule are read."""
        other = ReadProperties.of([rule])
        return all(
            set(properties) <= set(mine.get(owner, ()))
            for mine, theirs in ((self.entities, other.entities), (self.links, other.links))
            for owner, properties in theirs.items()
        )

    def statement(self) -> Statement:
        """Returns rows [label or relation, for each property: ids, values]."""
        parts = [_part(f"(x:{label}:Entity)", label, properties) for label, properties in self.entities.items()]
        parts += [_part(f"()-[x:{name}]->()", name, properties) for name, properties in self.links.items()]
        # The text contains only names from the model.
        return Statement(cast(LiteralString, " UNION ALL ".join(parts)))

    def statements_of(self, ids: Mapping[str, Iterable[list[int]]]) -> list[Statement]:
        """Returns statements for some entities, with rows like those of `statement`. `ids`: by label, in batches."""
        texts = {label: _part("(x) WHERE id(x) IN $ids", label, properties) for label, properties in self.entities.items()}
        # The texts contain only names from the model.
        return [
            Statement(cast(LiteralString, texts[label]), {"ids": batch})
            for label, batches in ids.items()
            if label in texts
            for batch in batches
        ]

    def decode(self, rows: list[list[Any]]) -> PropertyRecords:
        columns: defaultdict[tuple[str, Property], tuple[list[int], list[Any]]] = defaultdict(lambda: ([], []))
        for owner, lists in rows:
            for prop, ids, values in zip(self._properties(owner), lists[::2], lists[1::2], strict=True):
                columns[owner, prop][0].extend(ids)
                columns[owner, prop][1].extend(values)
        entities = {
            (KIND_BY_LABEL[label], prop): columns[label, prop]
            for label, properties in self.entities.items()
            for prop in properties
        }
        links = {(name, prop): columns[name, prop] for name, properties in self.links.items() for prop in properties}
        return PropertyRecords(cast(Mapping[tuple[Kind, Property], Recorded], entities), links)

    def _properties(self, owner: str) -> tuple[Property, ...]:
        return self.links[owner] if owner in RELATIONS else self.entities[owner]


def _by_owner(properties: Iterable[tuple[str, Property]]) -> Mapping[str, tuple[Property, ...]]:
    by_owner: defaultdict[str, list[Property]] = defaultdict(list)
    for owner, prop in sorted(properties, key=lambda each: (each[0], each[1].name)):
        if prop.name not in _IN_THE_SNAPSHOT:
            by_owner[owner].append(prop)
    return {owner: tuple(properties) for owner, properties in by_owner.items()}


def _part(pattern: str, owner: str, properties: tuple[Property, ...]) -> str:
    """Reads in batches: decoding one large row would block the event loop. Null is not collected."""
    lists = (f"collect(CASE WHEN x.`{each.name}` IS NOT NULL THEN id(x) END), collect(x.`{each.name}`)" for each in properties)
    return f"MATCH {pattern} WITH id(x) / 2000 AS batch, [{', '.join(lists)}] AS lists RETURN '{owner}' AS owner, lists"
