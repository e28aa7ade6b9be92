"""How fast the nation is written beside the loop by hand: the same parcels, in turn, into an empty database of its own."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.nation.divisions import Division
from benchmarks.nation.generated import Parcel, parcels_of
from benchmarks.nation.handwritten_loader import write_by_hand
from benchmarks.nation.loading import prepare_for_writing, write_head, write_parcel
from graph.database.database import Database
from graph.database.statement import Statement
from graph.local import LocalNeo4j, NoProgress

SLICE: Final = 3
"""Cities."""
ROUNDS: Final = 5
WARM_UP: Final = 1
EMPTY: Final = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"


async def measured(home: Path, provinces: Sequence[Division], cities: Sequence[Division], jars: Path) -> dict[str, Any]:
    """Entities and links a second, by the median of the rounds, and the ratio of ours to the loop: more is better."""
    cities = cities[:SLICE]
    parcels = [parcel for city in cities for parcel in parcels_of(city)]
    many = sum(parcel.entities + parcel.links for parcel in parcels)
    times: dict[str, list[float]] = {"ours": [], "by hand": []}
    with (
        tempfile.TemporaryDirectory(dir=home) as folder,
        LocalNeo4j(Path(folder), progress=NoProgress(), heap=2_048, jars=jars) as login,
    ):
        database = await Database.connect(login, timeout=300)
        for number in range(WARM_UP + ROUNDS):
            for side, timed in times.items():
                await _emptied(database, provinces, cities)
                begin = time.perf_counter()
                await _write(side, database, parcels)
                if number >= WARM_UP:
                    timed.append(time.perf_counter() - begin)
        await database.close()
    ratios = sorted(other / mine for mine, other in zip(times["ours"], times["by hand"], strict=True))
    return {
        "slice": many,
        "ours": many / median(times["ours"]),
        "by_hand": many / median(times["by hand"]),
        "ratio": median(times["by hand"]) / median(times["ours"]),
        "spread": [ratios[0], ratios[-1]],
    }


async def _emptied(database: Database, provinces: Sequence[Division], cities: Sequence[Division]) -> None:
    await database.write_schema([Statement(EMPTY)])
    await prepare_for_writing(database)
    async with database.transaction() as transaction:
        await write_head(transaction, provinces, cities)


async def _write(side: str, database: Database, parcels: list[Parcel]) -> None:
    if side == "by hand":
        await write_by_hand(database, parcels)
        return
    for parcel in parcels:
        async with database.transaction() as transaction:
            await write_parcel(transaction, parcel)
