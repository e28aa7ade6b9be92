"""Indicators: which units they count, and what reaches a unit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.property_fields import dated_id
from graph.coverage.columns.unit_rule import UnitRule
from graph.coverage.path_cypher import conditions_of, match_path, path_exists
from graph.coverage.path_pattern import Condition, PatternStep, UnitPattern, parse_path, parse_test, parse_unit
from graph.coverage.reach_status import MissingValues, StatusExpressions, ValueExpression
from graph.cypher.home_division import kinds_on_path_home
from graph.cypher.variables import StatementNames
from graph.messages import coverage as messages
from graph.model.declarations import Kind, ModelError
from graph.model.divisions import COMMUNITY
from graph.model.registry import RELATIONS


@dataclass(frozen=True)
class Example:
    """Nodes by code, links as `from RELATION to`, and the status of each unit."""

    nodes: Mapping[str, tuple[Kind, Mapping[str, Any]]]
    links: tuple[str, ...]
    reached: tuple[str, ...]
    not_reached: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])


NO_EXAMPLE = Example({}, (), ())


@dataclass(frozen=True)
class Indicator:
    """An indicator, in the notation of `path_pattern.py`.

    A unit is reached if one of `paths` exists and its properties pass `test`; otherwise UNKNOWN if a relation of the paths is
    not surveyed there or a property of the test is null. A subclass with another rule defines `status_expressions`, in Cypher,
    and `rule`, on columns.
    """

    name_zh: str
    name_en: str
    unit: str
    numerator: str
    denominator: str
    unknown_when: str
    source: str
    example: Example = field(default=NO_EXAMPLE, hash=False)
    paths: tuple[str, ...] = ()
    test: str = ""

    @cached_property
    def pattern(self) -> UnitPattern:
        return parse_unit(self.unit)

    @cached_property
    def tests(self) -> tuple[Condition, ...]:
        return parse_test(self.test, self.kind)

    @cached_property
    def steps(self) -> tuple[tuple[PatternStep, ...], ...]:
        return tuple(parse_path(path, self.kind) for path in self.paths)

    @property
    def kind(self) -> Kind:
        return self.pattern.kind

    @property
    def required_relations(self) -> tuple[str, ...]:
        """Relations that must be surveyed, so that a missing link means NOT_REACHED."""
        used = {step.relation.name for path in self.steps for step in path if step.relation}
        return tuple(name for name in RELATIONS if name in used)

    @property
    def kinds_on_paths(self) -> frozenset[Kind]:
        steps = [step for path in self.steps for step in path]
        ends = {kind for step in steps for kind in step.kinds}
        homes = {kind for step in steps if step.relation is None for each in step.kinds for kind in kinds_on_path_home(each)}
        return frozenset({self.kind, *ends, *homes})

    @property
    def counts_people(self) -> bool:
        return self.kind is COMMUNITY

    def check(self) -> None:
        """Raises ModelError for an invalid unit, without path and test, or if only one of Cypher and columns is overridden."""
        if not self.steps and not self.tests and type(self) is Indicator:
            raise ModelError(messages.NEITHER_PATH_NOR_TEST)
        overridden = {"status_expressions", "rule"} & ({*vars(type(self))} if type(self) is not Indicator else set())
        if len(overridden) == 1:
            raise ModelError(messages.ONE_WAY_ONLY)
        _ = self.pattern

    def status_expressions(self, names: StatementNames, unit: str) -> StatusExpressions:
        tests = [f"coalesce({test}, false)" for test in conditions_of(names, unit, self.tests)]
        paths = [path_exists(names, unit, steps) for steps in self.steps]
        reached = tests + ([f"({' OR '.join(paths)})"] if paths else [])
        nulls = [f"{unit}.`{each.prop.name}` IS NULL" for each in self.tests if each.operator]
        return StatusExpressions("", " AND ".join(reached), " OR ".join(nulls) or "false")

    @cached_property
    def rule(self) -> UnitRule:
        return UnitRule(self.pattern, self.steps, self.tests, self.required_relations)

    def witness_clauses(self, names: StatementNames, unit: str) -> list[str]:
        """Returns for each path clauses that bind `hops`, a list of [node, link, node], and `place`, the path's index."""
        paths = [match_path(names, unit, steps) for steps in self.steps]
        return [f"{path.clauses} RETURN {path.hops} AS hops, {index} AS place" for index, path in enumerate(paths)]

    def unit_values(self, compiler: Compiler, unit: str) -> ValueExpression:
        checks = [f"coalesce({test}, false)" for test in conditions_of(compiler, unit, self.tests)]
        stored = [f"toString({unit}.`{each.prop.name}`)" for each in self.tests]
        global_id = dated_id(compiler, Binding.of(unit, frozenset({self.kind})))
        expression = f"[{global_id}, [{', '.join(checks)}], [{', '.join(stored)}]]"
        return ValueExpression(expression, lambda values: _missing_values(self.tests, *values))


def _missing_values(tests: Sequence[Condition], global_id: str, checks: Sequence[bool], stored: Sequence[Any]) -> MissingValues:
    failing = [(test, value) for test, holds, value in zip(tests, checks, stored, strict=True) if not holds]
    sentences = [
        f"{test}: {(messages.NOT_RECORDED if value is None else messages.WRONG_RECORD).format(value=value).both}"
        for test, value in failing
    ]
    satisfying = {test.prop.field: test.satisfying for test, _ in failing}
    return MissingValues(tuple(sentences), {global_id: satisfying} if satisfying else {})
