"""Whether the service funds of the latest year reach their floor."""

from dataclasses import dataclass

from graph.coverage.indicator import Example, Indicator, Names, Verdict
from graph.model import RELATIONS, Kind
from graph.moments import AS_OF, link_lives, node_lives


@dataclass(frozen=True)
class FundFloor(Indicator):
    """Compares amounts, which the notation of paths cannot: the SERVICE funds of the latest recorded year, each with its floor."""

    @property
    def deciding(self) -> tuple[str, ...]:
        return ("ALLOCATED_TO",)

    def verdict(self, names: Names, unit: str) -> Verdict:
        latest = names.name("latest")
        found = f"CALL ({unit}) {{ {_service_funds(names, unit, 'fund')} RETURN max(fund.year) AS {latest} }}"
        of_latest = _service_funds(names, unit, "fund") + f" AND fund.year = {latest}"
        unrecorded = f"EXISTS {{ {of_latest} AND (fund.amount IS NULL OR fund.floor IS NULL) }}"
        too_little = f"EXISTS {{ {of_latest} AND fund.amount < fund.floor }}"
        reached = f"{latest} IS NOT NULL AND NOT {unrecorded} AND NOT {too_little}"
        return Verdict(found, reached, unrecorded)


def _service_funds(names: Names, unit: str, fund: str) -> str:
    link = names.name("r")
    alive = f"{link_lives(link, RELATIONS['ALLOCATED_TO'])} AND {node_lives(fund)}"
    return f"MATCH ({unit})<-[{link}:ALLOCATED_TO]-({fund}:Fund {{purpose: 'SERVICE'}}) WHERE {alive} AND {fund}.year <= {AS_OF}.year"


INDICATOR = FundFloor(
    name_zh="经费保障",
    name_en="Service funds at their floor",
    unit="Community",
    numerator="最近一年为民服务专项资金不低于下限的社区。 Communities whose service funds of the latest year reach their floor.",
    denominator="全部社区。 All communities.",
    unknown_when="数额或下限未登记；或没有经费且未登记：ALLOCATED_TO。 An amount or a floor was never recorded; or there is no fund, and no "
    "survey says that ALLOCATED_TO is kept there.",
    source="中卫市社区党建材料（2022-09-22 发表） Published text on community party building in Zhongwei, 2022-09-22",
    example=Example(
        nodes={
            "C": (Kind.CITY, {}),
            "a": (Kind.COMMUNITY, {}),
            "b": (Kind.COMMUNITY, {}),
            "c": (Kind.COMMUNITY, {}),
            "d": (Kind.COMMUNITY, {}),
            "old": (Kind.FUND, {"purpose": "SERVICE", "year": 2020, "amount": 40000, "floor": 50000}),
            "new": (Kind.FUND, {"purpose": "SERVICE", "year": 2021, "amount": 50000, "floor": 50000}),
            "low": (Kind.FUND, {"purpose": "SERVICE", "year": 2021, "amount": 40000, "floor": 50000}),
            "open": (Kind.FUND, {"purpose": "SERVICE", "year": 2021, "floor": 50000}),
            "s": (Kind.SURVEY, {"relation": "ALLOCATED_TO"}),
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
