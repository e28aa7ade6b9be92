"""`simulate` refuses exactly the links that the loader refuses."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pytest
from city_database import TINY
from product_server import Server

from graph.model.integrity import EntityKey
from graph.model.registry import RELATIONS
from seeds.loader.integrity import integrity_violations
from seeds.loader.parse import read_city
from seeds.loader.records import CityRecords, Link, RowLocation

SIMULATE: Final = (
    "query ($add: [LinkInput!], $remove: [LinkInput!]) { simulate(add: $add, remove: $remove) { "
    'coverage(scope: "99", indicator: JOINT_COMMITTEE) { after { denominator } } } }'
)


def link(relation: str, start: tuple[str, str], end: tuple[str, str], since: str | None = None) -> dict[str, Any]:
    return {"relation": relation, "from": dict([start]), "to": dict([end])} | ({"since": since} if since else {})


EAST, WEST, COMMUNITY = ("township", "9901"), ("township", "9902"), ("community", "9901001")
REFUSED: Final[dict[str, tuple[dict[str, Any], str]]] = {
    "second parent": (link("ADMINISTERS", WEST, COMMUNITY), "already has a parent on that day, Township 9901 (since"),
    "same level": (link("ADMINISTERS", EAST, WEST), "a Township administers divisions below its level"),
    "upward": (link("ADMINISTERS", COMMUNITY, EAST), "leads from"),
    "cycle": (link("ADMINISTERS", EAST, ("city", "99")), "a Township administers divisions below its level"),
    "second home": (link("SITUATED_IN", ("compound", "CP1"), ("community", "9901002")), "already has a home on that day"),
    "second home, at the end": (link("HAS_GRID", ("community", "9901002"), ("grid", "G1")), "already has a home on that day"),
    "second home, in the past": (
        link("SERVES", ("jointCommittee", "JC1"), ("community", "9901002"), "2019-01-01"),
        "already has a home on that day, Community 9901001 (since 2019-06-01)",
    ),
    "large grid of a community": (link("HAS_GRID", COMMUNITY, ("grid", "L1")), "a grid of size SMALL"),
    "small grid that spans": (link("SPANS", ("grid", "G1"), COMMUNITY), "a grid of size LARGE"),
    "large grid as a part": (link("PART_OF", ("grid", "L1"), ("grid", "L2")), "a grid of size SMALL"),
    "stored already": (link("SERVES", ("jointCommittee", "JC1"), COMMUNITY, "2019-06-01"), "already has this link"),
    "itself": (link("MENTORS", ("post", "PO1"), ("post", "PO1")), "two different entities"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_link_that_the_loader_refuses_is_an_error(server: Server, tiny: None, name: str) -> None:
    edit, sentence = REFUSED[name]
    good = link("RUNS", ("alliance", "AL1"), ("serviceStation", "SS2"))
    answer = server.post(SIMULATE, add=[good, edit])
    (error,) = answer["errors"]
    assert answer["data"] == {"simulate": None}
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert "`add[1]" in error["message"]
    assert sentence in error["message"]


def test_a_home_is_free_after_its_link_is_removed(execute: Callable[..., Any], tiny: None) -> None:
    add = [link("ADMINISTERS", WEST, COMMUNITY)]
    execute(SIMULATE, add=add, remove=[link("ADMINISTERS", EAST, COMMUNITY)])


def test_edits_that_contradict_each_other_are_all_named(server: Server, tiny: None) -> None:
    moved = [link("ADMINISTERS", WEST, COMMUNITY), link("ADMINISTERS", ("city", "99"), COMMUNITY)]
    answer = server.post(SIMULATE, add=moved, remove=[link("ADMINISTERS", EAST, COMMUNITY)])
    (error,) = answer["errors"]
    assert "`add[1]` and `add[0]` contradict each other" in error["message"]
    answer = server.post(SIMULATE, add=moved)
    (error,) = answer["errors"]
    assert [each["argument"] for each in error["extensions"]["edits"]] == ["add[0]", "add[1]"]


def test_random_links_are_refused_exactly_if_the_loader_refuses_them(server: Server, tiny: None, share_of_cases: float) -> None:
    city, rng, today = read_city(TINY), random.Random(41), date(2021, 4, 15)
    refusals = 0
    for _ in range(600 if share_of_cases == 1 else 60):
        new = _random_link(city, rng, today)
        refuses = any(True for _ in integrity_violations(CityRecords(city.entities, (*city.links, new))))
        query = 'query ($add: [LinkInput!]) { simulate(add: $add, asOf: "2021-04-15") { __typename } }'
        answer = server.post(query, add=[_edit(new)])
        assert ("errors" in answer) is refuses, (new, answer)
        refusals += refuses
    assert refusals > 5


def _random_link(city: CityRecords, rng: random.Random, day: date) -> Link:
    while True:
        relation = rng.choice(list(RELATIONS.values()))
        kinds = rng.choice(relation.sources), rng.choice(relation.targets)
        ends = [[each.key for each in city.entities_of(kind) if day in each.period] for kind in kinds]
        if all(ends):
            start, end = (rng.choice(keys) for keys in ends)
            since = rng.choice((day, date(2019, 1, 1), date(2030, 1, 1)))
            values = {"since": since, "until": None}
            if start != end:
                return Link(relation, start, end, values, RowLocation("links/new.csv", 2))


def _edit(new: Link) -> dict[str, Any]:
    return {"relation": new.relation.name, "from": _ref(new.start), "to": _ref(new.end), "since": str(new.values["since"])}


def _ref(key: EntityKey) -> dict[str, str]:
    return {"id": f"{key.kind.label}:{key.code}"}
