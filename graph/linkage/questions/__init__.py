"""Questions about linkage: arguments, search, and projection of results."""
