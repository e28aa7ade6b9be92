"""Compiles a GraphQL selection to one Cypher statement and decodes its one row."""
