"""Why a unit has its status: the links that reach it, or what fails and what would mend it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, cast

from graphql import GraphQLObjectType, print_ast

from graph.compiler.compiler import Binding, Compiler, QueryPlan, SubqueryScope
from graph.compiler.context import FieldContext
from graph.compiler.expressions import Expression, ObjectValue, object_expression
from graph.compiler.global_ids import KeyReader
from graph.compiler.property_fields import as_json
from graph.compiler.root_fields import require_valid
from graph.compiler.selections import SelectedField
from graph.coverage.indicator import Indicator
from graph.coverage.path_cypher import path_exists
from graph.coverage.reach_status import MissingValues, NewLink
from graph.coverage.receipt import Catalogue, IndicatorQuestion
from graph.coverage.repairs import FROM, NO_PATH_REPAIR, TO, Repair, kinds_at_ends, match_repairs, possible_repairs
from graph.coverage.units import UnitRow, bind_status, is_surveyed, is_unit, survey_covers
from graph.coverage.witness_path import collect_steps, match_witness
from graph.cypher.home_division import match_home
from graph.cypher.labels import labels
from graph.cypher.validity import node_is_valid
from graph.errors import ErrorCode, UserError

MOST_FIXES: Final = 6


@dataclass(frozen=True)
class WhyOfUnit:
    """The instruction of ``CoverageUnit.why``."""

    def compile(self, compiler: Compiler, binding: Binding, selected: SelectedField) -> Expression:
        return _Why(compiler, cast(UnitRow, binding)).part(selected)


@dataclass(frozen=True)
class Why:
    """The instruction of ``Query.why``."""

    statements: ClassVar[int] = 1
    catalogue: Catalogue
    locate: KeyReader

    async def execute(self, context: FieldContext, selected: SelectedField) -> Any:
        question = await self.catalogue.question(context, selected)
        return await context.execute(selected, question.key, lambda compiler: self._plan(compiler, question, selected))

    def _plan(self, compiler: Compiler, question: IndicatorQuestion, selected: SelectedField) -> QueryPlan:
        indicator, wanted = question.indicator, compiler.argument(selected, self.locate)
        row = UnitRow(
            "unit", frozenset({indicator.kind}), None, SubqueryScope(("unit", "home", "status")), indicator, "home", "status"
        )
        part = _Why(compiler, row).part(selected)
        home = f"{match_home(compiler, 'unit', (indicator.kind,), 'found')} RETURN found ORDER BY found.code LIMIT 1"
        counted = f"unit{labels(row.kinds)} AND {is_unit(compiler, indicator, 'unit')}"
        text = (
            f"MATCH (unit:Entity {{code: {wanted}[1]}}) WHERE {wanted}[0] IN labels(unit) "
            f"WITH unit, {node_is_valid('unit', compiler.as_of)} AS alive, {counted} AS counted, head(COLLECT {{ {home} }}) AS home "
            f"WITH *, {is_surveyed(compiler, indicator, 'home')} AS kept "
            f"{bind_status(compiler, indicator, 'unit', 'kept', ('unit', 'alive', 'counted', 'home'), 'status')} "
            f"{row.scope.clauses()} RETURN alive, counted, {part.cypher} AS answer"
        )

        def read(rows: list[list[Any]]) -> Any:
            if not rows:
                return None
            alive, is_counted, answer = rows[0]
            require_valid(alive, "unit")
            if not is_counted:
                unit = f"{indicator.numerator.split('。 ')[-1]}"
                sentence = f"{question.name} does not count this entity ({unit}). Ask with an indicator of its kind, or for one of its units."
                raise UserError(ErrorCode.NOT_COUNTED, sentence)
            return part.decode(answer)

        return QueryPlan(text, compiler.parameters, read)


@dataclass(frozen=True)
class Fix:
    """New links and values that together reach the unit. ``ends``: where the ends of its links are to be found, by name."""

    links: tuple[NewLink, ...]
    properties: Mapping[str, Mapping[str, Any]]
    ends: Mapping[str, Any]


class _Why:
    """One answer while it is compiled."""

    def __init__(self, compiler: Compiler, binding: UnitRow) -> None:
        self.compiler = compiler
        self.row = binding
        self.indicator = binding.indicator
        self.is_gap = f"{binding.status} <> 'REACHED'"

    def part(self, selected: SelectedField) -> Expression:
        why_type = cast(GraphQLObjectType, selected.type)
        fields = self.compiler.selections.of(why_type, selected.nodes)
        return object_expression([field.key for field in fields], [self._field(field) for field in fields])

    def _field(self, field: SelectedField) -> Expression:
        match field.name:
            case "status":
                return Expression(self.row.status)
            case "witness":
                return self._witness(field)
            case "failing":
                return self._failing()
            case "fixes":
                return self._fixes(field)
            case _:
                return Expression(None, lambda _: "Why")

    def _witness(self, field: SelectedField) -> Expression:
        hops, found = self.compiler.name("hops"), self.compiler.name("v")
        clauses, steps = collect_steps(self.compiler, field, hops, self.indicator.kinds_on_paths)
        self.row.scope.call(
            found, f"{match_witness(self.compiler, self.indicator, self.row.node, hops)} {clauses}", str(steps.cypher)
        )
        return replace(steps, cypher=f"CASE WHEN {self.is_gap} THEN [] ELSE {found} END")

    # ------------------------------------------------------------------------------------------------ what fails
    def _failing(self) -> Expression:
        values = self.indicator.unit_values(self.compiler, self.row.node)
        lengths, kept = self._lengths(), self._kept()
        text = f"CASE WHEN {self.is_gap} THEN [{values.expression}, {lengths}, {kept}] END"

        def read(found: list[Any] | None) -> list[str]:
            if found is None:
                return []
            own, reached, keeps = found
            return [*values.decode(own).failing, *_broken(self.indicator, reached), *_not_kept(self.indicator, keeps)]

        return Expression(text, read)

    def _lengths(self) -> str:
        """For each path, how many of its steps are there."""
        return f"[{', '.join(self._length(path) for path in range(len(self.indicator.steps)))}]"

    def _length(self, path: int) -> str:
        steps = self.indicator.steps[path]
        reached = [path_exists(self.compiler, self.row.node, steps[:length]) for length in range(1, len(steps) + 1)]
        return " + ".join(f"CASE WHEN {each} THEN 1 ELSE 0 END" for each in reached)

    def _kept(self) -> str:
        covers = [survey_covers(self.compiler, self.row.home, relation) for relation in self.indicator.required_relations]
        return f"[{', '.join(covers)}]"

    # ------------------------------------------------------------------------------------------------ what would mend it
    def _fixes(self, field: SelectedField) -> Expression:
        values = self.indicator.unit_values(self.compiler, self.row.node)
        candidates = self.compiler.name("v")
        entities = Ends(self.compiler, field, self.indicator)
        match = match_repairs(self.compiler, self.indicator, self.row.node, self.row.home)
        body = f"WITH * WHERE {self.is_gap} {match} WITH repair, {FROM}, {TO}, place {entities.clauses}"
        self.row.scope.call(candidates, body, f"collect([repair, place, {entities.text}])")
        text = f"CASE WHEN {self.is_gap} THEN [{values.expression}, {self._lengths()}, {candidates}] END"

        def read(found: list[Any] | None) -> list[ObjectValue]:
            if found is None:
                return []
            own, reached, mended = found
            fixes = fixes_from(self.indicator, values.decode(own), reached, entities.read_all(mended))
            return [entities.fix(fix) for fix in fixes]

        return Expression(text, read)


class Ends:
    """How the entities of proposed links are selected: those at ``a`` and ``b``, as either end of a link may show them."""

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
        # One selection at one end is in the statement once, whichever links and fields show it.
        self._shown = {(end, key, own.key): (end, _written(own)) for end, key, own in self._entity_fields()}
        fields = {(end, _written(own)): own for end, _, own in self._entity_fields()}
        self._parts = {shown: self._entity(shown[0], own) for shown, own in fields.items()}
        self.clauses = " ".join(self._clauses)
        self.text = f"[{', '.join(str(part.cypher) for part in self._parts.values())}]"

    def _entity_fields(self) -> Iterable[tuple[str, str, SelectedField]]:
        for key, fields in self.link_fields.items():
            for own in fields:
                if own.name in ("from", "to"):
                    yield FROM, key, own
                    yield TO, key, own

    def _entity(self, end: str, own: SelectedField) -> Expression:
        row = Binding(end, self.kinds[end], None, SubqueryScope((FROM, TO), condition=f"{end} IS NOT NULL"))
        part = self.compiler.project(row, own.type, own.nodes)
        self._clauses.append(row.scope.clauses())
        return replace(part, cypher=f"CASE WHEN {end} IS NULL THEN null ELSE {part.cypher} END")

    def read_all(self, candidates: list[list[Any]]) -> list[tuple[int, int, Mapping[str, Any]]]:
        """(repair, place, entities) of each candidate, the entities by end, list of links and field."""
        return [(repair, place, self._read(values)) for repair, place, values in candidates]

    def _read(self, values: list[Any]) -> Mapping[str, Any]:
        read = {shown: part.decode(value) for (shown, part), value in zip(self._parts.items(), values, strict=True)}
        return {"/".join(key): read[shown] for key, shown in self._shown.items()}

    def fix(self, fix: Fix) -> ObjectValue:
        record = ObjectValue.of(self.fix_type.name)
        for field in self.fields:
            record[field.key] = self._value(field, fix)
        return record

    def _value(self, field: SelectedField, fix: Fix) -> Any:
        if field.name == "properties":
            return as_json(dict(fix.properties))
        if field.name != "links":
            return self.fix_type.name
        return [self._link(field.key, link, fix) for link in fix.links]

    def _link(self, key: str, link: NewLink, fix: Fix) -> ObjectValue:
        record = ObjectValue.of("ProposedLink")
        for own in self.link_fields[key]:
            record[own.key] = self._link_value(key, own, link, fix)
        return record

    def _link_value(self, key: str, own: SelectedField, link: NewLink, fix: Fix) -> Any:
        simple: dict[str, Callable[[], Any]] = {
            "relation": lambda: link.relation,
            "fromKind": lambda: link.start_kind.name,
            "toKind": lambda: link.end_kind.name,
            "from": lambda: fix.ends.get(f"{link.start}/{key}/{own.key}"),
            "to": lambda: fix.ends.get(f"{link.end}/{key}/{own.key}"),
        }
        return simple.get(own.name, lambda: "ProposedLink")()


def _written(field: SelectedField) -> str:
    """What is selected, as text."""
    return " ".join(print_ast(node.selection_set) for node in field.nodes if node.selection_set)


def fixes_from(
    indicator: Indicator, shortfall: MissingValues, reached: list[int], candidates: list[tuple[int, int, Mapping[str, Any]]]
) -> list[Fix]:
    """The fixes, smallest first, real candidates before any. What the unit's own values lack is part of each."""
    if not shortfall.is_fixable:
        return []
    mending = [each for each in candidates if each[0] != NO_PATH_REPAIR]
    own = Fix(shortfall.links, shortfall.properties, next(ends for repair, _, ends in candidates if repair == NO_PATH_REPAIR))
    if not indicator.steps or any(length == len(steps) for length, steps in zip(reached, indicator.steps, strict=True)):
        return [] if shortfall.is_empty else [own]
    repairs = possible_repairs(indicator)
    ordered = sorted(mending, key=lambda each: _rank(repairs[each[0]], each[1]))
    # Where an open end may be any entity, it is the same all over the fix: one with two of a kind is told only for want of another.
    ordered = [each for each in ordered if not repairs[each[0]].has_twin_new_nodes] or ordered
    return [_fix(indicator, shortfall, repairs[repair], ends) for repair, _, ends in ordered[:MOST_FIXES]]


def _rank(repair: Repair, place: int) -> tuple[int, bool, int, int, int]:
    return repair.size, not repair.ends_at_existing, -repair.reached, place, repair.place


def _fix(indicator: Indicator, shortfall: MissingValues, repair: Repair, ends: Mapping[str, Any]) -> Fix:
    links = (*shortfall.links, *repair.links(indicator.kind))
    return Fix(links, {**shortfall.properties, **repair.properties}, ends)


def _broken(indicator: Indicator, reached: list[int]) -> list[str]:
    paths = list(zip(indicator.paths, indicator.steps, reached, strict=True))
    if any(length == len(steps) for _, steps, length in paths):
        return []
    return [
        f"{path}：{len(steps)} 步中有 {length} 步。 Of its {len(steps)} steps {length} are there."
        for path, steps, length in paths
    ]


def _not_kept(indicator: Indicator, keeps: list[bool]) -> list[str]:
    missing = [relation for relation, kept in zip(indicator.required_relations, keeps, strict=True) if not kept]
    return [f"{relation}：当地未登记。 No survey says that it is kept there." for relation in missing]
