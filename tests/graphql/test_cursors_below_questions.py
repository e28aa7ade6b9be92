"""Cursors below `diff`, `ifRemoved` and `simulate` are bound to the question's arguments, sides and lists."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest
from list_places import DAY, OTHER_DAY, PAGE, ListPlace, codes, walk
from oracles.graph import today
from product_schema import SCHEMA
from product_server import Server

from graph.database.database import Database
from graph.database.login import Login
from schema.execution.context import Context
from schema.execution.executor import Executor

Execute = Callable[..., Any]
DIFF: Final = f'diff(scope: "6405" indicator: MEMBER_UNIT_ENGAGED from: "2018-01-01" to: "{DAY}")'
REMOVAL: Final = 'ifRemoved(entity: { alliance: "AL-1" } scope: "6405" AS_OF)'
QUESTIONS: Final = {
    "diff": ("2018-01-01", "2017-01-01"),
    "date": (DAY, OTHER_DAY),
    "scope": ('"6405"', '"640502"'),
    "entity": ("AL-1", "AL-2"),
    "indicator": ("MEMBER_UNIT_ENGAGED", "JOINT_COMMITTEE"),
}
"""Replacements, each of which makes a query another question."""


def others_of(place: ListPlace) -> list[ListPlace]:
    queries = [place.query.replace(*each) for each in QUESTIONS.values()]
    return [replace(place, query=each) for each in queries if each != place.query]


def check(execute: Execute, server: Server, place: ListPlace, others: list[ListPlace], as_of: str = "") -> None:
    """Walks the list and tries the cursor after its first page elsewhere."""
    _, cursor = walk(execute, place, as_of)
    assert cursor, place
    page = f'first: 2 after: "{cursor}"'
    assert codes(server, [each.text(page, as_of) for each in others]) == ["BAD_CURSOR"] * len(others), place
    assert codes(server, [place.text(page, as_of)]) == ["none"]
    assert len(others) > 1


@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("side", ["gained", "after.gap", "before.units"])
def test_cursors_below_diff(execute: Execute, server: Server, side: str) -> None:
    path = side.split(".")
    place = ListPlace(f"{DIFF} {{ {' { '.join(path)}(PAGE) {{ {PAGE} }} {'}' * len(path)}", ("root", *path))
    opposite = {"gained": "lost", "before": "after", "after": "before"}[path[0]]
    check(execute, server, place, [*others_of(place), replace(place, query=place.query.replace(path[0], opposite))])


@pytest.mark.slow
@pytest.mark.usefixtures("zhongwei")
def test_cursors_below_ifremoved(execute: Execute, server: Server) -> None:
    """Each indicator has its own list."""
    found = execute(f"{{ {REMOVAL.replace('AS_OF', '')} {{ coverage {{ lost {{ totalCount }} }} }} }}")
    lost = [number for number, each in enumerate(found["ifRemoved"]["coverage"]) if each["lost"]["totalCount"] > 1]
    assert len(lost) > 1
    place = ListPlace(f"{REMOVAL} {{ coverage {{ lost(PAGE) {{ {PAGE} }} }} }}", ("root", "coverage", str(lost[0]), "lost"))
    whole = place.page_of(execute(f"{{ root: {place.text('first: 100')} }}"))["edges"]
    cursor = whole[0]["cursor"]
    page = f'first: 2 after: "{cursor}"'
    refused = [place.text(page, f'asOf: "{today()}"'), *(each.text(page) for each in others_of(place))]
    assert codes(server, refused) == ["BAD_CURSOR"] * len(refused)
    # The other indicators' lists are at the same place.
    assert codes(server, [place.text(page)]) == ["BAD_CURSOR"]


def removed_links(execute: Execute) -> str:
    committees = execute("{ jointCommittees(first: 4) { nodes { id community { id } } } }")["jointCommittees"]["nodes"]
    links = [f'from: {{ id: "{each["id"]}" }}, to: {{ id: "{each["community"]["id"]}" }}' for each in committees]
    return ", ".join(f"{{ relation: SERVES, {each} }}" for each in links)


@pytest.mark.sampled(0.01)
@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize("side", ["lost", "after.gap", "before.units"])
def test_cursors_below_simulate(execute: Execute, server: Server, side: str) -> None:
    removed, path = removed_links(execute), side.split(".")
    lists = f"{' { '.join(path)}(PAGE) {{ {PAGE} }} {'}' * (len(path) - 1)}"
    asked = f'coverage(scope: "6405" indicator: JOINT_COMMITTEE) {{ {lists} }}'
    place = ListPlace(f"simulate(remove: [{removed}] AS_OF) {{ {asked} }}", ("root", "coverage", *path))
    fewer = removed.rpartition(", {")[0]
    changed = ((removed, fewer), ('"6405"', '"640502"'), ("JOINT_COMMITTEE", "MEMBER_UNIT_ENGAGED"))
    others = [replace(place, query=place.query.replace(*each)) for each in changed]
    check(execute, server, place, others)
    _, cursor = walk(execute, place)
    dated = [place.text(f'first: 2 after: "{cursor}"', f'asOf: "{each}"') for each in (today(), today() - timedelta(1))]
    assert codes(server, dated) == ["BAD_CURSOR"] * 2


@pytest.mark.usefixtures("zhongwei")
def test_a_cursor_below_an_entity_after_edits_works_only_there(execute: Execute, server: Server) -> None:
    removed = removed_links(execute)
    links = "links(first: 1) { edges { cursor } }"
    unit = f"lost(first: 1) {{ nodes {{ unit {{ code {links} }} }} }} after {{ gap(first: 1) {{ nodes {{ unit {{ code {links} }} }} }} }}"
    query = f'{{ simulate(remove: [{removed}]) {{ coverage(scope: "6405" indicator: JOINT_COMMITTEE) {{ {unit} }} }} }}'
    found = execute(query)["simulate"]["coverage"]
    (before,), (after,) = found["lost"]["nodes"], found["after"]["gap"]["nodes"]
    for node, code in ((before, "none"), (after, "BAD_CURSOR")):
        cursor, owner = node["unit"]["links"]["edges"][0]["cursor"], node["unit"]["code"]
        assert codes(server, [f'community(code: "{owner}") {{ links(first: 1 after: "{cursor}") {{ totalCount }} }}']) == [code]


# ------------------------------------------------------------------------------------------------ past midnight
LINKAGE: Final = """query ($after: String, $asOf: Date) { linkage(from: { alliance: "AL-1" }, to: { alliance: "AL-2" }, k: 1, maxHops: 6,
    after: $after, asOf: $asOf) { paths { entities { code } } certificate { next } } }"""


@pytest.mark.usefixtures("zhongwei")
@pytest.mark.parametrize(("given", "code"), [(False, None), (True, "BAD_CURSOR")])
def test_an_undated_cursor_of_linkage_works_past_midnight(neo4j_login: Login, *, given: bool, code: str | None) -> None:
    """Without a date the question is the same tomorrow. An explicit today is another question."""

    async def pages() -> tuple[Any, Any]:
        database = await Database.connect(neo4j_login)
        executor = Executor(SCHEMA.graphql_schema)

        async def ask(days: int, after: str | None, as_of: str | None) -> Any:
            variables = {"after": after, "asOf": as_of}
            return await executor.execute(LINKAGE, variables, context=Context(database, today() + timedelta(days)))

        first = await ask(0, None, None)
        tomorrow = (today() + timedelta(1)).isoformat() if given else None
        second = await ask(1, first.data["linkage"]["certificate"]["next"], tomorrow)
        whole = await ask(1, None, None)
        await database.close()
        return second, whole

    second, whole = asyncio.run(pages())
    assert whole.data["linkage"]["certificate"]["next"]
    assert [each.extensions["code"] for each in second.errors or []] == [code] * bool(code)
    if code is None:
        assert second.data["linkage"]["paths"] not in ([], whole.data["linkage"]["paths"])
