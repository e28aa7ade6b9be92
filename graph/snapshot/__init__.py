"""All entities and links in memory as arrays, for linkage and coverage."""
