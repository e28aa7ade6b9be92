"""Transit rules: which entities a path may pass through, which it may only begin or end at, and which it keeps out of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from graph.errors import ErrorCode, Refusal, bad_argument
from graph.linkage.network import Network
from graph.linkage.snapshot import KINDS, Flags
from graph.model import Kind


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


DEFAULT_RULES: Final = tuple(
    Rule(kind, Policy.DESTINATION_ONLY) for kind in (Kind.PROVINCE, Kind.CITY, Kind.COUNTY, Kind.TOWNSHIP, Kind.SURVEY)
)
"""Any two communities meet in their city, which says nothing about them."""


def effective(given: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules in force, in the order of the kinds: each given one replaces the default of its kind only.

    Raises Refusal where two rules are given for a kind (CONTRADICTORY_RULES), or a degree below zero (BAD_ARGUMENT).
    """
    for rule in given:
        if rule.max_degree is not None and rule.max_degree < 0:
            raise bad_argument(f"`maxDegree` of {rule.kind.name} is {rule.max_degree}; it takes 0 or more.")
    kinds = [rule.kind for rule in given]
    if len(set(kinds)) < len(kinds):
        twice = next(kind for kind in kinds if kinds.count(kind) > 1)
        raise contradiction(f"`transit` holds two rules for {twice.name}. Keep one of them.")
    by_kind = {rule.kind: rule for rule in (*DEFAULT_RULES, *given)}
    return tuple(by_kind[kind] for kind in Kind if kind in by_kind)


def contradiction(sentence: str) -> Refusal:
    return Refusal(ErrorCode.CONTRADICTORY_RULES, sentence)


@dataclass(frozen=True)
class Rules:
    """The rules of one question on one network. ``exempt``: waypoints, for which DESTINATION_ONLY and degrees do not hold."""

    rules: tuple[Rule, ...]
    avoided: frozenset[int] = frozenset()
    exempt: frozenset[int] = frozenset()

    def turning(self, network: Network) -> Flags:
        """Which entities a rule keeps from being passed."""
        turned = np.zeros(len(network.snapshot), bool)
        for rule in self.rules:
            first, end = network.snapshot.of_kind(rule.kind)
            if rule.policy is not Policy.ALLOW:
                turned[first:end] = True
            elif rule.max_degree is not None:
                turned[first:end] = network.degrees[first:end] > rule.max_degree
        turned[list(self.exempt)] = False
        return turned

    def avoided_in(self, network: Network) -> Flags:
        """Which entities are not even reached."""
        avoided = np.zeros(len(network.snapshot), bool)
        avoided[list(self.avoided)] = True
        return avoided

    def count_by_rule(self, network: Network, turned: Iterable[int]) -> list[int]:
        """How many of the entities are of each rule's kind."""
        counts = np.bincount(network.snapshot.kind[list(turned)], minlength=len(KINDS))
        return [int(counts[KINDS.index(rule.kind)]) for rule in self.rules]
