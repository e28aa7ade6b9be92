"""Every list is paged forward and backward, with every page size, also while its rows change.

Raw Cypher adds the city `77` to the tiny one: lists of every sort, with links that are parallel, begin on the same day or have no first
day, and with codes in several scripts.
"""

import base64
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any, Final

import pytest
from city_database import TINY, Cities
from oracles.graph import Cypher

Execute = Callable[..., Any]
ErrorCodes = Callable[..., list[str]]
Page = dict[str, Any]
Rows = list[dict[str, Any]]

PAGE_INFO: Final = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
DEFAULT_SIZE: Final = 20
SIZES: Final = (7, 100, 1, 2)


# ---------------------------------------------------------------------------------------------------- the lists
@dataclass(frozen=True)
class Listed:
    """A connection: its path, fixed arguments of the last step, and selection of a row."""

    name: str
    way: str
    arguments: str = ""
    row: str = "node { id }"

    @property
    def query(self) -> str:
        """Takes the page arguments from variables."""
        declared = "$first: Int, $after: String, $last: Int, $before: String"
        return f"query ({declared}) {{ {self.selection('first: $first after: $after last: $last before: $before')} }}"

    def selection(self, page: str) -> str:
        *before, last = self.way.split(" > ")
        listed = f"{last}({page} {self.arguments}) {{ totalCount {PAGE_INFO} edges {{ cursor {self.row} }} }}"
        return " { ".join([*before, listed]) + " }" * len(before)

    def of(self, data: Any) -> Page:
        for step in self.way.split(" > "):
            data = data[step.partition("(")[0]]
        return data


LINK: Final = "since source node { id }"
LINK_NODE: Final = "node { relation since source from { id } to { id } }"
LISTS: Final = (
    Listed("root", "memberUnits"),
    Listed("within", "communities", 'within: "77"'),
    Listed("divisions below", 'city(code: "77") > divisions'),
    Listed("communities below", 'city(code: "77") > communities'),
    Listed("several kinds", 'city(code: "77") > located', row=LINK),
    Listed("parallel links", 'jointCommittee(code: "77-J") > memberUnits', row=LINK),
    Listed("read both ways", 'compound(code: "77-C") > bundledWith', row=LINK),
    Listed("links", 'entity(ref: { jointCommittee: "77-J" }) > links', row=LINK_NODE),
    Listed("deep", 'jointCommittee(code: "77-J") > community > parent > communities'),
    Listed("search", "search", 'text: "翻页"'),
    Listed("search within", "search", 'text: "翻页" within: "77" kinds: [POST, MEMBER_UNIT]'),
    Listed("empty", 'jointCommittee(code: "77-J") > activities', row=LINK),
)
BY_NAME: Final = {listed.name: listed for listed in LISTS}

every_list = pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.name)

CITY: Final = """
CREATE (city:City:Division:Entity {code: '77', name: '翻页市'})
CREATE (city)-[:ADMINISTERS]->(town:Township:Division:Entity {code: '7701', name: '翻页镇'})
CREATE (j:JointCommittee:Entity {code: '77-J', name: '翻页联合党委'})
CREATE (c:Compound:Entity {code: '77-C', name: '翻页小区'})
FOREACH (i IN range(10, 32) |
  CREATE (m:Community:Division:Entity {code: '7701' + i, name: '第' + i + '社区'})
  CREATE (town)-[:ADMINISTERS]->(m)
  FOREACH (_ IN CASE i WHEN 10 THEN [1] ELSE [] END | CREATE (j)-[:SERVES]->(m) CREATE (c)-[:SITUATED_IN]->(m)))
FOREACH (i IN range(0, 24) |
  CREATE (u:MemberUnit:Entity {code: '77-' + ['U', 'É', '乡', '！', 'a'][i % 5] + i, name: ['', '大'][i % 2] + '翻页单位' + i})
  CREATE (u)-[:LOCATED_IN {source: 'register ' + i}]->(city)
  FOREACH (_ IN CASE i % 2 WHEN 0 THEN [1] ELSE [] END |
    CREATE (u)-[:MEMBER_OF {since: date('2020-01-01'), source: 'a'}]->(j)
    CREATE (u)-[:MEMBER_OF {since: date('2020-01-01'), source: 'b'}]->(j)
    CREATE (u)-[:MEMBER_OF {source: 'c'}]->(j)
    CREATE (u)-[:MEMBER_OF {since: date('2021-01-01')}]->(j)))
FOREACH (i IN range(0, 9) |
  CREATE (j)<-[:POST_IN {role: 'MEMBER'}]-(:Post:Entity {code: '77-P' + i, name: '翻页岗位' + i})
  CREATE (city)<-[:LOCATED_IN]-(:ResidentsCommittee:Entity {code: '77-R' + i, name: '居委会' + i})
  CREATE (k:Compound:Entity {code: '77-K' + i, name: '小区' + i})
  CREATE (c)-[:BUNDLED_WITH {source: 'out'}]->(k)
  CREATE (c)<-[:BUNDLED_WITH {source: 'in'}]-(k))
"""


@pytest.fixture(scope="module", autouse=True)
def city(cities: Cities, cypher: Cypher) -> Iterator[None]:
    cities.load(TINY)
    cities.current = None
    cypher(CITY)
    yield
    cities.current = None


# ---------------------------------------------------------------------------------------------------- walking through pages
Fetch = Callable[..., Page]


@pytest.fixture
def fetch(execute: Execute) -> Fetch:
    return lambda listed, **page: listed.of(execute(listed.query, **page))


def forward(fetch: Fetch, listed: Listed, size: int) -> Rows:
    page = fetch(listed, first=size)
    edges = checked(page, size, starts=True)
    while page["pageInfo"]["hasNextPage"]:
        page = fetch(listed, first=size, after=page["pageInfo"]["endCursor"])
        edges += checked(page, size, starts=False)
    assert len(edges) == page["totalCount"]
    return edges


def backward(fetch: Fetch, listed: Listed, size: int) -> Rows:
    """Returns all edges, read from the end, in the order of the list."""
    page = fetch(listed, last=size)
    edges = checked(page, size, ends=True)
    while page["pageInfo"]["hasPreviousPage"]:
        page = fetch(listed, last=size, before=page["pageInfo"]["startCursor"])
        edges = checked(page, size, ends=False) + edges
    assert len(edges) == page["totalCount"]
    return edges


def checked(page: Page, size: int, *, starts: bool | None = None, ends: bool | None = None) -> Rows:
    """Checks that a page is full unless it is the last, and that its cursors are those of its edges. Returns the edges."""
    edges, actual = page["edges"], page["pageInfo"]
    going_on = actual["hasNextPage"] if ends is None else actual["hasPreviousPage"]
    assert len(edges) == size if going_on else len(edges) <= size
    assert (actual["startCursor"], actual["endCursor"]) == (
        (edges[0]["cursor"], edges[-1]["cursor"]) if edges else (None, None)
    )
    assert actual["hasPreviousPage"] is not starts if starts is not None else actual["hasNextPage"] is not ends
    return edges


# ---------------------------------------------------------------------------------------------------- to the end and back
@pytest.mark.sampled(0.1)
@every_list
def test_forward_and_backward_give_the_same_list(listed: Listed, fetch: Fetch, share_of_cases: float) -> None:
    """The default run has two page sizes."""
    every = fetch(listed, first=100)["edges"]
    assert len({edge["cursor"] for edge in every}) == len(every)
    for size in SIZES if share_of_cases == 1 else SIZES[:2]:
        assert forward(fetch, listed, size) == backward(fetch, listed, size) == every, size


@pytest.mark.sampled(0.5)
@every_list
def test_lists_have_the_created_lengths(listed: Listed, fetch: Fetch) -> None:
    expected = {
        "within": 23,
        "divisions below": 24,
        "communities below": 23,
        "several kinds": 35,
        "parallel links": 13 * 4,
        "read both ways": 20,
        "links": 13 * 4 + 1 + 10,
        "deep": 23,
        "search": 25 + 10 + 4,
        "search within": 25 + 10,
        "empty": 0,
    }
    assert fetch(listed)["totalCount"] == expected.get(listed.name, fetch(listed)["totalCount"])


@pytest.mark.sampled(0.1)
@every_list
def test_between_two_cursors(listed: Listed, fetch: Fetch) -> None:
    """With `first` and with `last`."""
    every = fetch(listed, first=100)["edges"]
    for start, end in combinations(range(0, len(every), 6), 2):
        bounds = {"after": every[start]["cursor"], "before": every[end]["cursor"]}
        between = every[start + 1 : end]
        assert fetch(listed, first=100, **bounds)["edges"] == between
        assert fetch(listed, first=2, **bounds)["edges"] == between[:2]
        assert fetch(listed, last=2, **bounds)["edges"] == between[-2:]


@every_list
def test_the_default_page_size_is_20(listed: Listed, fetch: Fetch) -> None:
    every = fetch(listed, first=100)["edges"]
    assert fetch(listed)["edges"] == every[:DEFAULT_SIZE]
    assert fetch(listed, first=None, last=None, after=None, before=None)["edges"] == every[:DEFAULT_SIZE]


def test_pages_of_links_are_those_of_their_entities(execute: Execute) -> None:
    page = execute('{ jointCommittee(code: "77-J") { memberUnits(first: 9) { nodes { id } edges { node { id } } } } }')
    units = page["jointCommittee"]["memberUnits"]
    assert [edge["node"] for edge in units["edges"]] == units["nodes"]
    assert len(units["nodes"]) == 9


def test_page_info_alone(execute: Execute) -> None:
    query = "query ($after: String) { memberUnits(first: 3, after: $after) { pageInfo { hasNextPage endCursor } } }"
    page = execute(query)["memberUnits"]["pageInfo"]
    assert page["hasNextPage"] is True
    onward = execute(query, after=page["endCursor"])["memberUnits"]["pageInfo"]
    assert onward["endCursor"] != page["endCursor"]


@pytest.mark.sampled(0.5)
@pytest.mark.parametrize("wanted", ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"])
def test_each_field_of_page_info_by_itself(wanted: str, fetch: Fetch, execute: Execute) -> None:
    listed = BY_NAME["within"]
    cursor = fetch(listed, first=3)["pageInfo"]["endCursor"]
    query = f'query ($after: String) {{ communities(within: "77", first: 3, after: $after) {{ pageInfo {{ {wanted} }} }} }}'
    alone = execute(query, after=cursor)["communities"]["pageInfo"]
    assert alone == {wanted: fetch(listed, first=3, after=cursor)["pageInfo"][wanted]}


# ---------------------------------------------------------------------------------------------------- while rows come and go
@dataclass(frozen=True)
class Shifting:
    """A list over units W10, W20, … W90 of a committee, and how rows are added and removed. `key` returns the unit of a row."""

    listed: Listed
    add: str
    remove: str

    def key(self, edge: dict[str, Any]) -> str:
        node = edge["node"]
        return node.get("from", node)["id"].partition(":")[2]


ADD_UNIT: Final = """MATCH (j:JointCommittee {code: 'W'}) MATCH (d:City {code: '77'})
CREATE (u:MemberUnit:Entity {code: $code, name: '流水单位'})-[:MEMBER_OF]->(j) CREATE (u)-[:LOCATED_IN]->(d)"""
REMOVE_UNIT: Final = "MATCH (u:MemberUnit {code: $code}) DETACH DELETE u"
REMOVE_LINK: Final = "MATCH (:MemberUnit {code: $code})-[r:MEMBER_OF]->() DELETE r"
SHIFTING: Final = {
    "root": Shifting(Listed("root", "memberUnits", 'within: "77"'), ADD_UNIT, REMOVE_UNIT),
    "links removed": Shifting(Listed("", 'jointCommittee(code: "W") > memberUnits', row=LINK), ADD_UNIT, REMOVE_LINK),
    "units removed": Shifting(Listed("", 'jointCommittee(code: "W") > memberUnits', row=LINK), ADD_UNIT, REMOVE_UNIT),
    "links": Shifting(
        Listed("", 'jointCommittee(code: "W") > links', "relations: [MEMBER_OF]", row=LINK_NODE), ADD_UNIT, REMOVE_LINK
    ),
    "search": Shifting(Listed("", "search", 'text: "流水"'), ADD_UNIT, REMOVE_UNIT),
}
UNITS: Final = [f"W{number}" for number in range(10, 100, 10)]
every_shifting_list = pytest.mark.parametrize("shifting", SHIFTING.values(), ids=SHIFTING)


@pytest.fixture
def units(cypher: Cypher) -> Iterator[None]:
    cypher("CREATE (:JointCommittee:Entity {code: 'W', name: '变动中的联合党委'})")
    for code in UNITS:
        cypher(ADD_UNIT, code=code)
    yield
    cypher("MATCH (n:Entity) WHERE n.code STARTS WITH 'W' DETACH DELETE n")


@pytest.mark.sampled(0.05)
@pytest.mark.usefixtures("units")
@every_shifting_list
def test_forward_while_rows_come_and_go(shifting: Shifting, fetch: Fetch, cypher: Cypher) -> None:
    """After W10, W20, W30: the last row read and one ahead are removed; one is added behind the page and one ahead of it."""
    seen = fetch(shifting.listed, first=100, before=cursor_of(shifting, fetch, "W40"))["edges"]
    assert [shifting.key(edge) for edge in seen if shifting.key(edge) in UNITS] == ["W10", "W20", "W30"]
    come_and_go(shifting, cypher, go=("W30", "W60"), come=("W25", "W55"))
    ahead = rest(fetch, shifting.listed, {"first": 2}, "after", seen[-1]["cursor"])
    ours = [key for edge in ahead if (key := shifting.key(edge)).startswith("W")]
    assert ours == ["W40", "W50", "W55", "W70", "W80", "W90"]


@pytest.mark.sampled(0.1)
@pytest.mark.usefixtures("units")
@every_shifting_list
def test_backward_while_rows_come_and_go(shifting: Shifting, fetch: Fetch, cypher: Cypher) -> None:
    """From the end: W90, W80, W70 are read, W70 and W40 are removed, W75 and W45 are added."""
    seen = cursor_of(shifting, fetch, "W70")
    come_and_go(shifting, cypher, go=("W70", "W40"), come=("W75", "W45"))
    ahead = rest(fetch, shifting.listed, {"last": 2}, "before", seen)
    ours = [key for edge in ahead if (key := shifting.key(edge)).startswith("W")]
    assert ours == ["W60", "W50", "W45", "W30", "W20", "W10"]


@pytest.mark.usefixtures("units")
def test_a_parallel_link_ends_between_two_pages(fetch: Fetch, cypher: Cypher) -> None:
    """Of two links to one unit with the same first day, the cursor still distinguishes which were read."""
    listed = SHIFTING["links removed"].listed
    cypher(
        "MATCH (u:MemberUnit {code: 'W20'}) MATCH (j {code: 'W'}) UNWIND range(1, 6) AS i CREATE (u)-[:MEMBER_OF {source: toString(i)}]->(j)"
    )
    every = fetch(listed, first=100)["edges"]
    seen, ahead = every[:4], every[4:]
    cypher("MATCH (:MemberUnit {code: 'W20'})-[r {source: $source}]->() DELETE r", source=seen[-1]["source"])
    assert rest(fetch, listed, {"first": 2}, "after", seen[-1]["cursor"]) == ahead


@pytest.mark.sampled(0.2)
@pytest.mark.usefixtures("units")
@every_shifting_list
def test_codes_beyond_the_first_plane(shifting: Shifting, fetch: Fetch, cypher: Cypher) -> None:
    """Neo4j compares strings by UTF-16 unit but sorts by code point: the two differ for these codes."""
    for letter in "！𠀀":
        cypher(ADD_UNIT, code=f"W{letter}")
    every = fetch(shifting.listed, first=100)["edges"]
    assert [shifting.key(edge) for edge in every][-2:] == ["W！", "W𠀀"]
    assert forward(fetch, shifting.listed, 1) == backward(fetch, shifting.listed, 3) == every


@pytest.mark.usefixtures("units")
def test_a_cursor_after_all_rows_are_removed(fetch: Fetch, cypher: Cypher) -> None:
    listed = SHIFTING["links removed"].listed
    cursor = fetch(listed, first=3)["pageInfo"]["endCursor"]
    for code in UNITS:
        cypher(REMOVE_UNIT, code=code)
    page = fetch(listed, first=3, after=cursor)
    assert page["edges"] == []
    assert page["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


def cursor_of(shifting: Shifting, fetch: Fetch, code: str) -> str:
    (found,) = [edge for edge in fetch(shifting.listed, first=100)["edges"] if shifting.key(edge) == code]
    return found["cursor"]


def come_and_go(shifting: Shifting, cypher: Cypher, *, go: tuple[str, ...], come: tuple[str, ...]) -> None:
    for code in go:
        cypher(shifting.remove, code=code)
    for code in come:
        cypher(shifting.add, code=code)


def rest(fetch: Fetch, listed: Listed, size: dict[str, int], bound: str, cursor: str) -> Rows:
    edges: Rows = []
    onward, at, turn = ("hasNextPage", "endCursor", 1) if bound == "after" else ("hasPreviousPage", "startCursor", -1)
    while True:
        page = fetch(listed, **size, **{bound: cursor})
        edges += page["edges"][::turn]
        if not page["pageInfo"][onward]:
            return edges
        cursor = page["pageInfo"][at]


# ---------------------------------------------------------------------------------------------------- damaged and foreign cursors
def flipped(cursor: str) -> Iterator[str]:
    """Changes each character."""
    letters = string.ascii_letters + string.digits + "-_"
    for place, letter in enumerate(cursor):
        for step in (1, 17):
            other = letters[(letters.index(letter) + step) % len(letters)]
            yield cursor[:place] + other + cursor[place + 1 :]


def garbled(cursor: str) -> dict[str, list[str]]:
    return {
        "a character changed": [*flipped(cursor)],
        "cut short": [cursor[:length] for length in range(1, len(cursor))],
        "grown": [cursor + "A", cursor + "=", cursor + "AAAA", "A" + cursor, cursor + cursor, f" {cursor}", f"{cursor}\n"],
        "other base64": [base64.urlsafe_b64encode(text.encode()).decode() for text in ("1", "20", "[]", "offset:20", "翻页")],
        "no base64": ["翻页", "é", "😀", "\u0000", "%", "null", "{}", "cursor with spaces", "A" * 5000],
    }


def refusals_of(listed: Listed, bound: str, cursors: list[str], error_codes: ErrorCodes) -> list[str]:
    """Sends many cursors in one operation."""
    codes: list[str] = []
    for start in range(0, len(cursors), 20):
        some = cursors[start : start + 20]
        names = [f"c{index}" for index in range(len(some))]
        declared = ", ".join(f"${name}: String" for name in names)
        selections = " ".join(f"{name}: {listed.selection(f'first: 2 {bound}: ${name}')}" for name in names)
        codes += error_codes(f"query ({declared}) {{ {selections} }}", **dict(zip(names, some, strict=True)))
    return codes


@pytest.mark.sampled(0.2)
@pytest.mark.parametrize("bound", ["after", "before"])
@pytest.mark.parametrize("fault", garbled("AAAA"))
@pytest.mark.parametrize("name", ["within", "parallel links", "links", "search"])
def test_a_malformed_cursor_is_an_error(name: str, fault: str, bound: str, fetch: Fetch, error_codes: ErrorCodes) -> None:
    listed = BY_NAME[name]
    cursors = garbled(fetch(listed, first=2)["pageInfo"]["endCursor"])[fault]
    assert refusals_of(listed, bound, cursors, error_codes) == ["BAD_CURSOR"] * len(cursors)


FOREIGN: Final = [(one, other) for one, other in permutations(LISTS, 2) if "empty" not in (one.name, other.name)]


@pytest.mark.sampled(0.1)
@pytest.mark.parametrize(("one", "other"), FOREIGN, ids=lambda listed: listed.name)
def test_a_cursor_of_another_list_is_an_error(one: Listed, other: Listed, fetch: Fetch, error_codes: ErrorCodes) -> None:
    cursor = fetch(one, first=2)["pageInfo"]["endCursor"]
    assert error_codes(other.query, first=2, after=cursor) == ["BAD_CURSOR"]
    assert error_codes(other.query, last=2, before=cursor) == ["BAD_CURSOR"]


@every_list
def test_an_invalid_cursor_is_an_error_without_selected_rows(listed: Listed, error_codes: ErrorCodes) -> None:
    *before, last = listed.way.split(" > ")
    for selection in ("totalCount", "__typename", "aggregate { count }", "pageInfo { hasPreviousPage }"):
        text = " { ".join([*before, f'{last}({listed.arguments} after: "damaged") {{ {selection} }}']) + " }" * len(before)
        assert error_codes(f"{{ {text} }}") == ["BAD_CURSOR"], selection


# ---------------------------------------------------------------------------------------------------- page arguments
@pytest.mark.sampled(0.4)
@every_list
@pytest.mark.parametrize(
    "page",
    [
        {"first": 2, "last": 2},
        {"first": 0},
        {"first": 101},
        {"first": -1},
        {"first": 2**31 - 1},
        {"last": 0},
        {"last": 101},
        {"last": -1},
    ],
    ids=lambda page: " ".join(f"{name} {value}" for name, value in page.items()),
)
def test_invalid_page_arguments_are_errors(listed: Listed, page: dict[str, int], error_codes: ErrorCodes) -> None:
    assert error_codes(listed.query, **page) == ["BAD_ARGUMENT"]


@pytest.mark.parametrize("size", ["first: 0", "last: 101", "first: 1 last: 1"])
@pytest.mark.parametrize("selection", ["totalCount", "aggregate { count }", "__typename", "pageInfo { startCursor }"])
def test_an_invalid_page_size_is_an_error_without_selected_rows(size: str, selection: str, error_codes: ErrorCodes) -> None:
    assert error_codes(f"{{ memberUnits({size}) {{ {selection} }} }}") == ["BAD_ARGUMENT"]


def test_page_arguments_by_variables_at_every_depth(execute: Execute) -> None:
    """Under aliases and with default values."""
    query = """query ($towns: Int = 1, $some: Int!, $after: String, $few: Int) {
      city(code: "77") {
        divisions(first: $towns) { nodes { id ... on Township { communities(first: $some, after: $after) {
          pageInfo { endCursor } nodes { id located(first: $few) { totalCount } } } } } }
        one: communities(first: 1) { nodes { id } }
        end: communities(last: $some) { nodes { id } }
      } }"""
    page = execute(query, some=3)["city"]
    assert [each["id"] for each in page["end"]["nodes"]] == [f"Community:7701{number}" for number in (30, 31, 32)]
    assert [each["id"] for each in page["one"]["nodes"]] == ["Community:770110"]
    town = page["divisions"]["nodes"]
    assert len(town) == 1
    assert town[0] == {"id": "Community:770110"}
    town = execute(query, some=3, towns=100)["city"]["divisions"]["nodes"][-1]
    assert [each["id"] for each in town["communities"]["nodes"]] == [f"Community:7701{number}" for number in (10, 11, 12)]
    cursor = town["communities"]["pageInfo"]["endCursor"]
    onward = execute(query, some=2, towns=100, after=cursor)["city"]["divisions"]["nodes"][-1]
    assert [each["id"] for each in onward["communities"]["nodes"]] == [f"Community:7701{number}" for number in (13, 14)]


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"first": 0}, "BAD_ARGUMENT"),
        ({"first": 101}, "BAD_ARGUMENT"),
        ({"first": 3, "last": 3}, "BAD_ARGUMENT"),
        ({"after": "damaged"}, "BAD_CURSOR"),
        ({"last": 3, "before": "damaged"}, "BAD_CURSOR"),
    ],
    ids=str,
)
def test_nested_page_arguments_are_checked_too(variables: dict[str, Any], code: str, error_codes: ErrorCodes) -> None:
    query = """query ($first: Int, $after: String, $last: Int, $before: String) { communities(within: "77", first: 2) { nodes {
      communityBranches(first: $first, after: $after, last: $last, before: $before) { totalCount nodes { id } } } } }"""
    assert error_codes(query, **variables) == [code]


def test_one_list_of_many_owners_in_one_response(execute: Execute) -> None:
    """Each owner's page begins at its own start."""
    query = """{ memberUnits(within: "77", first: 100) { nodes { code jointCommittees(first: 3) { totalCount
      pageInfo { hasNextPage hasPreviousPage } edges { cursor since source } } } } }"""
    for unit in execute(query)["memberUnits"]["nodes"]:
        links, in_it = unit["jointCommittees"], int(unit["code"][4:]) % 2 == 0
        assert links["totalCount"] == (4 if in_it else 0)
        assert links["pageInfo"] == {"hasNextPage": in_it, "hasPreviousPage": False}
        assert [edge["since"] for edge in links["edges"]] == (["2020-01-01", "2020-01-01", "2021-01-01"] if in_it else [])
