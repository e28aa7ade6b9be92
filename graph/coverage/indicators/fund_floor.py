"""Whether the latest year's service funds reach their floor."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import numpy as np

from graph.compiler.bindings import Binding
from graph.compiler.compiler import Compiler
from graph.compiler.property_fields import dated_id
from graph.coverage.columns.evaluator import Evaluator
from graph.coverage.columns.unit_rule import Reach, UnitRule
from graph.coverage.indicator import Example, Indicator
from graph.coverage.path_pattern import Condition
from graph.coverage.reach_status import MissingValues, NewLink, StatusExpressions, ValueExpression
from graph.cypher.validity import link_is_valid, node_is_valid
from graph.cypher.variables import StatementNames
from graph.messages import coverage as messages
from graph.model.declarations import Kind
from graph.model.divisions import CITY, COMMUNITY
from graph.model.registry import RELATIONS
from graph.model.support import FUND
from graph.model.surveys import SURVEY
from graph.snapshot.array_types import BoolArray, IndexArray

PUBLISHED_FLOOR: Final = 50_000
"""Yuan; published by the city, proposed if no floor is recorded."""

_NULL: Final = -(2**63)
"""Null in columns."""
_IS_SERVICE: Final = Condition(next(prop for prop in FUND.properties if prop.name == "purpose"), "=", "SERVICE")


@dataclass(frozen=True)
class FundFloor(Indicator):
    """Compares SERVICE funds of the latest recorded year with their floors, which path patterns cannot express."""

    @property
    def required_relations(self) -> tuple[str, ...]:
        return ("ALLOCATED_TO",)

    @property
    def kinds_on_paths(self) -> frozenset[Kind]:
        return frozenset({self.kind, FUND})

    def status_expressions(self, names: StatementNames, unit: str) -> StatusExpressions:
        latest = names.name("latest")
        of_latest = f"{_service_funds(names, unit)} AND fund.year = {latest}"
        unrecorded = f"EXISTS {{ {of_latest} AND (fund.amount IS NULL OR fund.floor IS NULL) }}"
        undated = f"EXISTS {{ {_service_funds(names, unit)} AND fund.year IS NULL }}"
        too_little = f"EXISTS {{ {of_latest} AND fund.amount < fund.floor }}"
        reached = f"{latest} IS NOT NULL AND NOT {unrecorded} AND NOT {too_little}"
        return StatusExpressions(f"WITH *, {_latest_year(names, unit)} AS {latest}", reached, f"{unrecorded} OR {undated}")

    @cached_property
    def rule(self) -> UnitRule:
        read = tuple((FUND, prop) for prop in FUND.properties if prop.name in ("purpose", "year", "amount", "floor"))
        return UnitRule(self.pattern, (), (), self.required_relations, _reach, read)

    def witness_clauses(self, names: StatementNames, unit: str) -> list[str]:
        latest, link = names.name("latest"), names.name("r")
        return [
            f"WITH *, {_latest_year(names, unit)} AS {latest} {_service_funds(names, unit, link)} AND fund.year = {latest} "
            f"WITH [{unit}, {link}, fund] AS hop ORDER BY fund.code, {link}.since RETURN collect(hop) AS hops, 0 AS place"
        ]

    def unit_values(self, compiler: Compiler, unit: str) -> ValueExpression:
        latest, global_id = _latest_year(compiler, unit), dated_id(compiler, Binding.of("fund", frozenset({FUND})))
        values = f"{global_id}, fund.code, fund.year, fund.amount, fund.floor"
        funds = f"COLLECT {{ {_service_funds(compiler, unit)} RETURN [{values}] AS found }}"
        return ValueExpression(f"[{latest}, {compiler.as_of}.year, {funds}]", lambda values: _missing_values(*values))


def _reach(evaluator: Evaluator, rule: UnitRule) -> Reach:
    here = evaluator.columns.range_of(rule.kind)
    reached, undecided = evaluator.days.never(here.stop), evaluator.days.never(here.stop)
    for day in range(len(evaluator.days)):
        is_reached, is_undecided = _reach_on(_DatedFunds.of(evaluator, day), here.stop)
        reached[is_reached] |= evaluator.days.day(day)
        undecided[is_undecided] |= evaluator.days.day(day)
    return Reach(reached[here], undecided[here])


@dataclass(frozen=True)
class _DatedFunds:
    """Service funds allocated on a day, by link; `_NULL` if not recorded."""

    this_year: int
    unit: IndexArray
    year: IndexArray
    amount: IndexArray
    floor: IndexArray

    @classmethod
    def of(cls, evaluator: Evaluator, day: int) -> "_DatedFunds":
        columns, here = evaluator.columns, evaluator.columns.range_of(FUND)
        of_service = columns.satisfying(FUND, (_IS_SERVICE,))
        funds, units = list[IndexArray](), list[IndexArray]()
        for table, days in evaluator.links("ALLOCATED_TO"):
            fund = table.ends.source.astype(np.int64) - here.start
            allocated = np.flatnonzero((days & evaluator.days.day(day) != 0) & of_service[fund])
            funds.append(fund[allocated])
            units.append(table.ends.target[allocated].astype(np.int64))
        fund = np.concatenate(funds)
        values = (columns.column(FUND, name).dense(_NULL)[fund] for name in ("year", "amount", "floor"))
        return cls(int(evaluator.days.numbers[day]) // 10_000, np.concatenate(units), *values)


def _reach_on(funds: _DatedFunds, size: int) -> tuple[BoolArray, BoolArray]:
    """Returns which entities are reached, and for which a deciding value is null."""
    latest = np.full(size, _NULL, np.int64)
    past = (funds.year != _NULL) & (funds.year <= funds.this_year)
    np.maximum.at(latest, funds.unit[past], funds.year[past])
    of_latest = past & (funds.year == latest[funds.unit])
    unrecorded = of_latest & ((funds.amount == _NULL) | (funds.floor == _NULL))
    too_little = of_latest & ~unrecorded & (funds.amount < funds.floor)
    any_of = partial(_units_with, funds, size)
    reached = (latest != _NULL) & ~any_of(unrecorded | too_little)
    return reached, any_of(unrecorded | (funds.year == _NULL))


def _units_with(funds: _DatedFunds, size: int, chosen: BoolArray) -> BoolArray:
    mask = np.zeros(size, bool)
    mask[funds.unit[chosen]] = True
    return mask


def _service_funds(names: StatementNames, unit: str, link: str = "") -> str:
    link = link or names.name("r")
    is_valid = f"{link_is_valid(link, RELATIONS['ALLOCATED_TO'], names.as_of)} AND {node_is_valid('fund', names.as_of)}"
    return f"MATCH ({unit})<-[{link}:ALLOCATED_TO]-(fund:Fund {{purpose: 'SERVICE'}}) WHERE {is_valid}"


def _latest_year(names: StatementNames, unit: str) -> str:
    past = f"{_service_funds(names, unit)} AND fund.year <= {names.as_of}.year"
    return f"head(COLLECT {{ {past} RETURN fund.year AS year ORDER BY year DESC LIMIT 1 }})"


def _missing_values(latest: int | None, this_year: int, funds: list[list[Any]]) -> MissingValues:
    if latest is None:
        return _no_fund(this_year)
    short = sorted(fund for fund in (RecordedFund(*each) for each in funds) if fund.year == latest and fund.is_below_floor)
    return MissingValues(tuple(str(fund) for fund in short), {fund.id: fund.sufficient for fund in short})


def _no_fund(year: int) -> MissingValues:
    values = {"purpose": "SERVICE", "year": year, "amount": PUBLISHED_FLOOR, "floor": PUBLISHED_FLOOR}
    link = NewLink("ALLOCATED_TO", None, FUND, "a", COMMUNITY)
    return MissingValues((messages.NO_FUND.format().both,), {"Fund": values}, (link,))


@dataclass(frozen=True, order=True)
class RecordedFund:
    """A recorded service fund; amount and floor in yuan."""

    id: str
    code: str
    year: int | None
    amount: int | None
    floor: int | None

    def __str__(self) -> str:
        amount, floor = (messages.NO_AMOUNT.format() if yuan is None else yuan for yuan in (self.amount, self.floor))
        return messages.FUND_BELOW_FLOOR.format(code=self.code, year=self.year, amount=amount, floor=floor).both

    @property
    def is_below_floor(self) -> bool:
        return self.amount is None or self.floor is None or self.amount < self.floor

    @property
    def sufficient(self) -> dict[str, int]:
        if self.floor is not None:
            return {"amount": self.floor}
        return {"amount": self.amount or PUBLISHED_FLOOR, "floor": self.amount or PUBLISHED_FLOOR}


INDICATOR = FundFloor(
    name_zh="经费保障",
    name_en="Service funds at their floor",
    unit="Community",
    numerator="最近一年为民服务专项资金不低于下限的社区。 Communities whose service funds of the latest year reach their floor.",
    denominator="全部社区。 All communities.",
    unknown_when="数额或下限未登记；或没有经费，且当地未登记：ALLOCATED_TO。 An amount or a floor is not recorded; or there is no fund, and "
    "ALLOCATED_TO is not surveyed there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (CITY, {}),
            "a": (COMMUNITY, {}),
            "b": (COMMUNITY, {}),
            "c": (COMMUNITY, {}),
            "d": (COMMUNITY, {}),
            "old": (FUND, {"purpose": "SERVICE", "year": 2020, "amount": 40000, "floor": 50000}),
            "new": (FUND, {"purpose": "SERVICE", "year": 2021, "amount": 50000, "floor": 50000}),
            "low": (FUND, {"purpose": "SERVICE", "year": 2021, "amount": 40000, "floor": 50000}),
            "open": (FUND, {"purpose": "SERVICE", "year": 2021, "floor": 50000}),
            "s": (SURVEY, {"relation": "ALLOCATED_TO"}),
        },
        links=(
            "C ADMINISTERS a",
            "C ADMINISTERS b",
            "C ADMINISTERS c",
            "C ADMINISTERS d",
            "old ALLOCATED_TO a",
            "new ALLOCATED_TO a",
            "low ALLOCATED_TO b",
            "open ALLOCATED_TO c",
            "s COVERS C",
        ),
        reached=("a",),
        not_reached=("b", "d"),
        unknown=("c",),
    ),
)
