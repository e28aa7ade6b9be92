from dataclasses import dataclass, field


@dataclass(frozen=True)
class Login:
    """The address (`bolt://` or `neo4j://`, with or without TLS), user, password and database."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
