"""Fragments of Cypher."""
