from graph.messages.message import MessageError


class LocalNeo4jError(MessageError):
    """The local Neo4j cannot be used. The message states why and the remedy."""
