"""A statement: the text of one Cypher query and the values of its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, LiteralString


@dataclass(frozen=True)
class Statement:
    """``text`` holds no value of a caller: those are in ``parameters``. A hand-written text is a literal; the compiler makes the
    others, out of the model's own names."""

    text: LiteralString
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
