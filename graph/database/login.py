from dataclasses import dataclass, field
from typing import Final

INITIAL_USER: Final = "neo4j"
"""The only user of a new Neo4j."""


@dataclass(frozen=True)
class Login:
    """The address (`bolt://` or `neo4j://`, with or without TLS), user, password and database."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
