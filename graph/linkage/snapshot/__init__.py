"""The graph in memory as arrays, and its networks by date."""
