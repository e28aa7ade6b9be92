"""The only access to Neo4j."""
