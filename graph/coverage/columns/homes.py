"""Divisions above divisions, homes of entities, and divisions covered by surveys."""

from functools import reduce

import numpy as np

from graph.coverage.columns.days import DayBits
from graph.coverage.columns.entity_pairs import EntityPairs
from graph.coverage.columns.evaluator import Evaluator, Reads
from graph.coverage.path_pattern import Condition
from graph.cypher.home_division import home_path
from graph.model.declarations import Kind
from graph.model.divisions import DIVISIONS
from graph.model.grids import GRID
from graph.model.surveys import SURVEY
from graph.snapshot.array_types import BoolArray

_RELATION = next(prop for prop in SURVEY.properties if prop.name == "relation")
_IS_LARGE = Condition(next(prop for prop in GRID.properties if prop.name == "size"), "=", "LARGE")
_TREE = Reads.of(["ADMINISTERS"], DIVISIONS)


def pairs_size(pairs: EntityPairs) -> int:
    return pairs.first.nbytes + pairs.second.nbytes + pairs.days.nbytes


def above(evaluator: Evaluator) -> EntityPairs:
    """Returns pairs of each valid division with itself and each division above it."""
    return evaluator.once(_TREE, "above", lambda: _above(evaluator), pairs_size)


def _above(evaluator: Evaluator) -> EntityPairs:
    pairs = level = _themselves(evaluator, DIVISIONS)
    for _ in DIVISIONS[1:]:
        links = evaluator.links("ADMINISTERS")
        level = EntityPairs.union(*(level.compose(table.ends.target, table.ends.source, days) for table, days in links))
        pairs = EntityPairs.union(pairs, level)
    return pairs


def _themselves(evaluator: Evaluator, kinds: tuple[Kind, ...]) -> EntityPairs:
    valid = evaluator.matching_any(kinds)
    entities = np.flatnonzero(valid)
    return EntityPairs.of(entities, entities, valid[entities])


def home_relations(kind: Kind) -> tuple[str, ...]:
    return ("HAS_GRID", "SPANS", "ADMINISTERS") if kind is GRID else home_path(frozenset({kind})).relations


def homes(evaluator: Evaluator, kind: Kind) -> EntityPairs:
    """Returns pairs of entities and homes. In faulty data an entity can have several homes."""
    compute = {GRID: _homes_of_grids}.get(kind, lambda evaluator: _homes(evaluator, kind))
    return evaluator.once(Reads.of(home_relations(kind), [kind]), "homes", lambda: compute(evaluator), pairs_size)


def _homes(evaluator: Evaluator, kind: Kind) -> EntityPairs:
    if kind in DIVISIONS:
        return _themselves(evaluator, (kind,))
    path, found = home_path(frozenset({kind})), list[EntityPairs]()
    level = _themselves(evaluator, DIVISIONS)
    for steps in range(1, path.max_steps + 1):
        links = [each for relation in path.relations for each in evaluator.links(relation)]
        level = EntityPairs.union(*(level.compose(table.ends.source, table.ends.target, days) for table, days in links))
        if steps >= path.min_steps:
            found.append(level)
    return EntityPairs.union(*found).between(*evaluator.columns.snapshot.index_range(kind))


def _homes_of_grids(evaluator: Evaluator) -> EntityPairs:
    large = np.zeros(len(evaluator.columns), bool)
    large[evaluator.columns.range_of(GRID)] = evaluator.columns.satisfying(GRID, (_IS_LARGE,))
    small = [
        EntityPairs.of(table.ends.target, table.ends.source, _only(days, ~large[table.ends.target]))
        for table, days in evaluator.links("HAS_GRID")
    ]
    spans = [
        EntityPairs.of(table.ends.source, table.ends.target, _only(days, large[table.ends.source]))
        for table, days in evaluator.links("SPANS")
    ]
    return EntityPairs.union(*small, _homes_of_large_grids(evaluator, EntityPairs.union(*spans)))


def _only(days: DayBits, mask: BoolArray) -> DayBits:
    return np.where(mask, days, days.dtype.type(0))


def _homes_of_large_grids(evaluator: Evaluator, spans: EntityPairs) -> EntityPairs:
    """Returns the lowest division above all communities that a grid spans."""
    tree = above(evaluator)
    candidates = tree.compose(spans.first, spans.second, spans.days)
    row, place = candidates.rows_of(spans.first)
    outside = evaluator.days.never(len(candidates))
    np.bitwise_or.at(outside, place, spans.days[row] & ~tree.days_of(spans.second[row], candidates.second[place]))
    shared = EntityPairs.of(candidates.first, candidates.second, candidates.days & ~outside)
    higher = tree.select(tree.first != tree.second).compose(shared.first, shared.second, shared.days)
    lowest = shared.days & ~higher.days_of(shared.first, shared.second)
    return EntityPairs.of(shared.first, shared.second, lowest)


def surveyed(evaluator: Evaluator, relation: str) -> DayBits:
    """Returns the days on which a survey of the relation covers each division or one above it."""
    reads = Reads.of(["COVERS", "ADMINISTERS"], [SURVEY, *DIVISIONS])
    return evaluator.once(reads, relation, lambda: _surveyed(evaluator, relation), lambda found: found.nbytes)


def _surveyed(evaluator: Evaluator, relation: str) -> DayBits:
    surveys = evaluator.matching_any((SURVEY,), (Condition(_RELATION, "=", relation),))
    covered = evaluator.joined_to("COVERS", surveys, back=True)
    tree, found = above(evaluator), evaluator.days.never(len(evaluator.columns))
    if len(tree):
        entities, offsets = np.unique(tree.first, return_index=True)
        found[entities] = np.bitwise_or.reduceat(tree.days & covered[tree.second], offsets)
    return found


def surveyed_for_all(evaluator: Evaluator, relations: tuple[str, ...]) -> DayBits:
    every = evaluator.days.always(len(evaluator.columns))
    return reduce(np.bitwise_and, (surveyed(evaluator, relation) for relation in relations), every)
