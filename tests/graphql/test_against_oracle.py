"""Every field about a city returns what plain Python counts in an export of the same database."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pytest
from oracles.filters import LOCATED_FIELDS
from oracles.global_ids import undated, undating
from oracles.graph import (
    COMMON_TO_LINKS,
    LEVELS,
    READINGS,
    RELATIONS,
    ROOT_FIELDS,
    TO_ONE,
    AsOfGraph,
    Graph,
    Hop,
    Node,
    Traversal,
    camel,
    label_of,
    today,
)
from oracles.introspection import IntrospectedSchema
from oracles.values import (
    FIELDS,
    aggregates_of,
    check,
    check_rows,
    edge_of,
    id_of,
    ids_of,
    link_of,
    many_of,
    stored_as,
    value_of,
)

Execute = Callable[..., Any]
MAX_PAGE_SIZE: Final = 100
OTHER_OBJECTS: Final = ("home", "parent", "ancestors", "divisions", "communities", "links", "provenances")
NOT_STORED: Final = ("id", "kind", "level")

by_kind = pytest.mark.parametrize("kind", ROOT_FIELDS)


def as_of(as_of_graph: AsOfGraph) -> str | None:
    """Returns null for today."""
    return None if as_of_graph.day == today() else as_of_graph.day.isoformat()


# ---------------------------------------------------------------------------------------------------- lists
@dataclass(frozen=True)
class Listed:
    """A connection to select: alias, field with fixed arguments, and selection of a row."""

    alias: str
    field: str
    body: str
    arguments: str = ""

    @property
    def selection(self) -> str:
        return self._with("")

    @property
    def onward(self) -> str:
        """The selection after the cursor in `$after`."""
        return self._with("after: $after ")

    def _with(self, more: str) -> str:
        return f"{self.alias}: {self.field}(first: {MAX_PAGE_SIZE} {more}{self.arguments}) {{ {self.body} }}"


PAGED: Final = "totalCount pageInfo { hasNextPage endCursor }"


def summed(numbers: Iterable[str]) -> str:
    each = " ".join(f"{number} {{ count sum average min max }}" for number in numbers)
    return f"aggregate {{ count {each} }}"


def to_the_end(first: dict[str, Any], onward: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    page = first
    while page["pageInfo"]["hasNextPage"]:
        page = onward(page["pageInfo"]["endCursor"])
        for rows in first.keys() & {"nodes", "edges"}:
            first[rows] += page[rows]
    return first


def rest_of(
    execute: Execute, as_of_graph: AsOfGraph, node: Node, interface: str, listed: Listed
) -> Callable[[str], dict[str, Any]]:
    day = as_of(as_of_graph)
    suffix = f"@{day}" if day else ""
    query = f"query ($id: ID!, $after: String) {{ node(id: $id) {{ ... on {interface} {{ {listed.onward} }} }} }}"
    return lambda cursor: undated(execute(query, id=node.id + suffix, after=cursor), suffix)["node"][listed.alias]


def each_with(
    execute: Execute, as_of_graph: AsOfGraph, nodes: Sequence[Node], interface: str, selection: str, lists: Sequence[Listed]
) -> Iterator[tuple[Node, dict[str, Any]]]:
    """Yields every entity with its selection and all pages of its `lists`, in batches."""
    listed = " ".join(each.selection for each in lists)
    query = (
        "query ($ids: [ID!]!, $asOf: Date) "
        f"{{ nodes(ids: $ids, asOf: $asOf) {{ id ... on {interface} {{ {selection} {listed} }} }} }}"
    )
    for start in range(0, len(nodes), MAX_PAGE_SIZE):
        some = nodes[start : start + MAX_PAGE_SIZE]
        answers = undating(execute)(query, ids=[node.id for node in some], asOf=as_of(as_of_graph))["nodes"]
        for node, answer in zip(some, answers, strict=True):
            assert answer, f"{node.id} lives on {as_of_graph.day}"
            assert answer["id"] == node.id
            for each in lists:
                to_the_end(answer[each.alias], rest_of(execute, as_of_graph, node, interface, each))
            yield node, answer


# ---------------------------------------------------------------------------------------------------- the schema itself
@by_kind
def test_a_kind_has_exactly_the_relation_fields_of_the_model(kind: str, introspected: IntrospectedSchema) -> None:
    shown_by_links = {
        name: field.type.endswith("Connection")
        for name, field in introspected.fields(label_of(kind)).items()
        if not field.is_leaf and (name not in OTHER_OBJECTS or name in FIELDS[kind])
    }
    located = LOCATED_FIELDS if kind in LEVELS else ()
    of_committee = ["memberUnits"] if kind == "COMMUNITY" else []
    assert shown_by_links == {name: name not in TO_ONE for name in [*FIELDS[kind], *located, *of_committee]}


@by_kind
def test_the_edges_of_a_relation_field_carry_the_link(kind: str, introspected: IntrospectedSchema) -> None:
    for name, way in many_of(kind).items():
        edge = introspected.edge_of(introspected.fields(label_of(kind))[name].type)
        assert "LinkEdge" in introspected.interfaces(edge), edge
        assert introspected.fields(edge).keys() == {"node", "cursor", *COMMON_TO_LINKS, *map(camel, way.relation.own)}, edge


@by_kind
def test_a_relation_field_is_named_after_its_owner(kind: str, introspected: IntrospectedSchema) -> None:
    for name in many_of(kind):
        owners = {label_of(kind), *introspected.interfaces(label_of(kind))}
        title = name[0].upper() + name[1:]
        assert introspected.fields(label_of(kind))[name].type in {f"{owner}{title}Connection" for owner in owners}


@by_kind
def test_a_kind_has_two_root_fields(kind: str, introspected: IntrospectedSchema) -> None:
    one, many = (introspected.fields("Query")[name] for name in ROOT_FIELDS[kind])
    assert (one.type, one.arguments) == (label_of(kind), {"code", "asOf"})
    assert many.type == f"{label_of(kind)}Connection"
    assert many.arguments >= {"within", "first", "after", "last", "before", "asOf"}


# ---------------------------------------------------------------------------------------------------- root lists
@pytest.mark.sampled(0.01)
@by_kind
def test_every_entity_of_a_kind(kind: str, as_of_graph: AsOfGraph, execute: Execute, introspected: IntrospectedSchema) -> None:
    """All pages of the root list."""
    many, nodes = ROOT_FIELDS[kind][1], as_of_graph.of_kind(kind)
    leaves = [field.name for field in introspected.leaves(label_of(kind))]
    numbers = introspected.numbers_of(f"{label_of(kind)}Connection")
    body = f"{PAGED} {summed(numbers)} nodes {{ {' '.join(leaves)} home {{ id }} }}"
    got = whole_root_list(execute, as_of_graph, many, body)
    check(many, got["totalCount"], len(nodes))
    check(many, got["aggregate"], aggregates_of(nodes, numbers))
    check(many, [each["id"] for each in got["nodes"]], [node.id for node in nodes])
    for node, each in zip(nodes, got["nodes"], strict=True):
        check(node.id, each, {leaf: value_of(node, leaf) for leaf in leaves} | {"home": id_of(as_of_graph.home(node))})


def whole_root_list(execute: Execute, as_of_graph: AsOfGraph, many: str, body: str, **within: str) -> dict[str, Any]:
    scoped = "within: $within " if within else ""
    declared = "$after: String, $asOf: Date" + (", $within: String" if within else "")
    query = f"query ({declared}) {{ {many}({scoped}first: {MAX_PAGE_SIZE}, after: $after, asOf: $asOf) {{ {body} }} }}"

    def page(cursor: str | None) -> dict[str, Any]:
        return undating(execute)(query, after=cursor, asOf=as_of(as_of_graph), **within)[many]

    return to_the_end(page(None), page)


def test_every_stored_property_is_shown(graph: Graph, introspected: IntrospectedSchema) -> None:
    for node in graph.nodes:
        fields = {stored_as(field.name) for field in introspected.leaves(node.label) if field.name not in NOT_STORED}
        fields.add("provenances")
        assert node.properties.keys() - set(READINGS) <= fields, node.id


@pytest.mark.sampled(0.01)
@pytest.mark.parametrize("level", LEVELS)
def test_lists_within_a_division(
    level: str, as_of_graph: AsOfGraph, execute: Execute, introspected: IntrospectedSchema, share_of_cases: float
) -> None:
    """In or below the divisions, of every kind or every eighth."""
    kinds = list(ROOT_FIELDS)[:: 1 if share_of_cases == 1 else 8]
    numbers = {kind: introspected.numbers_of(f"{label_of(kind)}Connection") for kind in kinds}
    lists = " ".join(
        Listed(
            kind, ROOT_FIELDS[kind][1], f"totalCount {summed(numbers[kind])} nodes {{ id }}", "within: $within asOf: $asOf"
        ).selection
        for kind in kinds
    )
    for division in some_of(as_of_graph.of_kind(level), 2):
        query = f"query ($within: String, $asOf: Date) {{ {lists} }}"
        for kind, got in undating(execute)(query, within=division.code, asOf=as_of(as_of_graph)).items():
            place, nodes = f"{kind} within {division.code}", as_of_graph.within(division, kind)
            check(place, got["totalCount"], len(nodes))
            check(place, got["aggregate"], aggregates_of(nodes, numbers[kind]))
            check(place, got["nodes"], ids_of(nodes[:MAX_PAGE_SIZE]))


@pytest.mark.sampled(0.1)
@pytest.mark.parametrize("kind", ["MEMBER_UNIT", "POST", "GRID"])
def test_all_pages_of_a_list_within_a_division(kind: str, as_of_graph: AsOfGraph, execute: Execute) -> None:
    for city in as_of_graph.of_kind("CITY"):
        got = whole_root_list(execute, as_of_graph, ROOT_FIELDS[kind][1], f"{PAGED} nodes {{ id }}", within=city.code)
        check(f"{kind} within {city.code}", got["nodes"], ids_of(as_of_graph.within(city, kind)))


def some_of(nodes: Sequence[Node], count: int) -> Sequence[Node]:
    """Returns evenly spread nodes."""
    return nodes[:: math.ceil(len(nodes) / count)] if nodes else []


# ---------------------------------------------------------------------------------------------------- relations
@pytest.mark.sampled(0.01)
@by_kind
def test_relation_fields(kind: str, as_of_graph: AsOfGraph, execute: Execute, introspected: IntrospectedSchema) -> None:
    """Neighbours in order, each with its link; totals and aggregates."""
    label = label_of(kind)
    numbers = {name: introspected.numbers_of(introspected.fields(label)[name].type) for name in many_of(kind)}
    lists = [Listed(name, name, _edges(way, numbers[name])) for name, way in many_of(kind).items()]
    to_one = [name for name in FIELDS[kind] if name in TO_ONE]
    selection = " ".join(f"{name} {{ id }}" for name in to_one)
    for node, answer in each_with(execute, as_of_graph, some_of(as_of_graph.of_kind(kind), 40), label, selection, lists):
        for name in to_one:
            check(f"{node.id}.{name}", answer[name], only(as_of_graph.over(node, FIELDS[kind][name])))
        for name, way in many_of(kind).items():
            check_connection(f"{node.id}.{name}", answer[name], as_of_graph.over(node, way), way, numbers[name])


def _edges(way: Traversal, numbers: list[str]) -> str:
    own = " ".join([*COMMON_TO_LINKS, *map(camel, way.relation.own)])
    return f"{PAGED} {summed(numbers)} nodes {{ id }} edges {{ {own} node {{ id }} }}"


def only(hops: list[Hop]) -> dict[str, str] | None:
    return id_of(hops[0].node) if hops else None


def check_connection(place: str, got: dict[str, Any], hops: list[Hop], way: Traversal, numbers: list[str]) -> None:
    check(f"{place}.totalCount", got["totalCount"], len(hops))
    check(f"{place}.aggregate", got["aggregate"], aggregates_of((hop.node for hop in hops), numbers))
    check(f"{place}.nodes", got["nodes"], [edge["node"] for edge in got["edges"]])
    check_rows(place, got["edges"], [edge_of(hop, way) for hop in hops], lambda row: (row["node"], row["since"]))


LINKS: Final = f"{PAGED} {summed(())} nodes {{ relation from {{ id }} to {{ id }} {' '.join(COMMON_TO_LINKS)} properties }}"


@pytest.mark.sampled(0.01)
def test_links(as_of_graph: AsOfGraph, execute: Execute, share_of_cases: float) -> None:
    """The default run has one list of each entity, in each direction for 33 % of the kinds: each kind in a list takes time to plan."""
    names = [*RELATIONS]
    choices: dict[str, dict[str, Any]] = {
        "OUT": {"direction": "OUT"},
        "IN": {"direction": "IN", "relations": names},
        "even": {"direction": "BOTH", "relations": names[::2]},
        "odd": {"relations": names[1::2]},
        "all": {},
    }
    nodes = {kind: some_of(as_of_graph.of_kind(kind), 8) for kind in ROOT_FIELDS}
    if share_of_cases == 1:
        check_links(execute, as_of_graph, [node for of_kind in nodes.values() for node in of_kind], choices)
        return
    for place, name in enumerate(("OUT", "IN", "even")):
        chosen = [node for kind in list(ROOT_FIELDS)[place::3] for node in nodes[kind]]
        on_one_page = [node for node in chosen if len(as_of_graph.links_at(node)) <= MAX_PAGE_SIZE]
        check_links(execute, as_of_graph, on_one_page, {name: choices[name]})


def check_links(
    execute: Execute, as_of_graph: AsOfGraph, nodes: Sequence[Node], choices: Mapping[str, Mapping[str, Any]]
) -> None:
    lists = {alias: Listed(alias, "links", LINKS, _arguments(choice)) for alias, choice in choices.items()}
    for node, answer in each_with(execute, as_of_graph, nodes, "Entity", "", [*lists.values()]):
        for alias, choice in choices.items():
            place, got, hops = f"{node.id}.links({dict(choice)})", answer[alias], as_of_graph.links_at(node, **choice)
            check(f"{place}.totalCount", got["totalCount"], len(hops))
            check(f"{place}.aggregate", got["aggregate"], aggregates_of((hop.node for hop in hops), ()))
            check_rows(place, got["nodes"], [link_of(hop) for hop in hops], _in_order_of_links(node))


def _in_order_of_links(node: Node) -> Callable[[dict[str, Any]], Any]:
    return lambda row: (row["relation"], row["to" if row["from"] == id_of(node) else "from"], row["since"])


def _arguments(choice: Mapping[str, Any]) -> str:
    written = {name: f"[{' '.join(value)}]" if name == "relations" else value for name, value in choice.items()}
    return " ".join(f"{name}: {value}" for name, value in written.items())


# ---------------------------------------------------------------------------------------------------- the tree
@pytest.mark.sampled(0.01)
def test_the_tree(as_of_graph: AsOfGraph, execute: Execute, introspected: IntrospectedSchema, share_of_cases: float) -> None:
    """Above and below every division, of every level or every second."""
    below = LEVELS[:: 1 if share_of_cases == 1 else 2]
    numbers = introspected.numbers_of("DivisionConnection")
    body = f"{PAGED} {summed(numbers)} nodes {{ id }}"
    levels = [Listed(level, "divisions", body, f"level: {level}") for level in below]
    lists = [Listed("every", "divisions", body), *levels, Listed("communities", "communities", body)]
    for node, answer in each_with(
        execute, as_of_graph, as_of_graph.of_kind(*LEVELS), "Division", "parent { id } ancestors { id }", lists
    ):
        check(f"{node.id}.parent", answer["parent"], id_of(as_of_graph.parent(node)))
        check(f"{node.id}.ancestors", answer["ancestors"], ids_of(as_of_graph.ancestors(node)))
        expected = {
            "every": as_of_graph.below(node),
            "communities": as_of_graph.communities(node),
            **{level: as_of_graph.below(node, level) for level in below},
        }
        for alias, nodes in expected.items():
            place = f"{node.id}, {alias} below"
            check(place, answer[alias]["totalCount"], len(nodes))
            check(place, answer[alias]["nodes"], ids_of(nodes))
            check(place, answer[alias]["aggregate"], aggregates_of(nodes, numbers))


@pytest.mark.sampled(0.01)
def test_links_of_links(as_of_graph: AsOfGraph, execute: Execute) -> None:
    """Four links deep: the communities' committees, their units, and those units' other committees."""
    query = """query ($asOf: Date) { communities(first: 100, asOf: $asOf) { nodes { id jointCommittee { id memberUnits(first: 100) {
        totalCount nodes { id home { id } jointCommittees(first: 3) { totalCount nodes { id community { id } } } } } } } } }"""
    nodes = undating(execute)(query, asOf=as_of(as_of_graph))["communities"]["nodes"]
    for community, got in zip(as_of_graph.of_kind("COMMUNITY"), nodes, strict=True):
        check(f"below {community.id}", got, {"id": community.id, "jointCommittee": _committee(as_of_graph, community)})


def _committee(as_of_graph: AsOfGraph, community: Node) -> dict[str, Any] | None:
    committee = _follow(as_of_graph, community, "jointCommittee")
    if not committee:
        return None
    units = _follow(as_of_graph, committee[0], "memberUnits")
    found = [
        {"id": unit.id, "home": id_of(as_of_graph.home(unit)), "jointCommittees": _committees(as_of_graph, unit)}
        for unit in units
    ]
    return {"id": committee[0].id, "memberUnits": {"totalCount": len(units), "nodes": found[:100]}}


def _committees(as_of_graph: AsOfGraph, unit: Node) -> dict[str, Any]:
    every = _follow(as_of_graph, unit, "jointCommittees")
    found = [{"id": each.id, "community": id_of(next(iter(_follow(as_of_graph, each, "community")), None))} for each in every]
    return {"totalCount": len(every), "nodes": found[:3]}


def _follow(as_of_graph: AsOfGraph, node: Node, field: str) -> list[Node]:
    return [hop.node for hop in as_of_graph.over(node, FIELDS[node.kind][field])]


@pytest.mark.sampled(0.01)
def test_homes_in_a_list_of_several_kinds(as_of_graph: AsOfGraph, execute: Execute) -> None:
    """An activity's host is an alliance or a joint committee, with different paths to their homes."""
    query = """query ($asOf: Date) { activities(asOf: $asOf, first: 100) {
      nodes { hosts(first: 100) { nodes { id home { id } } } } } }"""
    nodes = {node.id: node for node in as_of_graph.nodes}
    hosts = [
        host
        for activity in undating(execute)(query, asOf=as_of(as_of_graph))["activities"]["nodes"]
        for host in activity["hosts"]["nodes"]
    ]
    for host in hosts:
        home = as_of_graph.home(nodes[host["id"]])
        assert host["home"] == (home and {"id": home.id}), host
