"""Write rate of the nation loader against a handwritten one, alternately and into an empty database."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.nation.divisions import ListedDivision
from benchmarks.nation.generated import Parcel, parcels_of
from benchmarks.nation.handwritten_loader import write_handwritten
from benchmarks.nation.loading import prepare_for_writing, write_head, write_parcel
from graph.database.database import Database
from graph.database.statement import Statement
from graph.local import LocalNeo4j, NoProgress

SLICE_CITIES: Final = 3
ROUNDS: Final = 5
WARM_UP: Final = 1
EMPTY: Final = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"


async def measure(
    home: Path, provinces: Sequence[ListedDivision], cities: Sequence[ListedDivision], jars: Path
) -> dict[str, Any]:
    """Returns median entities and links per second, and the ratio of our rate to the handwritten one."""
    cities = cities[:SLICE_CITIES]
    parcels = [parcel for city in cities for parcel in parcels_of(city)]
    count = sum(parcel.entities + parcel.links for parcel in parcels)
    times: dict[str, list[float]] = {"ours": [], "handwritten": []}
    with (
        tempfile.TemporaryDirectory(dir=home) as folder,
        LocalNeo4j(Path(folder), progress=NoProgress(), heap=2_048, jars=jars) as login,
    ):
        database = await Database.connect(login, timeout=300)
        for number in range(WARM_UP + ROUNDS):
            for side, timed in times.items():
                await _reset(database, provinces, cities)
                begin = time.perf_counter()
                await _write(side, database, parcels)
                if number >= WARM_UP:
                    timed.append(time.perf_counter() - begin)
        await database.close()
    ratios = sorted(other / mine for mine, other in zip(times["ours"], times["handwritten"], strict=True))
    return {
        "slice": count,
        "ours": count / median(times["ours"]),
        "handwritten": count / median(times["handwritten"]),
        "ratio": median(times["handwritten"]) / median(times["ours"]),
        "spread": [ratios[0], ratios[-1]],
    }


async def _reset(database: Database, provinces: Sequence[ListedDivision], cities: Sequence[ListedDivision]) -> None:
    await database.write_schema([Statement(EMPTY)])
    await prepare_for_writing(database)
    async with database.transaction() as transaction:
        await write_head(transaction, provinces, cities)


async def _write(side: str, database: Database, parcels: list[Parcel]) -> None:
    if side == "handwritten":
        await write_handwritten(database, parcels)
        return
    for parcel in parcels:
        async with database.transaction() as transaction:
            await write_parcel(transaction, parcel)
