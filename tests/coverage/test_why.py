"""Why a unit has its status: witnesses held against the exported graph, and every fix applied, in memory and for real."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pytest
from city_database import TINY, ZHONGWEI, Cities
from generators.edits import Applied, add_links, add_nodes, homed_by, new_node
from generators.indicators import DEFINITIONS
from oracles.coverage import Counted, Recount
from oracles.graph import Cypher, Graph, Link, Node, label_of, today

Ask = Callable[..., Any]
Refused = Callable[..., list[str]]
Why = dict[str, Any]
LINK: Final = "relation from { id } to { id } since until source provenance"
WHY: Final = f"""status failing witness {{ from {{ id }} to {{ id }} links {{ {LINK} }} }}
    fixes {{ properties links {{ relation from {{ id home {{ id }} }} fromKind to {{ id home {{ id }} }} toKind }} }}"""
ALONE: Final = f"""query ($unit: EntityRef!, $indicator: Indicator!, $asOf: Date) {{
    why(unit: $unit, indicator: $indicator, asOf: $asOf) {{ {WHY} }} }}"""
UNITS: Final = f"""query ($scope: String!, $indicator: Indicator!, $asOf: Date, $after: String) {{
    coverage(scope: $scope, indicator: $indicator, asOf: $asOf) {{
      units(first: 100, after: $after) {{ pageInfo {{ hasNextPage endCursor }} nodes {{ unit {{ id }} why {{ {WHY} }} }} }} }} }}"""
DAYS: Final = (date(2021, 6, 1), today())
ASKED_ALONE: Final = {
    "CONTACT_POINT",
    "TOWNSHIP_LEAD",
    "NEW_SECTOR_REACHED",
    "PROPERTY_PARTY",
    "FUND_FLOOR",
    "MENTORED",
    "GRID_BRANCH",
}
"""Indicators of each sort: with conditions, with paths that are required, with several paths, with values alone."""
MANY: Final = {"GRID_STAFFED", "GRID_BRANCH", "LARGE_GRID"}
"""Indicators with so many units that two pages of them are enough."""


@dataclass(frozen=True)
class Told:
    """What the API says of each unit at a moment, with the recount of the same."""

    indicator: str
    graph: Graph
    day: date
    why: dict[str, Why]
    recount: dict[str, Counted]

    @property
    def reached(self) -> Iterator[tuple[Node, Why]]:
        return ((self.recount[id].unit, why) for id, why in self.why.items() if self.recount[id].status == "REACHED")

    @property
    def open(self) -> Iterator[tuple[Node, Why]]:
        return ((self.recount[id].unit, why) for id, why in self.why.items() if self.recount[id].status != "REACHED")


class Questions:
    """Asked once for each indicator and city."""

    def __init__(self, ask: Ask, graph: Graph, scope: str, indicators: Sequence[str]) -> None:
        self.ask = ask
        self.graph = graph
        self.scope = scope
        self.indicators = indicators
        self._told: dict[tuple[str, date], Told] = {}

    def told(self) -> Iterator[Told]:
        for indicator in self.indicators:
            for day in DAYS:
                if (indicator, day) not in self._told:
                    self._told[indicator, day] = self._ask(indicator, day)
                yield self._told[indicator, day]

    def _ask(self, indicator: str, day: date) -> Told:
        (scope,) = (node for node in self.graph.nodes if node.kind == "CITY" and node.code == self.scope)
        recount = {each.unit.id: each for each in Recount(indicator, self.graph.at(day)).under(scope)}
        why: dict[str, Why] = {}
        after, pages = None, 0
        while after is not None or not pages:
            asked = {"scope": self.scope, "indicator": indicator, "asOf": day.isoformat(), "after": after}
            page = self.ask(UNITS, **asked)["coverage"]["units"]
            why |= {each["unit"]["id"]: each["why"] for each in page["nodes"]}
            pages += 1
            more = page["pageInfo"]["hasNextPage"] and not (indicator in MANY and pages == 2)
            after = page["pageInfo"]["endCursor"] if more else None
        return Told(indicator, self.graph, day, why, recount)


@pytest.fixture(scope="module", params=[(ZHONGWEI, "6405"), (TINY, "99")], ids=["zhongwei", "tiny"])
def questions(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, server: Any, share_of_cases: float) -> Questions:
    """Of the large city some indicators are asked about, unless all cases run; of the tiny one all."""
    folder, scope = request.param
    every = list(DEFINITIONS)
    indicators = [*every[::4], "NEW_SECTOR_REACHED"] if folder == ZHONGWEI and share_of_cases < 1 else every
    cities.load(folder)

    def ask(query: str, **variables: Any) -> Any:
        answer = server.post(query, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    return Questions(ask, Graph.export(cypher), scope, indicators)


@pytest.fixture
def some(share_of_cases: float) -> Callable[[Iterable[Any]], list[Any]]:
    """A seeded part of long lists: at least six."""

    def choose(cases: Iterable[Any]) -> list[Any]:
        every = list(cases)
        return random.Random(len(every)).sample(every, min(len(every), max(6, round(len(every) * share_of_cases))))

    return choose


# ---------------------------------------------------------------------------------------------------- what is answered
def test_the_status_is_that_of_the_recount(questions: Questions) -> None:
    for told in questions.told():
        statuses = {id: each["status"] for id, each in told.why.items()}
        assert statuses == {id: told.recount[id].status for id in told.why}, (told.indicator, told.day)
        assert len(told.why) == len(told.recount) or told.indicator in MANY


def test_reached_has_a_witness_and_the_others_say_what_fails(questions: Questions) -> None:
    for told in questions.told():
        for _, why in told.reached:
            assert not why["failing"]
            assert not why["fixes"]
        for unit, why in told.open:
            assert why["failing"], (told.indicator, unit.id)
            assert not why["witness"], (told.indicator, unit.id)
            for sentence in why["failing"]:
                chinese, english = sentence.split("。 ", 1)
                assert not f"{chinese}。".isascii(), sentence
                assert english.strip(), sentence


def test_a_unit_alone_is_answered_as_in_the_list(questions: Questions, some: Any) -> None:
    for told in questions.told():
        if told.day == today() and told.indicator in ASKED_ALONE:
            for id, why in some(told.why.items())[:3]:
                asked = {"unit": {"id": id}, "indicator": told.indicator, "asOf": told.day.isoformat()}
                assert questions.ask(ALONE, **asked)["why"] == why, (told.indicator, id)
                assert questions.ask(ALONE, **asked)["why"] == why, "the same question, the same answer"


# ---------------------------------------------------------------------------------------------------- the witness
def links_of(why: Why, graph: Graph) -> list[list[Link]]:
    """For each step the stored links that it names."""
    named = [[key_of_told(link) for link in step["links"]] for step in why["witness"]]
    wanted = {key for step in named for key in step}
    found: dict[Any, list[Link]] = {}
    for link in graph.links:
        if key_of(link) in wanted:
            found.setdefault(key_of(link), []).append(link)
    return [[found[key][0] for key in step] for step in named]


def key_of_told(link: dict[str, Any]) -> tuple[Any, ...]:
    return (
        link["relation"],
        link["from"]["id"],
        link["to"]["id"],
        *(link[name] for name in ("since", "until", "source", "provenance")),
    )


def key_of(link: Link) -> tuple[Any, ...]:
    days = [value.isoformat() if (value := link.properties.get(name)) else None for name in ("since", "until")]
    return (
        link.relation,
        link.start.id,
        link.end.id,
        *days,
        link.properties.get("source"),
        link.properties.get("provenance", "IMPORTED"),
    )


def connect(unit: Node, witness: list[dict[str, Any]], *, star: bool) -> bool:
    """Whether the steps follow on each other from the unit, or, of a star, all begin at it."""
    at = unit.id
    for step in witness:
        if step["from"]["id"] != at:
            return False
        ends = {step["from"]["id"], step["to"]["id"]}
        if any({link["from"]["id"], link["to"]["id"]} != ends for link in step["links"]):
            return False
        at = unit.id if star else step["to"]["id"]
    return True


def test_a_witness_is_a_living_path_that_alone_reaches_the_unit(questions: Questions, some: Any) -> None:
    """With none but its links the unit is reached; with one of them less it is not."""
    for told in questions.told():
        definition = DEFINITIONS[told.indicator]
        is_path = told.indicator != "FUND_FLOOR"
        for unit, why in some(told.reached):
            assert connect(unit, why["witness"], star=not is_path), (told.indicator, unit.id)
            steps = links_of(why, told.graph)
            assert all(steps)
            alone = Graph(told.graph.nodes, [link for step in steps for link in step])
            assert definition.reached(alone.at(told.day), unit), (told.indicator, unit.id, why["witness"])
            for step in steps if is_path else []:
                less = Graph(told.graph.nodes, [link for each in steps for link in each if each is not step])
                assert not definition.reached(less.at(told.day), unit), (told.indicator, unit.id)


def test_the_shortest_witness_is_shown(questions: Questions) -> None:
    """Only NEW_SECTOR_REACHED has paths of different lengths: a pair is two links, an alliance three."""
    for told in questions.told():
        if told.indicator == "NEW_SECTOR_REACHED":
            moment = told.graph.at(told.day)
            for unit, why in told.reached:
                branches = [hop.node for hop in moment.links_at(unit, "IN", ["BRANCH_OF"])]
                paired = any(moment.links_at(branch, "IN", ["PAIRED_WITH"]) for branch in branches)
                assert len(why["witness"]) == (2 if paired else 3)


def test_of_equal_witnesses_the_first_by_code_is_shown(questions: Questions) -> None:
    for told in questions.told():
        if told.indicator == "MEMBER_UNIT_ENGAGED":
            moment = told.graph.at(told.day)
            for unit, why in told.reached:
                committees = [hop.node for hop in moment.links_at(unit, "IN", ["SERVES"])]
                ways = [(each.code, hop.node.code) for each in committees for hop in moment.links_at(each, "IN", ["MEMBER_OF"])]
                assert tuple(step["to"]["id"].partition(":")[2] for step in why["witness"]) == min(ways)


# ---------------------------------------------------------------------------------------------------- the fixes
def brand_new(kind: str, named: Iterable[Node]) -> Node:
    return new_node(kind, f"new-{kind}")


def first_there(graph: Graph, day: date) -> Callable[[str, Iterable[Node]], Node]:
    """The first that lives and is not named in the fix already; where there is none, a new one."""

    def choose(kind: str, named: Iterable[Node]) -> Node:
        taken = set(named)
        return next((each for each in graph.at(day).of_kind(kind) if each not in taken), brand_new(kind, named))

    return choose


def test_every_fix_applied_reaches_the_unit(questions: Questions, some: Any, share_of_cases: float) -> None:
    """Whether a null end is an entity that is there or a new one."""
    for told in questions.told():
        reached = DEFINITIONS[told.indicator].reached
        # To apply one takes a copy of the whole graph: of a large one there is time for fewer.
        most = 2 if len(told.graph.nodes) > 1000 and share_of_cases < 1 else None
        cases: list[tuple[Node, Why]] = some(told.open)[:most]
        for unit, why in cases:
            assert why["fixes"], (told.indicator, unit.id)
            for fix in why["fixes"]:
                assert fix["links"] or fix["properties"]
                for any_of in (brand_new, first_there(told.graph, told.day)):
                    applied = Applied(told.graph, fix, told.day, any_of)
                    now = applied.now.get(unit, unit)
                    assert reached(applied.graph.at(told.day), now), (told.indicator, unit.id, any_of, fix)


def test_fixes_come_smallest_first_and_real_candidates_before_any(questions: Questions) -> None:
    for told in questions.told():
        for unit, why in told.open:
            sizes = [(len(fix["links"]), any_end(fix, unit)) for fix in why["fixes"]]
            assert sizes == sorted(sizes), (told.indicator, unit.id, sizes)
            assert len(why["fixes"]) <= 6
            assert all(fix not in why["fixes"][:place] for place, fix in enumerate(why["fixes"])), "each is another"


def any_end(fix: dict[str, Any], unit: Node) -> bool:
    """Whether it joins nothing that is there but what the unit reaches already: its one known end is that."""
    ends = {end["id"] for link in fix["links"] for end in (link["from"], link["to"]) if end}
    return len(ends) == 1


def test_no_fix_gives_an_entity_that_is_there_a_second_home(questions: Questions) -> None:
    for told in questions.told():
        homes = {homed.id for link in told.graph.links if (homed := homed_by(link))}
        for unit, why in told.open:
            for fix in why["fixes"]:
                for link in fix["links"]:
                    if link["from"] and link["to"]:
                        start, end = (
                            Node(label_of(link[f"{each}Kind"]), {"code": link[each]["id"].partition(":")[2]})
                            for each in ("from", "to")
                        )
                        homed = homed_by(Link("", link["relation"], start, end, {}))
                        assert homed is None or homed.id not in homes, (told.indicator, unit.id, link)


def test_a_null_end_is_one_entity_all_over_a_fix(questions: Questions) -> None:
    """So no link of a fix may join any one of a kind to any one of the same kind."""
    for told in questions.told():
        for unit, why in told.open:
            for fix in why["fixes"]:
                for link in fix["links"]:
                    assert link["from"] or link["to"] or link["fromKind"] != link["toKind"], (told.indicator, unit.id, fix)


def test_real_candidates_live_and_are_near_by(questions: Questions) -> None:
    """In the same city as the unit; of those without such a link none is passed over for one from further away."""
    for told in questions.told():
        moment = told.graph.at(told.day)
        living = {node.id for node in moment.nodes}
        for _, why in told.open:
            ends = [end for fix in why["fixes"] for link in fix["links"] for end in (link["from"], link["to"]) if end]
            assert {end["id"] for end in ends} <= living


# ---------------------------------------------------------------------------------------------------- applied for real
@pytest.mark.parametrize(
    "indicator", ["JOINT_COMMITTEE", "NEW_SECTOR_REACHED", "GRID_STAFFED", "FUND_FLOOR", "INDUCTION_TRAINED", "MENTORED"]
)
def test_a_fix_made_in_the_database_is_answered_as_reached(
    indicator: str, cities: Cities, cypher: Cypher, ask: Ask, tiny: None, scratch: None
) -> None:
    day = today()
    gaps = f'{{ coverage(scope: "99", indicator: {indicator}) {{ units {{ nodes {{ unit {{ id }} why {{ {WHY} }} }} }} }} }}'
    rows = ask(gaps)["coverage"]["units"]["nodes"]
    id, fixes = next((row["unit"]["id"], row["why"]["fixes"]) for row in rows if row["why"]["fixes"])
    for fix in (fixes[0], fixes[-1]):
        graph = Graph.export(cypher)
        applied = Applied(graph, fix, day, brand_new)
        add_nodes(cypher, [node for node in applied.graph.nodes if node.id not in applied.by_id])
        for was, now in applied.now.items():
            if was.id in applied.by_id:
                cypher(f"MATCH (n:{was.label} {{code: $code}}) SET n = $values", code=was.code, values=dict(now.properties))
        old = {link.element_id for link in graph.links}
        add_links(cypher, [link for link in applied.graph.links if link.element_id not in old])
        why = ask(ALONE, unit={"id": id}, indicator=indicator, asOf=day.isoformat())["why"]
        assert why["status"] == "REACHED", fix
        assert not why["fixes"]
        assert not why["failing"]
        cities.current = None
        cities.load(TINY)


# ---------------------------------------------------------------------------------------------------- refused
@pytest.mark.usefixtures("tiny")
def test_a_unit_that_is_not_there_is_null(ask: Ask) -> None:
    for unit in ({"community": "nowhere"}, {"id": "Community:nowhere"}, {"grid": "nowhere"}):
        assert ask(ALONE, unit=unit, indicator="JOINT_COMMITTEE") == {"why": None}


@pytest.mark.usefixtures("tiny")
def test_another_kind_is_not_counted(ask: Ask, refused: Refused) -> None:
    assert refused(ALONE, unit={"city": "99"}, indicator="JOINT_COMMITTEE") == ["NOT_COUNTED"]
    assert refused(ALONE, unit={"township": "9901"}, indicator="GRID_STAFFED") == ["NOT_COUNTED"]


@pytest.mark.usefixtures("tiny")
def test_a_unit_that_does_not_live_is_refused(refused: Refused) -> None:
    assert refused(ALONE, unit={"community": "9902003"}, indicator="JOINT_COMMITTEE", asOf="2022-01-01") == ["NOT_ALIVE"]
    assert refused(ALONE, unit={"township": "9902"}, indicator="TOWNSHIP_LEAD", asOf="2018-12-31") == ["NOT_ALIVE"]


@pytest.mark.usefixtures("tiny")
def test_what_is_no_reference_is_refused(refused: Refused) -> None:
    assert refused(ALONE, unit={"id": "nonsense"}, indicator="JOINT_COMMITTEE") == ["BAD_ID"]
    assert refused(ALONE, unit={"city": "99", "grid": "G1"}, indicator="JOINT_COMMITTEE") == ["GRAPHQL_VALIDATION_FAILED"]
