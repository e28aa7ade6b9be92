"""Receipts of random cities equal the oracle's, also after one added or removed link."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pytest
from city_database import Cities
from coverage_queries import LISTS, QUESTIONS, SIMULATE, SIMULATED, SUMMED, Answers, every, pages, rows_of, top_divisions
from generators.cities import RandomCity, random_change
from generators.edits import edit_of, write
from generators.indicators import DEFINITIONS
from oracles.coverage import STATUSES, Recount, receipt
from oracles.graph import HOME_OVER, Cypher, Graph, Link, Node, today

DAYS: Final = (date(2020, 1, 31), date(2021, 6, 1), today())
CITIES: Final = 200
SIXTHS: Final = 6
DEFAULT_CITIES: Final = 3
"""The default run checks 17 % of the questions on each of three cities, each at another date."""


@pytest.fixture(scope="module")
def random_cities(cities: Cities, cypher: Cypher, server: Any, share_of_cases: float) -> Callable[[], Iterator[Answers]]:
    """Returns an iterator that writes one city after the other into the database."""

    def execute(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def one_after_the_other() -> Iterator[Answers]:
        for number in range(CITIES if share_of_cases == 1 else DEFAULT_CITIES):
            graph = RandomCity(number).graph
            write(cypher, graph)
            yield Answers(execute, graph)

    cities.current = None
    return one_after_the_other


def test_receipts_of_random_cities_equal_the_recount(
    random_cities: Callable[[], Iterator[Answers]], share_of_cases: float
) -> None:
    for number, answers in enumerate(random_cities()):
        rng = random.Random(number)
        day = DAYS[number % len(DAYS)]
        questions = QUESTIONS if share_of_cases == 1 else QUESTIONS[number % SIXTHS :: SIXTHS]
        for indicator, weight in questions:
            recount = answers.recount(indicator, day)
            expected = [
                {"homeless": recount.homeless, **receipt(recount, top, weight)} for top in top_divisions(recount.as_of_graph)
            ]
            actual = answers.receipts(indicator, weight, day)
            assert actual == expected, (number, indicator, weight, day)
            assert_parts_sum(actual)
        if share_of_cases < 1:
            continue  # lists and simulations take long to plan; test_coverage.py and test_changes.py check some
        for indicator in DEFINITIONS:
            for top in top_divisions(answers.graph.at(day)):
                units = answers.recount(indicator, day).under(top)
                rows, totals = pages(answers, top, indicator, day, LISTS["all"], 3)
                assert totals == {len(units)}, (number, indicator)
                assert rows == rows_of(units), (number, indicator)
        one_link_at_a_time(answers, number, rng, day, 2)


def assert_parts_sum(receipts: Sequence[dict[str, Any]]) -> None:
    for each in (each for top in receipts for each in every(top)):
        assert each["denominator"] == each["reached"] + each["notReached"] + each["unknown"]
        for name in SUMMED if each["children"] else ():
            assert each[name] == sum(part[name] for part in (each["own"], *each["children"]))


# ---------------------------------------------------------------------------------------------------- one link at a time
def one_link_at_a_time(answers: Answers, number: int, rng: random.Random, day: date, simulated: int) -> None:
    for indicator in rng.sample(SIMULATED, simulated):
        add, remove = random_change(answers.graph, rng, relations_that_matter(indicator), day)
        gone = [each for each in answers.graph.links if any(matches_edit(each, other) for other in remove)]
        changed = Graph(answers.graph.nodes, [*(each for each in answers.graph.links if each not in gone), *add])
        for scope in top_divisions(answers.graph.at(day)):
            actual = answers.execute(
                SIMULATE,
                scope=scope.code,
                indicator=indicator,
                asOf=day.isoformat(),
                add=[edit_of(each) for each in add],
                remove=[edit_of(each) for each in remove],
            )["simulate"]["coverage"]
            before, after = (statuses(Recount(indicator, graph.at(day)), scope) for graph in (answers.graph, changed))
            where = (number, indicator, scope.code, [edit_of(each) for each in (*add, *remove)])
            assert counted(actual["before"]) == before, where
            assert counted(actual["after"]) == after, where
            gained, lost = (reached(after) - reached(before), reached(before) - reached(after))
            assert [{each["unit"]["id"] for each in actual[name]["nodes"]} for name in ("gained", "lost")] == [gained, lost], (
                where
            )
            for name in ("gained", "lost"):
                for unit in actual[name]["nodes"]:
                    assert unit["changedBy"], (where, unit)
                    assert all(is_one_of(link, [*add, *gone]) for link in unit["changedBy"]), (where, unit)


def relations_that_matter(indicator: str) -> list[str]:
    """Returns the relations of the definition, of homes and of surveys."""
    unit = DEFINITIONS[indicator].unit
    homes = {"COMMUNITY": [], "GRID": ["HAS_GRID", "SPANS"]}.get(unit, [HOME_OVER.get(unit, ("", ""))[0]])
    return [*DEFINITIONS[indicator].deciding, *homes, "ADMINISTERS", "COVERS", "POST_IN"]


def matches_edit(link: Link, other: Link) -> bool:
    """Ignores the date of an edit without one."""
    since = other.properties.get("since")
    same_ends = (link.relation, link.start, link.end) == (other.relation, other.start, other.end)
    return same_ends and (since is None or link.properties.get("since") == since)


def is_one_of(actual: Mapping[str, Any], links: Sequence[Link]) -> bool:
    return any(
        (actual["relation"], actual["from"]["id"], actual["to"]["id"]) == (each.relation, each.start.id, each.end.id)
        for each in links
    )


def statuses(recount: Recount, scope: Node) -> dict[str, str]:
    return {each.unit.id: each.status for each in recount.under(scope)}


def counted(actual: Mapping[str, Any]) -> dict[str, str]:
    assert actual["denominator"] == len(actual["units"]["nodes"])
    rows = {each["unit"]["id"]: each["status"] for each in actual["units"]["nodes"]}
    for name, status in zip(("reached", "notReached", "unknown"), STATUSES, strict=True):
        assert actual[name] == sum(each == status for each in rows.values())
    return rows


def reached(statuses: Mapping[str, str]) -> set[str]:
    return {id for id, status in statuses.items() if status == "REACHED"}
