"""Fixes: a path repair and the unit's missing values, with entities for the response."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast

from graphql import GraphQLObjectType, print_ast

from graph.compiler.bindings import Binding, Subqueries
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import Expression, ObjectValue
from graph.compiler.property_fields import as_json
from graph.compiler.selections import SelectedField
from graph.coverage.indicator import Indicator
from graph.coverage.path_repairs import FROM, NO_PATH_REPAIR, TO, PathRepair, kinds_at_ends, possible_path_repairs
from graph.coverage.reach_status import MissingValues, NewLink

MAX_FIXES: Final = 6


@dataclass(frozen=True)
class Candidate:
    """A row of `match_path_repairs`. `entities`: by end (`a` or `b`), key of `links`, and key of `from` or `to`, joined by
    "/".
    """

    repair: int
    rank: int
    entities: Mapping[str, Any]


@dataclass(frozen=True)
class Fix:
    """New links and values that together reach the unit. `numbers`: of a pick, by field."""

    links: tuple[NewLink, ...]
    properties: Mapping[str, Mapping[str, Any]]
    entities: Mapping[str, Any]
    numbers: Mapping[str, int] = field(default_factory=dict[str, int])


class EntitySelection:
    """Projects entities `a` and `b`, each of which can be either end of a link. `clauses` precede `cypher`, the projections."""

    def __init__(self, compiler: Compiler, field: SelectedField, indicator: Indicator) -> None:
        self.compiler = compiler
        self.kinds = kinds_at_ends(indicator)
        self.fix_type = cast(GraphQLObjectType, field.type)
        self.fields = compiler.selections.of(self.fix_type, field.nodes)
        self.link_fields = {
            each.key: compiler.selections.of(cast(GraphQLObjectType, each.type), each.nodes)
            for each in self.fields
            if each.name == "links"
        }
        self._clauses: list[str] = []
        # Equal selections of one entity are one projection, even if several fields show it.
        self._projection_of = {
            (end, key, entity_field.key): (end, _text(entity_field)) for end, key, entity_field in self._entity_fields()
        }
        fields = {(end, _text(entity_field)): entity_field for end, _, entity_field in self._entity_fields()}
        self._projections = {selection: self._project(selection[0], fields[selection]) for selection in sorted(fields)}
        self.clauses = " ".join(self._clauses)
        self.cypher = f"[{', '.join(str(each.cypher) for each in self._projections.values())}]"

    def _entity_fields(self) -> Iterable[tuple[str, str, SelectedField]]:
        for key, fields in self.link_fields.items():
            for entity_field in fields:
                if entity_field.name in ("from", "to"):
                    yield FROM, key, entity_field
                    yield TO, key, entity_field

    def _project(self, end: str, field: SelectedField) -> Expression:
        row = Binding(end, self.kinds[end], None, Subqueries((FROM, TO), condition=f"{end} IS NOT NULL"))
        projection = self.compiler.project(row, field.type, field.nodes)
        self._clauses.append(row.subqueries.clauses())
        return replace(projection, cypher=f"CASE WHEN {end} IS NULL THEN null ELSE {projection.cypher} END")

    def decode(self, rows: list[list[Any]]) -> list[Candidate]:
        """Decodes rows of [repair, rank, `cypher`]."""
        return [Candidate(repair, rank, self._decode_entities(values)) for repair, rank, values in rows]

    def _decode_entities(self, values: list[Any]) -> Mapping[str, Any]:
        decoded = {
            selection: projection.decode(value)
            for (selection, projection), value in zip(self._projections.items(), values, strict=True)
        }
        return {"/".join(key): decoded[selection] for key, selection in self._projection_of.items()}

    def fix(self, fix: Fix) -> ObjectValue:
        return ObjectValue.of(self.fix_type.name, ((field.key, self._value(field, fix)) for field in self.fields))

    def _value(self, field: SelectedField, fix: Fix) -> Any:
        if field.name == "properties":
            return as_json(dict(fix.properties))
        if field.name != "links":
            return fix.numbers.get(field.name, self.fix_type.name)
        return [self._link(field.key, link, fix) for link in fix.links]

    def _link(self, key: str, link: NewLink, fix: Fix) -> ObjectValue:
        fields = self.link_fields[key]
        return ObjectValue.of("ProposedLink", ((field.key, self._link_value(key, field, link, fix)) for field in fields))

    def _link_value(self, key: str, field: SelectedField, link: NewLink, fix: Fix) -> Any:
        values: dict[str, Callable[[], Any]] = {
            "relation": lambda: link.relation,
            "fromKind": lambda: link.start_kind.name,
            "toKind": lambda: link.end_kind.name,
            "from": lambda: fix.entities.get(f"{link.start}/{key}/{field.key}"),
            "to": lambda: fix.entities.get(f"{link.end}/{key}/{field.key}"),
        }
        return values.get(field.name, lambda: "ProposedLink")()


def _text(field: SelectedField) -> str:
    return " ".join(print_ast(node.selection_set) for node in field.nodes if node.selection_set)


def fixes_from(indicator: Indicator, missing: MissingValues, reached: list[int], candidates: list[Candidate]) -> list[Fix]:
    """Returns fixes, smallest first. `missing`: what each fix adds. `reached`: by path, the number of existing steps."""
    if not missing.is_fixable:
        return []
    if not indicator.steps or any(length == len(steps) for length, steps in zip(reached, indicator.steps, strict=True)):
        entities = next(each.entities for each in candidates if each.repair == NO_PATH_REPAIR)
        return [] if missing.is_empty else [Fix(missing.links, missing.properties, entities)]
    repairs = possible_path_repairs(indicator)
    ordered = sorted(
        (each for each in candidates if each.repair != NO_PATH_REPAIR), key=lambda each: _rank(repairs[each.repair], each)
    )
    # An end without an entity means one entity in the whole fix. A path repair with two new entities of one kind is the last resort.
    ordered = [each for each in ordered if not repairs[each.repair].has_twin_new_nodes] or ordered
    return [_fix(indicator, missing, repairs[each.repair], each.entities) for each in ordered[:MAX_FIXES]]


def _rank(repair: PathRepair, candidate: Candidate) -> tuple[int, bool, int, int, int]:
    return repair.size, not repair.ends_at_existing, -repair.reached, candidate.rank, repair.path_index


def _fix(indicator: Indicator, missing: MissingValues, repair: PathRepair, entities: Mapping[str, Any]) -> Fix:
    links = (*missing.links, *repair.links(indicator.kind))
    return Fix(links, {**missing.properties, **repair.properties}, entities)
