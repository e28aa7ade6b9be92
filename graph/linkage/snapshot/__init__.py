"""Keeps entities and links in memory as arrays, and derives the network of an as-of date."""
