"""The error of the local Neo4j that users see."""

from graph.messages.message import Message


class LocalNeo4jError(Exception):
    """The local Neo4j cannot be used. The message says what is wrong and what to do."""

    @classmethod
    def of(cls, message: Message, **values: object) -> "LocalNeo4jError":
        return cls(message.format(**values))
