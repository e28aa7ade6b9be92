"""A measure that a selection asks for."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class MeasureRequest:
    """`options`: values that the result depends on, by name."""

    name: str
    options: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, name: str, **options: Any) -> "MeasureRequest":
        return cls(name, tuple(options.items()))

    def option(self, name: str) -> Any:
        return dict(self.options)[name]
