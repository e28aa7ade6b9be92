"""What it takes to log in to a Neo4j."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Login:
    """The address of a Neo4j (``bolt://`` or ``neo4j://``, with or without TLS), who logs in, and the database in it."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
