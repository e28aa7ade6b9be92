"""The nation of the benchmark is written as by the product's loader, and an interrupted load resumes."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from product_server import Server

from benchmarks.nation import loading
from benchmarks.nation.cases import ours
from benchmarks.nation.divisions import ListedDivision, cities_of, provinces_in
from benchmarks.nation.generated import DAYS, head_rows, parcels_of
from benchmarks.nation.handwritten_loader import links_of, nodes_of, write_handwritten
from benchmarks.nation.loading import OFFICIAL, Written, load_nation
from benchmarks.nation.plans import Recording, plan_of
from graph.database.database import Database
from graph.database.login import Login
from graph.local import NoProgress
from graph.model.common_properties import ENTITY_PROPERTIES, LINK_PROPERTIES
from graph.model.integrity import EntityKey
from graph.model.registry import KIND_BY_LABEL, RELATIONS
from seeds.loader.load import load
from seeds.loader.records import CityRecords, Entity, Link, RowLocation

pytestmark = pytest.mark.usefixtures("modifies_data", "server")
Cypher = Callable[..., list[list[Any]]]
NOWHERE = RowLocation("", 0)
PROVINCES = provinces_in(Path(__file__).parent.parent / "cities" / "nation")
CITIES = cities_of(PROVINCES)
EVERYTHING = "MATCH (n:Entity) RETURN labels(n)[0] AS kind, count(*) AS many ORDER BY kind"
LINKS = "MATCH ()-[r]->() RETURN count(r) AS many, count(DISTINCT [type(r), startNode(r), endNode(r)]) AS different"


class Killed(Exception):
    pass


@pytest.fixture
def empty(cypher: Cypher) -> None:
    cypher("MATCH (n) DETACH DELETE n")


def written(login: Login, cities: list[ListedDivision]) -> Written:
    async def work() -> Written:
        database = await Database.connect(login)
        try:
            return await load_nation(database, PROVINCES, cities, NoProgress())
        finally:
            await database.close()

    return asyncio.run(work())


@pytest.mark.usefixtures("empty")
def test_the_product_loader_writes_the_same(neo4j_login: Login) -> None:
    written(neo4j_login, CITIES)

    async def load_again() -> int:
        database = await Database.connect(neo4j_login)
        async with database.transaction() as transaction:
            loaded = await load(transaction, as_a_city(), progress=NoProgress())
        await database.close()
        return loaded.changed

    assert asyncio.run(load_again()) == 0


@pytest.mark.usefixtures("empty")
def test_an_interrupted_load_resumes_without_duplicates(
    neo4j_login: Login, cypher: Cypher, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, written_before = loading.write_parcel, [0]

    async def killed_at_the_second(*arguments: Any) -> None:
        await writing(*arguments)
        written_before[0] += 1
        if written_before[0] == 2:
            raise Killed

    monkeypatch.setattr(loading, "write_parcel", killed_at_the_second)
    with pytest.raises(Killed):
        written(neo4j_login, CITIES)
    monkeypatch.setattr(loading, "write_parcel", writing)
    entities = sum(parcel.entities for city in CITIES for parcel in parcels_of(city))
    assert 0 < written(neo4j_login, CITIES).entities < entities
    once, links = cypher(EVERYTHING), cypher(LINKS)
    assert written(neo4j_login, CITIES).entities == 0
    assert (cypher(EVERYTHING), cypher(LINKS)) == (once, links)
    assert links[0][0] == links[0][1] == len(as_a_city().links)
    assert sum(many for _, many in once) == len(as_a_city().entities)


@pytest.mark.usefixtures("empty")
def test_the_product_reads_the_nation(neo4j_login: Login, server: Server) -> None:
    written(neo4j_login, CITIES)
    answer = server.post(
        """{ community(code: "640502100002") { name ancestors { code } jointCommittee { name memberUnits { totalCount } } grids { totalCount } }
        named: search(text: "向阳巷居委会", first: 1) { nodes { code } } read: search(text: "xiangyangx", first: 1) { nodes { code } }
        province(code: "64") { communities { totalCount aggregate { population { max } } } }
        communities(within: "6405", orderBy: [{ name: ASC }], first: 1) { totalCount nodes { name } }
        coverage(scope: "64", indicator: SERVICE_STATION) { reached notReached unknown } }"""
    )
    assert "errors" not in answer
    data = answer["data"]
    assert [each["code"] for each in data["community"]["ancestors"]] == ["64", "6405", "640502", "640502100"]
    assert data["community"]["jointCommittee"]["name"] == "向阳巷社区联合党委"
    assert data["community"]["jointCommittee"]["memberUnits"]["totalCount"] >= 4
    assert data["community"]["grids"]["totalCount"] >= 6
    assert data["named"]["nodes"] == data["read"]["nodes"] == [{"code": "640502100002"}]
    assert data["province"]["communities"]["totalCount"] == 30
    assert data["communities"] == {"totalCount": 18, "nodes": [{"name": "上桥村"}]}
    assert sum(data["coverage"].values()) == 30


@pytest.mark.usefixtures("empty")
def test_a_list_of_cities_does_not_read_their_divisions(neo4j_login: Login) -> None:
    written(neo4j_login, CITIES)

    async def hits() -> int:
        database = await Database.connect(neo4j_login)
        recording = Recording(database)
        query = "query ($code: String!) { province(code: $code) { divisions(level: CITY) { nodes { name } } } }"
        await ours(cast(Database, recording), query, {"code": "64"})()
        await database.close()
        return (await plan_of(neo4j_login, recording.statements[0])).hits

    assert asyncio.run(hits()) < 60


@pytest.mark.usefixtures("empty")
def test_the_handwritten_loop_writes_the_same(neo4j_login: Login, cypher: Cypher) -> None:
    written(neo4j_login, CITIES)
    ours = cypher(EVERYTHING), cypher(LINKS)
    cypher("MATCH (n:Township|Community|JointCommittee|MemberUnit|ServiceStation|Grid) DETACH DELETE n")

    async def by_hand() -> None:
        database = await Database.connect(neo4j_login)
        await write_handwritten(database, [parcel for city in CITIES for parcel in parcels_of(city)])
        await database.close()

    asyncio.run(by_hand())
    assert (cypher(EVERYTHING), cypher(LINKS)) == ours


# ------------------------------------------------------------------------------------------------ as the product's loader takes it
def as_a_city() -> CityRecords:
    parcels = [parcel for city in CITIES for parcel in parcels_of(city)]
    nodes = [*_head_nodes(), *(node for parcel in parcels for node in nodes_of(parcel))]
    links = [*_head_links(), *(link for parcel in parcels for link in links_of(parcel))]
    return CityRecords(tuple(_entity(*node) for node in nodes), tuple(_link(*link) for link in links))


def _head_nodes() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for label, rows in zip(("Province", "City", "County"), head_rows(PROVINCES, CITIES), strict=True):
        for row in rows:
            yield label, row["values"]
            yield from (("Survey", survey) for survey in row.get("surveys", []))


def _head_links() -> Iterator[tuple[str, str, str, str, str, Mapping[str, Any]]]:
    _, cities, counties = head_rows(PROVINCES, CITIES)
    for row in cities:
        yield "ADMINISTERS", "Province", row["above"], "City", row["values"]["code"], OFFICIAL
    for row in counties:
        code = row["values"]["code"]
        yield "ADMINISTERS", "City", row["above"], "County", code, OFFICIAL
        for survey in row["surveys"]:
            yield (
                "COVERS",
                "Survey",
                survey["code"],
                "County",
                code,
                {"since": DAYS[row["since"]], "provenance": "ILLUSTRATIVE"},
            )


def _entity(label: str, values: Mapping[str, Any]) -> Entity:
    kind = KIND_BY_LABEL[label]
    names = [prop.name for prop in (*ENTITY_PROPERTIES, *kind.properties)]
    assert set(values) <= {*names, "version", "pinyin", "pinyin_starts"}
    return Entity(kind, {name: values.get(name) for name in names if name != "version"}, NOWHERE)


def _link(relation: str, start_label: str, start: str, end_label: str, end: str, values: Mapping[str, Any]) -> Link:
    names = [prop.name for prop in (*LINK_PROPERTIES, *RELATIONS[relation].properties)]
    assert set(values) <= set(names)
    ends = EntityKey(KIND_BY_LABEL[start_label], start), EntityKey(KIND_BY_LABEL[end_label], end)
    return Link(RELATIONS[relation], *ends, {name: values.get(name) for name in names}, NOWHERE)
