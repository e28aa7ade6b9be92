"""A handwritten loader of the parcels: UNWIND over flat rows, first nodes per label, then links by key."""

from collections.abc import Iterator
from typing import Any, Final, LiteralString, cast

from benchmarks.nation.generated import DAYS, GeneratedRow, Parcel
from benchmarks.nation.loading import OFFICIAL
from graph.database.database import Database

BATCH_SIZE: Final = 5_000
NodeRow = tuple[str, GeneratedRow]
"""Label, values."""
LinkRow = tuple[str, str, str, str, str, dict[str, Any]]
"""Relation, label and code of its start, of its end, values."""
_DIVISIONS: Final = ("Province", "City", "County", "Township", "Community")


def nodes_of(parcel: Parcel) -> Iterator[NodeRow]:
    for town in parcel.towns:
        yield "Township", town["values"]
        for community in town["communities"]:
            yield "Community", community["values"]
            for body in community["bodies"]:
                yield "JointCommittee", body["committee"] | {"valid_from": DAYS[body["since"]]}
                yield from (("ServiceStation", station) for station in body["stations"])
                yield from (("MemberUnit", unit["values"]) for unit in body["units"])
    for large in parcel.large:
        yield "Grid", large["values"]
        yield from (("Grid", grid) for spanned in large["communities"] for grid in spanned["grids"])
    yield from (("MemberUnit", organ["values"]) for organ in parcel.organs)


def links_of(parcel: Parcel) -> Iterator[LinkRow]:
    for town in parcel.towns:
        above = town["values"]["code"]
        yield "ADMINISTERS", "County", town["county"], "Township", above, OFFICIAL
        for community in town["communities"]:
            code = community["values"]["code"]
            yield "ADMINISTERS", "Township", above, "Community", code, OFFICIAL
            for body in community["bodies"]:
                yield from _links_of_body(body, code)
    for large in parcel.large:
        yield from _links_of_large(large)
    for row in parcel.seconds:
        yield "MEMBER_OF", "MemberUnit", row["unit"], "JointCommittee", row["committee"], _from(row["since"])
    for organ in parcel.organs:
        code, since = organ["values"]["code"], _from(organ["since"])
        yield "LOCATED_IN", "MemberUnit", code, "City", organ["city"], since
        yield from (("MEMBER_OF", "MemberUnit", code, "JointCommittee", joined, since) for joined in organ["committees"])


def _links_of_body(body: GeneratedRow, community: str) -> Iterator[LinkRow]:
    committee, since = body["committee"]["code"], _from(body["since"])
    yield "SERVES", "JointCommittee", committee, "Community", community, since
    for station in body["stations"]:
        yield "LOCATED_IN", "ServiceStation", station["code"], "Community", community, since
    for unit in body["units"]:
        code, joined = unit["values"]["code"], _from(unit["since"])
        yield "MEMBER_OF", "MemberUnit", code, "JointCommittee", committee, joined
        yield "LOCATED_IN", "MemberUnit", code, "Community", community, _from(0)
        yield "REPORTED_TO", "MemberUnit", code, "Community", community, joined


def _links_of_large(large: GeneratedRow) -> Iterator[LinkRow]:
    since = _from(large["since"])
    for spanned in large["communities"]:
        yield "SPANS", "Grid", large["values"]["code"], "Community", spanned["code"], since
        for grid in spanned["grids"]:
            yield "HAS_GRID", "Community", spanned["code"], "Grid", grid["code"], since
            yield "PART_OF", "Grid", grid["code"], "Grid", large["values"]["code"], since


def _from(since: int) -> dict[str, Any]:
    return {"since": DAYS[since], "provenance": "ILLUSTRATIVE"}


async def write_handwritten(database: Database, parcels: list[Parcel]) -> None:
    nodes: dict[str, list[GeneratedRow]] = {}
    links: dict[tuple[str, str, str], list[list[Any]]] = {}
    for parcel in parcels:
        for label, values in nodes_of(parcel):
            nodes.setdefault(label, []).append(values)
        for relation, start_label, start, end_label, end, values in links_of(parcel):
            links.setdefault((relation, start_label, end_label), []).append([start, end, values])
    for label, rows in nodes.items():
        labels = f"{label}:Entity:Division" if label in _DIVISIONS else f"{label}:Entity"
        await _write(database, f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row", rows)
    for (relation, start, end), rows in links.items():
        text = (
            f"UNWIND $rows AS row MATCH (a:{start} {{code: row[0]}}) MATCH (b:{end} {{code: row[1]}}) "
            f"CREATE (a)-[r:{relation}]->(b) SET r = row[2]"
        )
        await _write(database, text, rows)


async def _write(database: Database, text: str, rows: list[Any]) -> None:
    for first in range(0, len(rows), BATCH_SIZE):
        async with database.transaction() as transaction:
            await transaction.run(cast(LiteralString, text), {"rows": rows[first : first + BATCH_SIZE]})
