"""Generates the bundled city: official divisions, published facts, and illustrative data from a fixed seed."""
