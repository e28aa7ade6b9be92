"""What changes a coverage: between two days, through time, and by edits that are never kept."""

import json
import random
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
from generators.edits import add_links, edit_of, fingerprint, new_link, remove_link
from generators.indicators import DEFINITIONS
from oracles.coverage import Counted, Recount, numbers, shares
from oracles.graph import RELATIONS, Cypher, Graph, Link, Moment, link_counts, today
from product_server import Server, login_environment, serving

from graph.database.login import Login

Ask = Callable[..., Any]
Refused = Callable[..., list[str]]
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
    """A city in the database and its export."""

    def __init__(self, ask: Ask, graph: Graph, scopes: Sequence[str], indicators: Sequence[str]) -> None:
        self.ask = ask
        self.graph = graph
        self.scopes = scopes
        self.indicators = indicators
        self._units: dict[tuple[str, date], Recount] = {}

    def under(self, scope: str, indicator: str, day: date) -> list[Counted]:
        recount = self._units.setdefault((indicator, day), Recount(indicator, self.graph.at(day)))
        (division,) = (node for node in recount.moment.nodes if node.label in DIVISIONS and node.code == scope)
        return recount.under(division)


DIVISIONS: Final = ("Province", "City", "County", "Township", "Community")


@pytest.fixture(scope="module", params=[(ZHONGWEI, ("6405", "640502")), (TINY, ("99", "9901"))], ids=["zhongwei", "tiny"])
def city(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, server: Server, share_of_cases: float) -> City:
    """Of the large city some indicators are asked about, unless all cases run; of the tiny one all."""
    folder, scopes = request.param
    cities.load(folder)
    every = list(DEFINITIONS)
    indicators = every[::4] if folder == ZHONGWEI and share_of_cases < 1 else every

    def ask(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return City(ask, Graph.export(cypher), scopes, indicators)


def counts_of(units: Sequence[Counted], weight: str = "UNITS") -> dict[str, Any]:
    counts = numbers(units, weight)
    return {**counts, **shares(counts)}


def shown(units: Sequence[Counted], fields: str, weight: str = "UNITS") -> dict[str, Any]:
    counts = counts_of(units, weight)
    return {name: counts[name] for name in fields.split()}


def ids_of(units: Sequence[Counted]) -> set[str]:
    return {each.unit.id for each in units if each.status == "REACHED"}


# ---------------------------------------------------------------------------------------------------- between two days
def pairs(share: float) -> list[tuple[date, date]]:
    """Pairs of days that are far apart, and some at random."""
    chance = random.Random(7)
    days = [date(2018, 1, 1) + timedelta(chance.randrange(2000)) for _ in range(40)]
    return [(date(2019, 1, 1), today()), *((min(pair), max(pair)) for pair in zip(days[::2], days[1::2], strict=True))][
        : max(3, round(20 * share))
    ]


def test_a_diff_is_the_difference_of_the_two_days(city: City, share_of_cases: float) -> None:
    """Its sides are the receipts of the days; each unit that is gained or lost shows the links that did it."""
    for indicator, (place, (begin, end)) in product(city.indicators, enumerate(pairs(share_of_cases))):
        scope = city.scopes[place % 2]
        before, after = city.under(scope, indicator, begin), city.under(scope, indicator, end)
        told = every_page(city, scope, indicator, begin, end)
        assert told["before"] == shown(before, COUNTS_WITHOUT_PEOPLE), (indicator, scope, begin)
        assert told["after"] == shown(after, COUNTS_WITHOUT_PEOPLE), (indicator, scope, end)
        gained, lost = ids_of(after) - ids_of(before), ids_of(before) - ids_of(after)
        assert [each["unit"]["id"] for each in told["gained"]] == sorted(gained), (indicator, scope, begin, end)
        assert [each["unit"]["id"] for each in told["lost"]] == sorted(lost), (indicator, scope, begin, end)
        for unit in told["gained"]:
            assert unit["home"]["code"] == next(each.home.code for each in after if each.unit.id == unit["unit"]["id"])
            assert_changed_by(city, indicator, unit, holds=end, does_not_hold=begin)
        for unit in told["lost"]:
            assert unit["home"]["code"] == next(each.home.code for each in before if each.unit.id == unit["unit"]["id"])
            assert_changed_by(city, indicator, unit, holds=begin, does_not_hold=end)


def every_page(city: City, scope: str, indicator: str, begin: date, end: date) -> dict[str, Any]:
    asked = {"scope": scope, "indicator": indicator, "from": begin.isoformat(), "to": end.isoformat()}
    answer = city.ask(DIFF, **asked)["diff"]
    for name in ("gained", "lost"):
        page, rows = answer[name], answer[name]["nodes"]
        while page["pageInfo"]["hasNextPage"]:
            page = city.ask(DIFF, **asked, **{name: page["pageInfo"]["endCursor"]})["diff"][name]
            rows = [*rows, *page["nodes"]]
        assert page["totalCount"] == len(rows)
        answer[name] = rows
    return answer


def assert_changed_by(city: City, indicator: str, unit: dict[str, Any], *, holds: date, does_not_hold: date) -> None:
    """Its links are there on the one day and not on the other; there is at least one, where it is not the calendar that did it."""
    assert unit["status"] == "REACHED"
    assert unit["changedBy"] or indicator == "FUND_FLOOR", (indicator, unit, holds, does_not_hold)
    for told in unit["changedBy"]:
        found = [link for link in city.graph.links if key_of(link) == key_of_told(told)]
        assert any(link_counts(link, holds) and not link_counts(link, does_not_hold) for link in found), (unit, told)


def key_of_told(link: dict[str, Any]) -> tuple[Any, ...]:
    return link["relation"], link["from"]["id"], link["to"]["id"], link["since"], link["until"]


def key_of(link: Link) -> tuple[Any, ...]:
    days = (value.isoformat() if (value := link.properties.get(name)) else None for name in ("since", "until"))
    return link.relation, link.start.id, link.end.id, *days


@pytest.mark.usefixtures("tiny")
def test_a_diff_that_cannot_be_is_refused(ask: Ask, refused: Refused) -> None:
    asked = {"scope": "99", "indicator": "JOINT_COMMITTEE"}
    assert refused(DIFF, **asked, **{"from": "2022-01-02", "to": "2022-01-01"}) == ["BAD_ARGUMENT"]
    assert refused(DIFF, **asked, **{"from": "1999-01-01", "to": "2022-01-01"}) == ["NOT_ALIVE"]
    assert refused(DIFF, scope="9902003", indicator="JOINT_COMMITTEE", **{"from": "2020-01-01", "to": "2022-01-01"}) == [
        "NOT_ALIVE"
    ]
    assert ask(DIFF, scope="nowhere", indicator="JOINT_COMMITTEE", **{"from": "2020-01-01", "to": "2022-01-01"}) == {
        "diff": None
    }


@pytest.mark.usefixtures("tiny")
def test_a_diff_of_one_day_is_empty(ask: Ask) -> None:
    answer = ask(DIFF, scope="99", indicator="JOINT_COMMITTEE", **{"from": "2022-01-01", "to": "2022-01-01"})["diff"]
    assert answer["before"] == answer["after"]
    assert answer["gained"]["totalCount"] == answer["lost"]["totalCount"] == 0


# ---------------------------------------------------------------------------------------------------- through time
def test_a_series_is_the_receipts_of_its_days_in_one_statement(city: City, server: Server) -> None:
    for indicator, weight in ((name, weight) for name in city.indicators for weight in DEFINITIONS[name].weights):
        asked = {"scope": city.scopes[0], "indicator": indicator, "weight": weight}
        with server.wire.counting() as counting:
            points = city.ask(SERIES, **asked, **{"from": "2019-08-31", "to": "2022-12-01", "step": "QUARTER"})[
                "coverageSeries"
            ]
        assert counting.runs == 1
        days = [date.fromisoformat(point["asOf"]) for point in points]
        assert days == quarters(date(2019, 8, 31), date(2022, 12, 1))
        for day, point in zip(days, points, strict=True):
            fields = "denominator reached notReached unknown share"
            assert point == {"asOf": day.isoformat(), **shown(city.under(city.scopes[0], indicator, day), fields, weight)}


def quarters(begin: date, end: date) -> list[date]:
    """The last day of the months, as the series begins on a 31st: told by going to the day before the next month."""
    days: list[date] = []
    year, month = begin.year, begin.month
    while not days or days[-1] < end:
        following = date(year + month // 12, month % 12 + 1, 1)
        days.append(following - timedelta(1))
        month += 3
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return [day for day in days if day <= end]


@pytest.mark.usefixtures("tiny")
def test_steps_of_a_series(ask: Ask) -> None:
    def days(step: str | None, begin: str, end: str) -> list[str]:
        asked = {"scope": "99", "indicator": "JOINT_COMMITTEE", "from": begin, "to": end, **({"step": step} if step else {})}
        return [point["asOf"] for point in ask(SERIES, **asked)["coverageSeries"]]

    assert days(None, "2020-01-31", "2020-04-30") == ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"]
    assert days("MONTH", "2021-11-30", "2022-03-01") == ["2021-11-30", "2021-12-30", "2022-01-30", "2022-02-28"]
    assert days("YEAR", "2020-02-29", "2024-12-31") == ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]
    assert days("QUARTER", "2020-01-01", "2020-01-01") == ["2020-01-01"]


@pytest.mark.usefixtures("tiny")
def test_a_series_that_cannot_be_is_refused(ask: Ask, refused: Refused) -> None:
    asked = {"scope": "99", "indicator": "JOINT_COMMITTEE"}
    assert refused(SERIES, **asked, **{"from": "2022-01-02", "to": "2022-01-01"}) == ["BAD_ARGUMENT"]
    assert refused(SERIES, **asked, **{"from": "0001-01-01", "to": "9999-12-31"}) == ["BAD_ARGUMENT"]
    assert refused(SERIES, **asked, **{"from": "1990-01-01", "to": "1999-12-31"}) == ["NOT_ALIVE"]
    assert refused(
        SERIES, scope="99", indicator="GRID_STAFFED", weight="PEOPLE", **{"from": "2020-01-01", "to": "2021-01-01"}
    ) == ["WEIGHT_NOT_AVAILABLE"]
    days = {"from": "2020-01-01", "to": "2021-01-01"}
    assert ask(SERIES, scope="nowhere", indicator="JOINT_COMMITTEE", **days) == {"coverageSeries": None}


# ---------------------------------------------------------------------------------------------------- what if
RECEIPT: Final = f"""query ($scope: String!, $indicator: Indicator!, $asOf: Date) {{
    revision {{ id }} coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {{ {COUNTS_WITHOUT_PEOPLE} units(first: 100) {{ {ROWS} }} }} }}"""


def random_edits(moment: Moment, chance: random.Random, relations: Sequence[str]) -> tuple[list[Link], list[Link]]:
    """Some links to be added and some living ones to be removed."""
    living = {link.element_id: link for node in moment.nodes for hop in moment.links_at(node) for link in [hop.link]}
    # In an order of their own: element ids differ from one database to the other.
    removable = sorted((link for link in living.values() if link.relation in relations), key=lambda each: str(key_of(each)))
    remove = chance.sample(removable, min(len(removable), chance.randrange(0, 4)))
    add = [each for _ in range(chance.randrange(1, 5)) for each in random_link(moment, chance, chance.choice(relations))]
    return add, remove


def random_link(moment: Moment, chance: random.Random, relation: str) -> Iterator[Link]:
    """None where the kinds are not there; the tree of divisions is not added to."""
    sources, targets = moment.of_kind(*RELATIONS[relation].sources), moment.of_kind(*RELATIONS[relation].targets)
    if sources and targets and relation != "ADMINISTERS":
        start, end = chance.choice(sources), chance.choice(targets)
        if start is not end:
            yield new_link(start, relation, end, moment.day, source="simulate", provenance="IMPORTED")


def relations_of(indicator: str) -> list[str]:
    """Those that may change it."""
    homes = {"GRID": ["HAS_GRID"], "COMPOUND": ["SITUATED_IN"], "COMMUNITY_BRANCH": ["BRANCH_OF"], "COMMUNITY": ["ADMINISTERS"]}
    more = {"MENTORED": ["POST_IN"]}
    return [*DEFINITIONS[indicator].deciding, *homes[DEFINITIONS[indicator].unit], *more.get(indicator, []), "COVERS"]


@pytest.mark.usefixtures("tiny", "scratch")
def test_a_simulation_answers_what_the_real_change_does_and_keeps_nothing(
    cypher: Cypher, ask: Ask, server: Server, share_of_cases: float
) -> None:
    """Random edits, with failures between them."""
    chance = random.Random(20)
    day = today()
    for number in range(round(200 * share_of_cases)):
        indicator = SIMULATED[number % len(SIMULATED)]
        scope = chance.choice(["99", "99", "9901", "9902"])
        moment = Graph.export(cypher).at(day)
        add, remove = random_edits(moment, chance, relations_of(indicator))
        asked = {"scope": scope, "indicator": indicator}
        edits = {"add": [edit_of(each) for each in add], "remove": [edit_of(each) for each in remove]}
        before, untouched = ask(RECEIPT, **asked), fingerprint(cypher)
        told = ask(SIMULATE, **asked, **edits)["simulate"]["coverage"]
        assert fingerprint(cypher) == untouched
        assert told["before"] == before["coverage"]
        fail(server, FAILURES[number % len(FAILURES)], asked, edits)
        assert fingerprint(cypher) == untouched
        assert ask(RECEIPT, **asked) == before, "the revision too"
        gone = same_as(moment, remove)
        for each in gone:
            remove_link(cypher, each)
        add_links(cypher, add)
        after = ask(RECEIPT, **asked)["coverage"]
        for each in add:
            remove_link(cypher, each)
        add_links(cypher, gone)
        assert told["after"] == after, (indicator, edits)
        assert [ids(told[name]) for name in ("gained", "lost")] == [
            reached(after) - reached(before["coverage"]),
            reached(before["coverage"]) - reached(after),
        ]


def same_as(moment: Moment, links: list[Link]) -> list[Link]:
    """Every living link with the ends and the day of one of these: an edit cannot tell parallel links of one day apart."""
    wanted = {(link.relation, link.start.id, link.end.id, link.properties.get("since")) for link in links}
    living = {link.element_id: link for node in moment.nodes for hop in moment.links_at(node) for link in [hop.link]}
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
"""What is asked in the place of what could be, and the code of the error; None where the answer is null."""


def fail(server: Server, failure: tuple[dict[str, Any], str | None], asked: dict[str, Any], edits: dict[str, Any]) -> None:
    wrong, code = failure
    both = {name: [*edits[name], *wrong.get(name, [])] for name in ("add", "remove")}
    answer = server.post(SIMULATE, **{**asked, **wrong, **both})
    if code:
        assert [error["extensions"]["code"] for error in answer["errors"]] == [code], (failure, answer)
    else:
        assert answer["data"] == {"simulate": {"coverage": None}}


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(("edit", "code"), [(edit, code) for edit, code in FAILURES if code])
def test_a_simulation_that_cannot_be_is_refused(edit: dict[str, Any], code: str, refused: Refused, cypher: Cypher) -> None:
    untouched = fingerprint(cypher)
    assert refused(SIMULATE, **{"scope": "99", "indicator": "JOINT_COMMITTEE", **edit}) == [code]
    assert fingerprint(cypher) == untouched


@pytest.mark.usefixtures("tiny")
def test_what_a_simulation_changed_is_shown(ask: Ask) -> None:
    """The link that was added or removed is the one that did it."""
    remove = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9901001"}}
    add = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9902002"}, "since": "2020-01-01"}
    told = ask(SIMULATE, scope="99", indicator="JOINT_COMMITTEE", add=[add], remove=[remove])["simulate"]["coverage"]
    link = {"relation": "SERVES", "from": {"id": "JointCommittee:JC1"}, "until": None}
    gained = {**link, "to": {"id": "Community:9902002"}, "since": "2020-01-01"}
    lost = {**link, "to": {"id": "Community:9901001"}, "since": "2019-06-01"}
    assert told["gained"]["nodes"] == [{"unit": {"id": "Community:9902002"}, "changedBy": [gained]}]
    assert told["lost"]["nodes"] == [{"unit": {"id": "Community:9901001"}, "changedBy": [lost]}]


@pytest.mark.usefixtures("tiny")
def test_several_questions_of_one_simulation(ask: Ask) -> None:
    query = """query ($add: [LinkInput!]) { simulate(add: $add) {
      one: coverage(scope: "99", indicator: JOINT_COMMITTEE) { before { reached } after { reached } }
      two: coverage(scope: "99", indicator: JOINT_COMMITTEE, weight: PEOPLE) { before { reached } after { reached } }
      three: coverage(scope: "9901", indicator: JOINT_COMMITTEE) { before { reached } after { reached } }
      none: coverage(scope: "nowhere", indicator: JOINT_COMMITTEE) { before { reached } } } }"""
    add = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9901002"}}
    told = ask(query, add=[add])["simulate"]
    assert told["none"] is None
    assert [told[name]["after"]["reached"] - told[name]["before"]["reached"] for name in ("one", "two", "three")] == [1, 640, 1]


@pytest.mark.usefixtures("tiny")
def test_a_question_of_a_simulation_that_is_refused_leaves_the_others_standing(server: Server) -> None:
    answer = server.post("""{ simulate {
      refused: coverage(scope: "99", indicator: GRID_STAFFED, weight: PEOPLE) { before { reached } }
      answered: coverage(scope: "99", indicator: JOINT_COMMITTEE) { before { __typename } } } }""")
    assert answer["data"] == {"simulate": {"refused": None, "answered": {"before": {"__typename": "Coverage"}}}}
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["simulate", "refused"], "WEIGHT_NOT_AVAILABLE")


@pytest.mark.usefixtures("tiny")
def test_a_simulation_without_edits_changes_nothing(ask: Ask) -> None:
    told = ask(SIMULATE, scope="99", indicator="JOINT_COMMITTEE")["simulate"]["coverage"]
    assert told["before"] == told["after"]
    assert told["gained"]["nodes"] == told["lost"]["nodes"] == []


# ---------------------------------------------------------------------------------------------------- broken off
SLOW: Final = {"relation": "SERVES", "from": {"jointCommittee": "JC1"}, "to": {"community": "9901001"}}


class Locked:
    """Holds the link that SLOW removes locked, so that a simulation waits in the middle of its work."""

    def __init__(self, bolt: Login) -> None:
        self.driver = neo4j.GraphDatabase.driver(bolt.uri, auth=(bolt.username, bolt.password))
        self.database = bolt.database

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
    """How many transactions are about to remove such a link."""
    removing = "currentQuery STARTS WITH 'UNWIND' AND currentQuery CONTAINS '[r:SERVES]' AND currentQuery CONTAINS 'DELETE'"
    return len(cypher(f"SHOW TRANSACTIONS YIELD currentQuery WHERE {removing} RETURN 1"))


def until(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to be")


@pytest.mark.usefixtures("tiny")
def test_a_caller_who_goes_away_leaves_nothing(server: Server, bolt: Login, cypher: Cypher) -> None:
    untouched = fingerprint(cypher)
    variables = {"scope": "99", "indicator": "JOINT_COMMITTEE", "add": [GOOD], "remove": [SLOW]}
    body = json.dumps({"query": SIMULATE, "variables": variables}).encode()
    address = urlparse(server.url)
    head = f"POST /graphql HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with Locked(bolt), socket.create_connection((address.hostname, address.port)) as caller:
        caller.sendall(head.encode() + body)
        until(lambda: waiting(cypher) == 1)
        # The connection is closed. Whether the work is ended now or when the lock is gone: it is not kept.
    until(lambda: waiting(cypher) == 0)
    assert fingerprint(cypher) == untouched


@pytest.mark.usefixtures("tiny")
def test_a_simulation_that_takes_too_long_leaves_nothing(bolt: Login, cypher: Cypher) -> None:
    untouched = fingerprint(cypher)
    environment = {"NEO4J_URI": bolt.uri, **login_environment(bolt), "QUERY_TIMEOUT": "4"}
    with serving(environment) as url:
        impatient = Server(url, None)  # pyright: ignore[reportArgumentType]
        with Locked(bolt):
            answer = impatient.post(SIMULATE, scope="99", indicator="JOINT_COMMITTEE", add=[GOOD], remove=[SLOW])
        impatient.client.close()
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["DATABASE_TIMEOUT"]
    assert answer["data"] == {"simulate": None}
    assert fingerprint(cypher) == untouched
