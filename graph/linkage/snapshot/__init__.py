"""The graph in memory as arrays, and its network at an as-of date."""
