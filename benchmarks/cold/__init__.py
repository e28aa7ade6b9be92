"""The first run of a query: plan caches cleared, Java warm."""
