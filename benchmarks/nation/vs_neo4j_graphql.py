"""What @neo4j/graphql does on the nation, as far as it goes: the same questions over HTTP, asked by one caller, ours and the peer in turn."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median
from typing import Any, Final, cast

import httpx

from benchmarks import peer_operations
from benchmarks.operations import COMMUNITY, POINT
from benchmarks.peer_operations import UNIT
from benchmarks.stacks import OURS, PEER, Running
from graph.database.login import Login

PATIENCE: Final = 120
"""Seconds after which an answer is given up."""


def _listed(field: str, kind: str, selection: str) -> str:
    return f"{field} {{ nodes {{ ... on {kind} {{ {selection} }} }} }}"


_UNITS: Final = "jointCommittee { memberUnits(first: 100) { nodes { " + UNIT + " } } }"
_TOWNSHIPS: Final = _listed(
    "divisions(level: TOWNSHIP, first: 100)",
    "Township",
    "communities(first: 100) { nodes { " + peer_operations.COMMUNITY + " " + _UNITS + " } }",
)
_COUNTIES: Final = _listed("divisions(level: COUNTY, first: 100)", "County", _TOWNSHIPS)
CITY: Final = f"query ($code: String!) {{ city(code: $code) {{ name {_COUNTIES} }} }}"
PROVINCE: Final = f"query ($code: String!) {{ province(code: $code) {{ name {_listed('divisions(level: CITY, first: 100)', 'City', 'name ' + _COUNTIES)} }} }}"

_UNLIMITED: Final = replace(OURS, environment={**OURS.environment, "MAX_COST": str(10**15)})
"""As it comes it refuses a province as too expensive: the peer has no such limit."""


@dataclass(frozen=True)
class Asked:
    """One question to both."""

    name: str
    ours: str
    peer: str
    code: str
    rounds: int


def asked(city: str, province: str) -> list[Asked]:
    return [
        Asked("one community, 5 fields", POINT, peer_operations.POINT, COMMUNITY, 100),
        Asked("a city with all its communities and their units", CITY, peer_operations.OVERVIEW, city, 15),
        Asked("a province with all its communities and their units", PROVINCE, peer_operations.PROVINCE, province, 3),
    ]


def measured(login: Login, city: str, province: str) -> list[dict[str, Any]]:
    """Medians in milliseconds; of what the peer does not answer, what it says instead."""
    with _UNLIMITED.running(login) as ours, PEER.running(login) as peer, httpx.Client(timeout=PATIENCE) as client:
        return [_measured(client, ours, peer, each) for each in asked(city, province)]


def _measured(client: httpx.Client, ours: Running, peer: Running, question: Asked) -> dict[str, Any]:
    result: dict[str, Any] = {"name": question.name}
    try:
        mine, other = _ask(client, ours, question.ours, question.code)[1], _ask(client, peer, question.peer, question.code)[1]
    except httpx.HTTPError as error:
        return result | {"failed": f"{type(error).__name__} after {PATIENCE} s at most"}
    one, two = sorted(_codes(mine)), sorted(_codes(other))
    assert one == two, f"{question.name}: {len(one)} codes are not {len(two)}"
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(question.rounds + 2):
        for timed, running, text in zip(times, (ours, peer), (question.ours, question.peer), strict=True):
            seconds, _ = _ask(client, running, text, question.code)
            if number >= 2:
                timed.append(seconds * 1_000)
    result |= {"ours_ms": median(times[0]), "peer_ms": median(times[1]), "codes": len(one)}
    print(f"{question.name:70} {result['ours_ms']:10.1f} ms {result['peer_ms']:10.1f} ms of the peer", flush=True)
    return result


def _ask(client: httpx.Client, running: Running, query: str, code: str) -> tuple[float, Any]:
    request = {"query": query, "variables": {"code": code, **running.stack.variables}}
    begin = time.perf_counter()
    answered = client.post(running.served.url + running.stack.path, json=request)
    seconds = time.perf_counter() - begin
    content = answered.json()
    assert (answered.status_code, content.get("errors")) == (200, None), answered.text[:1_000]
    return seconds, content["data"]


def _codes(value: Any) -> Iterator[str]:
    """All codes in an answer, whatever its shape."""
    if isinstance(value, Mapping):
        for name, each in cast(Mapping[str, Any], value).items():
            if name == "code":
                yield each
            else:
                yield from _codes(each)
    elif isinstance(value, list):
        for each in cast(list[Any], value):
            yield from _codes(each)
