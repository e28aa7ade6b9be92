"""Errors of the local Neo4j."""

from graph.messages.message import Message


class LocalNeo4jError(Exception):
    """The local Neo4j cannot be used. The message says why, and the way out."""

    @classmethod
    def of(cls, message: Message, **values: object) -> "LocalNeo4jError":
        return cls(message.format(**values))
