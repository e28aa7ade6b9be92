"""Graph algorithms on a network."""
