"""Custom indicators: declared in a CSV file, counted like built-in ones, limited to the notation."""

import asyncio
import csv
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from city_database import TINY, Cities
from generators.edits import Applied, fingerprint, new_node
from generators.indicators import Definition, has, joined, lacks
from oracles.coverage import STATUSES, Recount, numbers
from oracles.global_ids import undated, undating
from oracles.graph import AsOfGraph, Cypher, Graph, Node, today
from rich.console import Console
from tiny_city import city, problems_of

from api.doctor import run_checks
from api.settings import Settings
from graph.database.database import Database
from graph.database.inventory import contents_of
from graph.database.login import Login
from graph.messages.language import Language
from seeds.loader.parse import read_city

__all__ = ["city"]
Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
FILE: Final = "indicators/indicators.csv"
COLUMNS: Final = ("name", "name_zh", "name_en", "unit", "paths", "test", "numerator", "denominator", "unknown_when", "source")
ROW: Final = {"name_zh": "自定", "name_en": "Own"}
CUSTOM: Final[dict[str, dict[str, str]]] = {
    "RIDERS_STATION": {
        "unit": "Community",
        "paths": "<-LOCATED_IN- ServiceStation <-RUNS- Alliance <-ALLIED_IN- NewSectorBranch[sector=FOOD_DELIVERY]",
        "numerator": "有骑手驿站的社区。 Communities with a riders' station; it's \"quoted\".",
        "source": "本市文件 The city's own paper",
    },
    "LED_AND_STAFFED": {"unit": "Grid[size=SMALL]", "paths": "<-LEADS- CommunityBranch", "test": "workers>=1"},
    "LARGE_COMPOUND": {"unit": "Compound", "test": "households>=100, type is known"},
    "LATELY_ACTIVE": {"unit": "Community", "paths": "<-HOME- Activity[held_on>=2021-05-04]"},
    "JOINED_EITHER_WAY": {
        "unit": "NewSectorBranch[party_members is known]",
        "paths": "-PAIRED_WITH-> CommunityBranch; -ALLIED_IN-> Alliance",
    },
}


def held_lately(as_of_graph: AsOfGraph, community: Node) -> bool:
    held = [node.properties.get("held_on") for node in as_of_graph.of_kind("ACTIVITY") if as_of_graph.home(node) is community]
    return any(day is not None and day >= date(2021, 5, 4) for day in held)


def led_and_staffed(as_of_graph: AsOfGraph, grid: Node) -> bool:
    return (grid.properties.get("workers") or 0) >= 1 and joined(("IN", "LEADS", "COMMUNITY_BRANCH"))(as_of_graph, grid)


def large(as_of_graph: AsOfGraph, compound: Node) -> bool:
    return (compound.properties.get("households") or 0) >= 100 and compound.properties.get("type") is not None


def paired_or_allied(as_of_graph: AsOfGraph, branch: Node) -> bool:
    return bool(as_of_graph.links_at(branch, "OUT", ["PAIRED_WITH", "ALLIED_IN"]))


EXPECTED_DEFINITIONS: Final = {
    "RIDERS_STATION": Definition(
        "COMMUNITY",
        joined(
            ("IN", "LOCATED_IN", "SERVICE_STATION"),
            ("IN", "RUNS", "ALLIANCE"),
            ("IN", "ALLIED_IN", "NEW_SECTOR_BRANCH"),
            end=has("sector", "FOOD_DELIVERY"),
        ),
        ["LOCATED_IN", "RUNS", "ALLIED_IN"],
    ),
    "LED_AND_STAFFED": Definition("GRID", led_and_staffed, ["LEADS"], counted=has("size", "SMALL"), undecided=lacks("workers")),
    "LARGE_COMPOUND": Definition("COMPOUND", large, undecided=lacks("households")),
    "LATELY_ACTIVE": Definition("COMMUNITY", held_lately),
    "JOINED_EITHER_WAY": Definition(
        "NEW_SECTOR_BRANCH",
        paired_or_allied,
        ["PAIRED_WITH", "ALLIED_IN"],
        counted=lambda _, branch: branch.properties.get("party_members") is not None,
    ),
}
DAYS: Final = (date(2020, 6, 1), date(2021, 6, 1), today())


def declare(folder: Path, *rows: Mapping[str, str]) -> None:
    (folder / "indicators").mkdir(exist_ok=True)
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def custom_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("own") / "city"))
    declare(folder, *({"name": name, **ROW, **row} for name, row in CUSTOM.items()))
    return folder


@pytest.fixture
def loaded(custom_city: Path, cities: Cities) -> None:
    cities.load(custom_city)


# ---------------------------------------------------------------------------------------------------- listed and counted
@pytest.mark.usefixtures("loaded")
def test_custom_indicators_are_listed_with_the_built_in_ones(execute: Execute) -> None:
    fields = "indicator own nameZh nameEn unit weights numerator denominator unknownWhen source cypher example"
    listed = execute(f"{{ indicators {{ {fields} }} }}")["indicators"]
    own = {each["own"]: each for each in listed if each["own"]}
    assert set(own) == set(CUSTOM)
    assert all((each["indicator"] == "OWN") is bool(each["own"]) for each in listed)
    assert {name: each["unit"] for name, each in own.items()} == {
        name: each.unit for name, each in EXPECTED_DEFINITIONS.items()
    }
    for name, each in own.items():
        assert each["weights"] == list(EXPECTED_DEFINITIONS[name].weights)
        assert (each["nameZh"], each["nameEn"]) == ("自定", "Own")
        assert each["numerator"]
        assert each["denominator"]
        assert each["unknownWhen"]
    assert own["RIDERS_STATION"]["numerator"] == CUSTOM["RIDERS_STATION"]["numerator"]
    assert own["RIDERS_STATION"]["source"] == CUSTOM["RIDERS_STATION"]["source"]


COVERAGE: Final = """query ($scope: String!, $own: String, $weight: Weight, $asOf: Date) {
    coverage(scope: $scope, indicator: OWN, own: $own, weight: $weight, asOf: $asOf) {
      definition { own } denominator reached notReached unknown unweighted
      units(first: 100) { nodes { unit { id } status why { status failing witness { to { id } }
        fixes { properties links { relation from { id } fromKind to { id } toKind } } } } } } }"""


@pytest.mark.usefixtures("loaded")
def test_custom_indicators_equal_the_recount(execute: Execute, cypher: Cypher, share_of_cases: float) -> None:
    graph = Graph.export(cypher)
    (scope,) = (node for node in graph.nodes if node.id == "City:99")
    for name, definition in list(EXPECTED_DEFINITIONS.items())[:: 1 if share_of_cases == 1 else 2]:
        for day in DAYS if share_of_cases == 1 else DAYS[1:2]:
            units = Recount(definition, graph.at(day)).under(scope)
            for weight in definition.weights:
                actual = undating(execute)(COVERAGE, scope="99", own=name, weight=weight, asOf=day.isoformat())["coverage"]
                assert actual["definition"] == {"own": name}
                counts = numbers(units, weight)
                assert {each: actual[each] for each in counts} == counts, (name, day)
                statuses = {each["unit"]["id"]: each["status"] for each in actual["units"]["nodes"]}
                assert statuses == {each.unit.id: each.status for each in units}, (name, day)
    assert {
        each.status for name in EXPECTED_DEFINITIONS for each in Recount(EXPECTED_DEFINITIONS[name], graph.at(DAYS[1])).units
    } == set(STATUSES)


@pytest.mark.usefixtures("loaded")
def test_the_cypher_of_custom_indicators_runs_as_printed(execute: Execute, cypher: Cypher, share_of_cases: float) -> None:
    """The default run checks every second."""
    graph = Graph.export(cypher)
    printed = {each["own"]: each["cypher"] for each in execute("{ indicators { own cypher } }")["indicators"] if each["own"]}
    assert set(printed) == set(EXPECTED_DEFINITIONS)
    for name in sorted(printed)[:: 1 if share_of_cases == 1 else 2]:
        ((rows,),) = cypher(printed[name], scope="99", asOf=DAYS[1])
        units = Recount(EXPECTED_DEFINITIONS[name], graph.at(DAYS[1])).units
        actual = {status: sum(row[2] for row in rows if row[1] == status) for status in STATUSES}
        assert actual == {status: sum(unit.status == status for unit in units) for status in STATUSES}, name


@pytest.mark.usefixtures("loaded")
def test_repairs_of_custom_indicators_reach_the_unit(execute: Execute, cypher: Cypher) -> None:
    graph, day = Graph.export(cypher), DAYS[1]
    units = {node.id: node for node in graph.nodes}
    for name, definition in EXPECTED_DEFINITIONS.items():
        for row in undating(execute)(COVERAGE, scope="99", own=name, asOf=day.isoformat())["coverage"]["units"]["nodes"]:
            unit, why = units[row["unit"]["id"]], row["why"]
            assert why["status"] == row["status"]
            assert bool(why["failing"]) is (row["status"] != "REACHED")
            if row["status"] == "REACHED":
                assert bool(why["witness"]) is bool(CUSTOM[name].get("paths"))
                assert not why["fixes"]
            else:
                assert why["fixes"], (name, unit.id)
                assert not why["witness"]
            for fix in why["fixes"]:
                applied = Applied(graph, fix, day, lambda kind, _: new_node(kind, f"new-{kind}"))
                assert definition.reached(applied.graph.at(day), applied.now.get(unit, unit)), (name, unit.id, fix)


@pytest.mark.usefixtures("loaded")
def test_every_coverage_field_accepts_custom_indicators(execute: Execute, cypher: Cypher) -> None:
    graph = Graph.export(cypher)
    for name, definition in EXPECTED_DEFINITIONS.items():
        before, after = (
            {each.unit.id for each in Recount(definition, graph.at(day)).units if each.status == "REACHED"} for day in DAYS[:2]
        )
        answer = execute(
            """query ($own: String, $from: Date!, $to: Date!) {
              diff(scope: "99", indicator: OWN, own: $own, from: $from, to: $to) {
                gained(first: 100) { nodes { unit { id } } } lost(first: 100) { nodes { unit { id } } } }
              coverageSeries(scope: "99", indicator: OWN, own: $own, from: $from, to: $to, step: YEAR) { asOf reached }
              nextBest(scope: "99", indicator: OWN, own: $own, k: 2, asOf: $to) { reachedBefore reachedAfter picks { properties links { relation } } }
              simulate(asOf: $to) { coverage(scope: "99", indicator: OWN, own: $own) { before { reached } after { reached } } } }""",
            own=name,
            **{"from": DAYS[0].isoformat(), "to": DAYS[1].isoformat()},
        )
        gained, lost = (
            {each["unit"]["id"] for each in undated(answer["diff"][name]["nodes"], f"@{day}")}
            for name, day in (("gained", DAYS[1]), ("lost", DAYS[0]))
        )
        assert (gained, lost) == (after - before, before - after), name
        assert answer["coverageSeries"][0] == {"asOf": DAYS[0].isoformat(), "reached": len(before)}
        assert answer["nextBest"]["reachedBefore"] == len(after)
        assert answer["nextBest"]["reachedAfter"] >= len(after) + len(answer["nextBest"]["picks"])
        assert answer["simulate"]["coverage"] == {"before": {"reached": len(after)}, "after": {"reached": len(after)}}


@pytest.mark.usefixtures("loaded")
def test_an_unknown_custom_indicator_is_an_error(error_codes: ErrorCodes) -> None:
    assert error_codes(COVERAGE, scope="99", own="NOBODY_KNOWS_IT") == ["BAD_ARGUMENT"]
    assert error_codes(COVERAGE, scope="99") == ["BAD_ARGUMENT"]
    assert error_codes('{ coverage(scope: "99", indicator: JOINT_COMMITTEE, own: "RIDERS_STATION") { reached } }') == [
        "BAD_ARGUMENT"
    ]
    assert error_codes(COVERAGE, scope="99", own="LARGE_COMPOUND", weight="PEOPLE") == ["WEIGHT_NOT_AVAILABLE"]


# ---------------------------------------------------------------------------------------------------- in the database
@pytest.mark.usefixtures("loaded")
def test_custom_indicators_are_not_foreign_data(neo4j_login: Login) -> None:
    async def look() -> tuple[dict[str, int], list[Any]]:
        database = await Database.connect(neo4j_login)
        try:
            settings = Settings(neo4j_uri=neo4j_login.uri)
            return (await contents_of(database)).foreign, await run_checks(
                database, settings, Language.ENGLISH, Console(quiet=True)
            )
        finally:
            await database.close()

    assert asyncio.run(look()) == ({}, [])


IF_REMOVED: Final = """query ($entity: EntityRef!) { ifRemoved(entity: $entity, scope: "99") { coverage {
    definition { indicator own } before after lost(first: 100) { nodes { unit { id } } } } } }"""
REACHED: Final = """query ($own: String) { coverage(scope: "99", indicator: OWN, own: $own) {
    units(status: REACHED, first: 100) { nodes { unit { id } } } } }"""


@pytest.mark.slow
@pytest.mark.usefixtures("modifies_data")
def test_coverage_loss_of_custom_indicators(custom_city: Path, cities: Cities, execute: Execute, cypher: Cypher) -> None:
    """Without the service station with the most links."""
    cities.load(custom_city)
    ((code,),) = cypher(
        "MATCH (n:ServiceStation) WHERE n.valid_to IS NULL RETURN n.code ORDER BY COUNT { (n)--() } DESC, n.code LIMIT 1"
    )
    actual = execute(IF_REMOVED, entity={"serviceStation": code})["ifRemoved"]["coverage"]
    own = [each for each in actual if each["definition"]["indicator"] == "OWN"]
    assert actual[-len(CUSTOM) :] == own
    assert [each["definition"]["own"] for each in own] == sorted(CUSTOM)

    def reached(name: str) -> list[str]:
        return [node["unit"]["id"] for node in execute(REACHED, own=name)["coverage"]["units"]["nodes"]]

    before = {name: reached(name) for name in CUSTOM}
    cypher("MATCH (n:ServiceStation {code: $code}) DETACH DELETE n", code=code)
    cities.current = None
    after = {name: reached(name) for name in CUSTOM}
    for each in own:
        name = each["definition"]["own"]
        assert (each["before"], each["after"]) == (len(before[name]), len(after[name]))
        lost = [node["unit"]["id"] for node in each["lost"]["nodes"]]
        assert lost == [unit for unit in before[name] if unit not in after[name]]
    assert any(each["before"] > each["after"] for each in own)


@pytest.mark.usefixtures("modifies_data")
def test_a_reset_deletes_custom_indicators(custom_city: Path, cities: Cities, execute: Execute) -> None:
    cities.load(custom_city)
    names = "{ indicators { own } }"
    assert {each["own"] for each in execute(names)["indicators"]} == {None, *CUSTOM}
    cities.reset(TINY)
    assert {each["own"] for each in execute(names)["indicators"]} == {None}


# ---------------------------------------------------------------------------------------------------- what is refused
SOUND: Final = {
    "name": "SOUND_ONE",
    **ROW,
    "unit": "Grid[size=SMALL]",
    "paths": "<-LEADS- CommunityBranch",
    "test": "workers>=1",
}
PAYLOADS: Final = (
    "'",
    '"',
    "`",
    "x' OR 1=1",
    "n}) DETACH DELETE n //",
    "} RETURN 1 AS one } MATCH (n) DETACH DELETE n",
    "/* */",
    "// end",
    "); CALL dbms.shutdown()",
    "$asOf",
    "\\u0027",
    "{code: 'x'}",
)
BAD: Final[list[tuple[str, str]]] = [
    *(("name", payload) for payload in PAYLOADS),
    *(("name", name) for name in ("lower", "1ST", "WITH SPACE", "JOINT_COMMITTEE", "A" * 61, "名称", "ＷＩＤＥ")),
    *(("unit", f"{prefix}{payload}") for payload in PAYLOADS for prefix in ("", "Grid", "Grid[", "Grid[size=SMALL] ")),
    *(
        ("unit", unit)
        for unit in ("grid", "Nothing", "OwnIndicator", "Entity", "Division", "Grid:Entity", "Grid|Compound", "Grid[size=TINY]")
    ),
    *(
        ("unit", unit)
        for unit in (
            "Grid[secret=1]",
            "Grid[size=SMALL",
            "Grid[size]",
            "Grid[workers>=many]",
            "Grid[workers>=99999999999999999999]",
        )
    ),
    *(("unit", unit) for unit in ("Compound[owners_committee_party_share>=nan]", "Compound[owners_committee_party_share<inf]")),
    *(
        ("unit", unit)
        for unit in ("Grid -LEADS-> CommunityBranch", "Grid <-LEADS-> CommunityBranch", "Grid -LEADS- CommunityBranch")
    ),
    *(
        ("paths", f"{prefix}{payload}")
        for payload in PAYLOADS
        for prefix in ("", "<-LEADS- ", "<-LEADS- CommunityBranch", "<-LEADS- CommunityBranch ")
    ),
    *(("paths", f"<-LEADS[{payload}]- CommunityBranch") for payload in PAYLOADS),
    *(
        ("paths", path)
        for path in ("<-OWNS- CommunityBranch", "<-LEADS- Post", "-LEADS-> CommunityBranch", "<-LEADS*1..5- CommunityBranch")
    ),
    *(
        ("paths", path)
        for path in (
            "<-LEADS|PART_OF- CommunityBranch",
            "<-HOME- Post",
            "<-LEADS- CommunityBranch <-HOME- Post",
            "<-LEADS- CommunityBranch[password=x]",
        )
    ),
    *(("test", payload) for payload in PAYLOADS),
    *(("test", f"workers>={payload}") for payload in PAYLOADS),
    *(
        ("test", test)
        for test in (
            "secret>=1",
            "workers>=1 OR true",
            "workers>=1] <-LEADS- CommunityBranch[",
            "workers",
            "workers>=1.5",
            "size=HUGE",
            "workers is null",
        )
    ),
]


@pytest.mark.sampled(0.1)
@pytest.mark.parametrize(("column", "value"), BAD)
def test_invalid_notation_is_reported_with_its_position(column: str, value: str, city: Path) -> None:
    declare(city, {**SOUND, "name": "FIRST_ONE"}, {**SOUND, column: value})
    ((problem),) = problems_of(city)
    assert (problem.file, problem.line, problem.column) == (FILE, 3, column), problem
    assert problem.value
    assert problem.message


@pytest.mark.parametrize("column", ["name", "name_zh", "name_en", "unit"])
def test_a_blank_required_cell_is_an_error(column: str, city: Path) -> None:
    declare(city, {**SOUND, column: ""})
    assert [(each.line, each.column) for each in problems_of(city)] == [(2, column)]


def test_duplicate_custom_indicators_are_an_error(city: Path) -> None:
    declare(city, SOUND, {**SOUND, "unit": "Community", "paths": "<-SERVES- JointCommittee", "test": ""})
    assert [(each.line, each.column) for each in problems_of(city)] == [(2, "name"), (3, "name")]


def test_a_definition_without_paths_or_tests_is_an_error(city: Path) -> None:
    declare(city, {**SOUND, "paths": "", "test": ""})
    assert [(each.line, each.column) for each in problems_of(city)] == [(2, "paths")]


def test_an_unknown_column_is_an_error(city: Path) -> None:
    declare(city, SOUND)
    text = (city / FILE).read_text("utf-8")
    (city / FILE).write_text(text.replace("source", "cypher"), "utf-8")
    assert [(each.line, each.column) for each in problems_of(city)] == [(1, "cypher")]


def test_personal_data_is_an_error(city: Path) -> None:
    declare(city, {**SOUND, "source": "13812345678"})
    ((problem),) = problems_of(city)
    assert (problem.line, problem.column) == (2, "source")
    assert "13812345678" not in str(problem)


@pytest.mark.usefixtures("modifies_data")
def test_names_and_compared_texts_are_plain_text(city: Path, cities: Cities, execute: Execute, cypher: Cypher) -> None:
    """Returned and compared unchanged, and never executed."""
    words = {
        column: f"{column} {payload}"
        for column, payload in zip(
            ("name_zh", "name_en", "numerator", "denominator", "unknown_when", "source"), PAYLOADS[2:], strict=False
        )
    }
    compared = "x' OR 1=1 }) DETACH DELETE n //"
    rows = [
        {**SOUND, **words},
        {**SOUND, "name": "COMPARES", "unit": "Community", "paths": f"<-REPORTED_TO[event={compared}]- MemberUnit", "test": ""},
        {**SOUND, "name": "COMPARES_TOO", "unit": "Community[name!=\"`'\\]", "paths": "<-SERVES- JointCommittee", "test": ""},
    ]
    declare(city, *rows)
    assert len(read_city(city).custom_indicators) == 3
    cities.load(city)
    untouched = fingerprint(cypher)
    own = {
        each["own"]: each
        for each in execute("{ indicators { own nameZh nameEn numerator denominator unknownWhen source cypher } }")[
            "indicators"
        ]
    }
    shown = dict(zip(words, ("nameZh", "nameEn", "numerator", "denominator", "unknownWhen", "source"), strict=True))
    assert {column: own["SOUND_ONE"][field] for column, field in shown.items()} == words
    graph = Graph.export(cypher)
    none = Definition("COMMUNITY", lambda *_: False, ["REPORTED_TO"])
    served = replace(none, reached=joined(("IN", "SERVES", "JOINT_COMMITTEE")), deciding=["SERVES"])
    for name, definition in (("COMPARES", none), ("COMPARES_TOO", served)):
        actual = execute(COVERAGE, scope="99", own=name)["coverage"]
        counts = numbers(Recount(definition, graph.at(today())).units, "UNITS")
        assert {each: actual[each] for each in counts} == counts
        ((rows_told,),) = cypher(own[name]["cypher"], scope="99", asOf=today())
        assert sum(row[2] for row in rows_told) == counts["denominator"]
    assert fingerprint(cypher) == untouched
