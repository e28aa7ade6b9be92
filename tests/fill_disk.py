"""Fills its small file system while writing to a Neo4j on it, makes room, and prints what was lost as JSON."""

import asyncio
import json
import sys
import time
from pathlib import Path

import neo4j
from local_neo4j import JARS, SHORT_LIVED, run_cypher

from api.local_watch import watch_local_neo4j
from graph.database.database import Database
from graph.database.login import Login
from graph.local import LocalNeo4j, NoProgress

TEXT = "x" * 100_000
MAX_REFUSED = 5
PATIENCE = 300


def write(login: Login, number: int) -> bool:
    """Returns whether Neo4j acknowledged the write."""
    try:
        run_cypher(login, "CREATE (:Note {number: $number, text: $text})", number=number, text=TEXT)
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError):
        return False
    return True


def fill(folder: Path) -> Path:
    ballast = folder / "ballast"
    with ballast.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 1_000_000)
                file.flush()
        except OSError:
            return ballast


def work(folder: Path, login: Login) -> dict[str, float]:
    acknowledged: set[int] = {number for number in range(10) if write(login, number)}
    ballast, refused, number = fill(folder), 0, 100
    while refused < MAX_REFUSED:
        number += 1
        if write(login, number):
            acknowledged.add(number)
        else:
            refused += 1
    ballast.unlink()
    began = time.monotonic()
    while not write(login, number + 1):
        assert time.monotonic() - began < PATIENCE, "Neo4j does not write again"
        time.sleep(0.5)
    seconds = time.monotonic() - began
    stored = {each for (each,) in run_cypher(login, "MATCH (n:Note) RETURN n.number")}
    return {"acknowledged": len(acknowledged), "lost": len(acknowledged - stored), "refused": refused, "seconds": seconds}


async def main(folder: Path) -> None:
    local = LocalNeo4j(folder / "home", progress=NoProgress(), jars=JARS, java_options=SHORT_LIVED)
    with local as login:
        database = await Database.connect(login)
        watch = asyncio.create_task(watch_local_neo4j(database, local, interval=0.5))
        outcome = await asyncio.to_thread(work, folder, login)
        watch.cancel()
        await database.close()
    print(json.dumps(outcome))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
