from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import UserError
from graph.messages import network as messages


def seed_of(arguments: Mapping[str, Any]) -> int:
    """Returns the argument `seed`, by default 1. Raises UserError (BAD_ARGUMENT)."""
    seed = arguments.get("seed")
    if seed is not None and seed < 0:
        raise UserError(messages.SEED_OUT_OF_RANGE, seed=seed)
    return 1 if seed is None else seed


@dataclass(frozen=True)
class MeasureRequest:
    """A measure that a response needs. `options`: values that decide the result, by name."""

    name: str
    options: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, name: str, **options: Any) -> "MeasureRequest":
        return cls(name, tuple(options.items()))

    def option(self, name: str) -> Any:
        return dict(self.options)[name]
