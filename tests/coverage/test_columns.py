"""Coverage on columns equals the recount of random cities in memory, also after edits. Needs no database."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from column_graph import ColumnGraph, UnitRow, unit_rows
from generators.cities import FUTURE, OF_LINKS, PAST, RandomCity, random_change
from generators.edits import entity_with_home, new_link, new_node
from generators.indicators import DEFINITIONS, Definition, joined, lacks
from oracles.coverage import STATUSES, Recount, numbers
from oracles.graph import LEVELS, RELATIONS, AsOfGraph, Graph, Link, Node

from graph.coverage.catalogue import load_catalogue
from graph.coverage.columns.division_counts import counts_by_day, division_counts
from graph.coverage.columns.divisions import counted_units
from graph.coverage.columns.overlay import with_edits
from graph.coverage.columns.unit_statuses import unit_statuses
from graph.coverage.indicator import Indicator
from graph.coverage.indicators.fund_floor import FundFloor
from graph.model.declarations import ModelError

CITIES: Final = 1_000
DAYS: Final = (*PAST, date(2026, 11, 27), FUTURE)
CATALOGUE: Final = load_catalogue()
FURTHER: Final = {
    "GRIDS": Indicator("", "", "Grid", "", "", "", "", paths=("<-LEADS- CommunityBranch",), test="workers>=1"),
    "BUNDLED": Indicator("", "", "Compound", "", "", "", "", paths=("-BUNDLED_WITH-> Compound",)),
    "OWNERS": Indicator("", "", "Community", "", "", "", "", paths=("<-HOME- OwnersCommittee",)),
}
"""What the catalogue lacks: large grids, links in both directions, paths home of several steps."""
DEFINED: Final = {
    "GRIDS": Definition(
        "GRID",
        lambda as_of_graph, grid: (
            (grid.properties.get("workers") or 0) >= 1 and joined(("IN", "LEADS", "COMMUNITY_BRANCH"))(as_of_graph, grid)
        ),
        ["LEADS"],
        undecided=lacks("workers"),
    ),
    "BUNDLED": Definition(
        "COMPOUND",
        lambda as_of_graph, compound: any(
            hop.node is not compound for hop in as_of_graph.links_at(compound, "BOTH", ["BUNDLED_WITH"])
        ),
        ["BUNDLED_WITH"],
    ),
    "OWNERS": Definition(
        "COMMUNITY",
        lambda as_of_graph, community: any(
            community in as_of_graph.homes(each) for each in as_of_graph.of_kind("OWNERS_COMMITTEE")
        ),
    ),
}
INDICATORS: Final = {**CATALOGUE, **FURTHER}


def recount(name: str, as_of_graph: AsOfGraph) -> Recount:
    return Recount(DEFINED.get(name, name), as_of_graph)


def rows_of(counted: Recount) -> list[UnitRow]:
    return sorted((each.unit.code, each.home.code, each.status) for each in counted.units)


@pytest.fixture(scope="module")
def random_cities(share_of_cases: float) -> list[ColumnGraph]:
    number_of_cities = CITIES if share_of_cases == 1 else int(CITIES * share_of_cases / 8)
    graphs = [RandomCity(number, faulty=number % 2 == 1).graph for number in range(number_of_cities)]
    return [ColumnGraph.of(graph, INDICATORS.values()) for graph in graphs]


def test_statuses_of_several_days_equal_the_recount(random_cities: list[ColumnGraph]) -> None:
    seen = set[str]()
    for number, city in enumerate(random_cities):
        evaluator = city.evaluator(*DAYS)
        for name, indicator in INDICATORS.items():
            statuses = unit_statuses(evaluator, indicator.rule)
            for index, day in enumerate(DAYS):
                expected = recount(name, city.graph.at(day))
                assert unit_rows(evaluator, statuses, index) == rows_of(expected), (number, name, day)
                assert statuses.homeless[index] == expected.homeless, (number, name, day)
                seen |= {each.status for each in expected.units}
    assert len(seen) == 3


def test_a_series_of_64_days_equals_each_day_alone(random_cities: list[ColumnGraph]) -> None:
    days = [date(2016 + month // 12, month % 12 + 1, 22) for month in range(0, 128, 2)]
    for number, city in enumerate(random_cities[:3]):
        series = city.evaluator(*days)
        for name, indicator in INDICATORS.items():
            statuses = unit_statuses(series, indicator.rule)
            for index in range(0, len(days), 7):
                alone = city.evaluator(days[index])
                rows = unit_rows(alone, unit_statuses(alone, indicator.rule), 0)
                assert unit_rows(series, statuses, index) == rows, (number, name, days[index])


def test_counts_of_every_division_equal_the_recount(random_cities: list[ColumnGraph]) -> None:
    for number, city in enumerate(random_cities):
        days = DAYS[number % len(DAYS) :][:2]
        evaluator = city.evaluator(*days)
        for name in DEFINITIONS:
            for weight in DEFINITIONS[name].weights:
                statuses = unit_statuses(evaluator, INDICATORS[name].rule)
                counts = division_counts(evaluator, statuses, people=weight == "PEOPLE")
                for index, day in enumerate(days):
                    expected = Recount(name, city.graph.at(day))
                    for division in city.graph.at(day).of_kind(*LEVELS):
                        entity = city.entities[division]
                        alone = counts_by_day(evaluator, statuses, entity, people=weight == "PEOPLE")[index]
                        assert alone == counts.at(entity, index), (number, name, weight, day, division.code)
                        for own, units in ((False, expected.under(division)), (True, expected.at(division))):
                            at = counts.at(city.entities[division], index, own=own)
                            actual = [at.reached, at.not_reached, at.unknown, at.unweighted]
                            of = numbers(units, weight)
                            wanted = [of[each] for each in ("reached", "notReached", "unknown", "unweighted")]
                            assert actual == wanted, (number, name, weight, day, division.code, own)


def test_units_in_a_division_equal_the_recount(random_cities: list[ColumnGraph]) -> None:
    day = DAYS[-2]
    for number, city in enumerate(random_cities):
        evaluator, codes = city.evaluator(day), city.columns.snapshot.codes
        for name in random.Random(number).sample(sorted(DEFINITIONS), 4):
            statuses, expected = unit_statuses(evaluator, INDICATORS[name].rule), Recount(name, city.graph.at(day))
            for division in city.graph.at(day).of_kind(*LEVELS):
                places = counted_units(evaluator, statuses, city.entities[division], 0)
                actual = [(codes[int(statuses.unit[place])], codes[int(statuses.home[place])]) for place in places]
                wanted = sorted((each.unit.code, each.home.code) for each in expected.under(division))
                assert actual == wanted, (number, name, division.code)


# ---------------------------------------------------------------------------------------------------- edits
def test_edits_equal_the_recount_of_the_changed_city(random_cities: list[ColumnGraph]) -> None:
    changed_statuses = 0
    for number, city in enumerate(random_cities):
        rng, day = random.Random(number), DAYS[number % len(DAYS)]
        before = city.evaluator(day)
        for indicator in INDICATORS.values():
            unit_statuses(before, indicator.rule)
        for added, removed, ended in random_edits(rng, city.graph, day):
            edited = with_edits(city.columns, city.edits(added, removed, ended, day))
            after, graph = edited.evaluator(before), changed(city.graph, added, removed, ended, day)
            for name, indicator in INDICATORS.items():
                rows = unit_rows(after, unit_statuses(after, indicator.rule), 0)
                assert rows == rows_of(recount(name, graph.at(day))), (number, name, day, added, removed, ended)
                changed_statuses += rows != unit_rows(before, unit_statuses(before, indicator.rule), 0)
    assert changed_statuses > len(random_cities)


def random_edits(rng: random.Random, graph: Graph, day: date) -> Iterator[tuple[list[Link], list[Link], list[Node]]]:
    """Yields one link more or less, an ended entity, and many edits at once."""
    relations = sorted({*RELATIONS} - {"COVERS"})
    added, removed = random_change(graph, rng, relations, day)
    yield added, removed, []
    yield [], [], [rng.choice(graph.nodes)]
    yield [], [], [rng.choice([node for node in graph.nodes if node.kind in LEVELS])]
    valued = (random_change(graph, rng, ["SEATED_ON", "TRAINED"], day)[0] for _ in range(6))
    yield [with_values(rng, link) for added in valued for link in added], [], []
    changes = [random_change(graph, rng, relations, day) for _ in range(4)]
    added = [with_values(rng, link) for more, _ in changes for link in more if entity_with_home(link) is None]
    yield added, list({link for _, less in changes for link in less}), rng.sample(graph.nodes, 3)


def with_values(rng: random.Random, link: Link) -> Link:
    own = {name: rng.choice(choices) for name, choices in OF_LINKS.get(link.relation, {}).items()}
    return new_link(link.start, link.relation, link.end, link.properties["since"], **own)


def changed(graph: Graph, added: list[Link], removed: list[Link], ended: list[Node], day: date) -> Graph:
    now = {node: replace(node, properties={**node.properties, "valid_to": day}) for node in ended}
    links = [link for link in (*graph.links, *added) if link not in removed]
    moved = [replace(link, start=now.get(link.start, link.start), end=now.get(link.end, link.end)) for link in links]
    return Graph([now.get(node, node) for node in graph.nodes], moved)


def test_the_end_of_an_entity_without_links_is_no_unit() -> None:
    community, day = new_node("COMMUNITY", "1"), DAYS[0]
    city = ColumnGraph.of(Graph([community], []), INDICATORS.values())
    before, rule = city.evaluator(day), INDICATORS["SERVICE_STATION"].rule
    assert len(unit_rows(before, unit_statuses(before, rule), 0)) == 1
    after = with_edits(city.columns, city.edits([], [], [community], day)).evaluator(before)
    assert not unit_rows(after, unit_statuses(after, rule), 0)


def test_edited_columns_share_what_the_edits_leave_alone(random_cities: list[ColumnGraph]) -> None:
    city = random_cities[0]
    columns = with_edits(city.columns, city.edits([], city.graph.links[:1], [], DAYS[0])).columns
    assert columns.snapshot is city.columns.snapshot
    assert columns.valid_to is city.columns.valid_to
    (relation,) = (name for name in RELATIONS if columns.links[name] is not city.columns.links[name])
    assert relation == city.graph.links[0].relation
    assert columns.links[relation][0].ends is city.columns.links[relation][0].ends


# ---------------------------------------------------------------------------------------------------- an indicator has two ways
@pytest.mark.parametrize("name", CATALOGUE)
def test_a_worked_example_has_its_stated_result_on_columns(name: str) -> None:
    example = CATALOGUE[name].example
    nodes = {code: new_node(kind.name, code, values) for code, (kind, values) in example.nodes.items()}
    ends = [(link, *link.split()) for link in example.links]
    links = [
        new_link(nodes[start], relation, nodes[end], **example.properties.get(link, {})) for link, start, relation, end in ends
    ]
    evaluator = ColumnGraph.of(Graph([*nodes.values()], links), [CATALOGUE[name]]).evaluator(DAYS[-2])
    rows = unit_rows(evaluator, unit_statuses(evaluator, CATALOGUE[name].rule), 0)
    by_status = {status: {unit for unit, _, of_unit in rows if of_unit == status} for status in STATUSES}
    stated = {"REACHED": example.reached, "NOT_REACHED": example.not_reached, "UNKNOWN": example.unknown}
    assert by_status == {status: {*units} for status, units in stated.items()}


class OnlyInCypher(Indicator):
    def status_expressions(self, names: Any, unit: str) -> Any:
        return super().status_expressions(names, unit)


def test_an_indicator_that_decides_one_way_only_is_refused() -> None:
    FundFloor("", "", "Community", "", "", "", "").check()
    with pytest.raises(ModelError, match="Cypher or on columns only"):
        OnlyInCypher("", "", "Community", "", "", "", "").check()
