"""Lifetimes: from when to when each link lives, and which links decide whether an entity may be passed."""

from typing import Final

import numpy as np

from graph.linkage.algorithms.transit import Policy, Rule
from graph.linkage.snapshot.network import Network, Places
from graph.linkage.snapshot.snapshot import FACT, SORTED_KINDS, Numbers, Snapshot

FOR_EVER: Final = 99_999_999


def links_within(network: Network, members: Places) -> Places:
    """The permitted links that join two of the members."""
    inside = np.zeros(len(network.snapshot), bool)
    inside[members] = True
    return np.flatnonzero(network.alive & inside[network.snapshot.source] & inside[network.snapshot.target])


def links_that_count(network: Network, members: Places, rules: tuple[Rule, ...]) -> Places:
    """The permitted links at members whose degree decides whether they may be passed."""
    limited = [SORTED_KINDS.index(rule.kind) for rule in rules if rule.max_degree is not None and rule.policy is Policy.ALLOW]
    decided = np.zeros(len(network.snapshot), bool)
    decided[members[np.isin(network.snapshot.kind[members], limited)]] = True
    return np.flatnonzero(network.alive & (decided[network.snapshot.source] | decided[network.snapshot.target]))


def lifetimes(snapshot: Snapshot, links: Places) -> tuple[Numbers, Numbers]:
    """From when to when each link lives, both its ends with it."""
    source, target = snapshot.source[links], snapshot.target[links]
    ends = np.where(FACT[snapshot.relation[links]], FOR_EVER, snapshot.until[links])
    begin = np.maximum.reduce([snapshot.since[links], snapshot.valid_from[source], snapshot.valid_from[target]])
    end = np.minimum.reduce([ends, snapshot.valid_to[source], snapshot.valid_to[target]])
    return begin.astype(np.int32), np.maximum(begin, end).astype(np.int32)


def degrees_by(snapshot: Snapshot, links: Places, members: Places) -> Places:
    source, target = snapshot.source[links], snapshot.target[links]
    counts = np.bincount(source, minlength=len(snapshot)) + np.bincount(target[source != target], minlength=len(snapshot))
    return counts[members]
