"""Clients that send a mix of operations until they are stopped, and what they saw."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any, Final
from urllib.parse import urlsplit

COVERAGE: Final = (
    'query ($d: Date!, $i: Indicator!) { coverage(scope: "6405", indicator: $i, asOf: $d) { reached notReached unknown } }'
)
GAP: Final = """query ($d: Date!, $i: Indicator!) {
    coverage(scope: "640502", indicator: $i, asOf: $d) { gap(first: 10) { nodes { unit { id } why { fixes { properties } } } } } }"""
LISTS: Final = 'query ($d: Date!) { communities(first: 50, within: "6405", asOf: $d) { totalCount nodes { code name } } }'
SEARCH: Final = 'query ($d: Date!) { search(text: "向阳", first: 10, asOf: $d) { totalCount nodes { id } } }'
LINKAGE: Final = """query ($d: Date!) {
    linkage(from: { newSectorBranch: "NB-10" }, to: { community: "640502100002" }, k: 3, asOf: $d) { paths { hops } } }"""
REMOVED: Final = (
    'query ($d: Date!) { ifRemoved(entity: { alliance: "AL-1" }, scope: "6405", asOf: $d) { coverage { before after } } }'
)
NETWORK: Final = 'query ($d: Date!) { network(scope: "640502", projection: MEMBERSHIP, asOf: $d) { density }  }'
OPERATIONS: Final = (COVERAGE, GAP, LISTS, SEARCH, LINKAGE, REMOVED, NETWORK)
INDICATORS: Final = ("JOINT_COMMITTEE", "SERVICE_STATION", "NEW_SECTOR_REACHED", "MENTORED", "GRID_BRANCH")


def random_operation(rng: random.Random) -> dict[str, Any]:
    query = rng.choice(OPERATIONS)
    day = f"20{rng.randint(23, 26)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    variables = {"d": day, "i": rng.choice(INDICATORS)} if "$i" in query else {"d": day}
    return {"query": query, "variables": variables}


@dataclass
class Seen:
    outcomes: Counter[str] = field(default_factory=Counter[str])
    slowest: dict[str, float] = field(default_factory=dict[str, float])
    without_way_out: int = 0

    @property
    def requests(self) -> int:
        return self.outcomes.total()

    def add(self, response: HTTPResponse, body: bytes, seconds: float) -> None:
        codes = sorted({error["extensions"]["code"] for error in json.loads(body).get("errors", [])})
        outcome = " ".join([str(response.status), *codes])
        self.outcomes[outcome] += 1
        self.slowest[outcome] = max(self.slowest.get(outcome, 0), seconds)
        self.without_way_out += response.status == 503 and response.getheader("Retry-After") is None


@contextmanager
def mixed_load(url: str, clients: int, seed: int) -> Generator[Seen]:
    """Sends the next operation of a client after the response to the last one.

    The clients are cheap and connect before the first one sends: their work would count as time of the server.
    """
    seen, ends, lock = Seen(), threading.Event(), threading.Lock()
    address, all_connected = urlsplit(url), threading.Barrier(clients + 1)

    def run(number: int) -> None:
        rng = random.Random(f"{seed} {number}")
        connection = HTTPConnection(address.hostname or "", address.port, timeout=120)
        connection.connect()
        all_connected.wait()
        while not ends.is_set():
            began = time.perf_counter()
            connection.request("POST", "/graphql", json.dumps(random_operation(rng)), {"Content-Type": "application/json"})
            response = connection.getresponse()
            body = response.read()
            with lock:
                seen.add(response, body, time.perf_counter() - began)
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    all_connected.wait()
    try:
        yield seen
    finally:
        ends.set()
        for thread in threads:
            thread.join()
