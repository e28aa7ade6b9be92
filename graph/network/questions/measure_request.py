"""A measure that a selection asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class MeasureRequest:
    """`options`: values that the result depends on, by name."""

    name: str
    options: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, name: str, options: Iterable[tuple[str, Any]] = ()) -> "MeasureRequest":
        return cls(name, tuple(options))
