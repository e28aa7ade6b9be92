"""From a GraphQL selection to one Cypher statement, and from its one row to the answer."""
