"""The limits of an operation. Imports no other module, since every command reads the settings."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limits:
    """Each is a setting."""

    document_length: int = 50_000
    tokens: int = 2_000
    depth: int = 24
    aliases: int = 30
    fields: int = 500
    directives: int = 20
    root_fields: int = 30
    values: int = 10_000
    input_objects: int = 1_000
    cost: int = 100_000


DEFAULT_LIMITS: Final = Limits()
