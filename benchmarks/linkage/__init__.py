"""Linkage searches against Cypher paths, rustworkx and igraph."""
