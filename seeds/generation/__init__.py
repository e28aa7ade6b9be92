"""Generates the bundled city from official divisions, published facts, and a fixed seed for illustrative data."""
