"""Reads the result of `nextBest`: one statement per selected field `picks` reads the fixes of the picks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.compiler.as_of import AsOf
from graph.compiler.compiler import Compiler
from graph.compiler.expressions import ObjectValue
from graph.compiler.query_plan import QueryPlan
from graph.compiler.result_coercion import INT32_MAX
from graph.compiler.selections import SelectedField, Variables
from graph.coverage.fixes import EntitySelection, Fix, fixes_from
from graph.coverage.indicator import Indicator
from graph.coverage.maximum_coverage import Choice
from graph.coverage.path_repairs import FROM, NO_PATH_REPAIR, TO, match_found_path_repairs, match_path_repairs
from graph.coverage.picks import Gaps, Pick
from graph.coverage.unreached_units import UnitRepairs
from graph.cypher.home_division import match_home
from graph.database.statement import Statement


@dataclass(frozen=True)
class ChosenPicks:
    """The choice among the picks of `gaps`. `repairs`: of each pick, if they were found on columns."""

    gaps: Gaps
    choice: Choice
    repairs: Sequence[UnitRepairs] | None = None

    @property
    def picks(self) -> list[Pick]:
        return [self.gaps.picks[index] for index in self.choice.picked]

    @property
    def reached_after(self) -> int:
        return self.gaps.reached + self.choice.covered

    @property
    def rows(self) -> list[list[Any]]:
        """The rows that the statement of the fixes reads, one per pick."""
        if self.repairs is not None:
            return [list(each) for each in self.repairs]
        return [[pick.unit, list(pick.repairs), pick.at] for pick in self.picks]


class NextBestReader:
    """Compiled from a selection. `on_columns`: whether the repairs of picks are found on columns, not by the statement."""

    def __init__(self, compiler: Compiler, selected: SelectedField, indicator: Indicator, *, on_columns: bool) -> None:
        self._coercion = compiler.coercion
        self._fields = compiler.selections.of(selected.type, selected.nodes)  # pyright: ignore[reportArgumentType]
        self._fixes = {
            field.key: _FixReader(compiler, field, indicator, on_columns=on_columns)
            for field in self._fields
            if field.name == "picks"
        }

    def statements(self, chosen: ChosenPicks, variables: Variables, as_of: AsOf) -> list[Statement]:
        return [each.statement(chosen, variables, as_of) for each in self._fixes.values()]

    def read(self, chosen: ChosenPicks, rows: Sequence[list[list[Any]]]) -> ObjectValue:
        """`rows`: of each statement."""
        gaps, choice = chosen.gaps, chosen.choice
        # Every number of a pick is at most the number after all picks.
        self._coercion.require(chosen.reached_after <= INT32_MAX)
        values = {
            "reachedBefore": gaps.reached,
            "reachedAfter": chosen.reached_after,
            "exact": choice.exact,
            "bound": choice.bound if gaps.complete else None,
            "__typename": "NextBest",
        }
        gains = gaps.gains(choice)
        fixes = {key: reader.read(found, gains) for (key, reader), found in zip(self._fixes.items(), rows, strict=True)}
        shown = [(field.key, fixes[field.key] if field.name == "picks" else values[field.name]) for field in self._fields]
        return ObjectValue.of("NextBest", shown)


class _FixReader:
    def __init__(self, compiler: Compiler, field: SelectedField, indicator: Indicator, *, on_columns: bool) -> None:
        self._indicator = indicator
        self._entities = EntitySelection(compiler, field, indicator)
        self._values = indicator.unit_values(compiler, "unit")
        self._name = compiler.name("p")
        repairs = self._match_found() if on_columns else self._match_repairs(compiler)
        text = (
            f"{repairs} {self._entities.clauses} RETURN collect([repair, place, {self._entities.cypher}]) AS mended }} "
            f"WITH pick, {self._values.expression} AS own, mended ORDER BY pick RETURN collect([own, mended]) AS answer"
        )
        self._plan = QueryPlan(text, compiler.parameters, self._decode)

    def statement(self, chosen: ChosenPicks, variables: Variables, as_of: AsOf) -> Statement:
        statement = self._plan.statement(variables, as_of)
        return replace(statement, parameters={**statement.parameters, self._name: chosen.rows})

    def _decode(self, rows: list[list[Any]], _: str) -> list[Fix]:
        """Returns the best fix of each pick."""
        no_steps = [0 for _ in self._indicator.steps]
        return [
            fixes_from(self._indicator, self._values.decode(tested), no_steps, self._entities.decode(candidates))[0]
            for tested, candidates in rows[0][0]
        ]

    def read(self, rows: list[list[Any]], gains: Sequence[Mapping[str, int]]) -> list[ObjectValue]:
        best: list[Fix] = self._plan.decode(rows)
        return [self._entities.fix(replace(each, numbers=numbers)) for each, numbers in zip(best, gains, strict=True)]

    def _match_repairs(self, compiler: Compiler) -> str:
        """Binds each pick's unit, and begins the subquery of its repairs."""
        picks, kind = f"${self._name}", self._indicator.kind
        home = f"{match_home(compiler, 'unit', (kind,), 'found')} RETURN found ORDER BY found.code LIMIT 1"
        repairs = match_path_repairs(compiler, self._indicator, "unit", "home", at="at")
        return (
            f"UNWIND range(0, size({picks}) - 1) AS pick MATCH (unit:{kind.label} {{code: {picks}[pick][0]}}) "
            f"WITH pick, unit, head(COLLECT {{ {home} }}) AS home, {picks}[pick][2] AS at CALL (pick, unit, home, at) {{ {repairs} "
            f"WITH repair, {FROM}, {TO}, place WHERE repair IN {picks}[pick][1] OR repair = {NO_PATH_REPAIR}"
        )

    def _match_found(self) -> str:
        picks = f"${self._name}"
        return (
            f"UNWIND range(0, size({picks}) - 1) AS pick MATCH (unit) WHERE id(unit) = {picks}[pick][0] "
            f"CALL (pick) {{ {match_found_path_repairs(f'{picks}[pick][1]')}"
        )
