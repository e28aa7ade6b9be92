"""Throughput and CPU time per request of our server and others on the same database, with 16 concurrent clients.

All sides of an operation alternate, in rounds.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Literal

from benchmarks.bare_asgi import NOTHING
from benchmarks.cases import Outcome, Promise, compare
from benchmarks.load import Load, load_in_process
from benchmarks.stacks import BARE, DATALOADERS, OPERATIONS, OURS, PEER, Running, Stack
from graph.database.login import Login

CLIENTS: Final = 16
ROUNDS: Final = 5
SECONDS: Final = 1.5
WARM_UP: Final = 2.5
TITLES: Final = {"overview": "city overview", "tree": "tree of five levels", "point": "one community"}
UNITS: Final = {"rate": "requests/s", "per_cpu": "requests/CPU s"}
Metric = Literal["rate", "per_cpu"]


@dataclass(frozen=True)
class Claim:
    """The promised ratio of throughput, or of requests per CPU second, to another server. `variant`: the other server's query, if it
    differs from `operation`. `clients`: concurrent requests.
    """

    operation: str
    target: float | None
    measure: Metric = "rate"
    variant: str | None = None
    clients: int = CLIENTS

    @property
    def promise(self) -> Promise:
        name = f"{TITLES[self.operation]}: {'throughput' if self.measure == 'rate' else 'requests per CPU second'}"
        suffix = "" if self.variant is None else ", the other without valid time"
        suffix += "" if self.clients == CLIENTS else f", {self.clients} client"
        return Promise(name + suffix, self.target, ROUNDS, "more", UNITS[self.measure])


@dataclass(frozen=True)
class Rival:
    title: str
    stack: Stack
    claims: tuple[Claim, ...]


RIVALS: Final[Mapping[str, Rival]] = {
    "http": Rival("HTTP / bare ASGI", BARE, (Claim("overview", 0.95), Claim("point", 0.95))),
    "dataloaders": Rival("HTTP / Strawberry, DataLoaders", DATALOADERS, (Claim("overview", 10), Claim("tree", 10))),
    "peer": Rival(
        "HTTP / @neo4j/graphql 7",
        PEER,
        (
            Claim("overview", 5),
            Claim("overview", 6, "per_cpu"),
            Claim("tree", 5),
            Claim("tree", 6, "per_cpu"),
            Claim("point", 2),
            Claim("overview", None, variant="overview without valid time"),
            Claim("overview", None, "per_cpu", variant="overview without valid time"),
            Claim("tree", None, variant="tree without valid time"),
            Claim("tree", None, "per_cpu", variant="tree without valid time"),
            Claim("tree", None, clients=1),
            Claim("tree", None, "per_cpu", clients=1),
        ),
    ),
}


@dataclass(frozen=True)
class Sample:
    load: Load
    cpu: float
    """Of the server with all threads and child processes, in seconds."""

    @property
    def rate(self) -> float:
        return self.load.rate

    @property
    def per_cpu(self) -> float:
        return self.load.responses / self.cpu


@dataclass(frozen=True)
class Side:
    running: Running
    query_name: str
    clients: int = CLIENTS

    async def measure(self, seconds: float) -> Sample:
        before = self.running.served.cpu
        url, body = self.running.url(self.query_name), self.running.body(self.query_name)
        load = await load_in_process(url, body, self.clients, seconds)
        return Sample(load, self.running.served.cpu - before)


@dataclass(frozen=True)
class Conditions:
    max_generator_cpu: float
    """The largest share of one core in any run."""
    max_rate: float
    """Requests per second to an endpoint without work."""
    event_loop: str
    """Of the Python servers."""

    def rounded(self) -> dict[str, Any]:
        return {"nothing": round(self.max_rate), "most_cpu": round(self.max_generator_cpu, 3), "loop": self.event_loop}


async def measure(login: Login, names: Collection[str]) -> tuple[dict[str, list[Outcome]], Conditions]:
    outcomes: dict[str, list[Outcome]] = {name: [] for name in names}
    loads: list[Load] = []
    with ExitStack() as running:
        ours = running.enter_context(OURS.running(login))
        loop = ours.served.loop
        bare = running.enter_context(BARE.running(login, loop))
        others = {
            name: bare if RIVALS[name].stack is BARE else running.enter_context(RIVALS[name].stack.running(login, loop))
            for name in names
        }
        for operation, clients in product(OPERATIONS, (CLIENTS, 1)):
            claims = [
                (name, each)
                for name in names
                for each in RIVALS[name].claims
                if (each.operation, each.clients) == (operation, clients)
            ]
            if claims:
                mine = Side(ours, operation, clients)
                theirs = [Side(others[name], each.variant or operation, clients) for name, each in claims]
                samples = await _alternate([mine, *dict.fromkeys(theirs)])
                loads += [sample.load for each in samples.values() for sample in each]
                for (name, claim), side in zip(claims, theirs, strict=True):
                    outcomes[name].append(_outcome(claim, samples[mine], samples[side], RIVALS[name].title))
        baseline = await load_in_process(bare.served.url + NOTHING, b"{}", CLIENTS, SECONDS)
    return outcomes, Conditions(max(each.cpu / each.seconds for each in [*loads, baseline]), baseline.rate, loop)


async def _alternate(sides: Sequence[Side]) -> dict[Side, list[Sample]]:
    """Alternates the sides in rounds after a warm-up; every second round is reversed."""
    for side in sides:
        await side.measure(WARM_UP)
    samples: dict[Side, list[Sample]] = {side: [] for side in sides}
    for number in range(ROUNDS):
        for side in sides[:: -1 if number % 2 else 1]:
            samples[side].append(await side.measure(SECONDS))
    return samples


def _outcome(claim: Claim, ours: Sequence[Sample], other: Sequence[Sample], title: str) -> Outcome:
    outcome = compare(
        claim.promise, [getattr(each, claim.measure) for each in ours], [getattr(each, claim.measure) for each in other]
    )
    print(f"{f'{title}, {claim.promise.name}':90} {outcome.ratio:5.2f} x", flush=True)
    return outcome
