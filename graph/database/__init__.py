"""Access to Neo4j: connections, statements, batching, constraints and revisions."""
