"""An indicator: what it counts, what reaches a unit, and when nobody can tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from graph.coverage.notation import Step, UnitPattern, parse_path, parse_unit
from graph.model import RELATIONS, Kind


class Names(Protocol):
    """Gives names and parameters that a statement does not use yet."""

    def name(self, prefix: str) -> str: ...

    def constant(self, value: Any) -> str: ...


@dataclass(frozen=True)
class Verdict:
    """Cypher that decides about one bound unit: clauses to run before, whether it is reached, and whether a property that decides
    is not recorded. ``undecided`` matters only where it is not reached."""

    clauses: str
    reached: str
    undecided: str


@dataclass(frozen=True)
class Example:
    """A worked example: nodes by code (a kind, and its properties), links as ``from RELATION to``, and the status of each unit."""

    nodes: Mapping[str, tuple[Kind, Mapping[str, Any]]]
    links: tuple[str, ...]
    reached: tuple[str, ...]
    not_reached: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])
    """Properties of links, by the link."""


@dataclass(frozen=True)
class Indicator:
    """One indicator. Paths are in the notation of ``graph/coverage/notation.py``.

    ``paths``: any of them reaches the unit. ``test``: a condition on the unit's own properties that must hold besides. A verdict is
    UNKNOWN where no path leads to the unit and one of the relations in the paths is not kept there, or where a property that the test
    compares is null.
    """

    name_zh: str
    name_en: str
    unit: str
    numerator: str
    denominator: str
    unknown_when: str
    source: str
    example: Example
    paths: tuple[str, ...] = ()
    test: str = ""

    @cached_property
    def pattern(self) -> UnitPattern:
        return parse_unit(self.unit)

    @cached_property
    def test_pattern(self) -> UnitPattern:
        return parse_unit(f"{self.pattern.kind.label}[{self.test}]")

    @cached_property
    def steps(self) -> tuple[tuple[Step, ...], ...]:
        return tuple(parse_path(path, self.pattern.kind) for path in self.paths)

    @property
    def deciding(self) -> tuple[str, ...]:
        """The relations that must be kept for "no link" to mean that there is none."""
        used = {step.relation.name for path in self.steps for step in path if step.relation}
        return tuple(name for name in RELATIONS if name in used)

    @property
    def counts_people(self) -> bool:
        return self.pattern.kind is Kind.COMMUNITY

    def verdict(self, names: Names, unit: str) -> Verdict:
        """How a bound unit is decided."""
        from graph.coverage.cypher import condition_of, path_exists

        tests = [condition_of(names, unit, each) for each in self.test_pattern.conditions]
        paths = [path_exists(names, unit, steps) for steps in self.steps]
        reached = [f"coalesce({test}, false)" for test in tests] + ([f"({' OR '.join(paths)})"] if paths else [])
        nulls = [f"{unit}.`{each.prop.name}` IS NULL" for each in self.test_pattern.conditions if each.operator]
        return Verdict("", " AND ".join(reached), " OR ".join(nulls) or "false")
