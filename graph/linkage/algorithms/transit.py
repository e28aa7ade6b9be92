"""Transit rules: which entities a path may pass through, which it may only begin or end at, and which it keeps out of."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

import numpy as np

from graph.errors import ErrorCode, UserError, argument_error
from graph.linkage.snapshot.network import Network
from graph.linkage.snapshot.snapshot import SORTED_KINDS, Flags
from graph.model.declarations import Kind
from graph.model.divisions import CITY, COUNTY, PROVINCE, TOWNSHIP
from graph.model.registry import KINDS
from graph.model.surveys import SURVEY


class Policy(Enum):
    """What a path may do with entities of a kind."""

    ALLOW = "可以经过。 A path may pass through it."
    DESTINATION_ONLY = "只能作起点或终点。 A path may begin or end there, not pass through it."
    BLOCK = "不得出现。 A path keeps out of it."


@dataclass(frozen=True)
class Rule:
    """``max_degree``: entities of the kind with more living, permitted links are not passed."""

    kind: Kind
    policy: Policy
    max_degree: int | None = None

    @cached_property
    def key(self) -> Hashable:
        """Tells it from others. Made once: to ask an enum for its name takes longer than to find what is kept under it."""
        return self.kind.name, self.policy.name, self.max_degree


DEFAULT_RULES: Final = tuple(Rule(kind, Policy.DESTINATION_ONLY) for kind in (PROVINCE, CITY, COUNTY, TOWNSHIP, SURVEY))
"""Any two communities meet in their city, which says nothing about them."""


def effective_rules(given: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules in force, in the order of the kinds: each given one replaces the default of its kind only.

    Raises Refusal where two rules are given for a kind (CONTRADICTORY_RULES), or a degree below zero (BAD_ARGUMENT).
    """
    if not given:
        return _WITHOUT_ANY
    for rule in given:
        if rule.max_degree is not None and rule.max_degree < 0:
            raise argument_error(f"`maxDegree` of {rule.kind.name} is {rule.max_degree}; it takes 0 or more.")
    kinds = [rule.kind for rule in given]
    if len(set(kinds)) < len(kinds):
        twice = next(kind for kind in kinds if kinds.count(kind) > 1)
        raise contradiction(f"`transit` holds two rules for {twice.name}. Keep one of them.")
    return _in_order((*DEFAULT_RULES, *given))


def _in_order(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """In the order of the kinds, the last of each."""
    by_kind = {rule.kind: rule for rule in rules}
    return tuple(by_kind[kind] for kind in KINDS if kind in by_kind)


_WITHOUT_ANY: Final = _in_order(DEFAULT_RULES)


def contradiction(sentence: str) -> UserError:
    return UserError(ErrorCode.CONTRADICTORY_RULES, sentence)


@dataclass(frozen=True)
class Rules:
    """The rules of one question on one network. ``exempt``: waypoints, for which DESTINATION_ONLY and degrees do not hold."""

    rules: tuple[Rule, ...]
    avoided: frozenset[int] = frozenset()
    exempt: frozenset[int] = frozenset()

    def passage(self, network: Network) -> "TransitMask":
        """What may be passed. Kept for the next question with just these rules, but where single entities are named."""
        if self.avoided or self.exempt:
            return self._passage(network, kept=False)
        key = tuple([rule.key for rule in self.rules])
        return network.cached(key, lambda: self._passage(network, kept=True))

    def _passage(self, network: Network, *, kept: bool) -> "TransitMask":
        turning = np.zeros(len(network.snapshot), bool)
        for rule in self.rules:
            first, end = network.snapshot.of_kind(rule.kind)
            if rule.policy is not Policy.ALLOW:
                turning[first:end] = True
            elif rule.max_degree is not None:
                turning[first:end] = network.degrees[first:end] > rule.max_degree
        turning[list(self.exempt)] = False
        return TransitMask(turning, self.avoided, kept)

    def count_by_rule(self, network: Network, turned: Iterable[int]) -> list[int]:
        """How many of the entities are of each rule's kind."""
        counts = np.bincount(network.snapshot.kind[list(turned)], minlength=len(SORTED_KINDS))
        return [int(counts[SORTED_KINDS.index(rule.kind)]) for rule in self.rules]


@dataclass(frozen=True, eq=False)
class TransitMask:
    """What may be passed of a network. ``turning``: what a rule keeps from being passed, though it may be reached; ``avoided``: what
    is not even reached. ``kept``: whether it serves other questions too."""

    non_transit: Flags
    avoided: frozenset[int]
    kept: bool

    @cached_property
    def absent(self) -> Flags:
        """What is avoided, as flags."""
        absent = np.zeros(len(self.non_transit), bool)
        absent[list(self.avoided)] = True
        return absent

    @cached_property
    def passable(self) -> Flags:
        return ~(self.non_transit | self.absent)

    @cached_property
    def open(self) -> bytes:
        """What is passable, 1 or 0: bytes tell it of one entity faster than flags."""
        return self.passable.tobytes()

    @cached_property
    def closed(self) -> frozenset[int]:
        """What is not passable: what is left without it is told faster so than one by one."""
        return frozenset(np.flatnonzero(~self.passable).tolist())
