from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.compiler.context import FieldContext
from graph.compiler.selections import SelectedField
from graph.coverage.indicator import Indicator
from graph.errors import UserError
from graph.messages import coverage as messages
from graph.messages.language import listing

OWN: Final = "OWN"
"""The value of `indicator` if `own` names a custom indicator."""


@dataclass(frozen=True)
class IndicatorQuestion:
    """The indicator and weight that a question names. `is_custom`: whether `name` is that of a custom indicator."""

    name: str
    indicator: Indicator
    is_custom: bool = False
    weight: str = "UNITS"

    @property
    def key(self) -> Hashable:
        """What a query plan depends on."""
        return self.name, self.weight, self.indicator

    @property
    def by_people(self) -> bool:
        return self.weight == "PEOPLE"


@dataclass(frozen=True)
class Catalogue:
    """The built-in indicators."""

    indicators: Mapping[str, Indicator]

    async def question(self, context: FieldContext, field: SelectedField) -> IndicatorQuestion:
        """Raises UserError (BAD_ARGUMENT; WEIGHT_NOT_AVAILABLE if the units have no people)."""
        arguments = context.arguments(field)
        name, own = arguments["indicator"].value, arguments.get("own")
        if own is not None and name != OWN:
            raise UserError(messages.OWN_WITHOUT_INDICATOR)
        indicator = await self._custom_indicator(context, own) if name == OWN else self.indicators[name]
        weight = arguments.get("weight")
        question = IndicatorQuestion(own or name, indicator, own is not None, weight.value if weight else "UNITS")
        if question.by_people and not indicator.counts_people:
            raise UserError(messages.WEIGHT_NOT_AVAILABLE, indicator=question.name, kind=indicator.kind.label)
        return question

    def built_in(self, name: str) -> IndicatorQuestion:
        """Counts units of a built-in indicator."""
        return IndicatorQuestion(name, self.indicators[name])

    def custom(self, indicators: Mapping[str, Indicator], name: str) -> "IndicatorQuestion | UserError":
        """Counts units of a custom indicator; returns an error for an unknown name."""
        if name not in indicators:
            return UserError(messages.UNKNOWN_OWN, names=listing(indicators) if indicators else messages.NONE.format())
        return IndicatorQuestion(name, indicators[name], is_custom=True)

    async def _custom_indicator(self, context: FieldContext, name: str | None) -> Indicator:
        indicators = await context.custom_indicators()
        if name is None or name not in indicators:
            raise UserError(messages.UNKNOWN_OWN, names=listing(indicators) if indicators else messages.NONE.format())
        return indicators[name]
