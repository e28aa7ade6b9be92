"""Every answer of the API about a city, held against what plain Python counts in an export of the same database.

Three cities: Zhongwei, the tiny one, and one made by chance, in which dates fall on the very days asked about, links lie parallel,
levels of the tree are skipped, and codes hold letters beyond the first plane of Unicode.
"""

import math
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pytest
from conftest import TINY, ZHONGWEI, Cities, Server
from oracles.graph import (
    COMMON_TO_LINKS,
    LEVELS,
    ONE_AND_MANY,
    READINGS,
    RELATIONS,
    TO_ONE,
    Cypher,
    Graph,
    Hop,
    Moment,
    Node,
    Relation,
    Way,
    aggregate,
    camel,
    label_of,
    relation_fields,
    shouted,
    shown,
    today,
)

Ask = Callable[..., Any]
LARGEST_PAGE: Final = 100
MOMENTS: Final = ("2018-06-01", "2019-12-31", "2021-01-01", "2022-09-22", "today")
FIELDS: Final = relation_fields()
OF_THE_TREE: Final = ("home", "parent", "ancestors", "divisions", "communities", "links")
STORED_AS: Final = {"activityKind": "kind", "trainingKind": "kind"}
"""The interface takes the name `kind` for itself."""
NOT_STORED: Final = ("id", "kind", "level")
LIFE: Final = ("validFrom", "validTo")
WHERE_ABSENT: Final[Mapping[str, Any]] = {"former_names": [], "provenance": "IMPORTED", "version": 1}

by_kind = pytest.mark.parametrize("kind", ONE_AND_MANY)


# ---------------------------------------------------------------------------------------------------- what the schema offers
@dataclass(frozen=True)
class Field:
    """A field of the schema: its arguments, and the named type below its wrappers."""

    name: str
    arguments: frozenset[str]
    type: str
    is_leaf: bool


class Offered:
    """The schema as introspection tells it."""

    QUESTION: Final = """{ __schema { types { name interfaces { name } enumValues { name } fields { name args { name }
        type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }"""

    def __init__(self, server: Server) -> None:
        types = server.post(self.QUESTION)["data"]["__schema"]["types"]
        self._fields = {each["name"]: [_field(field) for field in each["fields"] or []] for each in types}
        self._interfaces = {each["name"]: {face["name"] for face in each["interfaces"] or []} for each in types}
        self._values = {each["name"]: [value["name"] for value in each["enumValues"] or []] for each in types}

    def fields(self, type_name: str) -> dict[str, Field]:
        return {field.name: field for field in self._fields[type_name]}

    def leaves(self, type_name: str) -> list[Field]:
        """The fields that hold a value, not an object."""
        return [field for field in self._fields[type_name] if field.is_leaf and not field.arguments]

    def interfaces(self, type_name: str) -> set[str]:
        return self._interfaces[type_name]

    def values(self, enum: str) -> list[str]:
        return self._values[enum]

    def edge_of(self, connection: str) -> str:
        return self.fields(connection)["edges"].type

    def numbers_of(self, connection: str) -> list[str]:
        """The properties that the connection aggregates."""
        return [name for name in self.fields(self.fields(connection)["aggregate"].type) if name != "count"]


def _field(told: Mapping[str, Any]) -> Field:
    named = told["type"]
    while named.get("ofType"):
        named = named["ofType"]
    arguments = frozenset(argument["name"] for argument in told["args"])
    return Field(told["name"], arguments, named["name"], named["kind"] in ("SCALAR", "ENUM"))


@pytest.fixture(scope="module")
def offered(server: Server) -> Offered:
    return Offered(server)


# ---------------------------------------------------------------------------------------------------- the cities and moments
@pytest.fixture(scope="module", params=["zhongwei", "tiny", "chance"])
def graph(request: pytest.FixtureRequest, cities: Cities, cypher: Cypher, offered: Offered) -> Graph:
    """The city that is in the database, exported."""
    if request.param == "chance":
        cities.current = None
        CityByChance(offered, random.Random(2022)).store(cypher)
    else:
        cities.load({"zhongwei": ZHONGWEI, "tiny": TINY}[request.param])
    return Graph.export(cypher)


@pytest.fixture(params=MOMENTS)
def moment(request: pytest.FixtureRequest, graph: Graph) -> Moment:
    return graph.at(today() if request.param == "today" else date.fromisoformat(request.param))


def as_of(moment: Moment) -> str | None:
    """How to ask for the moment; today is the default."""
    return None if moment.day == today() else moment.day.isoformat()


# ---------------------------------------------------------------------------------------------------- lists
@dataclass(frozen=True)
class Listed:
    """A connection to select: its field with fixed arguments under an alias, and what to select of each row."""

    alias: str
    field: str
    body: str
    arguments: str = ""

    @property
    def selection(self) -> str:
        return self._with("")

    @property
    def onward(self) -> str:
        """The same from the cursor in the variable ``$after`` on."""
        return self._with("after: $after ")

    def _with(self, more: str) -> str:
        return f"{self.alias}: {self.field}(first: {LARGEST_PAGE} {more}{self.arguments}) {{ {self.body} }}"


PAGED: Final = "totalCount pageInfo { hasNextPage endCursor }"


def summed(numbers: Iterable[str]) -> str:
    each = " ".join(f"{number} {{ count sum average min max }}" for number in numbers)
    return f"aggregate {{ count {each} }}"


def to_the_end(first: dict[str, Any], onward: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The whole connection: its first page, with the rows of all further pages."""
    page = first
    while page["pageInfo"]["hasNextPage"]:
        page = onward(page["pageInfo"]["endCursor"])
        for rows in first.keys() & {"nodes", "edges"}:
            first[rows] += page[rows]
    return first


def rest_of(ask: Ask, moment: Moment, node: Node, interface: str, listed: Listed) -> Callable[[str], dict[str, Any]]:
    """Pages on in a connection of an entity."""
    query = (
        "query ($id: ID!, $after: String, $asOf: Date) "
        f"{{ node(id: $id, asOf: $asOf) {{ ... on {interface} {{ {listed.onward} }} }} }}"
    )
    return lambda cursor: ask(query, id=node.id, after=cursor, asOf=as_of(moment))["node"][listed.alias]


def each_with(
    ask: Ask, moment: Moment, nodes: Sequence[Node], interface: str, selection: str, lists: Sequence[Listed]
) -> Iterator[tuple[Node, dict[str, Any]]]:
    """Every entity with what is selected of it, many at a time, and all of its ``lists`` to their ends."""
    listed = " ".join(each.selection for each in lists)
    query = (
        "query ($ids: [ID!]!, $asOf: Date) "
        f"{{ nodes(ids: $ids, asOf: $asOf) {{ id ... on {interface} {{ {selection} {listed} }} }} }}"
    )
    for start in range(0, len(nodes), LARGEST_PAGE):
        some = nodes[start : start + LARGEST_PAGE]
        answers = ask(query, ids=[node.id for node in some], asOf=as_of(moment))["nodes"]
        for node, answer in zip(some, answers, strict=True):
            assert answer, f"{node.id} lives on {moment.day}"
            assert answer["id"] == node.id
            for each in lists:
                to_the_end(answer[each.alias], rest_of(ask, moment, node, interface, each))
            yield node, answer


# ---------------------------------------------------------------------------------------------------- what is expected
def id_of(node: Node | None) -> dict[str, str] | None:
    return None if node is None else {"id": node.id}


def ids_of(nodes: Iterable[Node]) -> list[dict[str, str] | None]:
    return [id_of(node) for node in nodes]


def stored_as(field: str) -> str:
    """The stored property that a field shows."""
    return STORED_AS.get(field, re.sub(r"(?=[A-Z])", "_", field).lower())


def value_of(node: Node, field: str) -> Any:
    """What a field shows of a node that is no link."""
    match field:
        case "id":
            return node.id
        case "kind" | "level":
            return node.kind
        case _:
            name = stored_as(field)
            return shown(node.properties.get(name, WHERE_ABSENT.get(name)))


def aggregates_of(nodes: Iterable[Node], numbers: Iterable[str]) -> dict[str, Any]:
    """Aggregates count different entities, however many links lead to one."""
    different = set(nodes)
    return {
        "count": len(different),
        **{number: aggregate(node.properties.get(stored_as(number)) for node in different) for number in numbers},
    }


def edge_of(hop: Hop, way: Way) -> dict[str, Any]:
    own = {camel(name): shown(hop.link.properties.get(name)) for name in way.relation.own}
    return {"node": id_of(hop.node), **common_to_links(hop), **own}


def link_of(hop: Hop) -> dict[str, Any]:
    link = hop.link
    return {
        "relation": link.relation,
        "from": id_of(link.start),
        "to": id_of(link.end),
        **common_to_links(hop),
        "properties": {camel(name): shown(value) for name, value in sorted(link.own.items())},
    }


def common_to_links(hop: Hop) -> dict[str, Any]:
    stored = hop.link.properties
    return {name: shown(stored.get(name, WHERE_ABSENT.get(name))) for name in COMMON_TO_LINKS}


def same(got: Any, expected: Any) -> bool:
    """Whether two values are the same; numbers may differ by what adding them up in another order does."""
    if isinstance(expected, dict):
        return got is not None and got.keys() == expected.keys() and all(same(got[key], expected[key]) for key in expected)
    if isinstance(expected, float):
        return isinstance(got, int | float) and math.isclose(got, expected, rel_tol=1e-9)
    return got == expected


def check(place: str, got: Any, expected: Any) -> None:
    if not same(got, expected):
        pytest.fail(f"{place}: expected {expected}, got {got}", pytrace=False)


def check_rows(
    place: str, got: list[dict[str, Any]], expected: list[dict[str, Any]], keys: Callable[[dict[str, Any]], Any]
) -> None:
    """The rows in their order; those that are alike in all that the order speaks of may change places."""
    check(f"{place}, order", [keys(row) for row in got], [keys(row) for row in expected])
    check(place, sorted(map(_as_text, got)), sorted(map(_as_text, expected)))


def _as_text(row: dict[str, Any]) -> str:
    return repr(sorted(row.items()))


# ---------------------------------------------------------------------------------------------------- the schema itself
@by_kind
def test_a_kind_has_just_the_relation_fields_of_the_model(kind: str, offered: Offered) -> None:
    shown_by_links = {
        name: field.type.endswith("Connection")
        for name, field in offered.fields(label_of(kind)).items()
        if not field.is_leaf and (name not in OF_THE_TREE or name in FIELDS[kind])
    }
    assert shown_by_links == {name: name not in TO_ONE for name in FIELDS[kind]}


@by_kind
def test_the_edges_of_a_relation_field_carry_the_link(kind: str, offered: Offered) -> None:
    for name, way in many_of(kind).items():
        edge = offered.edge_of(offered.fields(label_of(kind))[name].type)
        assert "LinkEdge" in offered.interfaces(edge), edge
        assert offered.fields(edge).keys() == {"node", "cursor", *COMMON_TO_LINKS, *map(camel, way.relation.own)}, edge


@by_kind
def test_a_relation_field_is_named_after_its_owner(kind: str, offered: Offered) -> None:
    for name in many_of(kind):
        owners = {label_of(kind), *offered.interfaces(label_of(kind))}
        title = name[0].upper() + name[1:]
        assert offered.fields(label_of(kind))[name].type in {f"{owner}{title}Connection" for owner in owners}


@by_kind
def test_a_kind_has_its_one_and_its_many(kind: str, offered: Offered) -> None:
    one, many = (offered.fields("Query")[name] for name in ONE_AND_MANY[kind])
    assert (one.type, one.arguments) == (label_of(kind), {"code", "asOf"})
    assert many.type == f"{label_of(kind)}Connection"
    assert many.arguments >= {"within", "first", "after", "last", "before", "asOf"}


def many_of(kind: str) -> dict[str, Way]:
    return {name: way for name, way in FIELDS[kind].items() if name not in TO_ONE}


# ---------------------------------------------------------------------------------------------------- root lists
@by_kind
def test_every_entity_of_a_kind(kind: str, moment: Moment, ask: Ask, offered: Offered) -> None:
    """The root list to its end: codes in order, every property, homes, total and aggregates."""
    many, nodes = ONE_AND_MANY[kind][1], moment.of_kind(kind)
    leaves = [field.name for field in offered.leaves(label_of(kind))]
    numbers = offered.numbers_of(f"{label_of(kind)}Connection")
    body = f"{PAGED} {summed(numbers)} nodes {{ {' '.join(leaves)} home {{ id }} }}"
    got = whole_root_list(ask, moment, many, body)
    check(many, got["totalCount"], len(nodes))
    check(many, got["aggregate"], aggregates_of(nodes, numbers))
    check(many, [each["id"] for each in got["nodes"]], [node.id for node in nodes])
    for node, each in zip(nodes, got["nodes"], strict=True):
        check(node.id, each, {leaf: value_of(node, leaf) for leaf in leaves} | {"home": id_of(moment.home(node))})


def whole_root_list(ask: Ask, moment: Moment, many: str, body: str, **within: str) -> dict[str, Any]:
    scoped = "within: $within " if within else ""
    declared = "$after: String, $asOf: Date" + (", $within: String" if within else "")
    query = f"query ({declared}) {{ {many}({scoped}first: {LARGEST_PAGE}, after: $after, asOf: $asOf) {{ {body} }} }}"

    def page(cursor: str | None) -> dict[str, Any]:
        return ask(query, after=cursor, asOf=as_of(moment), **within)[many]

    return to_the_end(page(None), page)


def test_every_stored_property_is_shown(graph: Graph, offered: Offered) -> None:
    for node in graph.nodes:
        fields = {stored_as(field.name) for field in offered.leaves(node.label) if field.name not in NOT_STORED}
        assert node.properties.keys() - set(READINGS) <= fields, node.id


@pytest.mark.parametrize("level", LEVELS)
def test_lists_within_a_division(level: str, moment: Moment, ask: Ask, offered: Offered) -> None:
    """What has its home in some divisions of the level or below them, of every kind: the first page, the total, the aggregates."""
    numbers = {kind: offered.numbers_of(f"{label_of(kind)}Connection") for kind in ONE_AND_MANY}
    lists = " ".join(
        Listed(kind, many, f"totalCount {summed(numbers[kind])} nodes {{ id }}", "within: $within asOf: $asOf").selection
        for kind, (_, many) in ONE_AND_MANY.items()
    )
    for division in some_of(moment.of_kind(level), 2):
        query = f"query ($within: String, $asOf: Date) {{ {lists} }}"
        for kind, got in ask(query, within=division.code, asOf=as_of(moment)).items():
            place, nodes = f"{kind} within {division.code}", moment.within(division, kind)
            check(place, got["totalCount"], len(nodes))
            check(place, got["aggregate"], aggregates_of(nodes, numbers[kind]))
            check(place, got["nodes"], ids_of(nodes[:LARGEST_PAGE]))


@pytest.mark.parametrize("kind", ["MEMBER_UNIT", "POST", "GRID"])
def test_a_long_list_within_a_division(kind: str, moment: Moment, ask: Ask) -> None:
    """To its end, page by page."""
    for city in moment.of_kind("CITY"):
        got = whole_root_list(ask, moment, ONE_AND_MANY[kind][1], f"{PAGED} nodes {{ id }}", within=city.code)
        check(f"{kind} within {city.code}", got["nodes"], ids_of(moment.within(city, kind)))


def some_of(nodes: Sequence[Node], count: int) -> Sequence[Node]:
    """At most so many, spread over all."""
    return nodes[:: math.ceil(len(nodes) / count)] if nodes else []


# ---------------------------------------------------------------------------------------------------- relations
@by_kind
def test_relation_fields(kind: str, moment: Moment, ask: Ask, offered: Offered) -> None:
    """Every relation field of entities of the kind: the others in order, each with its link; totals and aggregates."""
    label = label_of(kind)
    numbers = {name: offered.numbers_of(offered.fields(label)[name].type) for name in many_of(kind)}
    lists = [Listed(name, name, _edges(way, numbers[name])) for name, way in many_of(kind).items()]
    to_one = [name for name in FIELDS[kind] if name in TO_ONE]
    selection = " ".join(f"{name} {{ id }}" for name in to_one)
    for node, answer in each_with(ask, moment, some_of(moment.of_kind(kind), 40), label, selection, lists):
        for name in to_one:
            check(f"{node.id}.{name}", answer[name], only(moment.over(node, FIELDS[kind][name])))
        for name, way in many_of(kind).items():
            check_connection(f"{node.id}.{name}", answer[name], moment.over(node, way), way, numbers[name])


def _edges(way: Way, numbers: list[str]) -> str:
    own = " ".join([*COMMON_TO_LINKS, *map(camel, way.relation.own)])
    return f"{PAGED} {summed(numbers)} nodes {{ id }} edges {{ {own} node {{ id }} }}"


def only(hops: list[Hop]) -> dict[str, str] | None:
    return id_of(hops[0].node) if hops else None


def check_connection(place: str, got: dict[str, Any], hops: list[Hop], way: Way, numbers: list[str]) -> None:
    check(f"{place}.totalCount", got["totalCount"], len(hops))
    check(f"{place}.aggregate", got["aggregate"], aggregates_of((hop.node for hop in hops), numbers))
    check(f"{place}.nodes", got["nodes"], [edge["node"] for edge in got["edges"]])
    check_rows(place, got["edges"], [edge_of(hop, way) for hop in hops], lambda row: (row["node"], row["since"]))


LINKS: Final = f"{PAGED} {summed(())} nodes {{ relation from {{ id }} to {{ id }} {' '.join(COMMON_TO_LINKS)} properties }}"


LINKS: Final = f"{PAGED} {summed(())} nodes {{ relation from {{ id }} to {{ id }} {' '.join(COMMON_TO_LINKS)} properties }}"


def test_links(moment: Moment, ask: Ask) -> None:
    """The links at entities of every kind: all, in each direction, and of some relations."""
    names = [*RELATIONS]
    choices: dict[str, dict[str, Any]] = {
        "all": {},
        "OUT": {"direction": "OUT"},
        "IN": {"direction": "IN", "relations": names},
        "even": {"direction": "BOTH", "relations": names[::2]},
        "odd": {"relations": names[1::2]},
    }
    nodes = [node for kind in ONE_AND_MANY for node in some_of(moment.of_kind(kind), 8)]
    check_links(ask, moment, nodes, choices)


def check_links(ask: Ask, moment: Moment, nodes: Sequence[Node], choices: Mapping[str, Mapping[str, Any]]) -> None:
    """The links at the nodes, for each choice of arguments."""
    lists = {alias: Listed(alias, "links", LINKS, _arguments(choice)) for alias, choice in choices.items()}
    for node, answer in each_with(ask, moment, nodes, "Entity", "", [*lists.values()]):
        for alias, choice in choices.items():
            place, got, hops = f"{node.id}.links({dict(choice)})", answer[alias], moment.links_at(node, **choice)
            check(f"{place}.totalCount", got["totalCount"], len(hops))
            check(f"{place}.aggregate", got["aggregate"], aggregates_of((hop.node for hop in hops), ()))
            check_rows(place, got["nodes"], [link_of(hop) for hop in hops], _in_order_of_links(node))


def _in_order_of_links(node: Node) -> Callable[[dict[str, Any]], Any]:
    """By relation, other end, since."""
    return lambda row: (row["relation"], row["to" if row["from"] == id_of(node) else "from"], row["since"])


def _arguments(choice: Mapping[str, Any]) -> str:
    """The arguments as GraphQL has them."""
    written = {name: f"[{' '.join(value)}]" if name == "relations" else value for name, value in choice.items()}
    return " ".join(f"{name}: {value}" for name, value in written.items())


# ---------------------------------------------------------------------------------------------------- the tree
def test_the_tree(moment: Moment, ask: Ask, offered: Offered) -> None:
    """Above and below every division: parent, ancestors, divisions of each level, communities."""
    numbers = offered.numbers_of("DivisionConnection")
    body = f"{PAGED} {summed(numbers)} nodes {{ id }}"
    levels = [Listed(level, "divisions", body, f"level: {level}") for level in LEVELS]
    lists = [Listed("every", "divisions", body), *levels, Listed("communities", "communities", body)]
    for node, answer in each_with(ask, moment, moment.of_kind(*LEVELS), "Division", "parent { id } ancestors { id }", lists):
        check(f"{node.id}.parent", answer["parent"], id_of(moment.parent(node)))
        check(f"{node.id}.ancestors", answer["ancestors"], ids_of(moment.ancestors(node)))
        expected = {
            "every": moment.below(node),
            "communities": moment.communities(node),
            **{level: moment.below(node, level) for level in LEVELS},
        }
        for alias, nodes in expected.items():
            place = f"{node.id}, {alias} below"
            check(place, answer[alias]["totalCount"], len(nodes))
            check(place, answer[alias]["nodes"], ids_of(nodes))
            check(place, answer[alias]["aggregate"], aggregates_of(nodes, numbers))


def test_links_of_links(moment: Moment, ask: Ask) -> None:
    """Four links deep: what the communities' committees, their units and those units' other committees are."""
    query = """query ($asOf: Date) { communities(first: 100, asOf: $asOf) { nodes { id jointCommittee { id memberUnits(first: 100) {
        totalCount nodes { id home { id } jointCommittees(first: 3) { totalCount nodes { id community { id } } } } } } } } }"""
    for community, got in zip(moment.of_kind("COMMUNITY"), ask(query, asOf=as_of(moment))["communities"]["nodes"], strict=True):
        check(f"below {community.id}", got, {"id": community.id, "jointCommittee": _committee(moment, community)})


def _committee(moment: Moment, community: Node) -> dict[str, Any] | None:
    committee = _follow(moment, community, "jointCommittee")
    if not committee:
        return None
    units = _follow(moment, committee[0], "memberUnits")
    found = [{"id": unit.id, "home": id_of(moment.home(unit)), "jointCommittees": _committees(moment, unit)} for unit in units]
    return {"id": committee[0].id, "memberUnits": {"totalCount": len(units), "nodes": found[:100]}}


def _committees(moment: Moment, unit: Node) -> dict[str, Any]:
    every = _follow(moment, unit, "jointCommittees")
    found = [{"id": each.id, "community": id_of(next(iter(_follow(moment, each, "community")), None))} for each in every]
    return {"totalCount": len(every), "nodes": found[:3]}


def _follow(moment: Moment, node: Node, field: str) -> list[Node]:
    return [hop.node for hop in moment.over(node, FIELDS[node.kind][field])]


# ---------------------------------------------------------------------------------------------------- a city made by chance
class CityByChance:
    """A small city in which everything that the model allows occurs, made the same from the same seed.

    What may be at most one at a time (a parent, a home, the one committee of a community) is; nothing else is orderly.
    """

    COUNTS: Final = {"PROVINCE": 1, "CITY": 2, "COUNTY": 3, "TOWNSHIP": 6, "COMMUNITY": 20, "GRID": 40, "POST": 50}
    TRIES: Final = {"ADMINISTERS": 200, "SPANS": 25}
    """Enough for a tree that hangs together, and few enough for large grids at home in each level of it."""
    LETTERS: Final = "aZ-é乡！𠀀"
    MOMENTS_OF_ITS_OWN: Final = [date.fromisoformat(moment) for moment in MOMENTS if moment != "today"]
    DAYS: Final = [day + timedelta(shift) for day in MOMENTS_OF_ITS_OWN for shift in (-1, 0, 1)]

    def __init__(self, offered: Offered, chance: random.Random) -> None:
        self.offered = offered
        self.chance = chance
        self.nodes = [self._node(kind, number) for kind in ONE_AND_MANY for number in range(self.COUNTS.get(kind, 12))]
        self.taken: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
        self.links = [link for relation in RELATIONS.values() for link in self._links(relation)]

    def store(self, cypher: Cypher) -> None:
        cypher("MATCH (n) DETACH DELETE n")
        for label in {node.label for node in self.nodes}:
            levels = ":Division" if shouted(label) in LEVELS else ""
            rows = [dict(node.properties) for node in self.nodes if node.label == label]
            cypher(f"UNWIND $rows AS row CREATE (n:{label}:Entity{levels}) SET n = row", rows=rows)
        for relation in RELATIONS:
            rows = [link[1:] for link in self.links if link[0] == relation]
            cypher(
                "UNWIND $rows AS row MATCH (a:Entity {code: row[0]}) MATCH (b:Entity {code: row[1]}) "
                f"CREATE (a)-[r:{relation}]->(b) SET r = row[2]",
                rows=rows,
            )

    # ------------------------------------------------------------------------------------------------ nodes
    def _node(self, kind: str, number: int) -> Node:
        """Codes differ over all kinds, so that links find their ends by code alone."""
        label = label_of(kind)
        values = self._values(field for field in self.offered.leaves(label) if field.name not in {*NOT_STORED, *LIFE})
        begin, end = self._period(share_bounded=0.1)
        own = {"code": f"{self.chance.choice(self.LETTERS)}{number}{kind}", "name": f"{label} {number}"}
        if kind == "GRID":
            own["size"] = "LARGE" if number % 4 == 0 else "SMALL"
        return Node(label, values | own | _recorded(valid_from=begin, valid_to=end))

    def _values(self, fields: Iterable[Field]) -> dict[str, Any]:
        values = {stored_as(field.name): self._value(field) for field in fields}
        return {name: value for name, value in values.items() if self.chance.random() < 0.7}

    def _value(self, field: Field) -> Any:
        match field.type:
            case "Int":
                return self.chance.randint(1, 5)
            case "Float":
                return self.chance.uniform(0, 100)
            case "Boolean":
                return self.chance.random() < 0.5
            case "Date":
                return self.chance.choice(self.DAYS)
            case "String":
                return [f"former {self.chance.randint(1, 9)}"] if field.name == "formerNames" else "text"
            case enum:
                return self.chance.choice(self.offered.values(enum))

    def _period(self, share_bounded: float) -> tuple[date | None, date | None]:
        begin, end = sorted(self.chance.sample(self.DAYS, 2))
        return (
            begin if self.chance.random() < share_bounded else None,
            end if self.chance.random() < share_bounded else None,
        )

    # ------------------------------------------------------------------------------------------------ links
    def _links(self, relation: Relation) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        sources, targets = ([node for node in self.nodes if node.kind in ends] for ends in (relation.sources, relation.targets))
        for _ in range(self.TRIES.get(relation.name, 4 * max(len(sources), len(targets)))):
            end = self.chance.choice(targets)
            start = self.chance.choice([node for node in sources if _may_join(relation, node, end)] or [end])
            period = self._period(share_bounded=0.1 if relation.name == "ADMINISTERS" else 0.3)
            if start is not end and self._is_free(relation, start, end, period):
                yield relation.name, start.code, end.code, self._link_properties(relation, period)
                if not _ends_with_one_at_a_time(relation, start, end) and self.chance.random() < 0.4:
                    again = period if self.chance.random() < 0.5 else self._period(share_bounded=0.3)
                    yield relation.name, start.code, end.code, self._link_properties(relation, again)

    def _link_properties(self, relation: Relation, period: tuple[date | None, date | None]) -> dict[str, Any]:
        own = [field for field in self._edge_fields(relation) if stored_as(field.name) in relation.own]
        values = self._values(own) | {"source": f"source {self.chance.random()}"}
        if self.chance.random() < 0.8:
            values["provenance"] = self.chance.choice(self.offered.values("Provenance"))
        return values | _recorded(since=period[0], until=period[1])

    def _edge_fields(self, relation: Relation) -> list[Field]:
        """The fields of whichever edge shows the relation."""
        return [
            field
            for kind, ways in FIELDS.items()
            for name, way in ways.items()
            if way.relation is relation and name not in TO_ONE
            for field in self.offered.leaves(self.offered.edge_of(self.offered.fields(label_of(kind))[name].type))
        ]

    def _is_free(self, relation: Relation, start: Node, end: Node, period: tuple[date | None, date | None]) -> bool:
        """Whether no other link stands where there may be one at a time; then this one does."""
        begin, until = period[0] or date.min, (None if relation.is_fact else period[1]) or date.max
        keys = [(relation.name, role, node.code) for role, node in _ends_with_one_at_a_time(relation, start, end).items()]
        if any(begin < last and first < until for key in keys for first, last in self.taken.get(key, [])):
            return False
        for key in keys:
            self.taken.setdefault(key, []).append((begin, until))
        return True


def _recorded(**days: date | None) -> dict[str, date]:
    return {name: day for name, day in days.items() if day is not None}


def _ends_with_one_at_a_time(relation: Relation, start: Node, end: Node) -> dict[str, Node]:
    """The ends that have at most one link of the relation: where a field or a home says so."""
    one_forward = relation.name == "REPRESENTS" or any(name in TO_ONE for name in relation.forward)
    one_backward = any(name in TO_ONE for name in relation.backward)
    return {role: node for role, node, one in (("start", start, one_forward), ("end", end, one_backward)) if one}


GRID_SIZES: Final = {"HAS_GRID": (None, "SMALL"), "PART_OF": ("SMALL", "LARGE"), "SPANS": ("LARGE", None)}


def _may_join(relation: Relation, start: Node, end: Node) -> bool:
    if relation.name == "ADMINISTERS":
        return LEVELS.index(start.kind) < LEVELS.index(end.kind)
    sizes = GRID_SIZES.get(relation.name, (None, None))
    fits = all(size in (None, node.properties.get("size")) for size, node in zip(sizes, (start, end), strict=True))
    return fits and start is not end


def test_the_home_of_each_in_a_list_of_several_kinds(moment: Moment, ask: Ask) -> None:
    """Who hosts an activity is an alliance or a joint committee, each with a way home of its own."""
    query = """query ($asOf: Date) { activities(asOf: $asOf, first: 100) {
      nodes { hosts(first: 100) { nodes { id home { id } } } } } }"""
    nodes = {node.id: node for node in moment.nodes}
    hosts = [host for activity in ask(query, asOf=as_of(moment))["activities"]["nodes"] for host in activity["hosts"]["nodes"]]
    for host in hosts:
        home = moment.home(nodes[host["id"]])
        assert host["home"] == (home and {"id": home.id}), host
