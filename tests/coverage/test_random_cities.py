"""Random cities of every shape: each receipt is that of the recount, and one link more or less changes what the recount says."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pytest
from city_database import Cities
from coverage_queries import LISTS, QUESTIONS, SIMULATE, SIMULATED, SUMMED, Answers, every, pages, rows_of, tops
from generators.cities import RandomCity, random_change
from generators.edits import edit_of, write
from generators.indicators import DEFINITIONS
from oracles.coverage import STATUSES, Recount, receipt
from oracles.graph import HOME_OVER, Cypher, Graph, Link, Node, today

DAYS: Final = (date(2020, 1, 31), date(2021, 6, 1), today())
CITIES: Final = 200


@pytest.fixture(scope="module")
def cities_to_ask(cities: Cities, cypher: Cypher, server: Any, share_of_cases: float) -> Callable[[], Iterator[Answers]]:
    """Puts one city after the other into the database."""

    def ask(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def one_after_the_other() -> Iterator[Answers]:
        for number in range(round(CITIES * share_of_cases)):
            graph = RandomCity(number).graph
            write(cypher, graph)
            yield Answers(ask, graph)

    cities.current = None
    return one_after_the_other


def test_every_receipt_of_a_random_city_is_that_of_the_recount(
    cities_to_ask: Callable[[], Iterator[Answers]], share_of_cases: float
) -> None:
    for number, answers in enumerate(cities_to_ask()):
        chance = random.Random(number)
        day = DAYS[number % len(DAYS)]
        asked = QUESTIONS if share_of_cases == 1 else QUESTIONS[number // 3 % 3 :: 3]
        for indicator, weight in asked:
            recount = answers.recount(indicator, day)
            expected = [{"homeless": recount.homeless, **receipt(recount, top, weight)} for top in tops(recount.moment)]
            told = answers.receipts(indicator, weight, day)
            assert told == expected, (number, indicator, weight, day)
            assert_parts_sum(told)
        for indicator in DEFINITIONS if share_of_cases == 1 else chance.sample(sorted(DEFINITIONS), 2):
            for top in tops(answers.graph.at(day)):
                units = answers.recount(indicator, day).under(top)
                rows, totals = pages(answers, top, indicator, day, LISTS["all"], 3)
                assert totals == {len(units)}, (number, indicator)
                assert rows == rows_of(units), (number, indicator)
        one_link_at_a_time(answers, number, chance, day)


def assert_parts_sum(receipts: Sequence[dict[str, Any]]) -> None:
    for each in (each for top in receipts for each in every(top)):
        assert each["denominator"] == each["reached"] + each["notReached"] + each["unknown"]
        for name in SUMMED if each["children"] else ():
            assert each[name] == sum(part[name] for part in (each["own"], *each["children"]))


# ---------------------------------------------------------------------------------------------------- one link at a time
def one_link_at_a_time(answers: Answers, number: int, chance: random.Random, day: date) -> None:
    """What a simulation gains and loses is the difference of two recounts."""
    for indicator in chance.sample(SIMULATED, 3):
        add, remove = random_change(answers.graph, chance, relations_that_matter(indicator), day)
        gone = [each for each in answers.graph.links if any(is_like(each, other) for other in remove)]
        changed = Graph(answers.graph.nodes, [*(each for each in answers.graph.links if each not in gone), *add])
        for scope in tops(answers.graph.at(day)):
            told = answers.ask(
                SIMULATE,
                scope=scope.code,
                indicator=indicator,
                asOf=day.isoformat(),
                add=[edit_of(each) for each in add],
                remove=[edit_of(each) for each in remove],
            )["simulate"]["coverage"]
            before, after = (statuses(Recount(indicator, graph.at(day)), scope) for graph in (answers.graph, changed))
            where = (number, indicator, scope.code, [edit_of(each) for each in (*add, *remove)])
            assert counted(told["before"]) == before, where
            assert counted(told["after"]) == after, where
            gained, lost = (reached(after) - reached(before), reached(before) - reached(after))
            assert [{each["unit"]["id"] for each in told[name]["nodes"]} for name in ("gained", "lost")] == [gained, lost], (
                where
            )
            for name in ("gained", "lost"):
                for unit in told[name]["nodes"]:
                    assert unit["changedBy"], (where, unit)
                    assert all(is_one_of(link, [*add, *gone]) for link in unit["changedBy"]), (where, unit)


def relations_that_matter(indicator: str) -> list[str]:
    """Those of its definition, those that lead home, and what says that links are kept."""
    unit = DEFINITIONS[indicator].unit
    homes = {"COMMUNITY": [], "GRID": ["HAS_GRID", "SPANS"]}.get(unit, [HOME_OVER.get(unit, ("", ""))[0]])
    return [*DEFINITIONS[indicator].deciding, *homes, "ADMINISTERS", "COVERS", "POST_IN"]


def is_like(link: Link, other: Link) -> bool:
    """Whether an edit would take the one for the other: an edit without a day takes all that live."""
    since = other.properties.get("since")
    same_ends = (link.relation, link.start, link.end) == (other.relation, other.start, other.end)
    return same_ends and (since is None or link.properties.get("since") == since)


def is_one_of(told: Mapping[str, Any], links: Sequence[Link]) -> bool:
    return any(
        (told["relation"], told["from"]["id"], told["to"]["id"]) == (each.relation, each.start.id, each.end.id)
        for each in links
    )


def statuses(recount: Recount, scope: Node) -> dict[str, str]:
    return {each.unit.id: each.status for each in recount.under(scope)}


def counted(told: Mapping[str, Any]) -> dict[str, str]:
    assert told["denominator"] == len(told["units"]["nodes"])
    rows = {each["unit"]["id"]: each["status"] for each in told["units"]["nodes"]}
    for name, status in zip(("reached", "notReached", "unknown"), STATUSES, strict=True):
        assert told[name] == sum(each == status for each in rows.values())
    return rows


def reached(statuses: Mapping[str, str]) -> set[str]:
    return {id for id, status in statuses.items() if status == "REACHED"}
