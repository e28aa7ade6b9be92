"""Loads the nation parcel by parcel, one transaction each, so that an interrupted load can continue.

The full-text index is created last: updating it during the load would take longer than everything else.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, LiteralString

from benchmarks.nation.divisions import ListedDivision
from benchmarks.nation.generated import DAYS, ESTABLISHED, LIST, Parcel, head_rows, parcels_of
from graph.database.constraints import ENTITY_SEARCH, constraint_texts, missing, name_statements
from graph.database.database import Database
from graph.database.statement import Statement
from graph.database.transaction import Transaction
from graph.local import Progress
from graph.messages.language import BilingualText

_WRITERS: Final = 2
_INDEXING_TIMEOUT_SECONDS: Final = 1_800

_HEAD: Final[Sequence[LiteralString]] = (
    "UNWIND $rows AS row MERGE (n:Province {code: row.values.code}) ON CREATE SET n:Entity:Division, n += row.values",
    "UNWIND $rows AS row MATCH (a:Province {code: row.above}) MERGE (n:City {code: row.values.code}) "
    "ON CREATE SET n:Entity:Division, n += row.values MERGE (a)-[r:ADMINISTERS]->(n) ON CREATE SET r = $official",
    "UNWIND $rows AS row MATCH (a:City {code: row.above}) MERGE (n:County {code: row.values.code}) "
    "ON CREATE SET n:Entity:Division, n += row.values MERGE (a)-[r:ADMINISTERS]->(n) ON CREATE SET r = $official "
    "WITH n, row UNWIND row.surveys AS survey MERGE (s:Survey {code: survey.code}) ON CREATE SET s:Entity, s += survey "
    "MERGE (s)-[c:COVERS]->(n) ON CREATE SET c.since = $days[row.since], c.provenance = 'ILLUSTRATIVE'",
)

_TOWNS: Final[LiteralString] = """
UNWIND $towns AS town MATCH (county:County {code: town.county})
CREATE (county)-[first:ADMINISTERS]->(t:Township:Entity:Division) SET t = town.values, first = $official
WITH t, town UNWIND town.communities AS row
CREATE (t)-[next:ADMINISTERS]->(c:Community:Entity:Division) SET c = row.values, next = $official
FOREACH (body IN row.bodies |
  CREATE (c)<-[:SERVES {since: $days[body.since], provenance: 'ILLUSTRATIVE'}]-(j:JointCommittee:Entity)
  SET j = body.committee, j.valid_from = $days[body.since]
  FOREACH (station IN body.stations |
    CREATE (c)<-[:LOCATED_IN {since: $days[body.since], provenance: 'ILLUSTRATIVE'}]-(s:ServiceStation:Entity) SET s = station)
  FOREACH (unit IN body.units |
    CREATE (j)<-[:MEMBER_OF {since: $days[unit.since], provenance: 'ILLUSTRATIVE'}]-(u:MemberUnit:Entity)
      -[:LOCATED_IN {since: $days[0], provenance: 'ILLUSTRATIVE'}]->(c)
    CREATE (u)-[:REPORTED_TO {since: $days[unit.since], provenance: 'ILLUSTRATIVE'}]->(c) SET u = unit.values))"""
_LARGE: Final[LiteralString] = """
UNWIND $large AS row CREATE (l:Grid:Entity) SET l = row.values
WITH l, row UNWIND row.communities AS spanned MATCH (c:Community {code: spanned.code})
CREATE (l)-[:SPANS {since: $days[row.since], provenance: 'ILLUSTRATIVE'}]->(c)
FOREACH (grid IN spanned.grids |
  CREATE (c)-[:HAS_GRID {since: $days[row.since], provenance: 'ILLUSTRATIVE'}]->(g:Grid:Entity)
    -[:PART_OF {since: $days[row.since], provenance: 'ILLUSTRATIVE'}]->(l) SET g = grid)"""
_SECONDS: Final[LiteralString] = """
UNWIND $seconds AS row MATCH (u:MemberUnit {code: row.unit}) MATCH (j:JointCommittee {code: row.committee})
CREATE (u)-[:MEMBER_OF {since: $days[row.since], provenance: 'ILLUSTRATIVE'}]->(j)"""
_ORGANS: Final[LiteralString] = """
UNWIND $organs AS row MATCH (city:City {code: row.city})
CREATE (u:MemberUnit:Entity)-[:LOCATED_IN {since: $days[row.since], provenance: 'ILLUSTRATIVE'}]->(city) SET u = row.values
WITH u, row UNWIND row.committees AS code MATCH (j:JointCommittee {code: code})
CREATE (u)-[:MEMBER_OF {since: $days[row.since], provenance: 'ILLUSTRATIVE'}]->(j)"""
_LOADED_TOWNS: Final[LiteralString] = "MATCH (t:Township) RETURN collect(t.code) AS codes"
_LOADING: Final = BilingualText.untranslated("Loading")
_CITIES: Final = BilingualText.untranslated("cities")
_DROP: Final[LiteralString] = f"DROP INDEX {ENTITY_SEARCH} IF EXISTS"
OFFICIAL: Final = {"since": ESTABLISHED, "source": LIST, "provenance": "OFFICIAL"}


@dataclass
class Written:
    """What the loader has written, and its time. `indexing`: seconds for the full-text index."""

    cities: int = 0
    entities: int = 0
    links: int = 0
    seconds: float = 0
    indexing: float = 0
    already: int = 0
    """Already in the database, of partly loaded cities."""

    @property
    def rate(self) -> float:
        return (self.entities + self.links) / self.seconds if self.seconds else 0


async def load_nation(
    database: Database, provinces: Sequence[ListedDivision], cities: Sequence[ListedDivision], progress: Progress
) -> Written:
    written = Written()
    loaded = set((await database.read(Statement(_LOADED_TOWNS))).rows[0][0])
    unfinished = [city for city in cities if not loaded.issuperset(_towns(city))]
    if unfinished:
        await prepare_for_writing(database)
        async with database.transaction() as transaction:
            await write_head(transaction, provinces, cities)
        begin = time.perf_counter()
        queue = iter(unfinished)
        await asyncio.gather(
            *(_load_cities(database, queue, loaded, written, (progress, len(unfinished))) for _ in range(_WRITERS))
        )
        written.seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    await _index(database, progress)
    written.indexing = time.perf_counter() - begin
    return written


def _towns(city: ListedDivision) -> Iterator[str]:
    return (town.code for county in city.below for town in county.below)


async def _load_cities(
    database: Database, queue: Iterator[ListedDivision], loaded: set[str], written: Written, report: tuple[Progress, int]
) -> None:
    """Gives each city one writer, so that writers never wait for each other's locks."""
    progress, total = report
    for city in queue:
        await _load_city(database, city, loaded, written)
        written.cities += 1
        progress.advance(_LOADING, written.cities, total, _CITIES)


async def _load_city(database: Database, city: ListedDivision, loaded: set[str], written: Written) -> None:
    """Generates the next parcel during each write. `loaded`: codes of towns whose parcel is loaded."""
    parcels = parcels_of(city)
    parcel = await asyncio.to_thread(next, parcels, None)
    while parcel:
        next_parcel = asyncio.create_task(asyncio.to_thread(next, parcels, None))
        if parcel.key in loaded:
            written.already += parcel.entities
        else:
            async with database.transaction() as transaction:
                await write_parcel(transaction, parcel)
            written.entities += parcel.entities
            written.links += parcel.links
        parcel = await next_parcel


async def write_head(transaction: Transaction, provinces: Sequence[ListedDivision], cities: Sequence[ListedDivision]) -> None:
    for text, rows in zip(_HEAD, head_rows(provinces, cities), strict=True):
        await transaction.run(text, {"rows": rows, "official": OFFICIAL, "days": DAYS})


async def write_parcel(transaction: Transaction, parcel: Parcel) -> None:
    shared = {"official": OFFICIAL, "days": DAYS}
    await transaction.run(_TOWNS, shared | {"towns": parcel.towns})
    await transaction.run(_LARGE, shared | {"large": parcel.large})
    await transaction.run(_SECONDS, shared | {"seconds": parcel.seconds})
    if parcel.organs:
        await transaction.run(_ORGANS, shared | {"organs": parcel.organs})


async def prepare_for_writing(database: Database) -> None:
    texts = constraint_texts()
    keys = [Statement(text) for name, text in texts.items() if name != ENTITY_SEARCH]
    await database.write_schema([*keys, Statement(_DROP), *name_statements(), Statement("CALL db.awaitIndexes(300)")])


async def _index(database: Database, progress: Progress) -> None:
    if not await missing(database):
        return
    progress.step(BilingualText.untranslated("Building the full-text index"))
    await database.write_schema([Statement(constraint_texts()[ENTITY_SEARCH])])
    deadline = time.monotonic() + _INDEXING_TIMEOUT_SECONDS
    while await missing(database):
        if time.monotonic() > deadline:
            raise TimeoutError("The full-text index is not ready.")
        await asyncio.sleep(0.2)
