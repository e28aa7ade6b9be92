"""The model of the graph."""
