"""The nation with @neo4j/graphql over HTTP, with one client, alternating with our server."""

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

TIMEOUT_SECONDS: Final = 120


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
"""Without our cost limit, which rejects a whole province. The peer has no limit."""


@dataclass(frozen=True)
class PeerComparison:
    name: str
    ours: str
    peer: str
    code: str
    rounds: int


def comparisons(city: str, province: str) -> list[PeerComparison]:
    return [
        PeerComparison("one community, 5 fields", POINT, peer_operations.POINT, COMMUNITY, 100),
        PeerComparison("a city with all its communities and their units", CITY, peer_operations.OVERVIEW, city, 15),
        PeerComparison("a province with all its communities and their units", PROVINCE, peer_operations.PROVINCE, province, 3),
    ]


def measure(login: Login, city: str, province: str) -> list[dict[str, Any]]:
    """Returns medians in milliseconds, or the peer's error."""
    with _UNLIMITED.running(login) as ours, PEER.running(login) as peer, httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        return [_measure(client, ours, peer, each) for each in comparisons(city, province)]


def _measure(client: httpx.Client, ours: Running, peer: Running, comparison: PeerComparison) -> dict[str, Any]:
    result: dict[str, Any] = {"name": comparison.name}
    try:
        mine, other = (
            _send(client, ours, comparison.ours, comparison.code)[1],
            _send(client, peer, comparison.peer, comparison.code)[1],
        )
    except httpx.HTTPError as error:
        return result | {"failed": f"{type(error).__name__} after {TIMEOUT_SECONDS} s at most"}
    one, two = sorted(_codes(mine)), sorted(_codes(other))
    assert one == two, f"{comparison.name}: {len(one)} codes are not {len(two)}"
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(comparison.rounds + 2):
        for timed, running, text in zip(times, (ours, peer), (comparison.ours, comparison.peer), strict=True):
            seconds, _ = _send(client, running, text, comparison.code)
            if number >= 2:
                timed.append(seconds * 1_000)
    result |= {"ours_ms": median(times[0]), "peer_ms": median(times[1]), "codes": len(one)}
    print(f"{comparison.name:70} {result['ours_ms']:10.1f} ms {result['peer_ms']:10.1f} ms of the peer", flush=True)
    return result


def _send(client: httpx.Client, running: Running, query: str, code: str) -> tuple[float, Any]:
    request = {"query": query, "variables": {"code": code, **running.stack.variables}}
    begin = time.perf_counter()
    response = client.post(running.served.url + running.stack.path, json=request)
    seconds = time.perf_counter() - begin
    content = response.json()
    assert (response.status_code, content.get("errors")) == (200, None), response.text[:1_000]
    return seconds, content["data"]


def _codes(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, each in cast(Mapping[str, Any], value).items():
            if name == "code":
                yield each
            else:
                yield from _codes(each)
    elif isinstance(value, list):
        for each in cast(list[Any], value):
            yield from _codes(each)
