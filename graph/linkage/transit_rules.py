"""Transit rules: kinds that a path may pass through, only begin or end at, or not contain."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final

from graph.errors import UserError
from graph.messages import linkage as messages
from graph.model.declarations import Kind
from graph.model.divisions import CITY, COUNTY, PROVINCE, TOWNSHIP
from graph.model.registry import KINDS
from graph.model.surveys import SURVEY


class TransitPolicy(Enum):
    ALLOW = "可以经过。 A path may pass through it."
    DESTINATION_ONLY = "只能作起点或终点。 A path may begin or end there, not pass through it."
    BLOCK = "不得出现。 A path does not contain it."


@dataclass(frozen=True)
class TransitRule:
    """Whether paths may pass through entities of a kind.

    `max_degree`: paths pass through no entity of the kind with more valid, permitted links.
    """

    kind: Kind
    policy: TransitPolicy
    max_degree: int | None = None

    @cached_property
    def key(self) -> Hashable:
        """The rule as a hashable value. It is cached, because reading an enum's name is slow."""
        return self.kind.name, self.policy.name, self.max_degree


DEFAULT_RULES: Final = tuple(
    TransitRule(kind, TransitPolicy.DESTINATION_ONLY) for kind in (PROVINCE, CITY, COUNTY, TOWNSHIP, SURVEY)
)
"""Otherwise any two communities would be linked through their city, which says nothing about them."""


def effective_rules(rules: Sequence[TransitRule]) -> tuple[TransitRule, ...]:
    """Returns rules by kind; `rules` replace the defaults of their kinds.

    Raises UserError: CONTRADICTORY_RULES for two rules of one kind, BAD_ARGUMENT for a negative degree.
    """
    if not rules:
        return _DEFAULT_RULES_BY_KIND
    for rule in rules:
        if rule.max_degree is not None and rule.max_degree < 0:
            raise UserError(messages.NEGATIVE_DEGREE, kind=rule.kind.name, number=rule.max_degree)
    kinds = [rule.kind for rule in rules]
    for kind in kinds:
        if kinds.count(kind) > 1:
            raise UserError(messages.TWO_RULES, kind=kind.name)
    return _last_of_each_kind((*DEFAULT_RULES, *rules))


def _last_of_each_kind(rules: Iterable[TransitRule]) -> tuple[TransitRule, ...]:
    by_kind = {rule.kind: rule for rule in rules}
    return tuple(by_kind[kind] for kind in KINDS if kind in by_kind)


_DEFAULT_RULES_BY_KIND: Final = _last_of_each_kind(DEFAULT_RULES)
