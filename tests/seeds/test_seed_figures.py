"""The published figures, counted from the bundled files in plain Python, on the day of publication and today.

A row counts from its first day until before its last, a link only while both its ends count. The GraphQL test reads the same expected
numbers.
"""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from seeds.figures import FigureError, MatchRule, read_figures
from seeds.loader.folders import ZHONGWEI

Row = dict[str, str]
MOMENTS = ["2022-09-22", date.today().isoformat()]
FIGURES = {figure.name: figure for figure in read_figures(ZHONGWEI / "figures")}


@dataclass
class Census:
    """The valid rows of the bundled files at one as-of date: entities by kind and code, links by relation."""

    entities: dict[str, dict[str, Row]]
    links: dict[str, list[Row]]

    def count(self, plural: str) -> int:
        return len(self.entities[plural])

    def froms(self, relation: str) -> set[str]:
        return {row["from"] for row in self.links[relation]}

    def tos(self, relation: str) -> set[str]:
        return {row["to"] for row in self.links[relation]}

    def column(self, plural: str, column: str, **where: str) -> list[int]:
        rows = (row for row in self.entities[plural].values() if all(row[key] == value for key, value in where.items()))
        return [int(row[column]) for row in rows if row[column]]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def alive(row: Row, begin: str, end: str, day: str) -> bool:
    return (not row[begin] or row[begin] <= day) and (not row[end] or day < row[end])


def take(day: str) -> Census:
    entities = {
        path.stem: {row["code"]: row for row in rows_of(path) if alive(row, "valid_from", "valid_to", day)}
        for path in (ZHONGWEI / "entities").iterdir()
    }
    codes = {code for rows in entities.values() for code in rows}
    links = {
        path.stem: [row for row in rows_of(path) if alive(row, "since", "until", day) and {row["from"], row["to"]} <= codes]
        for path in (ZHONGWEI / "links").iterdir()
    }
    return Census(entities, links)


@pytest.fixture(scope="module", params=MOMENTS)
def census(request: pytest.FixtureRequest) -> Census:
    return take(request.param)


def township_leads(census: Census) -> int:
    leads = [row["to"] for row in census.links["post_in"] if row["duty"] == "DIRECT"]
    with_community = {row["from"] for row in census.links["administers"] if row["to"] in census.entities["communities"]}
    assert sorted(leads) == sorted(with_community)
    return 1


def leaders_contacting(census: Census) -> int:
    leaders = {code for code, row in census.entities["posts"].items() if row["role"] == "LEADER"}
    divisions = census.entities["cities"] | census.entities["counties"]
    in_divisions = {row["from"] for row in census.links["post_in"] if row["role"] == "LEADER" and row["to"] in divisions}
    return len(leaders & in_divisions & census.froms("contacts"))


def branches_contacted(census: Census) -> int:
    points = {code for code, row in census.entities["community_branches"].items() if row["contact_point"] == "true"}
    of_communities = {row["from"] for row in census.links["branch_of"] if row["to_kind"] == "Community"}
    assert points == of_communities
    return len(points & census.tos("contacts"))


def part_time_members(census: Census) -> int:
    return sum(row["as"] == "PART_TIME" and row["to_kind"] == "JointCommittee" for row in census.links["seated_on"])


def members_reported(census: Census) -> int:
    city_units = {row["from"] for row in census.links["located_in"] if row["from_kind"] == "MemberUnit" and row["to"] == "6405"}
    rows = [row for row in census.links["reported_to"] if row["event"] == "8·04疫情防控"]
    assert all(row["since"] >= "2022-08-04" for row in rows)
    departments = [row for row in rows if census.entities["member_units"][row["from"]]["type"] != "ENTERPRISE"]
    assert len(departments) == len(rows)
    assert len([row for row in rows if row["from"] in city_units]) >= 0.95 * len(rows)
    return sum(int(row["headcount"]) for row in rows)


def companies_of_shapotou(census: Census) -> set[str]:
    located = [row for row in census.links["located_in"] if row["from_kind"] == "PropertyCompany"]
    return {row["from"] for row in located if row["to"].startswith("640502")}


def old_compounds(census: Census) -> int:
    situated = {row["from"]: row["to"] for row in census.links["situated_in"]}
    old = {
        code
        for code, row in census.entities["compounds"].items()
        if row["type"] == "OLD" and situated[code].startswith("640502")
    }
    managed = [row for row in census.links["manages"] if row["to"] in old]
    assert {row["from"] for row in managed} == companies_of_shapotou(census)
    return len({row["to"] for row in managed})


def bundled_compounds(census: Census) -> int:
    here = {row["from"] for row in census.links["situated_in"] if row["to"] == "640502101012"}
    pairs = [row for row in census.links["bundled_with"] if {row["from"], row["to"]} <= here]
    assert all(row["provenance"] == "PUBLISHED" for row in pairs)
    return len(pairs)


def induction_coverage(census: Census) -> float:
    induction = {code for code, row in census.entities["trainings"].items() if row["kind"] == "INDUCTION"}
    trained = {row["to"] for row in census.links["trained"] if row["from"] in induction and row["bodies"] == "BOTH"}
    return 100 * len(trained) / census.count("communities")


def funds_allocated(census: Census) -> int:
    communities = set(census.entities["communities"])
    funds = {row["from"] for row in census.links["allocated_to"] if row["to"] in communities}
    operating = [row for code, row in census.entities["funds"].items() if row["purpose"] == "OPERATING" and code in funds]
    return sum(int(row["amount"]) for row in operating if row["amount"])


def same(values: Iterable[int]) -> int:
    (value,) = set(values)
    return value


COUNTED: dict[str, Callable[[Census], float]] = {
    "leaders_contacting": leaders_contacting,
    "branches_contacted": branches_contacted,
    "township_leads": township_leads,
    "joint_committees": lambda census: len(census.froms("serves")),
    "member_units": lambda census: len(census.froms("member_of")),
    "part_time_members": part_time_members,
    "alliances": lambda census: census.count("alliances"),
    "service_stations": lambda census: census.count("service_stations"),
    "new_sector_pairs": lambda census: len(census.links["paired_with"]),
    "people_served": lambda census: sum(census.column("communities", "population")),
    "members_reported": members_reported,
    "large_grids": lambda census: len(census.froms("spans")),
    "small_grids": lambda census: len(census.tos("has_grid")),
    "community_branches": lambda census: len(census.froms("branch_of")),
    "grid_workers": lambda census: sum(census.column("grids", "workers", size="SMALL")),
    "property_companies": lambda census: len(companies_of_shapotou(census)),
    "old_compounds": old_compounds,
    "bundled_compounds": bundled_compounds,
    "training_sessions": lambda census: sum(row["held_on"][:4] == "2022" for row in census.entities["trainings"].values()),
    "induction_coverage": induction_coverage,
    "junior_certificates": lambda census: sum(census.column("credentials", "holders", grade="JUNIOR")),
    "intermediate_certificates": lambda census: sum(census.column("credentials", "holders", grade="INTERMEDIATE")),
    "certificate_reward_min": lambda census: min(census.column("credentials", "reward_min")),
    "certificate_reward_max": lambda census: max(census.column("credentials", "reward_max")),
    "operating_fund_max": lambda census: max(census.column("funds", "amount", purpose="OPERATING")),
    "service_fund_min": lambda census: min(census.column("funds", "amount", purpose="SERVICE")),
    "party_work_fund": lambda census: same(census.column("funds", "amount", purpose="PARTY_WORK")),
    "funds_allocated": funds_allocated,
    "pay_base_share": lambda census: same(census.column("pay_standards", "base_share", base_paid_by="COUNTY")),
    "pay_performance_share": lambda census: same(
        census.column("pay_standards", "performance_share", performance_paid_by="TOWNSHIP", tied_to="STAR_RATING")
    ),
    "head_pay_average": lambda census: same(census.column("pay_standards", "average", position="HEAD")),
    "head_pay_rise": lambda census: same(census.column("pay_standards", "rise", position="HEAD")),
    "other_pay_rise": lambda census: same(census.column("pay_standards", "rise", position="OTHER")),
}


def test_every_published_figure_is_counted() -> None:
    assert list(COUNTED) == list(FIGURES)
    assert len(FIGURES) == 33


@pytest.mark.parametrize("name", COUNTED)
def test_the_published_figure_is_reproduced(census: Census, name: str) -> None:
    assert FIGURES[name].matches(COUNTED[name](census))


def test_every_kind_and_relation_of_the_city_has_rows_and_every_community_a_township(census: Census) -> None:
    assert len(census.entities) == 24
    assert len(census.links) == 27
    assert census.count("communities") == 68
    assert census.tos("administers") == {
        code for plural in ("cities", "counties", "townships", "communities") for code in census.entities[plural]
    }


def test_duties_and_roles_stand_on_the_post_and_on_its_link() -> None:
    posts = {row["code"]: row for row in rows_of(ZHONGWEI / "entities" / "posts.csv")}
    for link in rows_of(ZHONGWEI / "links" / "post_in.csv"):
        post = posts[link["from"]]
        assert (link["role"], link["duty"]) == (post["role"], post["duty"])


def test_the_history_differs_between_as_of_dates() -> None:
    years = [take(f"{year}-06-30") for year in (2019, 2020, 2021, 2022)]
    for relation in ("serves", "member_of", "paired_with", "leads", "manages", "seated_on"):
        counts = [len(census.links[relation]) for census in years]
        assert len(set(counts)) > 2, (relation, counts)
    assert take("2020-06-30").count("communities") == 69


def test_the_official_communities_are_those_of_the_code_list() -> None:
    listed = {row["community_code"]: row["community_name"] for row in rows_of(ZHONGWEI / "official" / "communities.csv")}
    rows = rows_of(ZHONGWEI / "entities" / "communities.csv")
    assert {row["code"]: row["name"] for row in rows if row["provenance"] == "OFFICIAL"} == listed


# -------------------------------------------------------------------------------------------------------- reading an answer
def test_a_figure_is_measured_over_all_pages() -> None:
    pages = [
        {"grids": {"nodes": [{"size": "LARGE"}, {"size": "SMALL"}], "pageInfo": {"hasNextPage": True, "endCursor": "x"}}},
        {"grids": {"nodes": [{"size": "LARGE"}], "pageInfo": {"hasNextPage": False, "endCursor": "y"}}},
    ]
    query_arguments: list[dict[str, Any]] = []

    def execute(query: str, **variables: Any) -> dict[str, Any]:
        query_arguments.append(variables)
        return pages[len(query_arguments) - 1]

    assert FIGURES["large_grids"].measure(execute, asOf="2022-09-22") == 2
    assert query_arguments == [{"asOf": "2022-09-22"}, {"asOf": "2022-09-22", "after": "x"}]


def test_an_invalid_path_pattern_is_an_error() -> None:
    with pytest.raises(FigureError, match="does not match the response"):
        FIGURES["large_grids"].value_from([{"grid": []}])
    with pytest.raises(FigureError, match="Expected one value, got 2"):
        FIGURES["party_work_fund"].value_from(
            [{"funds": {"nodes": [{"purpose": "PARTY_WORK", "amount": n} for n in (1, 2, None)]}}]
        )


def test_a_floor_holds_within_one_percent() -> None:
    people = FIGURES["people_served"]
    assert people.match_rule is MatchRule.FLOOR
    assert [people.matches(number) for number in (301_999, 302_000, 305_020, 305_021)] == [False, True, True, False]
