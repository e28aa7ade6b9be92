"""Changes of coverage: between two dates, over time, and by simulated edits."""

import json
import random
import re
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any, Final
from urllib.parse import urlparse

import neo4j
import pytest
from city_database import TINY, ZHONGWEI, Cities
from coverage_queries import COUNTS_WITHOUT_PEOPLE, LINK, ROWS, SIMULATE, SIMULATED
from generators.edits import add_links, edit_of, entity_with_home, fingerprint, lasts_beyond, new_link, remove_link
from generators.indicators import DEFINITIONS
from oracles.coverage import CountedUnit, Recount, numbers, shares
from oracles.global_ids import suffixes, undated
from oracles.graph import RELATIONS, AsOfGraph, Cypher, Graph, Link, link_counts, today
from product_server import Server, login_environment, serving

from graph.database.login import Login

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
UNIT: Final = (
    f"nodes {{ unit {{ id }} home {{ code }} status changedBy {{ {LINK} }} }} totalCount pageInfo {{ hasNextPage endCursor }}"
)
DIFF: Final = f"""query ($scope: String!, $indicator: Indicator!, $from: Date!, $to: Date!, $gained: String, $lost: String) {{
    diff(scope: $scope, indicator: $indicator, from: $from, to: $to) {{ before {{ {COUNTS_WITHOUT_PEOPLE} }} after {{ {COUNTS_WITHOUT_PEOPLE} }}
      gained(first: 100, after: $gained) {{ {UNIT} }} lost(first: 100, after: $lost) {{ {UNIT} }} }} }}"""
SERIES: Final = """query ($scope: String!, $indicator: Indicator!, $weight: Weight, $from: Date!, $to: Date!, $step: Interval) {
    coverageSeries(scope: $scope, indicator: $indicator, weight: $weight, from: $from, to: $to, step: $step) {
      asOf denominator reached notReached unknown share } }"""


class City:
    def __init__(self, execute: Execute, graph: Graph, scopes: Sequence[str], indicators: Sequence[str]) -> None:
        self.execute = execute
        self.graph = graph
        self.scopes = scopes
        self.indicators = indicators
        self._units: dict[tuple[str, date], Recount] = {}

    def under(self, scope: str, indicator: str, day: date) -> list[CountedUnit]:
        if (indicator, day) not in self._units:
            self._units[indicator, day] = Recount(indicator, self.graph.at(day))
        recount = self._units[indicator, day]
        (division,) = (node for node in recount.as_of_graph.nodes if node.label in DIVISIONS and node.code == scope)
        return recount.under(division)


DIVISIONS: Final = ("Province", "City", "County", "Township", "Community")


@pytest.fixture(
    scope="module",
    params=[pytest.param((ZHONGWEI, ("6405", "640502")), marks=pytest.mark.slow), (TINY, ("99", "9901"))],
    ids=["zhongwei", "tiny"],
)
def city(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, server: Server, share_of_cases: float) -> City:
    """Loads the tiny city, or Zhongwei with a sample of the indicators unless all cases run."""
    folder, scopes = request.param
    cities.load(folder)
    every = list(DEFINITIONS)
    indicators = every[::4] if folder == ZHONGWEI and share_of_cases < 1 else every

    def execute(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return City(execute, Graph.export(cypher), scopes, indicators)


def counts_of(units: Sequence[CountedUnit], weight: str = "UNITS") -> dict[str, Any]:
    counts = numbers(units, weight)
    return {**counts, **shares(counts)}


def shown(units: Sequence[CountedUnit], fields: str, weight: str = "UNITS") -> dict[str, Any]:
    counts = counts_of(units, weight)
    return {name: counts[name] for name in fields.split()}


def ids_of(units: Sequence[CountedUnit]) -> set[str]:
    return {each.unit.id for each in units if each.status == "REACHED"}


# ---------------------------------------------------------------------------------------------------- between two days
def pairs(share: float) -> list[tuple[date, date]]:
    """Returns pairs of dates: one far apart, the others random."""
    rng = random.Random(7)
    days = [date(2018, 1, 1) + timedelta(rng.randrange(2000)) for _ in range(40)]
    return [(date(2019, 1, 1), today()), *((min(pair), max(pair)) for pair in zip(days[::2], days[1::2], strict=True))][
        : max(2, round(20 * share))
    ]


def test_diff_equals_the_difference_of_two_recounts(city: City, share_of_cases: float) -> None:
    """The default run has one indicator, as each takes seconds to plan."""
    indicators = city.indicators if share_of_cases == 1 else city.indicators[:1]
    for indicator, (place, (begin, end)) in product(indicators, enumerate(pairs(share_of_cases))):
        scope = city.scopes[place % 2]
        before, after = city.under(scope, indicator, begin), city.under(scope, indicator, end)
        actual = every_page(city, scope, indicator, begin, end)
        assert actual["before"] == shown(before, COUNTS_WITHOUT_PEOPLE), (indicator, scope, begin)
        assert actual["after"] == shown(after, COUNTS_WITHOUT_PEOPLE), (indicator, scope, end)
        gained, lost = ids_of(after) - ids_of(before), ids_of(before) - ids_of(after)
        assert [each["unit"]["id"] for each in actual["gained"]] == sorted(gained), (indicator, scope, begin, end)
        assert [each["unit"]["id"] for each in actual["lost"]] == sorted(lost), (indicator, scope, begin, end)
        for unit in actual["gained"]:
            assert unit["home"]["code"] == next(each.home.code for each in after if each.unit.id == unit["unit"]["id"])
            assert_changed_by(city, indicator, unit, holds=end, does_not_hold=begin)
        for unit in actual["lost"]:
            assert unit["home"]["code"] == next(each.home.code for each in before if each.unit.id == unit["unit"]["id"])
            assert_changed_by(city, indicator, unit, holds=begin, does_not_hold=end)


def every_page(city: City, scope: str, indicator: str, begin: date, end: date) -> dict[str, Any]:
    query_arguments = {"scope": scope, "indicator": indicator, "from": begin.isoformat(), "to": end.isoformat()}
    answer = city.execute(DIFF, **query_arguments)["diff"]
    for name in ("gained", "lost"):
        page, rows = answer[name], answer[name]["nodes"]
        while page["pageInfo"]["hasNextPage"]:
            page = city.execute(DIFF, **query_arguments, **{name: page["pageInfo"]["endCursor"]})["diff"][name]
            rows = [*rows, *page["nodes"]]
        assert page["totalCount"] == len(rows)
        answer[name] = rows
    day_of = {"before": begin, "lost": begin, "after": end, "gained": end}
    return {name: undated(value, f"@{day_of[name]}") for name, value in answer.items()}


def assert_changed_by(city: City, indicator: str, unit: dict[str, Any], *, holds: date, does_not_hold: date) -> None:
    """Checks that the named links are valid on one date only; none is named if the status changed through the date alone."""
    assert unit["status"] == "REACHED"
    assert unit["changedBy"] or indicator == "FUND_FLOOR", (indicator, unit, holds, does_not_hold)
    for actual in unit["changedBy"]:
        found = [link for link in city.graph.links if key_of(link) == key_of_told(actual)]
        assert any(link_counts(link, holds) and not link_counts(link, does_not_hold) for link in found), (unit, actual)


def key_of_told(link: dict[str, Any]) -> tuple[Any, ...]:
    return link["relation"], link["from"]["id"], link["to"]["id"], link["since"], link["until"]


def key_of(link: Link) -> tuple[Any, ...]:
    days = (value.isoformat() if (value := link.properties.get(name)) else None for name in ("since", "until"))
    return link.relation, link.start.id, link.end.id, *days


@pytest.mark.usefixtures("tiny")
def test_invalid_diff_arguments_are_errors(execute: Execute, error_codes: ErrorCodes) -> None:
    query_arguments = {"scope": "99", "indicator": "JOINT_COMMITTEE"}
    assert error_codes(DIFF, **query_arguments, **{"from": "2022-01-02", "to": "2022-01-01"}) == ["BAD_ARGUMENT"]
    assert error_codes(DIFF, **query_arguments, **{"from": "1999-01-01", "to": "2022-01-01"}) == ["NOT_ALIVE"]
    assert error_codes(DIFF, scope="9902003", indicator="JOINT_COMMITTEE", **{"from": "2020-01-01", "to": "2022-01-01"}) == [
        "NOT_ALIVE"
    ]
    assert execute(DIFF, scope="nowhere", indicator="JOINT_COMMITTEE", **{"from": "2020-01-01", "to": "2022-01-01"}) == {
        "diff": None
    }


@pytest.mark.usefixtures("tiny")
def test_diff_of_one_date_is_empty(execute: Execute) -> None:
    answer = execute(DIFF, scope="99", indicator="JOINT_COMMITTEE", **{"from": "2022-01-01", "to": "2022-01-01"})["diff"]
    assert answer["before"] == answer["after"]
    assert answer["gained"]["totalCount"] == answer["lost"]["totalCount"] == 0


# ---------------------------------------------------------------------------------------------------- through time
def test_coverage_series_equals_the_receipts_of_its_dates_in_one_statement(
    city: City, server: Server, share_of_cases: float
) -> None:
    span = {"from": "2019-08-31", "to": "2022-12-01", "step": "QUARTER"}
    indicators = city.indicators if share_of_cases == 1 else city.indicators[::4]
    for indicator, weight in ((name, weight) for name in indicators for weight in DEFINITIONS[name].weights):
        query_arguments = {"scope": city.scopes[0], "indicator": indicator, "weight": weight}
        points = city.execute(SERIES, **query_arguments, **span)["coverageSeries"]
        assert server.statements(SERIES, **query_arguments, **span) == 1
        days = [date.fromisoformat(point["asOf"]) for point in points]
        assert days == quarters(date(2019, 8, 31), date(2022, 12, 1))
        for day, point in zip(days, points, strict=True):
            fields = "denominator reached notReached unknown share"
            assert point == {"asOf": day.isoformat(), **shown(city.under(city.scopes[0], indicator, day), fields, weight)}


def quarters(begin: date, end: date) -> list[date]:
    days: list[date] = []
    year, month = begin.year, begin.month
    while not days or days[-1] < end:
        following = date(year + month // 12, month % 12 + 1, 1)
        days.append(following - timedelta(1))
        month += 3
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return [day for day in days if day <= end]


@pytest.mark.usefixtures("tiny")
def test_steps_of_a_series(execute: Execute) -> None:
    def days(step: str | None, begin: str, end: str) -> list[str]:
        query_arguments = {
            "scope": "99",
            "indicator": "JOINT_COMMITTEE",
            "from": begin,
            "to": end,
            **({"step": step} if step else {}),
        }
        return [point["asOf"] for point in execute(SERIES, **query_arguments)["coverageSeries"]]

    assert days(None, "2020-01-31", "2020-04-30") == ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"]
    assert days("MONTH", "2021-11-30", "2022-03-01") == ["2021-11-30", "2021-12-30", "2022-01-30", "2022-02-28"]
    assert days("YEAR", "2020-02-29", "2024-12-31") == ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]
    assert days("QUARTER", "2020-01-01", "2020-01-01") == ["2020-01-01"]


@pytest.mark.usefixtures("tiny")
def test_invalid_series_arguments_are_errors(execute: Execute, error_codes: ErrorCodes) -> None:
    query_arguments = {"scope": "99", "indicator": "JOINT_COMMITTEE"}
    assert error_codes(SERIES, **query_arguments, **{"from": "2022-01-02", "to": "2022-01-01"}) == ["BAD_ARGUMENT"]
    assert error_codes(SERIES, **query_arguments, **{"from": "0001-01-01", "to": "9999-12-31"}) == ["BAD_ARGUMENT"]
    assert error_codes(SERIES, **query_arguments, **{"from": "1990-01-01", "to": "1999-12-31"}) == ["NOT_ALIVE"]
    assert error_codes(
        SERIES, scope="99", indicator="GRID_STAFFED", weight="PEOPLE", **{"from": "2020-01-01", "to": "2021-01-01"}
    ) == ["WEIGHT_NOT_AVAILABLE"]
    days = {"from": "2020-01-01", "to": "2021-01-01"}
    assert execute(SERIES, scope="nowhere", indicator="JOINT_COMMITTEE", **days) == {"coverageSeries": None}


# ---------------------------------------------------------------------------------------------------- what if
RECEIPT: Final = f"""query ($scope: String!, $indicator: Indicator!, $asOf: Date) {{
    revision {{ id }} coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {{ {COUNTS_WITHOUT_PEOPLE} units(first: 100) {{ {ROWS} }} }} }}"""


def random_edits(as_of_graph: AsOfGraph, rng: random.Random, relations: Sequence[str]) -> tuple[list[Link], list[Link]]:
    living = {link.element_id: link for node in as_of_graph.nodes for hop in as_of_graph.links_at(node) for link in [hop.link]}
    # Sorted by key: element ids differ between databases.
    removable = sorted((link for link in living.values() if link.relation in relations), key=lambda each: str(key_of(each)))
    remove = rng.sample(removable, min(len(removable), rng.randrange(0, 4)))
    gone, add = same_as(as_of_graph, remove), list[Link]()
    for _ in range(rng.randrange(1, 5)):
        for each in random_link(as_of_graph, rng, rng.choice(relations)):
            if is_accepted(each, [*(link for link in living.values() if link not in gone), *add]):
                add.append(each)
    return add, remove


def is_accepted(new: Link, links: Sequence[Link]) -> bool:
    """Checks the integrity rules: sizes of grids, one home, one link of a first day."""
    sizes = {"HAS_GRID": (None, "SMALL"), "PART_OF": ("SMALL", "LARGE"), "SPANS": ("LARGE", None)}.get(
        new.relation, (None, None)
    )
    if any(size and node.properties.get("size") != size for size, node in zip(sizes, (new.start, new.end), strict=True)):
        return False
    homed = entity_with_home(new)
    later = [each for each in links if lasts_beyond(each, new.properties["since"])]
    if homed is not None and any(entity_with_home(each) is homed and each.relation == new.relation for each in later):
        return False
    ends = {frozenset((each.start.id, each.end.id)) for each in links if each.relation == new.relation}
    return frozenset((new.start.id, new.end.id)) not in ends


def random_link(as_of_graph: AsOfGraph, rng: random.Random, relation: str) -> Iterator[Link]:
    """Yields no link if a kind is missing or the relation is ADMINISTERS."""
    sources, targets = as_of_graph.of_kind(*RELATIONS[relation].sources), as_of_graph.of_kind(*RELATIONS[relation].targets)
    if sources and targets and relation != "ADMINISTERS":
        start, end = rng.choice(sources), rng.choice(targets)
        if start is not end:
            yield new_link(start, relation, end, as_of_graph.day, source="simulate", provenance="IMPORTED")


def relations_of(indicator: str) -> list[str]:
    homes = {"GRID": ["HAS_GRID"], "COMPOUND": ["SITUATED_IN"], "COMMUNITY_BRANCH": ["BRANCH_OF"], "COMMUNITY": ["ADMINISTERS"]}
    more = {"MENTORED": ["POST_IN"]}
    return [*DEFINITIONS[indicator].deciding, *homes[DEFINITIONS[indicator].unit], *more.get(indicator, []), "COVERS"]


@pytest.mark.usefixtures("tiny", "modifies_data")
def test_simulate_equals_the_real_change_and_rolls_back(
    cypher: Cypher, execute: Execute, server: Server, share_of_cases: float
) -> None:
    rng = random.Random(20)
    day = today()
    cases = 200 if share_of_cases == 1 else 1
    for number in range(cases):
        indicator = SIMULATED[number % len(SIMULATED)]
        scope = rng.choice(["99", "99", "9901", "9902"])
        as_of_graph = Graph.export(cypher).at(day)
        add, remove = random_edits(as_of_graph, rng, relations_of(indicator))
        query_arguments = {"scope": scope, "indicator": indicator}
        edits = {"add": [edit_of(each) for each in add], "remove": [edit_of(each) for each in remove]}
        before, untouched = execute(RECEIPT, **query_arguments), fingerprint(cypher)
        actual = of_simulation(execute(SIMULATE, **query_arguments, **edits)["simulate"]["coverage"])
        assert fingerprint(cypher) == untouched
        assert actual["before"] == before["coverage"]
        fail(server, FAILURES[number % len(FAILURES)], query_arguments, edits)
        assert fingerprint(cypher) == untouched
        assert execute(RECEIPT, **query_arguments) == before, "the revision too"
        gone = same_as(as_of_graph, remove)
        for each in gone:
            remove_link(cypher, each)
        add_links(cypher, add)
        after = execute(RECEIPT, **query_arguments)["coverage"]
        for each in add:
            remove_link(cypher, each)
        add_links(cypher, gone)
        assert actual["after"] == after, (indicator, edits)
        assert [ids(actual[name]) for name in ("gained", "lost")] == [
            reached(after) - reached(before["coverage"]),
            reached(before["coverage"]) - reached(after),
        ]


def of_simulation(diff: dict[str, Any]) -> dict[str, Any]:
    """Undates ids: only those after the edits carry a digest of the edits. A scope without units has no ids."""
    after = {name: diff[name] for name in ("after", "gained")}
    found = {*suffixes(after)}
    assert len(found) <= 1
    assert all(re.fullmatch("~[0-9a-f]{8}", each) for each in found)
    suffix = "".join(found)
    return {name: undated(value, suffix if name in after else "") for name, value in diff.items()}


def same_as(as_of_graph: AsOfGraph, links: list[Link]) -> list[Link]:
    """Returns all valid links with equal ends and first day: an edit cannot distinguish them."""
    wanted = {(link.relation, link.start.id, link.end.id, link.properties.get("since")) for link in links}
    living = {link.element_id: link for node in as_of_graph.nodes for hop in as_of_graph.links_at(node) for link in [hop.link]}
    return [
        each for each in living.values() if (each.relation, each.start.id, each.end.id, each.properties.get("since")) in wanted
    ]


def ids(connection: dict[str, Any]) -> set[str]:
    return {each["unit"]["id"] for each in connection["nodes"]}


def reached(receipt: dict[str, Any]) -> set[str]:
    return {each["unit"]["id"] for each in receipt["units"]["nodes"] if each["status"] == "REACHED"}


NO_END: Final = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "nowhere"}}
NO_LINK: Final = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9900001"}}
WRONG_ENDS: Final = {"relation": "SERVES", "from": {"community": "9900001"}, "to": {"jointCommittee": "JC1"}}
DEAD_END: Final = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9902003"}}
GOOD: Final = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9900001"}}
FAILURES: Final[list[tuple[dict[str, Any], str | None]]] = [
    ({"add": [GOOD, NO_END]}, "BAD_ARGUMENT"),
    ({"remove": [NO_LINK]}, "BAD_ARGUMENT"),
    ({"add": [GOOD, WRONG_ENDS]}, "BAD_ARGUMENT"),
    ({"add": [GOOD, DEAD_END]}, "NOT_ALIVE"),
    ({"add": [GOOD] * 101}, "BAD_ARGUMENT"),
    ({"scope": "nowhere"}, None),
    ({"scope": "9902003"}, "NOT_ALIVE"),
    ({"scope": "99", "asOf": "1990-01-01"}, "NOT_ALIVE"),
]
"""Changed arguments, and the expected error code; None for a null result."""


def fail(
    server: Server, failure: tuple[dict[str, Any], str | None], query_arguments: dict[str, Any], edits: dict[str, Any]
) -> None:
    wrong, code = failure
    # On another date, the edits of a random case are errors of their own.
    both = {} if "asOf" in wrong else {name: [*edits[name], *wrong.get(name, [])] for name in ("add", "remove")}
    answer = server.post(SIMULATE, **{**query_arguments, **wrong, **both})
    if code:
        assert [error["extensions"]["code"] for error in answer["errors"]] == [code], (failure, answer)
    else:
        assert answer["data"] == {"simulate": {"coverage": None}}


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(("edit", "code"), [(edit, code) for edit, code in FAILURES if code])
def test_invalid_edits_are_errors(edit: dict[str, Any], code: str, error_codes: ErrorCodes, cypher: Cypher) -> None:
    untouched = fingerprint(cypher)
    assert error_codes(SIMULATE, **{"scope": "99", "indicator": "JOINT_COMMITTEE", **edit}) == [code]
    assert fingerprint(cypher) == untouched


@pytest.mark.usefixtures("tiny")
def test_simulate_names_the_changed_links(execute: Execute) -> None:
    remove = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9901001"}}
    add = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9902002"}, "since": "2020-01-01"}
    answer = execute(SIMULATE, scope="99", indicator="JOINT_COMMITTEE", add=[add], remove=[remove])
    actual = of_simulation(answer["simulate"]["coverage"])
    link = {"relation": "SERVES", "from": {"id": "JointCommittee:JC1"}, "until": None}
    gained = {**link, "to": {"id": "Community:9902002"}, "since": "2020-01-01"}
    lost = {**link, "to": {"id": "Community:9901001"}, "since": "2019-06-01"}
    assert actual["gained"]["nodes"] == [{"unit": {"id": "Community:9902002"}, "changedBy": [gained]}]
    assert actual["lost"]["nodes"] == [{"unit": {"id": "Community:9901001"}, "changedBy": [lost]}]


@pytest.mark.usefixtures("tiny")
def test_several_questions_of_one_simulation(execute: Execute) -> None:
    query = """query ($add: [LinkInput!], $remove: [LinkInput!]) { simulate(add: $add, remove: $remove) {
      one: coverage(scope: "99", indicator: JOINT_COMMITTEE) { before { reached } after { reached } }
      two: coverage(scope: "99", indicator: JOINT_COMMITTEE, weight: PEOPLE) { before { reached } after { reached } }
      three: coverage(scope: "9901", indicator: JOINT_COMMITTEE) { before { reached } after { reached } }
      none: coverage(scope: "nowhere", indicator: JOINT_COMMITTEE) { before { reached } } } }"""
    add = {"relation": "SERVES", "from": {"jointCommittee": "JC2"}, "to": {"community": "9901002"}}
    remove = {**add, "to": {"community": "9900001"}}
    actual = execute(query, add=[add], remove=[remove])["simulate"]
    assert actual["none"] is None
    assert [actual[name]["after"]["reached"] - actual[name]["before"]["reached"] for name in ("one", "two", "three")] == [
        0,
        640 - 1200,
        1,
    ]


@pytest.mark.usefixtures("tiny")
def test_an_invalid_question_of_a_simulation_does_not_affect_the_others(server: Server) -> None:
    answer = server.post("""{ simulate {
      refused: coverage(scope: "99", indicator: GRID_STAFFED, weight: PEOPLE) { before { reached } }
      answered: coverage(scope: "99", indicator: JOINT_COMMITTEE) { before { __typename } } } }""")
    assert answer["data"] == {"simulate": {"refused": None, "answered": {"before": {"__typename": "Coverage"}}}}
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["simulate", "refused"], "WEIGHT_NOT_AVAILABLE")


@pytest.mark.usefixtures("tiny")
def test_a_simulation_without_edits_gains_and_loses_nothing(execute: Execute) -> None:
    query = f"""{{ simulate {{ coverage(scope: "99", indicator: JOINT_COMMITTEE) {{ before {{ {COUNTS_WITHOUT_PEOPLE} }}
      after {{ {COUNTS_WITHOUT_PEOPLE} scope {{ id }} }} gained {{ totalCount }} lost {{ totalCount }} }} }} }}"""
    actual = of_simulation(execute(query)["simulate"]["coverage"])
    assert actual["after"] == {**actual["before"], "scope": {"id": "City:99"}}
    assert actual["gained"] == actual["lost"] == {"totalCount": 0}


# ---------------------------------------------------------------------------------------------------- broken off
SLOW: Final = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9901001"}}


class Locked:
    """Makes a simulation wait within its transaction, at the link that SLOW removes."""

    def __init__(self, neo4j_login: Login) -> None:
        self.driver = neo4j.GraphDatabase.driver(neo4j_login.uri, auth=(neo4j_login.username, neo4j_login.password))
        self.database = neo4j_login.database

    def __enter__(self) -> None:
        self.session = self.driver.session(database=self.database)
        self.transaction = self.session.begin_transaction()
        link = "MATCH (:JointCommittee {code: 'JC1'})-[r:SERVES]->(:Community {code: '9901001'})"
        self.transaction.run(f"{link} DELETE r").consume()

    def __exit__(self, *_: object) -> None:
        self.transaction.rollback()
        self.session.close()
        self.driver.close()


def waiting(cypher: Cypher) -> int:
    removing = "currentQuery STARTS WITH 'UNWIND' AND currentQuery CONTAINS '[r:SERVES]' AND currentQuery CONTAINS 'DELETE'"
    return len(cypher(f"SHOW TRANSACTIONS YIELD currentQuery WHERE {removing} RETURN 1"))


def until(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to be")


@pytest.mark.usefixtures("tiny")
def test_a_disconnect_rolls_the_simulation_back(server: Server, neo4j_login: Login, cypher: Cypher) -> None:
    untouched = fingerprint(cypher)
    variables = {"scope": "99", "indicator": "JOINT_COMMITTEE", "add": [GOOD], "remove": [SLOW]}
    body = json.dumps({"query": SIMULATE, "variables": variables}).encode()
    address = urlparse(server.url)
    head = f"POST /graphql HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with Locked(neo4j_login), socket.create_connection((address.hostname, address.port)) as caller:
        caller.sendall(head.encode() + body)
        until(lambda: waiting(cypher) == 1)
        # The connection is closed. The work ends now or when the lock is released; in both cases it is rolled back.
    until(lambda: waiting(cypher) == 0)
    assert fingerprint(cypher) == untouched


@pytest.mark.slow
@pytest.mark.usefixtures("tiny")
def test_a_simulation_that_times_out_is_rolled_back(neo4j_login: Login, cypher: Cypher) -> None:
    untouched = fingerprint(cypher)
    environment = {"NEO4J_URI": neo4j_login.uri, **login_environment(neo4j_login), "QUERY_TIMEOUT": "4"}
    with serving(environment) as url:
        impatient = Server(url, None)  # pyright: ignore[reportArgumentType]
        with Locked(neo4j_login):
            answer = impatient.post(SIMULATE, scope="99", indicator="JOINT_COMMITTEE", add=[GOOD], remove=[SLOW])
        impatient.client.close()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["DATABASE_TIMEOUT"]
    assert answer["data"] == {"simulate": None}
    assert fingerprint(cypher) == untouched
