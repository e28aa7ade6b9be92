"""Homes: the one division that each entity counts for, as Cypher patterns made from the model.

A home is reached over the relations that the model names, one after another (an owners' committee REPRESENTS a compound, which
is SITUATED_IN a community), at most one of each being alive; where data holds several, the first by code counts.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph.cypher.labels import is_any_of, labels
from graph.cypher.validity import link_is_valid, node_is_valid, subquery_call
from graph.cypher.variables import VariableNames
from graph.model.declarations import Kind, Relation
from graph.model.divisions import COMMUNITY, DIVISIONS
from graph.model.grids import GRID
from graph.model.registry import KINDS, RELATIONS

DEPTH_OF_THE_TREE = len(DIVISIONS) - 1
_ADMINISTERS = RELATIONS["ADMINISTERS"]

HOMES: Final = dict.fromkeys(DIVISIONS[1:], _ADMINISTERS) | {kind: RELATIONS[kind.home] for kind in KINDS if kind.home}
"""The relation of which an entity of the kind can have one at a time."""


def is_home(relation: Relation, kind: Kind, *, of_start: bool) -> bool:
    """Whether a link of the relation is the one home of the entity of this kind at its start, or else at its end, as of a grid in its
    community."""
    # A division is administered from above, though it may administer others.
    starts = relation != _ADMINISTERS and kind in relation.sources
    return HOMES.get(kind) == relation and starts is of_start


@dataclass(frozen=True)
class HomePath:
    """The relations that lead home, and how many of them it takes at least and at most. Grids have ways of their own."""

    relations: tuple[str, ...]
    shortest: int
    longest: int


@cache
def home_path(kinds: frozenset[Kind]) -> HomePath:
    ways = [_path_of(kind) for kind in kinds if kind is not GRID]
    names = {name for way in ways for name in way.relations}
    return HomePath(
        tuple(name for name in RELATIONS if name in names),
        min((way.shortest for way in ways), default=0),
        max((way.longest for way in ways), default=0),
    )


def _path_of(kind: Kind) -> HomePath:
    home = kind.home
    if home is None:
        return HomePath((), 0, 0)
    onward = home_path(frozenset(RELATIONS[home].targets))
    return HomePath((home, *onward.relations), onward.shortest + 1, onward.longest + 1)


def kinds_on_path_home(kind: Kind) -> frozenset[Kind]:
    """Whatever may stand on the way from an entity of the kind to its home, both included."""
    relations = home_path(frozenset({kind})).relations
    return frozenset({kind, *(target for name in relations for target in RELATIONS[name].targets)})


def match_home(names: VariableNames, node: str, kinds: Collection[Kind], home: str) -> str:
    """A clause that binds the home of ``node`` to ``home``: no row where it has none, and one where data is sound."""
    others = frozenset(kinds) - {GRID}
    ways = [_walk_home(names, node, home_path(others), home)] if others else []
    if GRID in kinds:
        ways += [_small_grid_home(names, node, home), _large_grid_home(names, node, home)]
    if len(ways) == 1:
        return ways[0]
    return f"{subquery_call(names.as_of, node)} {{ " + " UNION ".join(f"{way} RETURN {home}" for way in ways) + " }"


def match_within(names: VariableNames, division: str, node: str, kind: Kind) -> str:
    """A clause that binds to ``node`` every entity of the kind whose home is ``division`` or below it. May bind one twice, but for
    grids."""
    clauses, conditions = match_candidates_within(names, division, node, kind)
    if not conditions:
        return clauses
    distinct = f"WITH DISTINCT {division}, {node} WHERE {' AND '.join(conditions)}"
    return f"{subquery_call(names.as_of, division)} {{ {clauses} {distinct} RETURN {node} }}"


def match_candidates_within(names: VariableNames, division: str, node: str, kind: Kind) -> tuple[str, tuple[str, ...]]:
    """The same in two parts: clauses that bind ``node``, maybe more than once, and conditions for each that has been found, which take more
    work than those that a caller asks."""
    if kind in DIVISIONS:
        return f"MATCH {below(names, division, node, (kind,), shortest=0)}", ()
    if kind is GRID:
        return _grids_in(names, division, node), (f"({_is_small(node)} OR NOT EXISTS {{ {_outside(names, division, node)} }})",)
    home = names.name("home")
    return f"MATCH {below(names, division, home, DIVISIONS, shortest=0)} {match_at_home(names, home, node, kind)}", ()


def match_at_home(names: VariableNames, home: str, node: str, kind: Kind) -> str:
    """A clause that binds to ``node`` every entity of the kind whose home is this very division. May bind one twice."""
    if kind in DIVISIONS:
        return f"WITH *, {home} AS {node} WHERE {is_any_of(home, (kind,))}"
    if kind is GRID:
        return f"{subquery_call(names.as_of, home)} {{ {_grids_at_home(names, home, node)} }}"
    return match_path_from_home(names, home, node, kind)[0]


def match_small_grids_at_home(names: VariableNames, home: str, node: str) -> str:
    """A clause that binds to ``node`` every grid of this very community, without a look at the large ones. May bind one twice."""
    return f"MATCH {_one_step(home, names.name('h'), node, RELATIONS['HAS_GRID'], GRID, names.as_of, arrow=('-', '->'))}"


def match_path_from_home(names: VariableNames, home: str, node: str, kind: Kind) -> tuple[str, str]:
    """The same for a kind that is neither a division nor a grid, and the way between the two: a list of [node, link, node], the
    division first."""
    way = home_path(frozenset({kind}))
    links, passed = names.name("h"), names.name("e")
    if way.longest == 1:
        return (
            f"MATCH {_one_step(home, links, node, RELATIONS[way.relations[0]], kind, names.as_of)}",
            f"[[{home}, {links}, {node}]]",
        )
    walk = _steps(names, way, links, passed, arrow=("<-", "-"))
    hops = f"[i IN range(0, size({links}) - 1) | [([{home}] + {passed})[i], {links}[i], {passed}[i]]]"
    return f"MATCH ({home}) {walk} ({node}{labels((kind,))}) WHERE {node_is_valid(node, names.as_of)}", hops


def below(
    names: VariableNames,
    division: str,
    found: str,
    kinds: Collection[Kind],
    *,
    shortest: int,
    passed: str | None = None,
    start: Collection[Kind] = DIVISIONS,
) -> str:
    """A pattern that binds to ``found`` the divisions under ``division``; with ``shortest=0`` itself too. ``passed`` is bound to the
    list of the divisions on the way, the one that was found at its end. ``start``: what ``division`` can be."""
    longest = _levels_between(start, kinds)
    if shortest == 0 and not set(start) & set(kinds):
        shortest = 1  # it cannot be one of them itself
    if shortest == longest == 1 and passed is None:
        link = names.name("a")
        step = f"-[{link}:ADMINISTERS WHERE {link_is_valid(link, _ADMINISTERS, names.as_of)}]->"
        return f"({division}){step}({found}{labels(kinds)} WHERE {node_is_valid(found, names.as_of)})"
    tree = _tree(names, ("-", "->"), names.name("a"), passed or names.name("d"))
    return f"({division}) {tree}{{{shortest},{longest}}} ({found}{labels(kinds)})"


def _levels_between(upper: Collection[Kind], lower: Collection[Kind]) -> int:
    """How many steps down the tree it takes at most, and at least one: every step leads to a lower level. To walk no further than to the
    level that is asked for is what keeps a list of a few cities from costing as much as the whole tree under them."""
    highest = min((DIVISIONS.index(kind) for kind in upper if kind in DIVISIONS), default=0)
    lowest = max((DIVISIONS.index(kind) for kind in lower if kind in DIVISIONS), default=DEPTH_OF_THE_TREE)
    return max(lowest - highest, 1)


def above(names: VariableNames, division: str, found: str, *, shortest: int, links: str | None = None) -> str:
    """The same upwards; ``links`` is bound to the list of links that lead there, the longer the higher."""
    tree = _tree(names, ("<-", "-"), links or names.name("a"), names.name("d"))
    return f"({division}) {tree}{{{shortest},{DEPTH_OF_THE_TREE}}} ({found}:Division)"


def _tree(names: VariableNames, arrow: tuple[str, str], link: str, passed: str) -> str:
    before, after = arrow
    return (
        f"((){before}[{link}:ADMINISTERS WHERE {link_is_valid(link, _ADMINISTERS, names.as_of)}]{after}"
        f"({passed}:Division WHERE {node_is_valid(passed, names.as_of)}))"
    )


def _walk_home(names: VariableNames, node: str, way: HomePath, home: str) -> str:
    if way.longest == 0:
        return f"WITH *, {node} AS {home}"
    if way.longest == way.shortest == 1 and len(way.relations) == 1:
        link = names.name("h")
        relation = RELATIONS[way.relations[0]]
        return f"MATCH ({node})-[{link}:{relation.name}]->({home}:Division) WHERE {link_is_valid(link, relation, names.as_of)} AND {node_is_valid(home, names.as_of)}"
    walk = _steps(names, way, names.name("h"), names.name("e"), arrow=("-", "->"))
    return f"MATCH ({node}) {walk} ({home}:Division)"


def _steps(names: VariableNames, way: HomePath, link: str, passed: str, arrow: tuple[str, str]) -> str:
    before, after = arrow
    alive = _any_is_valid(link, (RELATIONS[name] for name in way.relations), names.as_of)
    step = f"(){before}[{link}:{'|'.join(way.relations)} WHERE {alive}]{after}({passed}:Entity WHERE {node_is_valid(passed, names.as_of)})"
    return f"({step}){{{way.shortest},{way.longest}}}"


def _any_is_valid(link: str, relations: Iterable[Relation], as_of: str) -> str:
    facts = [relation.name for relation in relations if relation.open_ended]
    begun = f"coalesce({link}.since <= {as_of}, true)"
    unended = f"coalesce({as_of} < {link}.until, true)"
    return f"{begun} AND {unended}" if not facts else f"{begun} AND (type({link}) IN {facts!r} OR {unended})"


def _one_step(
    home: str, link: str, node: str, relation: Relation, kind: Kind, as_of: str, arrow: tuple[str, str] = ("<-", "-")
) -> str:
    before, after = arrow
    return (
        f"({home}){before}[{link}:{relation.name}]{after}({node}{labels((kind,))}) "
        f"WHERE {link_is_valid(link, relation, as_of)} AND {node_is_valid(node, as_of)}"
    )


def _is_small(grid: str) -> str:
    return f"coalesce({grid}.size <> 'LARGE', true)"


def _is_large(grid: str) -> str:
    return f"{grid}.size = 'LARGE'"


def _small_grid_home(names: VariableNames, node: str, home: str) -> str:
    link = names.name("h")
    alive = f"{_is_small(node)} AND {link_is_valid(link, RELATIONS['HAS_GRID'], names.as_of)} AND {node_is_valid(home, names.as_of)}"
    return f"MATCH ({node})<-[{link}:HAS_GRID]-({home}:Community) WHERE {alive}"


def _large_grid_home(names: VariableNames, node: str, home: str) -> str:
    """The lowest division above all communities that the grid spans: above the first of them, with no other outside it."""
    one, other, up = names.name("c"), names.name("c"), names.name("up")
    spans = _spans(names, node, other)
    return (
        f"MATCH {_spans(names, node, one)} WITH {node}, {one} ORDER BY {one}.code LIMIT 1 "
        f"MATCH {above(names, one, home, shortest=0, links=up)} "
        f"WHERE NOT EXISTS {{ MATCH {spans} AND NOT EXISTS {{ MATCH {above(names, other, home, shortest=0)} }} }} "
        f"WITH {home}, size({up}) AS height ORDER BY height, {home}.code LIMIT 1"
    )


def _spans(names: VariableNames, node: str, community: str) -> str:
    link = names.name("h")
    alive = f"{_is_large(node)} AND {link_is_valid(link, RELATIONS['SPANS'], names.as_of)} AND {node_is_valid(community, names.as_of)}"
    return f"({node})-[{link}:SPANS]->({community}:Community) WHERE {alive}"


def _grids_in(names: VariableNames, division: str, node: str) -> str:
    """Small grids of the communities there, and large grids that span communities there: in one walk to the communities."""
    community, link = names.name("c"), names.name("h")
    own = f"{link}:HAS_GRID AND {_is_small(node)}"
    spanned = f"{link}:SPANS AND {_is_large(node)}"
    lives = f"{_any_is_valid(link, map(RELATIONS.__getitem__, ('HAS_GRID', 'SPANS')), names.as_of)} AND {node_is_valid(node, names.as_of)}"
    return (
        f"MATCH {below(names, division, community, (COMMUNITY,), shortest=0)} "
        f"MATCH ({community})-[{link}:HAS_GRID|SPANS]-({node}:Grid) WHERE {lives} AND ({own} OR {spanned})"
    )


def _grids_at_home(names: VariableNames, home: str, node: str) -> str:
    """Small grids of the community, and large grids that span communities of several divisions below and of no other."""
    small, link, child = names.name("h"), names.name("a"), names.name("d")
    lives = f"{link_is_valid(small, RELATIONS['HAS_GRID'], names.as_of)} AND {node_is_valid(node, names.as_of)} AND {_is_small(node)}"
    child_lives = f"{link_is_valid(link, _ADMINISTERS, names.as_of)} AND {node_is_valid(child, names.as_of)}"
    return (
        f"MATCH ({home})-[{small}:HAS_GRID]->({node}:Grid) WHERE {lives} RETURN {node} UNION "
        f"{_spanning(names, home, node)} AND NOT EXISTS {{ MATCH ({home})-[{link}:ADMINISTERS]->({child}:Division) "
        f"WHERE {child_lives} AND NOT EXISTS {{ {_outside(names, child, node)} }} }} RETURN {node}"
    )


def _spanning(names: VariableNames, division: str, node: str) -> str:
    """Binds the large grids that span communities in the division and nowhere else. Ends in a WHERE."""
    link, community = names.name("h"), names.name("c")
    lives = (
        f"{link_is_valid(link, RELATIONS['SPANS'], names.as_of)} AND {node_is_valid(node, names.as_of)} AND {_is_large(node)}"
    )
    return (
        f"MATCH {below(names, division, community, DIVISIONS, shortest=0)} MATCH ({community})<-[{link}:SPANS]-({node}:Grid) "
        f"WHERE {lives} WITH DISTINCT {division}, {node} WHERE NOT EXISTS {{ {_outside(names, division, node)} }}"
    )


def _outside(names: VariableNames, division: str, node: str) -> str:
    """Matches where the large grid spans a community that is not in the division, which lives. Looked at from the community upwards: a
    few divisions, not all that lie in this one."""
    community, up = names.name("c"), names.name("up")
    inside = f"MATCH {above(names, community, up, shortest=0)} WHERE {up} = {division}"
    return f"MATCH {_spans(names, node, community)} AND NOT EXISTS {{ {inside} }}"
