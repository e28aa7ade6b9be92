"""Our server beside others on the same database, each a process of its own, asked by sixteen callers at once: throughput, and what a request takes
of the server's CPU. All sides of an operation are measured in turn, in rounds."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final, Literal

from benchmarks.bare_asgi import NOTHING
from benchmarks.cases import Outcome, Promise, compared
from benchmarks.load import Load, load_apart
from benchmarks.stacks import BARE, DATALOADERS, OPERATIONS, OURS, PEER, Running, Stack
from graph.database.login import Login

CALLERS: Final = 16
ROUNDS: Final = 5
SECONDS: Final = 1.5
WARM_UP: Final = 2.5
TITLES: Final = {"overview": "city overview", "tree": "tree of five levels", "point": "one community"}
UNITS: Final = {"rate": "requests/s", "per_cpu": "requests/s of CPU"}
Measure = Literal["rate", "per_cpu"]


@dataclass(frozen=True)
class Claim:
    """We answer an operation so many times as fast as another server, or with so many times less of CPU. ``asked``: how the other is asked, where
    that differs from ``operation``."""

    operation: str
    target: float | None
    measure: Measure = "rate"
    asked: str | None = None

    @property
    def promise(self) -> Promise:
        name = f"{TITLES[self.operation]}: {'throughput' if self.measure == 'rate' else 'requests for each second of CPU'}"
        less = "" if self.asked is None else ", the other asked without moments"
        return Promise(name + less, self.target, ROUNDS, "more", UNITS[self.measure])


@dataclass(frozen=True)
class Rival:
    """Another server, and what is claimed over it."""

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
            Claim("overview", None, asked="overview without moments"),
            Claim("overview", None, "per_cpu", asked="overview without moments"),
            Claim("tree", None, asked="tree without moments"),
            Claim("tree", None, "per_cpu", asked="tree without moments"),
        ),
    ),
}


@dataclass(frozen=True)
class Sample:
    """One round of one side."""

    load: Load
    cpu: float
    """Seconds that the server took, of all its threads and children."""

    @property
    def rate(self) -> float:
        return self.load.rate

    @property
    def per_cpu(self) -> float:
        return self.load.answers / self.cpu


@dataclass(frozen=True)
class Side:
    """A server and how it is asked."""

    running: Running
    asked: str

    async def measured(self, seconds: float) -> Sample:
        before = self.running.served.cpu
        load = await load_apart(self.running.address(self.asked), self.running.body(self.asked), CALLERS, seconds)
        return Sample(load, self.running.served.cpu - before)


@dataclass(frozen=True)
class Circumstances:
    """What is to be known of the figures: how far the generator of load is from being what is measured, and what the servers run on."""

    most_cpu: float
    """The largest share of one core that it took in any run."""
    nothing: float
    """Requests a second of an answer that takes no work."""
    loop: str
    """The event loop of the servers in Python."""


async def measure(login: Login, names: Collection[str]) -> tuple[dict[str, list[Outcome]], Circumstances]:
    """The outcomes of these rivals, by name, and their circumstances."""
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
        for operation in OPERATIONS:
            claims = [(name, each) for name in names for each in RIVALS[name].claims if each.operation == operation]
            if claims:
                mine, *theirs = Side(ours, operation), *(Side(others[name], each.asked or operation) for name, each in claims)
                samples = await _in_turn([mine, *dict.fromkeys(theirs)])
                loads += [sample.load for each in samples.values() for sample in each]
                for (name, claim), side in zip(claims, theirs, strict=True):
                    outcomes[name].append(_outcome(claim, samples[mine], samples[side], RIVALS[name].title))
        nothing = await load_apart(bare.served.url + NOTHING, b"{}", CALLERS, SECONDS)
    return outcomes, Circumstances(max(each.cpu / each.seconds for each in [*loads, nothing]), nothing.rate, loop)


async def _in_turn(sides: Sequence[Side]) -> dict[Side, list[Sample]]:
    """Every side warmed up, then round after round, every other one backwards: nobody always follows the same."""
    for side in sides:
        await side.measured(WARM_UP)
    samples: dict[Side, list[Sample]] = {side: [] for side in sides}
    for number in range(ROUNDS):
        for side in sides[:: -1 if number % 2 else 1]:
            samples[side].append(await side.measured(SECONDS))
    return samples


def _outcome(claim: Claim, ours: Sequence[Sample], other: Sequence[Sample], title: str) -> Outcome:
    outcome = compared(
        claim.promise, [getattr(each, claim.measure) for each in ours], [getattr(each, claim.measure) for each in other]
    )
    print(f"{f'{title}, {claim.promise.name}':90} {outcome.ratio:5.2f} x", flush=True)
    return outcome
