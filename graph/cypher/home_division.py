"""Cypher for homes: the one division that an entity counts for.

The model names the relations that lead home: an owners' committee REPRESENTS a compound, which is SITUATED_IN a community. At most one link
of each is valid at a time. If the data has several, the home with the first code counts.

Clauses can bind a node repeatedly unless stated otherwise.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from graph.cypher.labels import is_any_of, labels
from graph.cypher.validity import link_is_valid, node_is_valid, subquery_call
from graph.cypher.variables import VariableNames
from graph.model.declarations import Kind, Relation
from graph.model.divisions import COMMUNITY, DIVISIONS
from graph.model.grids import GRID
from graph.model.registry import RELATIONS

DEPTH_OF_THE_TREE = len(DIVISIONS) - 1
HOME_PATH_CACHE_SIZE = 1_000
"""Callers choose the kinds. A path takes less than 1 kB."""
_ADMINISTERS = RELATIONS["ADMINISTERS"]


@dataclass(frozen=True)
class HomePath:
    """The relations that lead home, and the numbers of steps. Grids have their own paths."""

    relations: tuple[str, ...]
    min_steps: int
    max_steps: int


@lru_cache(HOME_PATH_CACHE_SIZE)
def home_path(kinds: frozenset[Kind]) -> HomePath:
    paths = [_path_of(kind) for kind in kinds if kind is not GRID]
    names = {name for path in paths for name in path.relations}
    return HomePath(
        tuple(name for name in RELATIONS if name in names),
        min((path.min_steps for path in paths), default=0),
        max((path.max_steps for path in paths), default=0),
    )


def _path_of(kind: Kind) -> HomePath:
    home = kind.home
    if home is None:
        return HomePath((), 0, 0)
    onward = home_path(frozenset(RELATIONS[home].targets))
    return HomePath((home, *onward.relations), onward.min_steps + 1, onward.max_steps + 1)


def kinds_on_path_home(kind: Kind) -> frozenset[Kind]:
    """Includes both ends."""
    relations = home_path(frozenset({kind})).relations
    return frozenset({kind, *(target for name in relations for target in RELATIONS[name].targets)})


def match_home(names: VariableNames, node: str, kinds: Collection[Kind], home: str) -> str:
    """Binds the home of `node`: no row without a home, one row if the data is valid."""
    others = frozenset(kinds) - {GRID}
    paths = [_walk_home(names, node, home_path(others), home)] if others else []
    if GRID in kinds:
        paths += [_small_grid_home(names, node, home), _large_grid_home(names, node, home)]
    if len(paths) == 1:
        return paths[0]
    return f"{subquery_call(names, node)} {{ " + " UNION ".join(f"{path} RETURN {home}" for path in paths) + " }"


def match_within(names: VariableNames, division: str, node: str, kind: Kind) -> str:
    """Binds `node` to each entity with its home in or below `division`. A grid is bound only once."""
    clauses, conditions = match_candidates_within(names, division, node, kind)
    if not conditions:
        return clauses
    distinct = f"WITH DISTINCT {division}, {node} WHERE {' AND '.join(conditions)}"
    return f"{subquery_call(names, division)} {{ {clauses} {distinct} RETURN {node} }}"


def match_candidates_within(names: VariableNames, division: str, node: str, kind: Kind) -> tuple[str, tuple[str, ...]]:
    """Returns (clauses, conditions). The conditions are expensive: apply them last."""
    if kind in DIVISIONS:
        return f"MATCH {below(names, division, node, (kind,), min_steps=0)}", ()
    if kind is GRID:
        return _grids_in(names, division, node), (f"({_is_small(node)} OR NOT EXISTS {{ {_outside(names, division, node)} }})",)
    home = names.name("home")
    return f"MATCH {below(names, division, home, DIVISIONS, min_steps=0)} {match_at_home(names, home, node, kind)}", ()


def match_at_home(names: VariableNames, home: str, node: str, kind: Kind) -> str:
    if kind in DIVISIONS:
        return f"WITH *, {home} AS {node} WHERE {is_any_of(home, (kind,))}"
    if kind is GRID:
        return f"{subquery_call(names, home)} {{ {_grids_at_home(names, home, node)} }}"
    return match_path_from_home(names, home, node, kind)[0]


def match_small_grids_at_home(names: VariableNames, home: str, node: str) -> str:
    return f"MATCH {_one_step(home, names.name('h'), node, RELATIONS['HAS_GRID'], GRID, names.as_of, arrow=('-', '->'))}"


def match_path_from_home(names: VariableNames, home: str, node: str, kind: Kind) -> tuple[str, str]:
    """Returns (clause, hops) for a kind that is neither a division nor a grid. `hops`: the path from `home`, as a list of [node, link,
    node].
    """
    path = home_path(frozenset({kind}))
    links, nodes = names.name("h"), names.name("e")
    if path.max_steps == 1:
        return (
            f"MATCH {_one_step(home, links, node, RELATIONS[path.relations[0]], kind, names.as_of)}",
            f"[[{home}, {links}, {node}]]",
        )
    walk = _steps(names, path, links, nodes, arrow=("<-", "-"))
    hops = f"[i IN range(0, size({links}) - 1) | [([{home}] + {nodes})[i], {links}[i], {nodes}[i]]]"
    return f"MATCH ({home}) {walk} ({node}{labels((kind,))}) WHERE {node_is_valid(node, names.as_of)}", hops


def below(
    names: VariableNames,
    division: str,
    found: str,
    kinds: Collection[Kind],
    *,
    min_steps: int,
    path: str | None = None,
    start: Collection[Kind] = DIVISIONS,
) -> str:
    """Binds `found` to the divisions below, or with `min_steps=0` also to `division`.

    `path`: bound to the divisions from below `division` to `found`. `start`: the possible kinds of `division`.
    """
    max_steps = _levels_between(start, kinds)
    if min_steps == 0 and not set(start) & set(kinds):
        min_steps = 1  # `division` is of no requested kind.
    if min_steps == max_steps == 1 and path is None:
        link = names.name("a")
        step = f"-[{link}:ADMINISTERS WHERE {link_is_valid(link, _ADMINISTERS, names.as_of)}]->"
        return f"({division}){step}({found}{labels(kinds)} WHERE {node_is_valid(found, names.as_of)})"
    tree = _tree(names, ("-", "->"), names.name("a"), path or names.name("d"))
    return f"({division}) {tree}{{{min_steps},{max_steps}}} ({found}{labels(kinds)})"


def _levels_between(upper: Collection[Kind], lower: Collection[Kind]) -> int:
    """Limits the steps, so that a list of cities does not read the whole tree."""
    highest = min((DIVISIONS.index(kind) for kind in upper if kind in DIVISIONS), default=0)
    lowest = max((DIVISIONS.index(kind) for kind in lower if kind in DIVISIONS), default=DEPTH_OF_THE_TREE)
    return max(lowest - highest, 1)


def above(names: VariableNames, division: str, found: str, *, min_steps: int, links: str | None = None) -> str:
    """Returns a pattern. `links`: bound to the links of the path."""
    tree = _tree(names, ("<-", "-"), links or names.name("a"), names.name("d"))
    return f"({division}) {tree}{{{min_steps},{DEPTH_OF_THE_TREE}}} ({found}:Division)"


def _tree(names: VariableNames, arrow: tuple[str, str], link: str, node: str) -> str:
    before, after = arrow
    return (
        f"((){before}[{link}:ADMINISTERS WHERE {link_is_valid(link, _ADMINISTERS, names.as_of)}]{after}"
        f"({node}:Division WHERE {node_is_valid(node, names.as_of)}))"
    )


def _walk_home(names: VariableNames, node: str, path: HomePath, home: str) -> str:
    if path.max_steps == 0:
        return f"WITH *, {node} AS {home}"
    if path.max_steps == path.min_steps == 1 and len(path.relations) == 1:
        link = names.name("h")
        relation = RELATIONS[path.relations[0]]
        return f"MATCH ({node})-[{link}:{relation.name}]->({home}:Division) WHERE {link_is_valid(link, relation, names.as_of)} AND {node_is_valid(home, names.as_of)}"
    walk = _steps(names, path, names.name("h"), names.name("e"), arrow=("-", "->"))
    return f"MATCH ({node}) {walk} ({home}:Division)"


def _steps(names: VariableNames, path: HomePath, link: str, node: str, arrow: tuple[str, str]) -> str:
    before, after = arrow
    is_valid = _any_is_valid(link, (RELATIONS[name] for name in path.relations), names.as_of)
    step = f"(){before}[{link}:{'|'.join(path.relations)} WHERE {is_valid}]{after}({node}:Entity WHERE {node_is_valid(node, names.as_of)})"
    return f"({step}){{{path.min_steps},{path.max_steps}}}"


def _any_is_valid(link: str, relations: Iterable[Relation], as_of: str) -> str:
    open_ended = [relation.name for relation in relations if relation.open_ended]
    begun = f"coalesce({link}.since <= {as_of}, true)"
    unended = f"coalesce({as_of} < {link}.until, true)"
    return f"{begun} AND {unended}" if not open_ended else f"{begun} AND (type({link}) IN {open_ended!r} OR {unended})"


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
    is_valid = f"{_is_small(node)} AND {link_is_valid(link, RELATIONS['HAS_GRID'], names.as_of)} AND {node_is_valid(home, names.as_of)}"
    return f"MATCH ({node})<-[{link}:HAS_GRID]-({home}:Community) WHERE {is_valid}"


def _large_grid_home(names: VariableNames, node: str, home: str) -> str:
    """Binds the lowest division above all communities that the grid spans."""
    one, other, up = names.name("c"), names.name("c"), names.name("up")
    spans = _spans(names, node, other)
    return (
        f"MATCH {_spans(names, node, one)} WITH {node}, {one} ORDER BY {one}.code LIMIT 1 "
        f"MATCH {above(names, one, home, min_steps=0, links=up)} "
        f"WHERE NOT EXISTS {{ MATCH {spans} AND NOT EXISTS {{ MATCH {above(names, other, home, min_steps=0)} }} }} "
        f"WITH {home}, size({up}) AS height ORDER BY height, {home}.code LIMIT 1"
    )


def _spans(names: VariableNames, node: str, community: str) -> str:
    link = names.name("h")
    is_valid = f"{_is_large(node)} AND {link_is_valid(link, RELATIONS['SPANS'], names.as_of)} AND {node_is_valid(community, names.as_of)}"
    return f"({node})-[{link}:SPANS]->({community}:Community) WHERE {is_valid}"


def _grids_in(names: VariableNames, division: str, node: str) -> str:
    community, link = names.name("c"), names.name("h")
    own = f"{link}:HAS_GRID AND {_is_small(node)}"
    spanned = f"{link}:SPANS AND {_is_large(node)}"
    is_valid = f"{_any_is_valid(link, map(RELATIONS.__getitem__, ('HAS_GRID', 'SPANS')), names.as_of)} AND {node_is_valid(node, names.as_of)}"
    return (
        f"MATCH {below(names, division, community, (COMMUNITY,), min_steps=0)} "
        f"MATCH ({community})-[{link}:HAS_GRID|SPANS]-({node}:Grid) WHERE {is_valid} AND ({own} OR {spanned})"
    )


def _grids_at_home(names: VariableNames, home: str, node: str) -> str:
    """Binds small grids of the community, and large grids that span several divisions below it and no others."""
    small, link, child = names.name("h"), names.name("a"), names.name("d")
    is_valid = f"{link_is_valid(small, RELATIONS['HAS_GRID'], names.as_of)} AND {node_is_valid(node, names.as_of)} AND {_is_small(node)}"
    child_is_valid = f"{link_is_valid(link, _ADMINISTERS, names.as_of)} AND {node_is_valid(child, names.as_of)}"
    return (
        f"MATCH ({home})-[{small}:HAS_GRID]->({node}:Grid) WHERE {is_valid} RETURN {node} UNION "
        f"{_spanning(names, home, node)} AND NOT EXISTS {{ MATCH ({home})-[{link}:ADMINISTERS]->({child}:Division) "
        f"WHERE {child_is_valid} AND NOT EXISTS {{ {_outside(names, child, node)} }} }} RETURN {node}"
    )


def _spanning(names: VariableNames, division: str, node: str) -> str:
    """Binds large grids that span communities of the division only. The last clause takes further conditions."""
    link, community = names.name("h"), names.name("c")
    is_valid = (
        f"{link_is_valid(link, RELATIONS['SPANS'], names.as_of)} AND {node_is_valid(node, names.as_of)} AND {_is_large(node)}"
    )
    return (
        f"MATCH {below(names, division, community, DIVISIONS, min_steps=0)} MATCH ({community})<-[{link}:SPANS]-({node}:Grid) "
        f"WHERE {is_valid} WITH DISTINCT {division}, {node} WHERE NOT EXISTS {{ {_outside(names, division, node)} }}"
    )


def _outside(names: VariableNames, division: str, node: str) -> str:
    """Matches if the large grid spans a community outside the division. Walking up is shorter than walking down."""
    community, up = names.name("c"), names.name("up")
    inside = f"MATCH {above(names, community, up, min_steps=0)} WHERE {up} = {division}"
    return f"MATCH {_spans(names, node, community)} AND NOT EXISTS {{ {inside} }}"
