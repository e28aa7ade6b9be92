"""Files of a network of 50,000 entities and 93,000 links, next to a plain CSV of the same rows."""

import asyncio
import csv
import io
from datetime import date
from random import Random
from typing import Final

from benchmarks.cases import Case, Run
from graph.network.exports.export_network import ExportActor, ExportNetwork, ExportTie
from graph.network.exports.formats import FORMATS_BY_EXTENSION, Format

ENTITIES: Final = 50_000
LINKS: Final = 93_000
NOT_LARGE: Final = "matrix.xlsx"
"""Its maximum is 2,000 actors."""
ROUNDS: Final = 3


def large_network() -> ExportNetwork:
    """Makes a two-mode network, equal in every run."""
    random, half = Random(1), ENTITIES * 4 // 5
    actors = [
        ExportActor(
            f"{number:06}", f"{number:06}", "MEMBER_UNIT" if number < half else "JOINT_COMMITTEE", "成员", "member",
            f"第{number}党支部", True, "IMPORTED", "ONE" if number < half else "TWO", date(2015, 1, 1), None, {"degree": number % 7},
        )
        for number in range(ENTITIES)
    ]  # fmt: skip
    pairs = {(random.randrange(half), random.randrange(half, ENTITIES)) for _ in range(LINKS)}
    while len(pairs) < LINKS:
        pairs.add((random.randrange(half), random.randrange(half, ENTITIES)))
    ties = [
        ExportTie(f"{one:06}", f"{two:06}", 1.0, 1, "IMPORTED", "MEMBER_OF", date(2016, 1, 1), None)
        for one, two in sorted(pairs)
    ]
    about = {"citation": "a generated network", "query": "", "as_of": "2026-01-01", "revision": "1"}
    return ExportNetwork(actors, ties, False, about, ("degree",), two_mode=True)


def cases() -> list[Case]:
    network = large_network()
    formats = [each for extension, each in FORMATS_BY_EXTENSION.items() if extension != NOT_LARGE]
    return [_case(network, each) for each in formats]


def _case(network: ExportNetwork, of_format: Format) -> Case:
    async def ours() -> int:
        return await asyncio.to_thread(lambda: sum(map(len, of_format.write(network))))

    return Case(f"{of_format.extension} of 50,000 entities and 93,000 links / plain CSV", ours, _plain(network), rounds=ROUNDS)


def _plain(network: ExportNetwork) -> Run:
    def write() -> str:
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerows((actor.id, actor.name, actor.kind, actor.provenance, actor.valid_from) for actor in network.actors)
        writer.writerows((tie.source, tie.target, tie.weight, tie.provenance, tie.since) for tie in network.ties)
        return file.getvalue()

    async def run() -> str:
        return await asyncio.to_thread(write)

    return run
