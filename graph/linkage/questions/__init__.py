"""Questions about linkage: arguments, search, projection."""
