"""Coverage on columns equals, byte for byte, the counts of Cypher."""

import asyncio
import random
from collections.abc import Coroutine
from datetime import date
from typing import Any, Final, TypeVar

import orjson
import pytest
from coverage_queries import COUNTS, tree
from generators.cities import SCOPE, RandomCity, random_change
from generators.edits import edit_of, write
from generators.notation import RandomIndicator
from oracles.graph import Cypher
from product_schema import SCHEMA

from graph.coverage.catalogue import load_catalogue
from graph.coverage.column_store import ColumnStore
from graph.database.database import Database
from graph.database.login import Login
from graph.linkage.search_budget import SearchLimits
from graph.linkage.snapshot.snapshot_store import SnapshotStore
from schema.execution.context import Context
from schema.execution.executor import Executor

T = TypeVar("T")
AS_OF: Final = "2021-06-01"
TODAY: Final = date(2026, 11, 27)
SCOPE_FIELDS: Final = "scope { code name id kind __typename }"
RECEIPT: Final = f"""weight asOf homeless cypher {SCOPE_FIELDS} {COUNTS} own {{ {SCOPE_FIELDS} {COUNTS} }}
    children {{ {SCOPE_FIELDS} {COUNTS} own {{ {COUNTS} }} children {{ {SCOPE_FIELDS} {COUNTS} }} }}"""
FIXES: Final = "properties links { relation from { code kind } fromKind to { code kind } toKind }"
WHY: Final = f"unit {{ code }} home {{ code }} why {{ status failing fixes {{ {FIXES} }} }}"
NEXT_BEST: Final = f"reachedBefore reachedAfter exact bound picks {{ gain reachedAfter {FIXES} }}"
QUERIES: Final = {
    "receipt": f'{{ coverage(scope: "6405", indicator: MENTORED, weight: PEOPLE) {{ {RECEIPT} }} }}',
    "projected scope": '{ coverage(scope: "640502", indicator: GRID_STAFFED) { children { scope { name parent { name } } reached } } }',
    "definition": '{ coverage(scope: "640502", indicator: FUND_FLOOR, asOf: "2021-06-30") { share definition { nameEn } } }',
    "lists": """{ coverage(scope: "6405", indicator: MENTORED) {
        gap(first: 2) { totalCount nodes { status people unit { code id name kind } home { code } } pageInfo { endCursor hasNextPage } }
        units(status: REACHED, last: 3) { edges { cursor node { unit { code ... on Community { parent { name } } } } } }
        children { scope { code } own { units { nodes { unit { code } } } } gap(first: 1) { totalCount edges { cursor } } } } }""",
    "filtered list": """{ coverage(scope: "6405", indicator: FUND_FLOOR) {
        own { units { totalCount } children { reached } own { share } } units(first: 3) { aggregate { count } nodes { status } } } }""",
    "lists of a scorecard": """{ scorecard(scope: "640502", indicators: [MENTORED, GRID_STAFFED, OWN], own: ["NONE"]) {
        reached gap(first: 2) { nodes { unit { code } why { status failing } } } } }""",
    "unknown scope": '{ coverage(scope: "none", indicator: FUND_FLOOR) { share } }',
    "invalid scope": '{ coverage(scope: "6405", indicator: FUND_FLOOR, asOf: "1000-01-01") { share } }',
    "scorecard": f'{{ scorecard(scope: "640502", indicators: [MENTORED, DOUBLE_REPORTING]) {{ {COUNTS} }} }}',
    "scorecard with an error": '{ scorecard(scope: "640502", indicators: [MENTORED], own: ["NONE"]) { reached } }',
    "duplicates": '{ scorecard(scope: "640502", indicators: [MENTORED, MENTORED]) { reached } }',
    "several divisions": f"""{{ coverages(scopes: ["640502", "6405", "none", "640521"], indicator: MENTORED, weight: PEOPLE) {{ {COUNTS} {SCOPE_FIELDS}
        definition {{ nameEn }} gap(first: 2) {{ nodes {{ unit {{ id }} }} pageInfo {{ endCursor }} }} children {{ own {{ share }} }} }} }}""",
    "several divisions on a date": f"""{{ coverages(scopes: ["6405", "640502101005"], indicator: MENTORED, asOf: "2022-09-22") {{ {COUNTS} }}
        one: coverages(scopes: ["6405", "6405"], indicator: MENTORED) {{ reached }} }}""",
    "series": """{ coverageSeries(scope: "640502", indicator: DOUBLE_REPORTING, from: "2017-01-31", to: "2023-01-31") {
        asOf denominator reached notReached unknown share } }""",
    "series of divisions": """{ coverageSeries(scope: "640502", indicator: DOUBLE_REPORTING, from: "2017-01-31", to: "2023-01-31", step: YEAR,
        divisions: TOWNSHIP) { asOf reached n: divisions { reached } divisions { __typename division { id code name } denominator share } } }""",
    "series before the scope": """{ coverageSeries(scope: "640502", indicator: MENTORED, from: "1900-01-31", to: "2023-01-31", step: YEAR,
        divisions: COMMUNITY) { asOf denominator share divisions { division { id } } } }""",
    "series of a level above": """{ coverageSeries(scope: "640502", indicator: MENTORED, from: "2020-01-31", to: "2023-01-31",
        divisions: COUNTY) { asOf } }""",
    "diff": f"""{{ diff(scope: "640502", indicator: DOUBLE_REPORTING, from: "2020-01-01", to: "2022-09-22") {{
        __typename after {{ asOf {COUNTS} scope {{ population }} }} before {{ asOf {COUNTS} children {{ reached }} }} }} }}""",
    "diff with lists": f"""{{ diff(scope: "640502", indicator: DOUBLE_REPORTING, from: "2020-01-01", to: "2022-09-22") {{
        gained(first: 3) {{ totalCount edges {{ cursor node {{ {WHY} }} }} }} lost {{ nodes {{ unit {{ id }} }} }}
        before {{ reached gap(first: 2) {{ nodes {{ unit {{ id }} }} pageInfo {{ endCursor }} }} children {{ units(first: 1) {{ totalCount }} }} }}
        after {{ own {{ units(first: 2, status: UNKNOWN) {{ nodes {{ status }} }} }} }} }} }}""",
    "why": f"""{{ a: why(unit: {{ community: "640502100002" }}, indicator: NEW_SECTOR_REACHED) {{ status failing fixes {{ {FIXES} }}
        witness {{ from {{ id }} links {{ relation }} }} }}
        b: why(unit: {{ community: "640502100002" }}, indicator: STAR_RATED) {{ status }}
        c: why(unit: {{ grid: "none" }}, indicator: GRID_STAFFED) {{ status }}
        d: why(unit: {{ community: "640502100002" }}, indicator: FUND_FLOOR, asOf: "1900-01-01") {{ status failing }}
        e: why(unit: {{ community: "640502100002" }}, indicator: MENTORED, asOf: "2019-01-01") {{ status failing witness {{ to {{ code }} }} }} }}""",
    "diff of nothing": '{ diff(scope: "none", indicator: MENTORED, from: "2020-01-01", to: "2022-09-22") { __typename } }',
    "reversed dates": '{ diff(scope: "6405", indicator: MENTORED, from: "2022-01-01", to: "2020-09-22") { before { share } } }',
    "removal": """{ ifRemoved(entity: { community: "640502100002" }, scope: "640502100") {
        componentsBefore componentsAfter disconnectedPairs } }""",
}
REPAIRED_IN_SEVERAL_WAYS: Final = ("NEW_SECTOR_REACHED", "GRID_BRANCH")
CITIES: Final = 40
INDICATORS_OF_A_CITY: Final = 4


class BothWays:
    """On one connection."""

    def __init__(self, login: Login) -> None:
        self.runner = asyncio.Runner()
        self.database = self.run(Database.connect(login, timeout=600))
        self.snapshots = SnapshotStore(SearchLimits())
        self.columns = ColumnStore(self.snapshots)
        self.executor = Executor(SCHEMA.graphql_schema)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def close(self) -> None:
        self.run(self.database.close())
        self.runner.close()

    def answers(self, query: str, variables: dict[str, Any] | None = None) -> tuple[Any, Any]:
        """Returns data as bytes and errors: on columns, then in Cypher."""
        self.run(self._fetch())
        on_columns = self.run(self.answer(query, variables or {}, self.columns))
        return on_columns, self.run(self.answer(query, variables or {}, None))

    async def _fetch(self) -> None:
        await self.columns.fetch(self.database.read)

    async def answer(self, query: str, variables: dict[str, Any], columns: ColumnStore | None) -> Any:
        context = Context(self.database, TODAY, snapshots=self.snapshots, column_store=columns)
        result = await self.executor.execute(query, variables, context=context)
        errors = [(error.path, error.message, error.extensions) for error in result.errors or []]
        return orjson.dumps(result.data), errors


@pytest.fixture(scope="module")
def both_ways(neo4j_login: Login) -> Any:
    both = BothWays(neo4j_login)
    yield both
    both.close()


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_questions_are_equal_both_ways(both_ways: BothWays, zhongwei: None, query: str) -> None:
    on_columns, in_cypher = both_ways.answers(query)
    assert on_columns == in_cypher


def test_the_whole_catalogue_is_equal_both_ways(both_ways: BothWays, zhongwei: None, share_of_cases: float) -> None:
    catalogue = list(load_catalogue())
    chosen = catalogue if share_of_cases == 1 else catalogue[::8]
    for as_of in ("2021-06-30", "2022-09-22"):
        query = f'{{ scorecard(scope: "6405", asOf: "{as_of}", indicators: [{" ".join(chosen)}]) {{ {tree()} }} }}'
        on_columns, in_cypher = both_ways.answers(query)
        assert on_columns == in_cypher


@pytest.mark.slow
@pytest.mark.parametrize("as_of", ["2021-06-30", "2022-09-22"])
def test_reasons_are_equal_both_ways(both_ways: BothWays, zhongwei: None, share_of_cases: float, as_of: str) -> None:
    """In equal order."""
    catalogue = list(load_catalogue())
    for indicator in catalogue if share_of_cases == 1 else REPAIRED_IN_SEVERAL_WAYS:
        reasons = f'{{ coverage(scope: "6405", asOf: "{as_of}", indicator: {indicator}) {{ gap(first: 100) {{ nodes {{ {WHY} }} }} }} }}'
        best = f'{{ nextBest(scope: "6405", indicator: {indicator}, asOf: "{as_of}", k: 4) {{ {NEXT_BEST} }} }}'
        for query in (reasons, best):
            on_columns, in_cypher = both_ways.answers(query)
            assert on_columns == in_cypher, query


INVALID_DISSOLUTIONS: Final = {
    "the scope": '(dissolve: [{ city: "6405" }])',
    "divisions below": '(dissolve: [{ township: "640502100" }])',
    "an end of an added link": """(dissolve: [{ alliance: "AL-1" }],
        add: [{ relation: ALLIED_IN, from: { memberUnit: "MU-1" }, to: { alliance: "AL-1" } }])""",
    "unknown": '(dissolve: [{ alliance: "none" }])',
    "not yet valid": '(dissolve: [{ alliance: "AL-1" }], asOf: "1900-01-01")',
}


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("arguments", INVALID_DISSOLUTIONS.values(), ids=INVALID_DISSOLUTIONS.keys())
def test_invalid_dissolutions_are_the_same_errors_both_ways(both_ways: BothWays, zhongwei: None, arguments: str) -> None:
    on_columns, in_cypher = both_ways.answers(
        f'{{ simulate{arguments} {{ coverage(scope: "6405", indicator: NEW_SECTOR_REACHED) {{ after {{ reached }} }} }} }}'
    )
    assert on_columns == in_cypher
    assert on_columns[1]


def test_random_indicators_are_equal_both_ways(
    both_ways: BothWays, modifies_data: None, cypher: Cypher, share_of_cases: float
) -> None:
    for number in range(CITIES if share_of_cases == 1 else 1):
        write(cypher, RandomCity(number).graph)
        first = number * INDICATORS_OF_A_CITY
        declared = INDICATORS_OF_A_CITY if share_of_cases == 1 else 1
        rows = [RandomIndicator(each).row() for each in range(first, first + declared)]
        cypher("UNWIND $rows AS row CREATE (n:OwnIndicator) SET n = row", rows=rows)
        names = orjson.dumps([row["name"] for row in rows]).decode()
        units = f"units(first: 60) {{ totalCount nodes {{ {WHY} }} }}"
        best = "".join(
            f'b{place}: nextBest(scope: "{SCOPE}", indicator: OWN, own: "{row["name"]}", k: 5, asOf: "{AS_OF}") {{ {NEXT_BEST} }} '
            for place, row in enumerate(rows)
        )
        query = f'{{ scorecard(scope: "{SCOPE}", own: {names}, asOf: "{AS_OF}") {{ homeless {tree(2)} {units} }} {best} }}'
        on_columns, in_cypher = both_ways.answers(query)
        assert on_columns == in_cypher, rows
        assert not on_columns[1], (rows, on_columns)


SIMULATE: Final = f"""query ($add: [LinkInput!], $remove: [LinkInput!], $dissolve: [EntityRef!]) {{
    simulate(add: $add, remove: $remove, dissolve: $dissolve, asOf: "{AS_OF}") {{
    __typename a: coverage(scope: "{SCOPE}", indicator: NEW_SECTOR_REACHED) {{ before {{ {tree(1)} }} after {{ homeless {tree(1)} }} }}
    coverage(scope: "{SCOPE}", indicator: MENTORED, weight: PEOPLE) {{ __typename after {{ {tree(1)} }} before {{ {COUNTS} }} }}
    none: coverage(scope: "none", indicator: MENTORED) {{ after {{ reached }} }}
    weight: coverage(scope: "{SCOPE}", indicator: GRID_BRANCH, weight: PEOPLE) {{ after {{ reached }} }} }} }}"""
RELATIONS_THAT_MATTER: Final = ["BRANCH_OF", "PAIRED_WITH", "SERVES", "ALLIED_IN", "RUNS", "MENTORS", "ADMINISTERS"]


def test_simulations_are_equal_both_ways(
    both_ways: BothWays, modifies_data: None, cypher: Cypher, share_of_cases: float
) -> None:
    for number in range(CITIES if share_of_cases == 1 else 1):
        graph, rng = RandomCity(number).graph, random.Random(number)
        write(cypher, graph)
        for _ in range(3 if share_of_cases == 1 else 1):
            add, remove = random_change(graph, rng, RELATIONS_THAT_MATTER, date.fromisoformat(AS_OF))
            edits = {"add": [edit_of(link) for link in add], "remove": [edit_of(link) for link in remove]}
            ended = rng.choice(
                [node for node in graph.at(date.fromisoformat(AS_OF)).nodes if node.kind not in ("Survey", "City")]
            )
            for dissolve in ([], [{"id": ended.id}]) if share_of_cases == 1 else ([{"id": ended.id}],):
                on_columns, in_cypher = both_ways.answers(SIMULATE, {**edits, "dissolve": dissolve})
                assert on_columns == in_cypher, (number, edits, dissolve)


@pytest.mark.slow
def test_a_dissolution_loses_the_units_of_ifremoved(both_ways: BothWays, zhongwei: None) -> None:
    query = """{ simulate(dissolve: [{ alliance: "AL-1" }]) {
          coverage(scope: "6405", indicator: NEW_SECTOR_REACHED) { before { reached } after { reached } lost { totalCount } } }
        ifRemoved(entity: { alliance: "AL-1" }, scope: "6405") { coverage { definition { indicator } before after } } }"""
    (data, errors), _ = both_ways.answers(query)
    answer = orjson.loads(data)
    expected = next(each for each in answer["ifRemoved"]["coverage"] if each["definition"]["indicator"] == "NEW_SECTOR_REACHED")
    simulated = answer["simulate"]["coverage"]
    assert (simulated["before"]["reached"], simulated["after"]["reached"]) == (expected["before"], expected["after"])
    assert simulated["lost"]["totalCount"] == expected["before"] - expected["after"] > 0
    assert not errors


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("edit", ["unknown entity", "unknown link", "ended entity"])
def test_invalid_edits_are_the_same_errors_both_ways(
    both_ways: BothWays, modifies_data: None, cypher: Cypher, edit: str
) -> None:
    write(cypher, RandomCity(1).graph)
    cypher("MATCH (n:Post) WITH n ORDER BY n.code LIMIT 1 SET n.valid_to = date('2000-01-01')")
    (codes,) = cypher("MATCH (n:Post) WITH n ORDER BY n.code RETURN collect(n.code)")[0]
    ended, post, other = codes[:3]
    start = {"unknown entity": "unknown", "unknown link": post, "ended entity": ended}[edit]
    link = {"relation": "MENTORS", "from": {"post": start}, "to": {"post": other}, "since": "1950-01-01"}
    on_columns, in_cypher = both_ways.answers(SIMULATE, {"remove": [link]})
    assert on_columns == in_cypher
    assert on_columns[1]


@pytest.mark.slow
def test_ifremoved_loses_the_same_units_both_ways(both_ways: BothWays, zhongwei: None) -> None:
    query = (
        """{ ifRemoved(entity: { alliance: "AL-1" }, scope: "6405") { coverage { definition { indicator } before after } } }"""
    )
    on_columns, in_cypher = both_ways.answers(query)
    assert on_columns == in_cypher


def test_columns_beyond_the_memory_limit_are_not_fetched(both_ways: BothWays, tiny: None) -> None:
    small = ColumnStore(both_ways.snapshots, megabytes=0.001)
    assert both_ways.run(small.get(both_ways.database.read, both_ways.database.latest_revision)) is None
    query = '{ coverage(scope: "99", indicator: MENTORED) { denominator } }'
    data, errors = both_ways.run(both_ways.answer(query, {}, small))
    assert (data, errors) == both_ways.answers(query)[0]


def test_columns_follow_the_data(both_ways: BothWays, modifies_data: None, cypher: Cypher) -> None:
    """A response counts another client's commit, although the columns are older."""
    write(cypher, RandomCity(1).graph)
    query = f'{{ coverage(scope: "{SCOPE}", indicator: SERVICE_STATION) {{ denominator }} }}'
    (before, _), _ = both_ways.answers(query)
    assert both_ways.run(both_ways.columns.get(both_ways.database.read, both_ways.database.latest_revision)) is not None
    community = "(:Community:Division:Entity {code: 'new', name: 'new'})"
    cypher(f"MATCH (c:City {{code: '{SCOPE}'}}) CREATE (c)-[:ADMINISTERS]->{community}")
    after, _ = both_ways.run(both_ways.answer(query, {}, both_ways.columns))
    counts = [orjson.loads(each)["coverage"]["denominator"] for each in (before, after)]
    assert counts[1] == counts[0] + 1
