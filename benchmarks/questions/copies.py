"""Copies the loaded city inside the database. A copied entity has the code `CODE~NUMBER`; provinces are shared."""

from typing import Final, LiteralString, cast

from graph.database.database import Database
from graph.database.statement import Statement
from graph.model.divisions import DIVISIONS, PROVINCE
from graph.model.registry import KINDS

BATCH: Final = "IN TRANSACTIONS OF 5000 ROWS"
ORIGINAL: Final = "NOT {0}.code CONTAINS '~'"
KINDS_OF_LINKS: Final[LiteralString] = """MATCH (a:Entity)-[r]->(b:Entity)
WITH DISTINCT type(r) AS relation, labels(a) AS start, labels(b) AS end
RETURN relation, [x IN start WHERE x IN $kinds][0] AS start, [x IN end WHERE x IN $kinds][0] AS end ORDER BY relation, start, end"""
LABELS: Final = {kind.label: f"{kind.label}:Entity{':Division' if kind in DIVISIONS else ''}" for kind in KINDS}


async def copy_city(database: Database, copies: int) -> None:
    """Requires a database with one city."""
    links = (await database.read(Statement(KINDS_OF_LINKS, {"kinds": list(LABELS)}))).rows
    texts = [
        *(_copy_entities(label) for label in LABELS if label != PROVINCE.label),
        *(_copy_links(relation, start, end) for relation, start, end in links),
    ]
    await database.write_schema(Statement(cast(LiteralString, text), {"copies": copies}) for text in texts)


def _copy_entities(label: str) -> str:
    return (
        f"MATCH (n:{label}) WHERE {ORIGINAL.format('n')} UNWIND range(1, $copies) AS copy "
        f"CALL (n, copy) {{ CREATE (m:{LABELS[label]}) SET m = n {{.*, code: n.code + '~' + copy}} }} {BATCH}"
    )


def _copy_links(relation: str, start: str, end: str) -> str:
    ends = " ".join(f"MATCH ({name}2:{label} {{code: {_code(name, label)}}})" for name, label in (("a", start), ("b", end)))
    return (
        f"MATCH (a:{start})-[r:{relation}]->(b:{end}) WHERE {ORIGINAL.format('a')} AND {ORIGINAL.format('b')} "
        f"UNWIND range(1, $copies) AS copy "
        f"CALL (a, r, b, copy) {{ {ends} CREATE (a2)-[s:{relation}]->(b2) SET s = properties(r) }} {BATCH}"
    )


def _code(name: str, label: str) -> str:
    return f"{name}.code" if label == PROVINCE.label else f"{name}.code + '~' + copy"
