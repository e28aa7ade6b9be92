"""What goes wrong with the local Neo4j, told to a person."""


class LocalNeo4jError(Exception):
    """The local Neo4j cannot be had. The message is one or two sentences: what is wrong, and the way out."""
