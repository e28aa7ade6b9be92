"""The compared servers of `make bench` return equal objects, and the figures mean what they say."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from benchmarks.cases import Promise, compare
from benchmarks.groups import TITLES
from benchmarks.load import load
from benchmarks.page import page
from benchmarks.results import merge_results
from benchmarks.stacks import BARE, DATALOADERS, OPERATIONS, OURS, PEER, NpmOutOfReach, Running, install_peer
from graph.database.login import Login


@pytest.fixture(scope="module")
def stacks(neo4j_login: Login) -> Iterator[dict[str, Running]]:
    with ExitStack() as running:
        ours = running.enter_context(OURS.running(neo4j_login))
        names = {"bare": BARE, "dataloaders": DATALOADERS}
        others = {name: running.enter_context(stack.running(neo4j_login, ours.served.loop)) for name, stack in names.items()}
        yield {"ours": ours, **others}


@pytest.fixture(scope="module")
def peer(neo4j_login: Login) -> Iterator[Running]:
    try:
        install_peer()
    except NpmOutOfReach as error:
        pytest.skip(f"@neo4j/graphql is not compared here: {error}")
    with PEER.running(neo4j_login) as running:
        yield running


def _objects(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Omits nulls, empty values and the id, which repeats the code."""
    if isinstance(value, list):
        for each in value:
            yield from _objects(each, above)
    elif isinstance(value, dict):
        own = {name: each for name, each in value.items() if name != "id" and each not in (None, []) and not _nested(each)}
        here = (*above, tuple(sorted((name, str(each)) for name, each in own.items()))) if own else above
        if own:
            yield here
        for each in filter(_nested, value.values()):
            yield from _objects(each, here)


def _nested(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


def _answered(running: Running, operation: str) -> Counter[tuple[Any, ...]]:
    return Counter(_objects(running.data(operation)))


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_compared_python_servers_return_the_same(zhongwei: None, stacks: dict[str, Running], operation: str) -> None:
    ours = _answered(stacks["ours"], operation)
    assert ours.total() >= {"overview": 500, "tree": 600, "point": 1}[operation]
    for name in ("bare", "dataloaders"):
        if operation in stacks[name].stack.queries:
            assert _answered(stacks[name], operation) == ours, name


@pytest.mark.slow
@pytest.mark.parametrize("operation", OPERATIONS)
def test_neo4j_graphql_returns_the_same(zhongwei: None, stacks: dict[str, Running], peer: Running, operation: str) -> None:
    assert _answered(peer, operation) == _answered(stacks["ours"], operation)


@pytest.mark.slow
@pytest.mark.parametrize("operation", ["overview", "tree"])
def test_without_as_of_neo4j_graphql_returns_ended_links_too(
    zhongwei: None, stacks: dict[str, Running], peer: Running, operation: str
) -> None:
    assert _answered(peer, f"{operation} without valid time") > _answered(stacks["ours"], operation)


@pytest.mark.slow
def test_the_compared_python_servers_use_our_event_loop(stacks: dict[str, Running]) -> None:
    assert len({running.served.loop for running in stacks.values()}) == 1


@pytest.mark.slow
def test_every_caller_gets_a_result_and_is_measured(zhongwei: None, stacks: dict[str, Running]) -> None:
    bare = stacks["bare"]
    done = asyncio.run(load(bare.url("point"), bare.body("point"), clients=4, seconds=0.2))
    assert done.responses >= 4
    assert done.seconds >= 0.2


@pytest.mark.slow
def test_an_error_response_is_not_measured(stacks: dict[str, Running]) -> None:
    with pytest.raises(ConnectionError, match="response 1: status 400"):
        asyncio.run(load(stacks["ours"].url("point"), b"{", clients=1, seconds=0.2))


def test_higher_throughput_is_better() -> None:
    more = compare(Promise("one community", 2, 5, "more", "requests/s"), [50, 40, 60], [20, 20, 10])
    assert (more.ratio, more.holds) == (2.5, True)
    assert not compare(Promise("one community", 3, 5, "more"), [50, 40, 60], [20, 20, 10]).holds
    assert not compare(Promise("one community", 2, 5, "less"), [50, 40, 60], [20, 20, 10]).holds


def test_groups_that_are_not_run_keep_their_figures() -> None:
    there = merge_results([], {"city": [compare(Promise("overview", 1, 5), [1, 1], [2, 2])]}, TITLES)
    now = merge_results(
        there, {"http": [compare(Promise("one community", 0.95, 5, "more", "requests/s"), [1, 1], [2, 2])]}, TITLES
    )
    assert [(each["group"], each["ratio"], each["better"]) for each in now] == [
        ("city", 0.5, "less"),
        ("HTTP / bare ASGI", 0.5, "more"),
    ]
    conditions = {"nothing": 5_000, "most_cpu": 0.12, "loop": "uvloop"}
    text = page({"machine": "2 cores", "results": now, "snapshot": {}, "over_http": conditions})
    assert all(each in text for each in ("on the same loop (uvloop)", "at most 12% of one core", "5,000 requests a second"))
    assert "This group has no results yet." in text
    assert "| at most 1 |" in text
    assert "| at least 0.95, missed |" in text
