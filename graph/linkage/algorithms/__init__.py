"""Graph algorithms on a simple graph."""
