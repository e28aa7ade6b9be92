import random
from datetime import date, timedelta
from typing import Final

from graph.database.constraints import prepare
from graph.database.database import Database

ENTITIES: Final = 52_840
LINKS: Final = 92_852


async def fill(database: Database) -> None:
    """Replaces all data by a graph of 52,840 entities, identical in every run. Entities with close numbers are linked more often."""
    await prepare(database)
    rng = random.Random(1)
    kinds = [("MemberUnit", 35), ("JointCommittee", 12), ("CommunityBranch", 18), ("Post", 20), ("Grid", 15)]
    drawn = rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds], k=ENTITIES)
    relations = ["MEMBER_OF", "SERVES", "LEADS", "ALLIED_IN", "CONTACTS", "SEATED_ON"]
    links = [_link(rng) for _ in range(LINKS)]
    async with database.transaction() as transaction:
        await transaction.run("MATCH (n) DETACH DELETE n")
        for kind, _ in kinds:
            codes = [f"c{index:06}" for index, each in enumerate(drawn) if each == kind]
            await transaction.run(
                f"UNWIND $codes AS code CREATE (:{kind}:Entity {{code: code, name: code}})",  # pyright: ignore[reportArgumentType]
                {"codes": codes},
            )
        for index, relation in enumerate(relations):
            rows = [list(each) for each in links[index :: len(relations)]]
            await transaction.run(
                "UNWIND $rows AS row MATCH (a:Entity {code: row[0]}), (b:Entity {code: row[1]}) "  # pyright: ignore[reportArgumentType]
                f"CREATE (a)-[:{relation} {{since: row[2], provenance: 'IMPORTED'}}]->(b)",
                {"rows": rows},
            )


def _link(rng: random.Random) -> tuple[str, str, date]:
    start = rng.randrange(ENTITIES)
    end = (start + 1 + int(rng.paretovariate(0.6))) % ENTITIES
    return f"c{start:06}", f"c{end:06}", date(2015, 1, 1) + timedelta(rng.randrange(3_000))
