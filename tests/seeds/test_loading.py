"""Loading a city into a real database: atomically, and again without changes."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tiny_city import TINY, change, city

from graph.database.database import Database
from graph.database.login import Login
from graph.database.statement import Statement
from graph.local import NoProgress
from graph.messages.language import BilingualText
from seeds.loader.errors import InvalidSeedFolder
from seeds.loader.folders import ZHONGWEI
from seeds.loader.load import LoadResult, load
from seeds.loader.parse import read_city

__all__ = ["city"]
pytestmark = pytest.mark.usefixtures("modifies_data")
T = TypeVar("T")
Cypher = Callable[..., list[list[Any]]]


class Stopped(Exception):
    pass


class StopsAt(NoProgress):
    """Fails after the first links have been written."""

    def advance(self, what: BilingualText, done: int, total: int, unit: BilingualText) -> None:
        if str(unit) == "links":
            raise Stopped


def in_database(login: Login, work: Callable[[Database], Coroutine[Any, Any, T]]) -> T:
    async def connected() -> T:
        database = await Database.connect(login)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(connected())


def seed(login: Login, folder: Path, *, reset: bool = False, progress: NoProgress | None = None) -> LoadResult:
    async def work(database: Database) -> LoadResult:
        async with database.transaction() as transaction:
            return await load(transaction, read_city(folder), progress=progress or NoProgress(), reset=reset)

    return in_database(login, work)


def revision(login: Login) -> str:
    async def work(database: Database) -> str:
        return (await database.read(Statement("RETURN 1"))).revision

    return in_database(login, work)


def counts(cypher: Cypher) -> list[list[Any]]:
    return cypher("MATCH (n:Entity) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r)")


def test_a_loaded_city_conforms_to_the_model(neo4j_login: Login, cypher: Cypher) -> None:
    assert seed(neo4j_login, TINY, reset=True) == LoadResult(65, 110, 175)
    assert counts(cypher) == [[65, 110]]
    ((labels, stored),) = cypher("MATCH (n:Community {code: '9901001'}) RETURN labels(n), properties(n)")
    assert set(labels) == {"Entity", "Division", "Community"}
    assert stored == {
        "code": "9901001",
        "name": "东一社区",
        "former_names": ["东门居委会", "东门社区"],
        "population": 800,
        "version": 1,
        "pinyin": "dong yi she qu",
        "pinyin_starts": ["dongyishequ", "yishequ", "shequ", "qu", "dysq", "ysq", "sq", "q"],
    }
    ((until, label),) = cypher("MATCH (:Alliance)-[r:RUNS]->(s {code: 'SS2'}) RETURN r.until, labels(s)")
    assert until.to_native() == date(2021, 3, 1)
    assert set(label) == {"Entity", "ServiceStation"}
    assert cypher("MATCH ()-[r]->() WHERE r.source = '' RETURN count(r)") == [[0]]


def test_loading_again_changes_nothing_and_commits_nothing(neo4j_login: Login) -> None:
    seed(neo4j_login, TINY, reset=True)
    before = revision(neo4j_login)
    assert seed(neo4j_login, TINY).changed == 0
    assert revision(neo4j_login) == before


def test_reset_replaces_the_city(neo4j_login: Login, cypher: Cypher) -> None:
    seed(neo4j_login, TINY, reset=True)
    loaded = seed(neo4j_login, ZHONGWEI, reset=True)
    assert counts(cypher) == [[loaded.entities, loaded.links]]


def test_a_changed_row_increments_the_version(neo4j_login: Login, city: Path, cypher: Cypher) -> None:
    seed(neo4j_login, city, reset=True)
    change(city, "entities/communities.csv", "东一社区,东门居委会|东门社区,,800", "东一社区,,,900")
    change(city, "links/member_of.csv", "MU1,JC1,2019-06-01,,名册", "MU1,JC1,2019-06-01,2022-12-31,")
    assert seed(neo4j_login, city).changed == 2
    ((stored,),) = cypher("MATCH (n:Community {code: '9901001'}) RETURN n {.*, pinyin: null, pinyin_starts: null}")
    recorded = {name: value for name, value in stored.items() if value is not None}
    assert recorded == {"code": "9901001", "name": "东一社区", "population": 900, "version": 2}
    ((link,),) = cypher("MATCH (:MemberUnit {code: 'MU1'})-[r:MEMBER_OF]->({code: 'JC1'}) RETURN properties(r)")
    assert {key: value.to_native() for key, value in link.items()} == {"since": date(2019, 6, 1), "until": date(2022, 12, 31)}


def test_loading_again_adds_missing_pinyin(neo4j_login: Login, cypher: Cypher) -> None:
    """In data loaded before pinyin was stored: each entity is written once, and its version stays."""
    seed(neo4j_login, TINY, reset=True)
    cypher("MATCH (n:Entity) REMOVE n.pinyin, n.pinyin_starts")
    assert seed(neo4j_login, TINY).changed == 65
    assert cypher("MATCH (n:Entity) RETURN count(n.pinyin), count(n.pinyin_starts), max(n.version)") == [[65, 65, 1]]
    assert seed(neo4j_login, TINY).changed == 0


def test_a_changed_name_gets_new_pinyin(neo4j_login: Login, city: Path, cypher: Cypher) -> None:
    seed(neo4j_login, city, reset=True)
    change(city, "entities/communities.csv", "东一社区,东门居委会|东门社区,,800", "长安社区,东门居委会|东门社区,,800")
    assert seed(neo4j_login, city).changed == 1
    assert cypher("MATCH (n:Community {code: '9901001'}) RETURN n.pinyin, n.version") == [["chang an she qu", 2]]


def test_a_reversed_pair_is_the_same_link(neo4j_login: Login, city: Path, cypher: Cypher) -> None:
    seed(neo4j_login, city, reset=True)
    change(city, "links/bundled_with.csv", "CP2,CP1", "CP1,CP2")
    assert seed(neo4j_login, city).changed == 0


def test_a_failed_load_is_rolled_back(neo4j_login: Login, city: Path, cypher: Cypher) -> None:
    seed(neo4j_login, TINY, reset=True)
    change(city, "entities/communities.csv", "东一社区,东门居委会|东门社区,,800", "长安社区,,,900")
    with pytest.raises(Stopped):
        seed(neo4j_login, city, reset=True, progress=StopsAt())
    assert counts(cypher) == [[65, 110]]
    assert cypher("MATCH (n:Community {code: '9901001'}) RETURN n.name, n.population") == [["东一社区", 800]]


def test_a_second_home_is_an_error(neo4j_login: Login, city: Path, cypher: Cypher) -> None:
    seed(neo4j_login, city, reset=True)
    change(city, "links/has_grid.csv", "9900001,G5,2019-01-01", "9901001,G5,2020-01-01")
    change(city, "links/administers.csv", "9901,9901002,2000-01-01", "9901,9901002,2001-01-01")
    with pytest.raises(InvalidSeedFolder) as raised:
        seed(neo4j_login, city)
    assert [(problem.file, problem.value) for problem in raised.value.problems] == [
        ("entities/communities.csv", "9901002"),
        ("entities/grids.csv", "G5"),
    ]
    assert "--reset" in str(raised.value)
    assert counts(cypher) == [[65, 110]]
    assert seed(neo4j_login, city, reset=True).links == 110


def test_more_residents_than_a_number_can_show_are_an_error(neo4j_login: Login, city: Path, cypher: Cypher) -> None:
    """The total is that of the folder and of what the database has."""
    seed(neo4j_login, TINY, reset=True)
    cypher("CREATE (:Entity:Division:Community {code: '98', name: '另一社区', population: 2000})")
    change(city, "entities/communities.csv", ",1200", ",2147481000")
    with pytest.raises(InvalidSeedFolder, match="residents in total"):
        seed(neo4j_login, city)
    assert seed(neo4j_login, city, reset=True).links == 110


class Steps(NoProgress):
    def __init__(self) -> None:
        self.sentences: list[str] = []

    def step(self, sentence: BilingualText) -> None:
        self.sentences.append(str(sentence))


STORED: dict[str, tuple[str, str, str]] = {
    "G1": ("code", "G\u200b1", "character 2 is invisible (U+200B, ZERO WIDTH SPACE)"),
    "G2": ("code", "Ｇ２", "full-width characters"),
    "G3": ("name", "网" * 101, "a name has up to 100 characters"),
    "G4": ("name", "东\ufffd网格", "character 2 stands for one"),
    "G5": ("name", "全市合计", "a row of totals"),
    "G6": ("name", "--", "no letter and no digit"),
    "G7": ("name", "东一（第7网格）", ""),
    "G8": ("code", "1.10105E+11", "Excel"),
    "G9": ("code", "G9@2021-04-15", "must not end like"),
    "G10": ("name", "NULL", "a missing value"),
    "G11": ("name", "+SUM(A1)", "a formula"),
    "G12": ("name", "ä¸œä¸€", "another encoding"),
    "G13": ("name", "瑗块晣", "another encoding"),
    "G14": ("name", "＃N/A", "#N/A"),
    "G15": ("name", "全市平均", "a row of totals"),
    "G16": ("name", "备注：截至年底", "a note"),
    "G17": ("name", "一格&amp;二格", "markup"),
    "G18": ("code", "1,200", "Excel"),
    "G19": ("name", "’一格", "apostrophe"),
}


def test_stored_codes_and_names_that_are_refused_now_are_reported(neo4j_login: Login, cypher: Cypher) -> None:
    seed(neo4j_login, TINY, reset=True)
    steps = Steps()
    seed(neo4j_login, TINY, progress=steps)
    assert steps.sentences == []
    for code, (prop, value, _) in STORED.items():
        cypher(f"CREATE (n:Entity:Grid {{code: $code, name: '网格'}}) SET n.{prop} = $value", code=f"S{code}", value=value)
    cypher("UNWIND ['王主任', '东门主任', '东镇主任'] AS name CREATE (:Entity:Post {code: 'S' + name, name: name})")
    seed(neo4j_login, TINY, progress=steps)
    head, *lines = steps.sentences
    assert any("王**" in line and "never by a person" in line for line in lines)
    lines = [line for line in lines if "Post" not in line]
    refused = [reason for _, _, reason in STORED.values() if reason]
    assert f": {len(refused) + 1}." in head
    assert len(lines) == len(refused)
    for reason in refused:
        assert any(reason in line for line in lines), reason
    assert not any("\u200b" in line for line in lines)
