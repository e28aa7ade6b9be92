"""Validity intervals of links, and links that count for maximum degrees."""

import numpy as np

from graph.linkage.snapshot.simple_graph import SimpleGraph
from graph.linkage.transit_rules import TransitPolicy, TransitRule
from graph.snapshot.array_types import IndexArray, Int32Array
from graph.snapshot.snapshot import MAX_DATE, OPEN_ENDED, SORTED_KINDS, Snapshot


def links_among(graph: SimpleGraph, members: IndexArray) -> IndexArray:
    inside = np.zeros(len(graph.snapshot), bool)
    inside[members] = True
    return np.flatnonzero(graph.valid_links & inside[graph.snapshot.source] & inside[graph.snapshot.target])


def degree_rule_links(graph: SimpleGraph, members: IndexArray, rules: tuple[TransitRule, ...]) -> IndexArray:
    """Returns the members' links to which a maximum degree applies."""
    limited = [
        SORTED_KINDS.index(rule.kind) for rule in rules if rule.max_degree is not None and rule.policy is TransitPolicy.ALLOW
    ]
    applies = np.zeros(len(graph.snapshot), bool)
    applies[members[np.isin(graph.snapshot.kind[members], limited)]] = True
    return np.flatnonzero(graph.valid_links & (applies[graph.snapshot.source] | applies[graph.snapshot.target]))


def validity_intervals(snapshot: Snapshot, links: IndexArray) -> tuple[Int32Array, Int32Array]:
    """Returns starts and ends of the intervals in which links and both their ends are valid."""
    source, target = snapshot.source[links], snapshot.target[links]
    until = np.where(OPEN_ENDED[snapshot.relation[links]], MAX_DATE, snapshot.until[links])
    start = np.maximum.reduce([snapshot.since[links], snapshot.valid_from[source], snapshot.valid_from[target]])
    end = np.minimum.reduce([until, snapshot.valid_to[source], snapshot.valid_to[target]])
    return start.astype(np.int32), np.maximum(start, end).astype(np.int32)


def link_counts(snapshot: Snapshot, links: IndexArray, members: IndexArray) -> IndexArray:
    """Returns the number of links of each member; a self-loop counts once."""
    source, target = snapshot.source[links], snapshot.target[links]
    counts = np.bincount(source, minlength=len(snapshot)) + np.bincount(target[source != target], minlength=len(snapshot))
    return counts[members]
